import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { errorAt, secretField } from '#shared/setup/context.ts';

export interface MutualTlsMaterial {
  /** PEM, the leaf first. */
  readonly clientCertificate: string;
  readonly privateKey: string;
  /** PEM, one or more authorities. */
  readonly caCertificate: string;
}

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/gu;

/**
 * Whether certificate, key and authority can be read and belong to one another: the key opens the certificate, and a chain
 * leads from it to an authority of the third field (CXone: mutual TLS, all three or none). Age is judged too: CXone could not use it.
 */
export function checkMutualTlsMaterial(material: MutualTlsMaterial, now: number): FieldProblem[] {
  const chain = certificatesIn(material.clientCertificate);
  const authorities = certificatesIn(material.caCertificate);
  const key = keyIn(material.privateKey);
  const leaf = chain?.[0];
  const unreadable = [
    ...(leaf === undefined ? [errorAt('clientCertificate', 'SETUP_MTLS_CERTIFICATE')] : []),
    ...(key === null ? [errorAt(secretField('mtls_key'), 'SETUP_MTLS_KEY')] : []),
    ...(authorities === null || !authorities.every(({ ca }) => ca)
      ? [errorAt('caCertificate', 'SETUP_MTLS_AUTHORITY')]
      : []),
  ];
  if (unreadable.length > 0 || leaf === undefined || key === null) return unreadable;
  if (!leaf.checkPrivateKey(key)) return [errorAt(secretField('mtls_key'), 'SETUP_MTLS_MISMATCH')];
  if (!leadsTo(chain ?? [], authorities ?? [])) return [errorAt('caCertificate', 'SETUP_MTLS_MISMATCH')];
  if (Date.parse(leaf.validTo) <= now) return [errorAt('clientCertificate', 'CERT_EXPIRED')];
  return Date.parse(leaf.validFrom) > now ? [errorAt('clientCertificate', 'CERT_NOT_YET_VALID')] : [];
}

/** SHA-256 of the first certificate as 'AB:CD:…', or null when it cannot be read. */
export function fingerprintOf(pem: string): string | null {
  return certificatesIn(pem)?.[0]?.fingerprint256 ?? null;
}

/** Null when there is none, or one of them cannot be read. */
function certificatesIn(pem: string): X509Certificate[] | null {
  try {
    const blocks = pem.match(block) ?? [];
    return blocks.length === 0 ? null : blocks.map((text) => new X509Certificate(text));
  } catch {
    // OpenSSL's own words say nothing to the person; the code does.
    return null;
  }
}

function keyIn(pem: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    // Encrypted, cut or no key at all: the rule is the same.
    return null;
  }
}

/** From the leaf upwards, through what was sent along with it. */
function leadsTo(chain: readonly X509Certificate[], authorities: readonly X509Certificate[]): boolean {
  const pool = chain.slice(1);
  let at = chain[0];
  for (let steps = 0; at !== undefined && steps <= chain.length; steps += 1) {
    const below = at;
    if (authorities.some((authority) => signed(authority, below))) return true;
    at = pool.find((next) => next !== below && signed(next, below));
  }
  return false;
}

function signed(issuer: X509Certificate, below: X509Certificate): boolean {
  try {
    return below.checkIssued(issuer) && below.verify(issuer.publicKey);
  } catch {
    // A key of a kind OpenSSL does not verify with.
    return false;
  }
}
