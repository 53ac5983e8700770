import type { CertificateCode } from '#shared/errors/certificate-codes.ts';
import { asn1Tag, octetsOf, oidOf, readAsn1, smallIntegerOf, type Asn1 } from './asn1.ts';

export interface KeyFlaw {
  readonly code: CertificateCode;
  readonly value: string | null;
}

/** What a key is by its algorithm identifier (RFC 5280, 5480, 8410), whether or not the engine at hand knows it. */
export interface KeyKind {
  readonly name: string;
  /** Why no key of the kind is used; null: it depends on the key. */
  readonly flaw: KeyFlaw | null;
}

const elliptic = '1.2.840.10045.2.1';
export const leastRsaBits = 2_048;
/** A longer RSA key costs more at each handshake than it gains; one of forty thousand bits keeps a computer busy for a minute. */
export const mostRsaBits = 8_192;

const kinds: Readonly<Record<string, { readonly name: string; readonly isUsed: boolean }>> = {
  '1.2.840.113549.1.1.1': { name: 'RSA', isUsed: true },
  '1.2.840.113549.1.1.10': { name: 'RSA-PSS', isUsed: true },
  '1.3.101.112': { name: 'Ed25519', isUsed: true },
  '1.3.101.113': { name: 'Ed448', isUsed: false },
  '1.3.101.110': { name: 'X25519', isUsed: false },
  '1.3.101.111': { name: 'X448', isUsed: false },
  '1.2.840.10040.4.1': { name: 'DSA', isUsed: false },
  '1.2.840.113549.1.3.1': { name: 'DH', isUsed: false },
};

const curves: Readonly<Record<string, { readonly name: string; readonly isUsed: boolean }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', isUsed: true },
  '1.3.132.0.34': { name: 'P-384', isUsed: true },
  '1.3.132.0.35': { name: 'P-521', isUsed: true },
  '1.3.132.0.33': { name: 'P-224', isUsed: false },
  '1.2.840.10045.3.1.1': { name: 'P-192', isUsed: false },
  '1.3.132.0.10': { name: 'secp256k1', isUsed: false },
  '1.3.36.3.3.2.8.1.1.7': { name: 'brainpoolP256r1', isUsed: false },
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', isUsed: false },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', isUsed: false },
  '1.2.156.10197.1.301': { name: 'SM2', isUsed: false },
};

/** `algorithm`: of a public key in a certificate, or of a private key in PKCS#8. */
export function keyKindOf(algorithm: Asn1 | undefined): KeyKind {
  const oid = oidOf(algorithm?.children[0]);
  if (oid === null) return { name: 'unknown', flaw: { code: 'CERT_DAMAGED', value: null } };
  if (oid === elliptic) return curveKindOf(algorithm?.children[1]);
  const { name, isUsed } = kinds[oid] ?? { name: oid, isUsed: false };
  return { name, flaw: isUsed ? null : { code: 'CERT_KEY_UNUSABLE', value: name } };
}

/** Of a whole SubjectPublicKeyInfo: with the size of an RSA key, which engines also judge in their own ways. */
export function publicKeyKindOf({ children }: Asn1): KeyKind {
  const [algorithm, bits] = children;
  const kind = keyKindOf(algorithm);
  if (kind.flaw !== null || !kind.name.startsWith('RSA')) return kind;
  const numbers = bits?.tag === asn1Tag.bitString ? readAsn1(bits.value.subarray(1)) : null;
  const [modulus, exponent] = numbers?.ok === true ? numbers.element.children : [];
  return { ...kind, flaw: rsaFlaw(modulus, exponent) };
}

/** Of a private key in PKCS#8. */
export function privateKeyKindOf({ children }: Asn1): KeyKind {
  const kind = keyKindOf(children[1]);
  if (kind.flaw !== null || !kind.name.startsWith('RSA')) return kind;
  const numbers = readAsn1(octetsOf(children[2]) ?? new Uint8Array());
  return numbers.ok ? { ...kind, flaw: rsaKindOf(numbers.element).flaw } : kind;
}

/** Of a private key in PKCS#1. */
export function rsaKindOf({ children }: Asn1): KeyKind {
  return { name: 'RSA', flaw: rsaFlaw(children[1], children[2]) };
}

function rsaFlaw(modulus: Asn1 | undefined, exponent: Asn1 | undefined): KeyFlaw | null {
  if (modulus?.tag !== asn1Tag.integer) return { code: 'CERT_DAMAGED', value: null };
  const bits = bitsOf(modulus.value);
  if (bits < leastRsaBits) return { code: 'CERT_KEY_WEAK', value: String(bits) };
  if (bits > mostRsaBits) return { code: 'CERT_KEY_UNUSABLE', value: `RSA ${String(bits)}` };
  // With exponent 1 every message is its own signature.
  const power = smallIntegerOf(exponent);
  if (power === null || (power >= 3 && power % 2 === 1)) return null;
  return { code: 'CERT_KEY_UNUSABLE', value: `RSA, exponent ${String(power)}` };
}

function bitsOf(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (number.length - first) * 8 - (Math.clz32(number[first] ?? 0) - 24);
}

/** A curve must be named: one that is spelled out may be another than it seems, and others refuse it (RFC 5480, 2.1.1). */
export function curveKindOf(curve: Asn1 | undefined): KeyKind {
  const oid = oidOf(curve);
  const { name, isUsed } = (oid === null ? undefined : curves[oid]) ?? {
    name: oid ?? 'explicit parameters',
    isUsed: false,
  };
  return { name, flaw: isUsed ? null : { code: 'CERT_CURVE_WEAK', value: name } };
}
