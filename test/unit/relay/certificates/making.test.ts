import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { keyKinds } from '#relay/certificates/making/make-key.ts';
import { makeKeyAndRequest, matchAnswer } from '#relay/certificates/making/make-request.ts';
import { issueClientPair, issueServerPair, makeAuthority } from '#relay/certificates/making/private-authority.ts';
import { readCertificateFiles } from '#relay/certificates/reading/read-certificate-files.ts';
import { dayMs, issue, now, Openssl } from './certificate-kit.ts';

const openssl = new Openssl();
afterAll(() => {
  openssl.remove();
});

const codeOf = (making: Promise<unknown>): Promise<unknown> =>
  making.then(
    () => null,
    (thrown: unknown) => (thrown instanceof RelayError ? thrown.code : thrown),
  );

// openssl looks at certificates by the clock of this computer, not by ours.
const today = now - 3_600_000;

describe('a request', () => {
  it.each(keyKinds)('of kind %s is one that openssl accepts, with subject and names', async (kind) => {
    const { keyPem, requestPem } = await makeKeyAndRequest({
      kind,
      subject: { commonName: 'relay.example.test', organization: 'Bröd, Åke & Co', country: 'SE' },
      hostNames: ['relay.example.test', 'münchen.example', '*.example.test', '2001:db8::1'],
    });
    openssl.write('made.csr', requestPem);
    const text = openssl.call([
      'req',
      '-in',
      openssl.path('made.csr'),
      '-noout',
      '-verify',
      '-text',
      '-nameopt',
      'utf8',
    ]);
    expect(text).toContain(
      'DNS:relay.example.test, DNS:xn--mnchen-3ya.example, DNS:*.example.test, IP Address:2001:DB8',
    );
    expect(text).toMatch(/Subject: C ?= ?SE, O ?= ?"?Bröd, Åke & Co"?, CN ?= ?relay/u);
    expect(createPrivateKey(keyPem).asymmetricKeyType).toBe(kind === 'p256' ? 'ec' : 'rsa');
  });

  it('is answered by a certificate of its own key only', async () => {
    const wish = { kind: 'p256', subject: { commonName: 'a.example' }, hostNames: ['a.example'] } as const;
    const [mine, other] = [await makeKeyAndRequest(wish), await makeKeyAndRequest(wish)];
    const authority = await makeAuthority({ name: 'Authority', years: 1, now: today });
    openssl.write('own.csr', mine.requestPem);
    openssl.write('own-ca.pem', authority.certificatePem);
    openssl.write('own-ca.key', authority.keyPem);
    openssl.write('own.ext', 'extendedKeyUsage=serverAuth\nsubjectAltName=DNS:a.example\n');
    const answer = openssl.call([
      ...['x509', '-req', '-in', openssl.path('own.csr'), '-CA', openssl.path('own-ca.pem'), '-days', '90'],
      ...['-CAkey', openssl.path('own-ca.key'), '-extfile', openssl.path('own.ext'), '-set_serial', '9'],
    ]);
    const files = [{ name: 'answer.pem', bytes: Buffer.from(answer) }];
    const want = { purpose: 'server', now, hostNames: ['a.example'] } as const;
    expect(matchAnswer(mine.keyPem, files, want).reading.isUsable).toBe(true);
    const faults = matchAnswer(other.keyPem, files, want).reading.findings.filter(
      ({ severity }) => severity === 'fault',
    );
    expect(faults.map(({ code }) => code)).toEqual(['CERT_KEY_MISMATCH']);
  });

  it.each([
    [{ commonName: '' }, []],
    [{ commonName: 'x'.repeat(65) }, []],
    [{ commonName: 'line\nbreak' }, []],
    [{ commonName: 'x', country: 'nl' }, []],
    [{ commonName: 'x' }, ['under_score.example']],
    [{ commonName: 'x' }, ['https://a.example']],
    [{ commonName: 'x' }, ['a..example']],
    [{ commonName: 'x' }, ['']],
  ])('cannot be made of %j and %j', async (subject, hostNames) => {
    expect(await codeOf(makeKeyAndRequest({ kind: 'p256', subject, hostNames }))).toBe('CERT_WISH_INVALID');
  });
});

