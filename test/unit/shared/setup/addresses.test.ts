import { describe, expect, it } from 'vitest';
import { checkAddressForm, checkPublicUrl, cleanPublicUrl } from '#shared/setup/address-rules.ts';
import { addressParts, checkAddress, isPrivateHost } from '#shared/setup/addresses.ts';
import { told } from './good-setup.ts';

const code = (text: string, rule = { allowPrivate: false, isBase: true }): string | null =>
  checkAddress('at', text, rule)[0]?.code ?? null;

describe('an address that is handed out', () => {
  it.each([
    'https://relay.veerpont.nl',
    'https://relay.veerpont.nl/',
    'HTTPS://Relay.Veerpont.NL/wechat',
    ' https://relay.veerpont.nl/integration/box ',
    'https://relay.veerpont.nl:8443/a%20b',
    'https://xn--bcher-kva.example.com',
    'https://8.8.8.8/x',
    'https://[2606:4700::1111]/x',
    'https://relay.example.com',
  ])('%s is one', (text) => {
    expect(code(text)).toBeNull();
  });

  it.each([
    ['SETUP_URL_FORM', 'relay.veerpont.nl'],
    ['SETUP_URL_FORM', 'https://'],
    ['SETUP_URL_FORM', 'https:///path'],
    ['SETUP_URL_FORM', 'ftp://relay.veerpont.nl'],
    ['SETUP_URL_FORM', 'javascript:alert(1)//relay.veerpont.nl'],
    ['SETUP_URL_FORM', 'https://relay veerpont.nl'],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl/a b'],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl\\@evil.example.com'],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl\n.evil.example.com'],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl\u200b'],
    ['SETUP_URL_FORM', 'https://渡船.中国'],
    ['SETUP_URL_FORM', 'https://relay..nl'],
    ['SETUP_URL_FORM', 'https://-relay.nl'],
    ['SETUP_URL_FORM', 'https://relay_1.nl'],
    ['SETUP_URL_FORM', `https://${'a'.repeat(64)}.nl`],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl:0'],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl:65536'],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl:'],
    ['SETUP_URL_FORM', 'https://2130706433'],
    ['SETUP_URL_FORM', 'https://0x7f.1'],
    ['SETUP_URL_FORM', 'https://127.1'],
    ['SETUP_URL_FORM', 'https://010.0.0.1'],
    ['SETUP_URL_FORM', 'https://256.1.1.1'],
    ['SETUP_URL_FORM', 'https://[::1'],
    ['SETUP_URL_FORM', 'https://[1:2:3]'],
    ['SETUP_URL_FORM', 'https://[1::2::3]'],
    ['SETUP_URL_FORM', 'https://relay.veerpont.nl/"onload="'],
    ['SETUP_URL_CREDENTIALS', 'https://anna:secret@relay.veerpont.nl'],
    ['SETUP_URL_CREDENTIALS', 'https://@relay.veerpont.nl'],
    ['SETUP_URL_FRAGMENT', 'https://relay.veerpont.nl/#box'],
    ['SETUP_URL_FRAGMENT', 'https://relay.veerpont.nl/#'],
    ['SETUP_URL_QUERY', 'https://relay.veerpont.nl/?a=1'],
    ['SETUP_URL_NOT_HTTPS', 'http://relay.veerpont.nl'],
    ['SETUP_URL_NOT_PUBLIC', 'https://localhost/x'],
    ['SETUP_URL_NOT_PUBLIC', 'https://relay'],
    ['SETUP_URL_NOT_PUBLIC', 'https://relay.local'],
    ['SETUP_URL_NOT_PUBLIC', 'https://relay.home.arpa'],
    ['SETUP_URL_NOT_PUBLIC', 'https://192.168.1.20'],
  ])('%s: %s', (expected, text) => {
    expect(code(text)).toBe(expected);
  });

  it('may ask a question where nothing is put behind it', () => {
    expect(code('https://relay.veerpont.nl/add?from=cxone', { allowPrivate: false, isBase: false })).toBeNull();
  });

  it('never repeats what was typed: it may hold a password', () => {
    expect(checkAddress('at', 'https://anna:secret@x.nl', { allowPrivate: false, isBase: true })).toEqual([
      { field: 'at', code: 'SETUP_URL_CREDENTIALS', value: null, weight: 'error' },
    ]);
  });

  it('may be this computer without encryption in practice, and nobody else', () => {
    const practice = { allowPrivate: true, isBase: true };
    expect(code('http://127.0.0.1:41234', practice)).toBeNull();
    expect(code('http://[::1]:41234', practice)).toBeNull();
    expect(code('http://localhost:41234', practice)).toBeNull();
    expect(code('http://relay.veerpont.nl', practice)).toBe('SETUP_URL_NOT_HTTPS');
  });

  it('is read within a moment, however odd and long it is', () => {
    const startedAt = performance.now();
    for (const text of [
      `https://${'a.'.repeat(50_000)}`,
      `https://${'@'.repeat(100_000)}`,
      `https://${'['.repeat(99_999)}`,
    ]) {
      expect(addressParts(text)).toBeNull();
    }
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('hosts that nobody outside reaches', () => {
  it.each([
    ...['0.0.0.0', '10.1.2.3', '127.0.0.1', '100.64.0.1', '100.127.255.255', '169.254.1.1', '172.16.0.1'],
    ...['172.31.255.255', '192.168.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1'],
    ...['255.255.255.255', '[::]', '[::1]', '[::ffff:8.8.8.8]', '[fe80::1]', '[fd00::1]', '[2001:db8::1]', '[ff02::1]'],
    ...['relay', 'a.localhost', 'a.internal', 'a.test', 'a.lan'],
  ])('%s', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });

  it.each([
    ...['1.1.1.1', '100.63.0.1', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.0.1.1', '198.17.0.1', '203.0.114.1'],
    ...['[2606:4700::1111]', '[2001:4860::8888]', 'veerpont.nl', 'local.veerpont.nl', 'example.com'],
  ])('but not %s', (host) => {
    expect(isPrivateHost(host)).toBe(false);
  });
});

describe('the public address', () => {
  it.each([
    ['https://relay.veerpont.nl', []],
    ['https://relay.veerpont.nl:443', []],
    ['https://relay.veerpont.nl/veerpont/', []],
    ['https://relay.veerpont.nl:8443', ['publicUrl SETUP_URL_PORT 8443']],
    ['http://relay.veerpont.nl', ['publicUrl SETUP_URL_NOT_HTTPS']],
    ['https://relay', ['publicUrl SETUP_URL_NOT_PUBLIC']],
  ])('%s: %j', (url, expected) => {
    expect(checkPublicUrl(url, false).map(told)).toEqual(expected);
  });

  it('may have any port in practice', () => {
    expect(checkPublicUrl('http://127.0.0.1:39841', true)).toEqual([]);
  });

  it('may be empty as long as nothing is set up', () => {
    expect(checkAddressForm({ way: 'not_chosen', publicUrl: ' ' }, false)).toEqual([]);
    expect(checkAddressForm({ way: 'tunnel', publicUrl: 'x' }, false)).toHaveLength(1);
  });

  it('is kept without what stands around it', () => {
    expect(cleanPublicUrl(' https://relay.veerpont.nl/base// ')).toBe('https://relay.veerpont.nl/base');
  });
});
