import { describe, expect, it } from 'vitest';
import { systemRoutes } from '#relay/http/outbound/proxy/system-variables.ts';

const label = (environment: Record<string, string>, address: string): string | null =>
  systemRoutes(environment)(new URL(address))?.label ?? null;

describe('proxies of the environment', () => {
  it.each([
    [{ HTTPS_PROXY: 'http://p.example.com:8080' }, 'https://a.example.com/', 'p.example.com:8080'],
    [{ https_proxy: 'p.example.com:3128' }, 'https://a.example.com/', 'p.example.com:3128'],
    [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://capital:2' }, 'https://a.example.com/', 'small:1'],
    [{ ALL_PROXY: 'https://p.example.com' }, 'https://a.example.com/', 'p.example.com:443'],
    [{ HTTP_PROXY: 'http://p.example.com' }, 'https://a.example.com/', null],
    [{ HTTP_PROXY: 'http://p.example.com' }, 'http://a.example.com/', 'p.example.com:80'],
    [{ HTTPS_PROXY: '  ' }, 'https://a.example.com/', null],
    [{}, 'https://a.example.com/', null],
  ])('%j for %s: %s', (environment, address, expected) => {
    expect(label(environment as Record<string, string>, address)).toBe(expected);
  });

  it.each([
    ['*', 'https://a.example.com/', true],
    ['a.example.com', 'https://a.example.com/', true],
    ['example.com', 'https://a.example.com/', true],
    ['.example.com', 'https://a.example.com/', true],
    ['*.example.com', 'https://a.example.com/', true],
    ['b.org, EXAMPLE.com', 'https://a.example.com/', true],
    ['ample.com', 'https://a.example.com/', false],
    ['example.com.evil.org', 'https://a.example.com/', false],
    ['example.com:443', 'https://a.example.com/', true],
    ['example.com:8443', 'https://a.example.com/', false],
    ['example.com:8443', 'https://a.example.com:8443/', true],
    ['10.0.0.0/8', 'https://10.2.3.4/', true],
    ['10.0.0.0/8', 'https://11.2.3.4/', false],
    ['10.0.0.0/8', 'https://[fd00::1]/', false],
    ['fd00::1', 'https://[fd00::1]/', true],
    ['10.0.0.0/99', 'https://10.2.3.4/', false],
    ['', 'https://a.example.com/', false],
  ])('NO_PROXY %s, %s: excepted %s', (list, address, isExcepted) => {
    const found = label({ HTTPS_PROXY: 'http://p:1', NO_PROXY: list }, address);
    expect(found).toBe(isExcepted ? null : 'p:1');
  });

  it('takes the user name and password out of the address, and never shows them', () => {
    const route = systemRoutes({ HTTPS_PROXY: 'http://re%40lay:p%C3%A4ss@p.example.com:1' })(new URL('https://a.org/'));
    expect(route?.authorization).toBe(`Basic ${Buffer.from('re@lay:päss').toString('base64')}`);
    expect(route?.label).toBe('p.example.com:1');
  });

  it.each([
    ['socks5://p:1080', 'PROXY_NOT_SUPPORTED'],
    ['SOCKS://p:1080', 'PROXY_NOT_SUPPORTED'],
    ['ftp://p:1', 'PROXY_SETTING_INVALID'],
    ['http://', 'PROXY_SETTING_INVALID'],
    ['http://p:99999', 'PROXY_SETTING_INVALID'],
    ['http://p/path', 'PROXY_SETTING_INVALID'],
    ['http://secret%zz@p:1', 'PROXY_SETTING_INVALID'],
  ])('%s is refused as %s by the name of the variable alone', (text, code) => {
    const attempt = (): unknown => systemRoutes({ HTTPS_PROXY: text });
    expect(attempt).toThrow(expect.objectContaining({ code, value: 'HTTPS_PROXY' }));
    expect(attempt).not.toThrow(/secret/u);
  });
});
