import { describe, expect, it } from 'vitest';
import { ExchangeRoom } from '#relay/core/exchange-room.ts';
import { keptBody, keptBodyChars, keptUrl, looksBinary } from '#relay/core/exchange-text.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const token = '57_canary/Token+in=all.forms';

describe('what is kept of a call', () => {
  it.each([
    ['itself', token],
    ['in an address', encodeURIComponent(token)],
    ['in JSON', JSON.stringify(token)],
    ['in JSON with escaped slashes', JSON.stringify(token).replaceAll('/', '\\/')],
  ])('holds no token: %s', (_form, text) => {
    const { text: kept } = keptBody(`{"errmsg":"bad ${text} hint"}`, [token]);
    expect(kept).not.toMatch(/canary|Token/u);
    expect(kept).toContain('hint');
  });

  it.each([
    '{"access_token":"canary-1","expires_in":7200}',
    '{"client_secret" : "can\\"ary-2"}',
    '{"secret":"canary-3","grant_type":"client_credential"}',
    '{"url":"https://files.example/a?X-Amz-Credential=canary-4&X-Amz-Signature=canary-5"}',
    '{"url":"https://files.example/a?x=1\\u0026sig=canary-6"}',
    'GET /a?x=1&amp;token=canary-7 HTTP/1.1',
    'Authorization: Bearer canary-8.canary-9',
    '{"access_token":"canary-10',
    '{"a":"https://user:canary-11@host/"}',
    '{"detail":"{\\"access_token\\":\\"canary-12\\"}"}',
    '{"token":"canary-13"}',
    '{"x-api-key":"canary-14","apiKey":"canary-15"}',
    'moved to https%3A%2F%2Ffiles.example%2Fa%3Fx%3D1%26X-Amz-Signature%3Dcanary-16%26y%3D2',
    '<a href="/a?x=1&#38;sig=canary-17">',
    '<access_token>canary-18</access_token>',
    '<client_secret><![CDATA[canary-19]]></client_secret>',
    '{"url":"https:\\/\\/user:canary-20@host\\/"}',
    '{"error":"x?sig\\u003dcanary-21"}',
    "{'access_token': 'canary-22'}",
    'X-Auth-Token: canary-23',
    'Cookie: session=canary-24; other=canary-25',
    'Set-Cookie: id=canary-26; Path=/',
  ])('holds none of a kind that shows: %s', (body) => {
    expect(keptBody(body, []).text).not.toContain('canary');
  });

  it('leaves out of an address what opens the door, and nothing else', () => {
    expect(keptUrl(`https://api.example/cgi-bin/send?access_token=${token}&type=image`, [token])).toBe(
      'https://api.example/cgi-bin/send?access_token=…&type=image',
    );
    expect(keptUrl('https://api.example/a?msg_signature=canary&nonce=5', [])).toBe(
      'https://api.example/a?msg_signature=…&nonce=5',
    );
  });

  it.each([3_990, 15_990, 15_999])('never ends in a piece of a token that begins at %i', (at) => {
    const body = `${'x'.repeat(at)}${token}${'y'.repeat(20_000)}`;
    const { text, isCut } = keptBody(body, [token]);
    expect(text.length).toBeLessThanOrEqual(keptBodyChars);
    expect(text).not.toContain('57_c');
    expect(isCut).toBe(true);
  });

  it('does not show a piece where masking moved the end of what was looked at', () => {
    // So many tokens that what is left of the look is shorter than what may be kept.
    const body = `${token} `.repeat(570).slice(0, 15_990) + token + 'z'.repeat(10_000);
    expect(keptBody(body, [token]).text).not.toMatch(/57_|canary/u);
  });

  it('keeps a short body whole, and no half characters of a long one', () => {
    expect(keptBody('{"errcode":0}', [token])).toEqual({ text: '{"errcode":0}', isCut: false });
    const { text } = keptBody('😀'.repeat(3_000).padStart(6_001, 'a'), []);
    expect(text.length).toBe(keptBodyChars - 1);
    expect(/[\ud800-\udbff]$/u.test(text)).toBe(false);
  });

  it('is done soon, whatever the other side answers', () => {
    for (const unit of ['a', '"', '\\"', '?token=', '"secret":"', 'Bearer ', '://', '&sig']) {
      const body = unit.repeat(Math.ceil(1_000_000 / unit.length));
      const startedAt = performance.now();
      keptBody(body, [token]);
      expect(performance.now() - startedAt).toBeLessThan(250);
    }
  });

  it('tells text from bytes', () => {
    expect(looksBinary('\u0000\u0001\ufffdPNG\u0000')).toBe(true);
    expect(looksBinary('{"errmsg":"系统繁忙"}\n')).toBe(false);
    expect(looksBinary('')).toBe(false);
  });
});

describe('room for calls', () => {
  it('is enough for daily work, and spent by a rush', () => {
    const clock = new HandClock();
    const room = new ExchangeRoom(clock);
    const taken = (end: 'accepted' | 'failed', tries: number): number =>
      Array.from({ length: tries }, () => room.take(end, 1)).filter(Boolean).length;
    expect(taken('accepted', 1_000)).toBe(20);
    // Failures have room of their own.
    expect(taken('failed', 1_000)).toBe(50);
    clock.wind(1_000);
    expect([taken('accepted', 1_000), taken('failed', 1_000)]).toEqual([5, 25]);
    clock.wind(60_000);
    expect(taken('accepted', 1_000)).toBe(20);
  });

  it('keeps an attempt of many calls whole, and later ones pay for it', () => {
    const clock = new HandClock();
    const room = new ExchangeRoom(clock);
    expect(room.take('accepted', 40)).toBe(true);
    clock.wind(4_000);
    expect(room.take('accepted', 1)).toBe(false);
    clock.wind(1_000);
    expect(room.take('accepted', 1)).toBe(true);
  });

  it('is taken by an attempt without calls, too: it has a row', () => {
    const room = new ExchangeRoom(new HandClock());
    expect(Array.from({ length: 30 }, () => room.take('accepted', 0)).filter(Boolean)).toHaveLength(20);
  });
});