describe('a private authority', () => {
  it.each(keyKinds)('issues pairs (%s) that openssl verifies for their purpose, and for no other', async (kind) => {
    const authority = await makeAuthority({ name: 'Our authority', years: 10, now: today });
    openssl.write('ca.pem', authority.certificatePem);
    const client = await issueClientPair({ authority, name: 'cxone', days: 365, now: today, kind });
    const server = await issueServerPair({
      authority,
      name: 'a.example',
      hostNames: ['a.example'],
      days: 90,
      now: today,
    });
    openssl.write('client.pem', client.certificatePem);
    openssl.write('server.pem', server.certificatePem);
    const verify = (purpose: string, file: string): string =>
      openssl.call([
        'verify',
        '-x509_strict',
        '-CAfile',
        openssl.path('ca.pem'),
        '-purpose',
        purpose,
        openssl.path(file),
      ]);
    expect(verify('sslclient', 'client.pem')).toContain('OK');
    expect(verify('sslserver', 'server.pem')).toContain('OK');
    expect(() => verify('sslserver', 'client.pem')).toThrow(/purpose/u);
    expect(() => verify('sslclient', 'server.pem')).toThrow(/purpose/u);
  });

  it('issues pairs our own reading finds without fault', async () => {
    const authority = await makeAuthority({ name: 'Our authority', years: 10, now });
    const pair = await issueClientPair({ authority, name: 'cxone', days: 365, now });
    const files = [authority.certificatePem, pair.certificatePem, pair.keyPem].map((text, index) => ({
      name: String(index),
      bytes: Buffer.from(text),
    }));
    const { reading } = readCertificateFiles(files, null, { purpose: 'client', now });
    expect(reading.findings.map(({ code }) => code)).toEqual(['CERT_ROOT_INCLUDED']);
    expect(reading.leaf?.serial).toMatch(/^[4-7][0-9a-f]{31}$/u);
  });

  it('begins five minutes back, and never outlives itself', async () => {
    const authority = await makeAuthority({ name: 'Short', years: 1, now });
    const pair = await issueClientPair({ authority, name: 'cxone', days: 3_650, now });
    const [top, below] = [new X509Certificate(authority.certificatePem), new X509Certificate(pair.certificatePem)];
    expect(below.validTo).toBe(top.validTo);
    expect(Date.parse(below.validFrom)).toBe(now - 5 * 60_000);
  });

  it('signs nothing with a certificate, key or time that is not fit for it', async () => {
    const authority = await makeAuthority({ name: 'A', years: 1, now });
    const other = await makeAuthority({ name: 'A', years: 1, now });
    const pair = await issueClientPair({ authority, name: 'cxone', days: 30, now });
    const rest = { name: 'x', days: 30, now };
    expect(await codeOf(issueClientPair({ ...rest, authority: pair }))).toBe('CERT_NOT_AN_AUTHORITY');
    expect(await codeOf(issueClientPair({ ...rest, authority: { ...authority, keyPem: other.keyPem } }))).toBe(
      'CERT_KEY_MISMATCH',
    );
    expect(await codeOf(issueClientPair({ ...rest, authority, now: now + 400 * dayMs }))).toBe('CERT_EXPIRED');
    expect(await codeOf(issueClientPair({ ...rest, authority, days: 0 }))).toBe('CERT_WISH_INVALID');
    expect(await codeOf(issueServerPair({ ...rest, authority, hostNames: [] }))).toBe('CERT_WISH_INVALID');
  });

  it('keeps the letters of its name as they were encoded, so that its chain holds', async () => {
    const root = await issue({ name: 'Ünicode ☂', isAuthority: true });
    const authority = { certificatePem: root.pem, keyPem: root.keyPem };
    const pair = await issueClientPair({ authority, name: 'cxone', days: 30, now });
    expect(new X509Certificate(pair.certificatePem).checkIssued(new X509Certificate(root.pem))).toBe(true);
  });
});
