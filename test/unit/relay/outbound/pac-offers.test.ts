import { describe, expect, it } from 'vitest';
import { kindsIn, offersOf } from '#relay/http/outbound/proxy/pac/pac-offers.ts';

const keys = (answer: string) => offersOf(answer).map(({ key }) => key);

describe('what a PAC file offers', () => {
  it.each([
    ['DIRECT', ['direct']],
    ['', ['direct']],
    [
      'PROXY a.example.com:8080; HTTPS b.example.com; direct',
      ['http://a.example.com:8080', 'https://b.example.com:443', 'direct'],
    ],
    ['  proxy   10.0.0.1 ;HTTP [fd00::1]:3128;', ['http://10.0.0.1:80', 'http://[fd00::1]:3128']],
    ['SOCKS5 s.example.com:1080; PROXY a.example.com:1; PROXY a.example.com:1', ['http://a.example.com:1']],
    ['SOCKS s:1; PROXY a b; PROXY user@a:1; PROXY a:99999; PROXY http://a:1/x; nonsense', []],
  ])('%s', (answer, expected) => {
    expect(keys(answer)).toEqual(expected);
  });

  it('is told by its kinds alone where nothing of it can be used', () => {
    expect(kindsIn('SOCKS5 secret.example.com:1080; SOCKS4 x:1; ; ***')).toBe('SOCKS5, SOCKS4, ?');
  });
});
