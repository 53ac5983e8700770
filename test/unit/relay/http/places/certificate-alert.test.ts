import { describe, expect, it } from 'vitest';
import { refusalByCaller, refusalByHost } from '#relay/http/places/certificate-alert.ts';

const error = (code: string): Error => Object.assign(new Error('x'), { code });

describe('alerts about certificates', () => {
  it.each([
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'unknown_ca'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'bad_certificate'],
    // OpenSSL 3.2 and later.
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'certificate_expired'],
    ['ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR', 'decrypt_error'],
    // BoringSSL, of an alert before encryption.
    ['ERR_SSL_BAD_PACKET_LENGTH', 'unreadable_alert'],
  ])('are known by the engine’s code %s', (code, name) => {
    expect(refusalByCaller(error(code))).toBe(name);
  });

  it.each([
    'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE',
    'ERR_SSL_NO_SHARED_CIPHER',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ECONNRESET',
  ])('are not what %s says of our own certificate', (code) => {
    expect(refusalByCaller(error(code))).toBeNull();
  });

  it('of a host are also those by which it asks for another', () => {
    expect(refusalByHost(error('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'))).toBe('certificate_required');
    expect(refusalByHost(error('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'))).toBe('handshake_failure');
    expect(refusalByHost(error('ERR_SSL_BAD_PACKET_LENGTH'))).toBeNull();
    expect(refusalByHost(new Error('x', { cause: error('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA') }))).toBe('unknown_ca');
    expect(refusalByHost('x')).toBeNull();
  });
});
