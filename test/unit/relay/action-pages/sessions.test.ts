import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ExchangeGate } from '#relay/action-pages/exchange-gate.ts';
import { readForm } from '#relay/action-pages/form-body.ts';
import { pageLanguage } from '#relay/action-pages/page-language.ts';
import {
  createActionSessions,
  isSameSecret,
  sessionCookie,
  sessionIdIn,
  type ActionSession,
} from '#relay/action-pages/sessions.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const facts = (tenantId = 'tenant', lifeMs = 3_600_000) => ({
  tenantId,
  lifeMs,
  integrations: [],
  userName: 'Ada Min',
  accessToken: 'jwt',
  apiHost: 'https://app-de-eu1.niceincontact.com',
  backUrl: null,
  channelId: null,
});
const sessionsOn = (clock: HandClock) => createActionSessions(clock, (size) => randomBytes(size));

describe('sessions', () => {
  it('have ids and form secrets of 256 random bits', () => {
    const sessions = sessionsOn(new HandClock());
    const [first, second] = [sessions.open(facts()), sessions.open(facts())];
    const secrets = [first.id, first.csrf, second.id, second.csrf];
    expect(new Set(secrets).size).toBe(4);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  });

  it('end with the token, or after 30 minutes, whatever the wall clock says', () => {
    const clock = new HandClock();
    const sessions = sessionsOn(clock);
    const short = sessions.open(facts('tenant', 60_000));
    const long = sessions.open(facts());
    clock.setWall(0);
    clock.wind(59_999);
    expect(sessions.find(short.id)).toBe(short);
    clock.wind(1);
    expect(sessions.find(short.id)).toBeNull();
    clock.wind(29 * 60_000 - 1);
    expect(sessions.find(long.id)).toBe(long);
    clock.wind(1);
    expect(sessions.find(long.id)).toBeNull();
  });

  it('are bounded for each tenant: the oldest gives way, and no other tenant’s', () => {
    const sessions = sessionsOn(new HandClock());
    const other = sessions.open(facts('other'));
    const opened: ActionSession[] = [];
    for (let count = 0; count < 60; count += 1) opened.push(sessions.open(facts()));
    const alive = opened.map(({ id }) => sessions.find(id) !== null);
    expect(alive).toEqual([...Array<boolean>(10).fill(false), ...Array<boolean>(50).fill(true)]);
    expect(sessions.find(other.id)).toBe(other);
  });

  it('compare secrets of any length', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true);
    for (const given of ['', 'ab', 'abd', 'abcd', 'äbc']) expect(isSameSecret('abc', given)).toBe(false);
  });

  it('travel in a cookie that only our own https pages can set', () => {
    const id = 'A'.repeat(43);
    expect(sessionCookie(id, true, 90_500)).toBe(
      `__Host-veerpont-pages=${id}; Path=/; Max-Age=90; HttpOnly; SameSite=Lax; Secure`,
    );
    expect(sessionCookie(id, false, 90_500)).not.toContain('Secure');
    expect(sessionIdIn(`a=b; __Host-veerpont-pages=${id}`, true)).toBe(id);
    expect(sessionIdIn(`veerpont-pages=${id}`, true)).toBeNull();
    for (const bad of ['', 'veerpont-pages=', 'veerpont-pages=short', `veerpont-pages=${id}x`, `x${id}`]) {
      expect(sessionIdIn(bad, false)).toBeNull();
    }
  });
});

describe('the gate before CXone', () => {
  it('lets eight ask at once and 120 in a minute', async () => {
    const clock = new HandClock();
    const gate = new ExchangeGate(clock);
    let open = (): void => undefined;
    const held = new Promise<number>((resolve) => {
      open = () => {
        resolve(1);
      };
    });
    const first = Array.from({ length: 8 }, () => gate.pass(null, () => held));
    expect(await gate.pass(null, () => Promise.resolve(2))).toBeNull();
    open();
    await Promise.all(first);
    for (let count = 8; count < 120; count += 1) expect(await gate.pass(null, () => Promise.resolve(2))).toBe(2);
    expect(await gate.pass(null, () => Promise.resolve(2))).toBeNull();
    clock.wind(60_000);
    expect(await gate.pass(null, () => Promise.resolve(2))).toBe(2);
  });

  it('keeps room for administrators when one caller invents tokens', async () => {
    const clock = new HandClock();
    const gate = new ExchangeGate(clock);
    const enter = (caller: string | null) => gate.pass(caller, () => Promise.resolve(caller ?? 'shared'));
    for (let count = 0; count < 30; count += 1) expect(await enter('203.0.113.9')).toBe('203.0.113.9');
    expect(await enter('203.0.113.9')).toBeNull();
    expect(await enter('198.51.100.7')).toBe('198.51.100.7');
    // Behind a tunnel good and bad callers share an address.
    for (let count = 0; count < 40; count += 1) expect(await enter(null)).toBe('shared');
    clock.wind(60_000);
    expect(await enter('203.0.113.9')).toBe('203.0.113.9');
  });

  it('is free again after a failure', async () => {
    const gate = new ExchangeGate(new HandClock());
    for (let count = 0; count < 20; count += 1) {
      await expect(gate.pass(null, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
    expect(await gate.pass(null, () => Promise.resolve(1))).toBe(1);
  });
});

describe('forms', () => {
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  it('are read as browsers send them', () => {
    const form = readForm(type, Buffer.from('act=create&channel=a&channel=b%20c&x=%E9%83%81'));
    expect([form?.get('act'), form?.getAll('channel'), form?.get('x')]).toEqual(['create', ['a', 'b c'], '郁']);
  });

  it.each([
    ['another type', 'application/json', Buffer.from('{}')],
    ['text/plain, which any site can send', 'text/plain', Buffer.from('act=create')],
    ['no UTF-8', type, Buffer.from([0x61, 0x3d, 0xff])],
    ['too long', type, Buffer.alloc(70_000, 0x61)],
    ['too many fields', type, Buffer.from('a=1&'.repeat(700))],
  ])('are refused: %s', (_name, contentType, body) => {
    expect(readForm(contentType, body)).toBeNull();
  });
});

describe('the language of a page', () => {
  it.each([
    ['nl-NL,nl;q=0.9,en;q=0.8', 'nl'],
    ['zh-CN', 'zh'],
    ['zh-Hant-TW;q=0.3, de, en;q=0.2', 'zh'],
    ['fr, en;q=0.5, nl;q=0.6', 'nl'],
    ['nl;q=0, en', 'en'],
    ['de', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ['nl;q=abc, zh;q=0.1', 'zh'],
    ['<script>', 'en'],
  ])('of %j is %s', (header, language) => {
    expect(pageLanguage(header)).toBe(language);
  });
});
