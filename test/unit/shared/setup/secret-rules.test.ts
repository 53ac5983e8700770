import { describe, expect, it } from 'vitest';
import { SetupSecretName } from '#shared/domain/setup/book.ts';
import { isCertificatePem, isPrivateKeyPem } from '#shared/setup/pem.ts';
import { checkSecret, cleanSecret } from '#shared/setup/secret-rules.ts';
import { certificatePem, keyPem } from './good-setup.ts';

const hex32 = '0123456789abcdef'.repeat(2);
const aes43 = `${'aB3'.repeat(14)}G`;

describe('the form of a secret', () => {
  it.each([
    ['wechat_app_secret', hex32],
    ['wechat_app_secret', `  ${hex32}\r\n`],
    ['wechat_app_secret', hex32.toUpperCase()],
    ['wechat_token', 'abc'],
    ['wechat_token', 'A1'.repeat(16)],
    ['wechat_aes_key', aes43],
    ['mtls_key', keyPem()],
    ['mtls_key', keyPem('RSA PRIVATE KEY').replaceAll('\n', '\r\n')],
    ['mtls_key', keyPem('EC PRIVATE KEY')],
    ['mtls_key', keyPem('EC PARAMETERS') + keyPem('EC PRIVATE KEY')],
    ['box_secret', 'x'],
    ['cxone_client_secret', 'a+b/c=='],
    ['cxone_access_key_secret', '!"#~'],
  ] as const)('%s: a good one', (name, value) => {
    expect(checkSecret(name, value)).toEqual([]);
  });

  it.each([
    ['wechat_app_secret', hex32.slice(1), 'SETUP_APP_SECRET_FORM', null],
    ['wechat_app_secret', `${hex32}0`, 'SETUP_APP_SECRET_FORM', null],
    ['wechat_app_secret', `g${hex32.slice(1)}`, 'SETUP_APP_SECRET_FORM', null],
    ['wechat_app_secret', `${hex32.slice(0, 16)} ${hex32.slice(17)}`, 'SETUP_APP_SECRET_FORM', null],
    ['wechat_token', 'ab', 'SETUP_TOKEN_FORM', null],
    ['wechat_token', 'a'.repeat(33), 'SETUP_TOKEN_FORM', null],
    ['wechat_token', 'with-hyphen', 'SETUP_TOKEN_FORM', null],
    ['wechat_token', '渡船渡船', 'SETUP_TOKEN_FORM', null],
    ['wechat_aes_key', aes43.slice(1), 'SETUP_AES_KEY_FORM', '42'],
    ['wechat_aes_key', `${aes43}=`, 'SETUP_AES_KEY_FORM', '44'],
    ['wechat_aes_key', `${aes43.slice(1)}+`, 'SETUP_AES_KEY_FORM', '43'],
    ['mtls_key', 'key', 'SETUP_MTLS_KEY', null],
    ['mtls_key', keyPem('ENCRYPTED PRIVATE KEY'), 'SETUP_MTLS_KEY', null],
    ['mtls_key', certificatePem, 'SETUP_MTLS_KEY', null],
    ['mtls_key', keyPem() + keyPem(), 'SETUP_MTLS_KEY', null],
    ['mtls_key', keyPem('OPENSSH PRIVATE KEY'), 'SETUP_MTLS_KEY', null],
    ['box_secret', 'two words', 'SETUP_SECRET_FORM', null],
    ['box_secret', 'x'.repeat(1_001), 'SETUP_SECRET_FORM', null],
    ['cxone_client_secret', 'é', 'SETUP_SECRET_FORM', null],
    ['cxone_access_key_secret', 'a\nb', 'SETUP_SECRET_FORM', null],
  ] as const)('%s: a bad one is told at its field (%#)', (name, value, code, told) => {
    expect(checkSecret(name, value)).toEqual([{ field: `secrets.${name}`, code, value: told, weight: 'error' }]);
  });

  it.each(SetupSecretName.options)('%s: nothing is no secret', (name) => {
    for (const value of ['', ' ', '\r\n']) {
      expect(checkSecret(name, value).map(({ code }) => code)).toEqual(['SETUP_REQUIRED']);
    }
  });

  it('is kept without what was pasted around it', () => {
    expect(cleanSecret('\t abc \r\n')).toBe('abc');
  });
});

describe('PEM text', () => {
  it.each([
    ['one certificate', certificatePem, true],
    [
      'a chain, with Windows line ends and spaces',
      `${certificatePem}\n\n${certificatePem}`.replaceAll('\n', '  \r\n'),
      true,
    ],
    ['nothing', '', false],
    ['words', 'my certificate', false],
    ['words before it', `subject=CN\n${certificatePem}`, false],
    ['a key after it', `${certificatePem}\n${keyPem()}`, false],
    ['a key', keyPem(), false],
    ['a block without an end', certificatePem.replace(/\n-----END.*/u, ''), false],
    ['a block with the wrong end', certificatePem.replace('END CERTIFICATE', 'END X509 CRL'), false],
    ['a block with nothing in it', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', false],
    ['a block with something else in it', certificatePem.replace('MIIB', '<b>!'), false],
    ['a line that was never broken', certificatePem.replace('MIIB', 'A'.repeat(80)), false],
  ])('%s', (_title, text, isOne) => {
    expect(isCertificatePem(text)).toBe(isOne);
  });

  it('is read within a moment, however odd and long it is', () => {
    const startedAt = performance.now();
    expect(isCertificatePem('-----BEGIN CERTIFICATE-----\n'.repeat(4_000))).toBe(false);
    expect(isPrivateKeyPem('A'.repeat(100_000))).toBe(false);
    expect(isPrivateKeyPem(`${'-----BEGIN '.repeat(9_000)}`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
