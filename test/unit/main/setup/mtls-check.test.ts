import { beforeAll, describe, expect, it } from 'vitest';
import {
  issueClientPair,
  makeAuthority,
  type CertificatePair,
} from '#main/relay/certificates/making/private-authority.ts';
import { checkMutualTlsMaterial, fingerprintOf } from '#main/setup/mtls-check.ts';
import { told } from '../../shared/setup/good-setup.ts';

const now = Date.UTC(2026, 10, 23);
const day = 86_400_000;
let authority: CertificatePair;
let other: CertificatePair;
let pair: CertificatePair;

beforeAll(async () => {
  authority = await makeAuthority({ name: 'Veerpont test', years: 5, now });
  other = await makeAuthority({ name: 'Another', years: 5, now });
  pair = await issueClientPair({ authority, name: 'cxone', days: 90, now });
});

const check = (change: Partial<{ clientCertificate: string; privateKey: string; caCertificate: string }>, at = now) =>
  checkMutualTlsMaterial(
    {
      clientCertificate: pair.certificatePem,
      privateKey: pair.keyPem,
      caCertificate: authority.certificatePem,
      ...change,
    },
    at,
  ).map(told);

describe('certificate, key and authority of CXone’s calls', () => {
  it('fit one another, with other line ends and several authorities too', () => {
    expect(check({})).toEqual([]);
    expect(check({ clientCertificate: pair.certificatePem.replaceAll('\n', '\r\n') })).toEqual([]);
    expect(check({ caCertificate: other.certificatePem + authority.certificatePem })).toEqual([]);
  });

  it('does not take a key of another certificate', () => {
    expect(check({ privateKey: authority.keyPem })).toEqual(['secrets.mtls_key SETUP_MTLS_MISMATCH']);
  });

  it('does not take an authority that did not sign it', () => {
    expect(check({ caCertificate: other.certificatePem })).toEqual(['caCertificate SETUP_MTLS_MISMATCH']);
  });

  it('does not take an ordinary certificate for an authority', () => {
    expect(check({ caCertificate: pair.certificatePem })).toEqual(['caCertificate SETUP_MTLS_AUTHORITY']);
  });

  it('names each field that cannot be read', () => {
    expect(check({ clientCertificate: 'x', privateKey: 'y', caCertificate: '' })).toEqual([
      'clientCertificate SETUP_MTLS_CERTIFICATE',
      'secrets.mtls_key SETUP_MTLS_KEY',
      'caCertificate SETUP_MTLS_AUTHORITY',
    ]);
    const broken = pair.certificatePem.replace(/[A-Za-z0-9]{20}/u, 'AAAAAAAAAAAAAAAAAAAA');
    expect(check({ clientCertificate: broken })).not.toEqual([]);
  });

  it('does not take one that has run out, or has not begun', () => {
    expect(check({}, now + 91 * day)).toEqual(['clientCertificate CERT_EXPIRED']);
    expect(check({}, now - 2 * day)).toEqual(['clientCertificate CERT_NOT_YET_VALID']);
  });

  it('gives the fingerprint by which the relay knows it', () => {
    expect(fingerprintOf(pair.certificatePem)).toMatch(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/u);
    expect(fingerprintOf('nothing')).toBeNull();
  });
});
