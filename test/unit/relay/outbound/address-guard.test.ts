import { describe, expect, it } from 'vitest';
import { isPublicAddress, literalAddress } from '#relay/http/outbound/address-guard.ts';

describe('public addresses', () => {
  it.each(['8.8.8.8', '101.32.118.25', '2400:3200::1', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.251',
    '198.51.100.1',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    'example.com',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('are told from names in a URL', () => {
    expect(literalAddress(new URL('https://[::1]:8443/').hostname)).toBe('::1');
    expect(literalAddress(new URL('https://0x7f000001/').hostname)).toBe('127.0.0.1');
    expect(literalAddress('api.weixin.qq.com')).toBeNull();
  });
});
