import { systemCode } from '../../core/system-code.ts';

/** Alerts by which the other side says that it does not take a certificate (RFC 8446, 6.2; RFC 5246, 7.2.2). */
const aboutCertificates: ReadonlySet<string> = new Set([
  'bad_certificate',
  'unsupported_certificate',
  'certificate_revoked',
  'certificate_expired',
  'certificate_unknown',
  'unknown_ca',
  'access_denied',
  // It could not verify what was signed with our key.
  'decrypt_error',
  'bad_certificate_status_response',
  'bad_certificate_hash_value',
]);

/** A host that asks for a certificate says these of one it has no use for; a listener of ours says them itself. */
const byHosts: ReadonlySet<string> = new Set([...aboutCertificates, 'certificate_required', 'handshake_failure']);

/**
 * A caller that refuses in the handshake of TLS 1.3 may say so before it encrypts. BoringSSL, the engine inside the desktop app,
 * does not read that: it finds a record too short to be encrypted.
 */
const unreadableAlert = 'ERR_SSL_BAD_PACKET_LENGTH';

/** The caller's alert about the certificate we showed as a server, by the protocol's name for it; null: something else. */
export function refusalByCaller(error: unknown): string | null {
  return systemCode(error) === unreadableAlert ? 'unreadable_alert' : alertIn(error, aboutCertificates);
}

/** The host's alert about the certificate we showed as its client. */
export function refusalByHost(error: unknown): string | null {
  return alertIn(error, byHosts);
}

/** The engine's code ends in the alert's name: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', in other versions with other words before it. */
function alertIn(error: unknown, alerts: ReadonlySet<string>): string | null {
  const name = /^ERR_SSL_.*ALERT_(?<name>[A-Z_]+)$/u.exec(systemCode(error) ?? '')?.groups?.['name']?.toLowerCase();
  return name !== undefined && alerts.has(name) ? name : null;
}
