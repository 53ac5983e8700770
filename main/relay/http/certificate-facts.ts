import type { X509Certificate } from 'node:crypto';

/** Object identifiers of signature algorithms that can be forged by now: with MD2, MD4, MD5 and SHA-1 (RFC 3279, 4055, 5758). */
const weakSignatures: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.3',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.3.14.3.2.29',
  '1.2.840.10040.4.3',
  '1.2.840.10045.4.1',
]);

const clientAuth = '1.3.6.1.5.5.7.3.2';
const leastRsaBits = 2_048;
const curves: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** What the engine does not look at when it checks a chain: it takes weak keys, and certificates made for nothing in particular. */
export type CertificateFlaw = 'weak_key' | 'weak_signature' | 'no_purpose' | 'other_purpose';

/** The first thing that speaks against a certificate as a client's, or null. */
export function clientCertificateFlaw(certificate: X509Certificate): CertificateFlaw | null {
  const purposes = (certificate.keyUsage as readonly string[] | undefined) ?? [];
  if (purposes.length === 0) return 'no_purpose';
  if (!purposes.includes(clientAuth)) return 'other_purpose';
  if (!hasStrongKey(certificate)) return 'weak_key';
  return weakSignatures.has(signatureAlgorithm(certificate.raw) ?? '') ? 'weak_signature' : null;
}

function hasStrongKey({ publicKey }: X509Certificate): boolean {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = publicKey;
  switch (kind) {
    case 'rsa':
    case 'rsa-pss':
      return (details?.modulusLength ?? 0) >= leastRsaBits;
    case 'ec':
      return curves.has(details?.namedCurve ?? '');
    case 'ed25519':
    case 'ed448':
      return true;
    default:
      return false;
  }
}

/** DNS names among the alternative names. Names the engine had to quote are none we would compare. */
export function dnsNames(certificate: X509Certificate): readonly string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .flatMap((entry) => (entry.startsWith('DNS:') ? [entry.slice('DNS:'.length).toLowerCase()] : []));
}

/** SHA-256 of the certificate, lower case hexadecimal without colons. */
export function fingerprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '').toLowerCase();
}

/** SHA-256 of the certificate as tokens carry it: base64url (RFC 8705, 'x5t#S256'). */
export function thumbprintOf(certificate: X509Certificate): string {
  return Buffer.from(fingerprintOf(certificate), 'hex').toString('base64url');
}

/**
 * The algorithm a certificate is signed with, as an object identifier. A certificate is a sequence of the signed part, the
 * algorithm and the signature (RFC 5280, 4.1). Null when it cannot be read.
 */
export function signatureAlgorithm(der: Uint8Array): string | null {
  const outer = element(der, 0);
  const signed = outer === null ? null : element(der, outer.from);
  const algorithm = signed === null ? null : element(der, signed.until);
  const name = algorithm === null ? null : element(der, algorithm.from);
  if (name === null || der[name.at] !== 0x06) return null;
  return objectIdentifier(der.subarray(name.from, name.until));
}

/** One element of a DER text: where its contents begin and end. */
function element(
  der: Uint8Array,
  at: number,
): { readonly at: number; readonly from: number; readonly until: number } | null {
  const first = der[at + 1];
  if (first === undefined) return null;
  if (first < 0x80) return within(der, at, at + 2, first);
  const bytes = first & 0x7f;
  if (bytes === 0 || bytes > 4) return null;
  let length = 0;
  for (let index = 0; index < bytes; index += 1) length = length * 256 + (der[at + 2 + index] ?? 0);
  return within(der, at, at + 2 + bytes, length);
}

function within(der: Uint8Array, at: number, from: number, length: number) {
  const until = from + length;
  return until <= der.length ? { at, from, until } : null;
}

function objectIdentifier(bytes: Uint8Array): string | null {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [head, ...rest] = numbers;
  if (head === undefined) return null;
  const top = Math.min(2, Math.floor(head / 40));
  return [top, head - top * 40, ...rest].join('.');
}
