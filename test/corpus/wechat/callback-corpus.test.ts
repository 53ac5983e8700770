import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCallbackServer, type CallbackServer } from '#test/integration/wechat/callback-server.ts';
import { ask, type RawAnswer } from '#test/integration/wechat/raw-http.ts';
import { account, aChannel, otherAesKey } from '#test/unit/relay/wechat/support/account.ts';
import { allEncryptionRows } from './encryption-rows.ts';
import { allHttpRows } from './http-rows.ts';
import { channels, type Row } from './row.ts';
import { allSignatureRows } from './signature-rows.ts';
import { allXmlRows } from './xml-rows.ts';

const groups: Readonly<Record<string, readonly Row[]>> = {
  'signature, time, repeats and mode': allSignatureRows,
  encryption: allEncryptionRows,
  XML: allXmlRows,
  HTTP: allHttpRows,
};

let server: CallbackServer;
const refusals = new Set<string>();

beforeAll(async () => {
  server = await startCallbackServer([
    aChannel(channels.security),
    aChannel(channels.compatible, { mode: 'compatible' }),
    aChannel(channels.plain, { mode: 'plain' }),
    aChannel(channels.rotating, { encodingAesKey: otherAesKey, previousEncodingAesKey: account.encodingAesKey }),
    aChannel(channels.twin, { appId: 'wxba5fad812f8e6fb9' }),
  ]);
});

afterAll(async () => {
  await server.close();
});

beforeEach(() => {
  server.intake.reset();
  server.legs.reset();
  server.log.reset();
});

describe.each(Object.entries(groups))('%s', (_group, rows) => {
  it.each(rows.map((row) => [row.what, row] as const))('%s', async (_what, row) => {
    for (const earlier of row.before ?? []) await ask(server.url, earlier);
    const stored = server.intake.pushes.length;

    const answer = await ask(server.url, row.request);

    expectAnswer(answer, row);
    const { pushes, duplicates, quarantined } = server.intake;
    expect({ stored: pushes.length - stored, duplicates, quarantined: quarantined.length }).toEqual({
      stored: row.expected === 'stored' ? 1 : 0,
      duplicates: row.expected === 'duplicate' ? 1 : 0,
      quarantined: row.expected === 'quarantined' ? 1 : 0,
    });
    row.also?.(server);
  });
});

function expectAnswer(answer: RawAnswer, { expected, request }: Row): void {
  const body = answer.body.toString('latin1');
  if (expected === 'echo') {
    const echo = new URLSearchParams(request.target.split('?')[1]).get('echostr') ?? '';
    // Text the URL reader cannot give back is compared by its own row's bytes.
    if (!echo.includes('\u{fffd}')) expect(answer.body).toEqual(Buffer.from(echo));
    else expect(answer.body).toEqual(Buffer.from([0xff, 0x00, 0xfe]));
    expect(answer.status).toBe(200);
  } else if (expected === 'unauthorized') {
    expect([answer.status, body]).toEqual([401, 'Unauthorized']);
    refusals.add(answer.wire);
  } else if (typeof expected === 'number') {
    expect([answer.status, body.length < 40]).toEqual([expected, true]);
  } else {
    expect([answer.status, body]).toEqual([200, 'success']);
  }
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(Object.keys(answer.headers).filter((name) => /^(server|x-powered-by|access-control)/u.test(name))).toEqual([]);
}

describe('after all of them', () => {
  it('every refusal was the same, byte for byte, headers included', () => {
    expect([...refusals]).toHaveLength(1);
  });

  it('the log holds no secret, no sender and no words of anybody', () => {
    const log = [...server.log.earlier, ...server.log.lines].join('\n');
    expect(log).toContain('wechat.push_refused');
    for (const secret of [
      account.token,
      account.encodingAesKey,
      account.appSecret,
      account.openId,
      'oSomebodyElse',
      'hello',
    ]) {
      expect(log).not.toContain(secret);
    }
  });

  it('the listener is alive', async () => {
    expect((await ask(server.url, allHttpRows[0]?.request ?? { method: 'GET', target: '/' })).status).toBe(200);
  });
});
