import { describe, expect, it } from 'vitest';
import { allowedHost, allowedUrl, testOriginsOf } from '#relay/action-pages/allowed-origin.ts';
import { namedChannel, readEntryLink } from '#relay/action-pages/entry-link.ts';
import { relayConfig } from '#test/integration/cxone/relay-fixture.ts';

const none = new Set<string>();

describe('which addresses are CXone’s', () => {
  it.each([
    'https://app-de-eu1.niceincontact.com/settings/channels?x=1#top',
    'https://niceincontact.com/',
    'https://a.b.nice-incontact.com',
    'https://cxone.nicecxone.com/',
    'https://app-de-na2.nicecxone-gov.com/',
    'https://APP-DE-EU1.NiceInContact.com/',
  ])('takes %s', (text) => {
    expect(allowedUrl(text, none)).not.toBeNull();
  });

  it.each([
    'http://app-de-eu1.niceincontact.com/',
    'https://niceincontact.com.evil.example/',
    'https://evilniceincontact.com/',
    'https://niceincontact.com@evil.example/',
    'https://user:pass@app.niceincontact.com/',
    'https://evil.example/https://niceincontact.com',
    'https://evil.example\\@niceincontact.com/',
    'https://evil.example\\.niceincontact.com/',
    'https://evil.example#.niceincontact.com',
    'https://evil.example?.niceincontact.com',
    'https://nicei\u0578content.com/',
    'https://niceincontact.com./',
    'https://niceincontact\u3002com.evil.example/',
    'https://xn--niceincontact-zqb.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://203.0.113.9/',
    'https://app.niceincontact.com:8443/',
    'https://app.niceincontact.com\n.evil.example/',
    ' https://app.niceincontact.com/',
    'https://app.niceincontact.com/\u0000',
    'javascript:alert(1)//niceincontact.com',
    'data:text/html,niceincontact.com',
    '//app.niceincontact.com/',
    '/integration/add',
    'http://127.0.0.1:9/',
    '',
    `https://app.niceincontact.com/${'x'.repeat(2_000)}`,
  ])('refuses %j', (text) => {
    expect(allowedUrl(text, none)).toBeNull();
  });

  it('lets the configured test addresses through only when private targets are allowed', () => {
    const origins = testOriginsOf(relayConfig);
    expect(allowedUrl('http://127.0.0.1:9/back', origins)?.href).toBe('http://127.0.0.1:9/back');
    expect(allowedUrl('http://127.0.0.1:10/back', origins)).toBeNull();
    expect(allowedUrl('http://a@127.0.0.1:9/back', origins)).toBeNull();
    expect(testOriginsOf({ ...relayConfig, allowPrivateTargets: false }).size).toBe(0);
  });

  it('keeps of a host address its origin alone, and takes a bare name', () => {
    expect(allowedHost('https://app-de-eu1.niceincontact.com/some/path?x', none)).toBe(
      'https://app-de-eu1.niceincontact.com',
    );
    expect(allowedHost('app-de-eu1.niceincontact.com', none)).toBe('https://app-de-eu1.niceincontact.com');
    expect(allowedHost('evil.example', none)).toBeNull();
  });
});

const link = {
  userId: '4711',
  brandId: '1000',
  token: 'OTT123',
  apiHost: 'https://app-de-eu1.niceincontact.com',
  backUrl: 'https://app-de-eu1.niceincontact.com/settings/channels',
};

describe('CXone’s link', () => {
  it('gives ids as numbers', () => {
    expect(readEntryLink(new URLSearchParams(link), none)).toEqual({ ...link, userId: 4711, brandId: 1000 });
  });

  it('does without apiHost and backUrl', () => {
    const { userId, brandId, token } = link;
    const read = readEntryLink(new URLSearchParams({ userId, brandId, token }), none);
    expect([read.apiHost, read.backUrl]).toEqual([null, null]);
  });

  it.each([
    ['userId', ''],
    ['userId', '1e3'],
    ['userId', '-1'],
    ['userId', '99999999999999999'],
    ['brandId', '0x10'],
    ['token', ''],
    ['token', 'with blank'],
    ['token', 'line\nbreak'],
    ['token', 'x'.repeat(4_097)],
  ])('refuses %s=%j', (name, value) => {
    expect(() => readEntryLink(new URLSearchParams({ ...link, [name]: value }), none)).toThrow(
      expect.objectContaining({ code: 'ACTION_LINK_INVALID' }),
    );
  });

  it('refuses a value given twice', () => {
    const fields = new URLSearchParams(link);
    fields.append('apiHost', 'https://cxone.niceincontact.com');
    expect(() => readEntryLink(fields, none)).toThrow(expect.objectContaining({ code: 'ACTION_LINK_INVALID' }));
  });

  it.each(['apiHost', 'backUrl'])('names the host of a foreign %s and nothing else of it', (name) => {
    const fields = new URLSearchParams({ ...link, [name]: 'https://evil.example/?token=OTT123' });
    expect(() => readEntryLink(fields, none)).toThrow(
      expect.objectContaining({ code: 'ACTION_HOST_NOT_ALLOWED', value: 'evil.example' }),
    );
  });

  it('finds the channel under any of its names, in order, then in the path', () => {
    expect(namedChannel(new URLSearchParams('channel=d&id=c&channel_id=b&channelId=a'), 'e')).toBe('a');
    expect(namedChannel(new URLSearchParams('channel=d&id=c&channelId='), 'e')).toBe('c');
    expect(namedChannel(new URLSearchParams(''), 'e')).toBe('e');
    expect(namedChannel(new URLSearchParams(''), null)).toBeNull();
  });
});
