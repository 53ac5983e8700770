import type { KeyObject } from 'node:crypto';
import { leastRsaBits, mostRsaBits, type KeyFlaw } from './key-kinds.ts';

const curveNames: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
};
const goodCurves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** "RSA 2048", "P-256", "DSA". */
export function keyName(key: KeyObject): string {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = key;
  if (kind === 'rsa' || kind === 'rsa-pss') return `RSA ${String(details?.modulusLength ?? '?')}`;
  if (kind === 'ec') return curveNames[details?.namedCurve ?? ''] ?? details?.namedCurve ?? 'unknown curve';
  return curveNames[kind ?? ''] ?? (kind ?? 'unknown').toUpperCase();
}

export function keyFlaw(key: KeyObject): KeyFlaw | null {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = key;
  const value = keyName(key);
  switch (kind) {
    case 'rsa':
    case 'rsa-pss': {
      const bits = details?.modulusLength ?? 0;
      if (bits < leastRsaBits) return { code: 'CERT_KEY_WEAK', value: String(bits) };
      if (bits > mostRsaBits) return { code: 'CERT_KEY_UNUSABLE', value };
      // With exponent 1 every message is its own signature.
      const exponent = details?.publicExponent ?? 1n;
      return exponent < 3n || exponent % 2n === 0n
        ? { code: 'CERT_KEY_UNUSABLE', value: `RSA, exponent ${exponent}` }
        : null;
    }
    case 'ec':
      return goodCurves.has(details?.namedCurve ?? '') ? null : { code: 'CERT_CURVE_WEAK', value };
    case 'ed25519':
      return null;
    default:
      return { code: 'CERT_KEY_UNUSABLE', value };
  }
}

const signatures: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2 with RSA',
  '1.2.840.113549.1.1.3': 'MD4 with RSA',
  '1.2.840.113549.1.1.4': 'MD5 with RSA',
  '1.2.840.113549.1.1.5': 'SHA-1 with RSA',
  '1.3.14.3.2.29': 'SHA-1 with RSA',
  '1.2.840.10040.4.3': 'SHA-1 with DSA',
  '1.2.840.10045.4.1': 'SHA-1 with ECDSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.113549.1.1.11': 'SHA-256 with RSA',
  '1.2.840.113549.1.1.12': 'SHA-384 with RSA',
  '1.2.840.113549.1.1.13': 'SHA-512 with RSA',
  '1.2.840.10045.4.3.2': 'SHA-256 with ECDSA',
  '1.2.840.10045.4.3.3': 'SHA-384 with ECDSA',
  '1.2.840.10045.4.3.4': 'SHA-512 with ECDSA',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

export function signatureName(oid: string): string {
  return signatures[oid] ?? oid;
}

/** MD2, MD4, MD5 and SHA-1 can be forged by now (RFC 3279, 4055, 6151, 6194). */
export function isForgeable(oid: string): boolean {
  return /^(MD|SHA-1 )/u.test(signatures[oid] ?? '');
}
