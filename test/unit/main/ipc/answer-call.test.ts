import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerCall } from '#main/ipc/answer-call.ts';
import { createRateLimit } from '#main/ipc/rate-limit.ts';
import { isTrusted } from '#main/ipc/trusted-sender.ts';
import { invoke, push, ReplySchema } from '#shared/contract/contract-types.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const contract = {
  'number.double': invoke(z.object({ value: z.number() }), z.number()),
  'number.break': invoke(z.null(), z.number()),
  'number.refuse': invoke(z.null(), z.number()),
  'number.lie': invoke(z.null(), z.number()),
  'number.changed': push(z.number()),
} as const;

const handlers = {
  'number.double': ({ value }: { value: number }) => value * 2,
  'number.break': () => {
    throw new Error('secret detail in /home/eva');
  },
  'number.refuse': () => Promise.reject(new RelayError('PORT_TAKEN', 'in use', { value: '8080' })),
  'number.lie': () => 'seven' as never,
};

const trusted = { isTrusted: true, mayCall: () => true };
const ask = (name: unknown, input: unknown, policy = trusted) =>
  answerCall(contract, handlers, { name, input }, policy, silentLogger);
const codeOf = async (reply: ReturnType<typeof ask>) => {
  const settled = await reply;
  return settled.ok ? 'ok' : settled.error.code;
};

describe('one call of the window', () => {
  it('is answered', async () => expect(await ask('number.double', { value: 4 })).toEqual({ ok: true, value: 8 }));

  it('is refused when it comes from elsewhere, before anything else is looked at', async () => {
    let asked = false;
    const policy = { isTrusted: false, mayCall: () => (asked = true) };

    expect(await codeOf(ask('number.double', { value: 4 }, policy))).toBe('IPC_SENDER');
    expect(asked).toBe(false);
  });

  it('is refused when there are too many', async () => {
    expect(await codeOf(ask('number.double', { value: 4 }, { isTrusted: true, mayCall: () => false }))).toBe(
      'IPC_RATE',
    );
  });

  it.each([
    'number.triple',
    'number.changed',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '',
    7,
    null,
    {},
    ['number.double'],
  ])('by the name %j is unknown', async (name) => expect(await codeOf(ask(name, null))).toBe('IPC_UNKNOWN'));

  it.each([null, undefined, {}, { value: '4' }, { value: Number.NaN }, [], 'x', 4, new Uint8Array(50_000_000)])(
    'with bad input is refused',
    async (input) => expect(await codeOf(ask('number.double', input))).toBe('IPC_SCHEMA'),
  );

  it('passes a known failure on with its value', async () => {
    expect(await ask('number.refuse', null)).toEqual({
      ok: false,
      error: { code: 'PORT_TAKEN', message: 'in use', platformCode: null, value: '8080' },
    });
  });

  it('keeps what an unforeseen failure says to itself', async () => {
    const reply = await ask('number.break', null);

    expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL', message: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('eva');
  });

  it('does not let an answer of the wrong form out', async () => {
    expect(await codeOf(ask('number.lie', null))).toBe('INTERNAL');
  });

  it('has an answer of the right form for anything at all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything(),
        fc.anything({ withNullPrototype: true, withTypedArray: true }),
        async (name, input) => {
          const known = fc.sample(fc.constantFrom('number.double', name), 1)[0];
          return ReplySchema.safeParse(await ask(known, input)).success;
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('rate limit', () => {
  it('lets 500 calls through in a second, and again in the next', () => {
    const clock = new HandClock();
    const mayCall = createRateLimit(clock, 500);
    const burst = () => Array.from({ length: 600 }, mayCall).filter(Boolean).length;

    expect(burst()).toBe(500);
    clock.wind(999);
    expect(burst()).toBe(0);
    clock.wind(1);
    expect(burst()).toBe(500);
  });
});

describe('trusted sender', () => {
  const ours = { senderId: 3, origin: 'app://console' };
  const frame = { isMainFrame: true, url: 'app://console/index.html#/traffic' };

  it('is the page of our window', () => expect(isTrusted({ senderId: 3, frame }, ours)).toBe(true));

  it.each([
    ['another window', { senderId: 4, frame }],
    ['a frame inside the page', { senderId: 3, frame: { ...frame, isMainFrame: false } }],
    ['a frame that has gone', { senderId: 3, frame: null }],
    ['a blank page', { senderId: 3, frame: { ...frame, url: 'about:blank' } }],
    ['another host', { senderId: 3, frame: { ...frame, url: 'app://console.evil/index.html' } }],
    ['a longer host', { senderId: 3, frame: { ...frame, url: 'app://consoles/index.html' } }],
    ['a web page', { senderId: 3, frame: { ...frame, url: 'https://console/app://console/' } }],
    ['developer tools', { senderId: 3, frame: { ...frame, url: 'devtools://devtools/bundled/inspector.html' } }],
  ])('is not %s', (_name, caller) => expect(isTrusted(caller, ours)).toBe(false));
});
