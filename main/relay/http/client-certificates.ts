import type { X509Certificate } from 'node:crypto';
import type { CertificatePin } from '#shared/contract/relay-config.ts';
import { clientCertificateFlaw, dnsNames, fingerprintOf, type CertificateFlaw } from './certificate-facts.ts';

/** Certificates that callers of one client id may show. */
export interface PinnedClient {
  readonly clientId: string;
  readonly pins: readonly CertificatePin[];
}

export type ClientVerdict =
  /** `clientIds`: whose pins it fits. */
  | { readonly ok: true; readonly fingerprint: string; readonly clientIds: ReadonlySet<string> }
  | { readonly ok: false; readonly fingerprint: string; readonly reason: CertificateFlaw | 'not_pinned' };

/**
 * Judges a client certificate whose chain and dates the engine has verified already. A valid chain is not an identity:
 * one authority signs certificates for many, so it must be one that was named for an integration.
 */
export function judgeClientCertificate(certificate: X509Certificate, clients: readonly PinnedClient[]): ClientVerdict {
  const fingerprint = fingerprintOf(certificate);
  const flaw = clientCertificateFlaw(certificate);
  if (flaw !== null) return { ok: false, fingerprint, reason: flaw };
  const names = new Set(dnsNames(certificate));
  const fits = (pin: CertificatePin): boolean =>
    'sha256' in pin ? pin.sha256.replaceAll(':', '').toLowerCase() === fingerprint : names.has(pin.san.toLowerCase());
  const clientIds = new Set(clients.filter(({ pins }) => pins.some(fits)).map(({ clientId }) => clientId));
  return clientIds.size === 0 ? { ok: false, fingerprint, reason: 'not_pinned' } : { ok: true, fingerprint, clientIds };
}
