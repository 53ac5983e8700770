import type { X509Certificate } from 'node:crypto';
import { readAsn1 } from '../certificates/reading/asn1.ts';
import { factsOf } from '../certificates/reading/certificate-facts.ts';
import { isForgeable, keyFlaw } from '../certificates/reading/strength.ts';

/** What the engine does not look at when it checks a chain: it takes weak keys, and certificates made for nothing in particular. */
export type CertificateFlaw = 'weak_key' | 'weak_signature' | 'no_purpose' | 'other_purpose' | 'unreadable';

/** The first thing that speaks against a certificate as a client's, or null. */
export function clientCertificateFlaw(certificate: X509Certificate): CertificateFlaw | null {
  const read = readAsn1(certificate.raw);
  const facts = read.ok ? factsOf(read.element) : null;
  if (facts === null) return 'unreadable';
  if (facts.purposes.length === 0) return 'no_purpose';
  if (!facts.purposes.includes('clientAuth')) return 'other_purpose';
  if (keyFlaw(certificate.publicKey) !== null) return 'weak_key';
  return isForgeable(facts.signature) ? 'weak_signature' : null;
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
