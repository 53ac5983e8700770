import { connect } from 'node:net';
import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { answerWithinMs, refusalDelayMs, registerWeChatWebhook } from '#relay/connectors/wechat/wechat-webhook.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { channels, plainPush, sealedPush, seconds, securePush } from '#test/corpus/wechat/row.ts';
import { fixedSecrets } from '#test/fakes/fixed-secrets.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import {
  account,
  aChannel,
  anEventPush,
  aTextPush,
  encrypted,
  otherAesKey,
} from '#test/unit/relay/wechat/support/account.ts';
import {
  RecordingIntake,
  RecordingReporter,
  sampleTime,
  startCallbackServer,
  type CallbackServer,
} from './callback-server.ts';
import { ask, type RawRequest } from './raw-http.ts';

let server: CallbackServer;

afterEach(async () => {
  await server.close();
});

const start = async (clock?: HandClock): Promise<CallbackServer> => {
  server = await startCallbackServer([aChannel(channels.security), aChannel(channels.plain, { mode: 'plain' })], clock);
  return server;
};

async function until(condition: () => boolean): Promise<void> {
  const givenUpAt = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > givenUpAt) throw new Error('waited 5 s for nothing');
    await settled();
  }
}

describe('acknowledgement', () => {
  it('leaves only after the push is stored', async () => {
    const { intake, legs, url } = await start();
    intake.closeGate();
    let answered = false;
    const answer = ask(url, securePush(aTextPush())).finally(() => {
      answered = true;
    });

    await until(() => server.app.server.connections !== 0);
    for (let turn = 0; turn < 50; turn += 1) await settled();
    expect([answered, legs.proofs]).toEqual([false, []]);

    intake.openGate();
    expect((await answer).body.toString()).toBe('success');
    expect(legs.proofs).toEqual(['tulip wechatIn message']);
  });

  it('is a quick 503 when the store is full, and nothing is proven', async () => {
    const { intake, legs, url } = await start();
    intake.trouble = 'full';

    for (const request of [securePush(aTextPush()), securePush('no xml')]) {
      const answer = await ask(url, request);
      expect([answer.status, answer.body.toString()]).toEqual([503, 'Service unavailable']);
      expect(answer.elapsedMs).toBeLessThan(1_000);
    }
    expect(legs.proofs).toEqual([]);
  });

  it('is 503 before WeChat hangs up when the store is stuck; the push may still be stored', async () => {
    const clock = new HandClock();
    const { intake, url } = await start(clock);
    intake.closeGate();
    let status = 0;
    const answer = ask(url, securePush(aTextPush())).then((given) => (status = given.status));
    await until(() => clock.pendingTimers > 0);

    clock.wind(answerWithinMs - 1_000);
    for (let turn = 0; turn < 50; turn += 1) await settled();
    expect(status).toBe(0);
    clock.wind(1_000);
    expect(await answer).toBe(503);
    expect(answerWithinMs).toBeLessThan(4_500);

    intake.openGate();
    await until(() => intake.pushes.length === 1);
    expect((await ask(url, securePush(aTextPush()))).status).toBe(200);
    expect(intake.duplicates).toBe(1);
  });

  it('is the same for ten copies at once, of which one is stored', async () => {
    const { intake, url } = await start();
    const copies = Array.from({ length: 10 }, () => ask(url, securePush(aTextPush())));

    expect((await Promise.all(copies)).map((answer) => answer.body.toString())).toEqual(Array(10).fill('success'));
    expect([intake.pushes.length, intake.duplicates]).toEqual([1, 9]);
  });

  it('need not be read: the push is stored, and its repeat is known', async () => {
    const { intake, url } = await start();
    const request = plainPush(aTextPush());
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname, () => {
      const body = Buffer.from(request.body ?? '');
      socket.write(`POST ${request.target} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: ${body.length}\r\n\r\n`);
      socket.end(body, () => socket.destroy());
    });
    await until(() => intake.pushes.length === 1);

    expect((await ask(url, request)).body.toString()).toBe('success');
    expect([intake.pushes.length, intake.duplicates]).toEqual([1, 1]);
  });
});

describe('the clock', () => {
  it('is corrected by what is known of its error, both ways', async () => {
    const { time, url } = await start();
    const push = securePush(aTextPush());
    for (const wrongMs of [600_000, -600_000]) {
      time.now = sampleTime + wrongMs;
      time.offsetMs = 0;
      expect((await ask(url, push)).status).toBe(401);
      time.offsetMs = -wrongMs;
      expect((await ask(url, push)).status).toBe(200);
    }
  });
});

describe('a report on a template message', () => {
  const report = (Status: string) => plainPush(anEventPush('TEMPLATESENDJOBFINISH', { MsgID: '200163836', Status }));
  const plainServer = async () => {
    server = await startCallbackServer([aChannel(channels.plain, { mode: 'plain', encodingAesKey: undefined })]);
    return server;
  };

  it('is no message, and acknowledged when it is stored', async () => {
    const { url, intake, legs } = await plainServer();
    const answer = await ask(url, report('failed:user block'));
    expect([answer.status, answer.body.toString()]).toEqual([200, 'success']);
    expect(intake.verdicts).toEqual([
      { channelId: channels.plain, platformMessageId: '200163836', failedWith: 'failed:user block' },
    ]);
    expect(intake.pushes).toEqual([]);
    expect(legs.proofs).toEqual([`${channels.plain} wechatIn other_side`]);
  });

  it('that cannot be stored comes again', async () => {
    const { url, intake } = await plainServer();
    intake.trouble = 'full';
    expect((await ask(url, report('success'))).status).toBe(503);
    intake.trouble = 'none';
    expect((await ask(url, report('success'))).status).toBe(200);
    expect(intake.verdicts).toMatchObject([{ failedWith: null }]);
  });
});

describe('set-up', () => {
  it.each([
    ['no key in security mode', { encodingAesKey: undefined }, 'encodingAesKey'],
    ['no key in compatible mode', { mode: 'compatible', encodingAesKey: undefined }, 'encodingAesKey'],
    ['a key of 42 characters', { encodingAesKey: 'a'.repeat(42) }, 'encodingAesKey'],
    ['a key of 44 characters', { encodingAesKey: 'a'.repeat(44) }, 'encodingAesKey'],
    ['a previous key of 42 characters', { previousEncodingAesKey: 'a'.repeat(42) }, 'encodingAesKey'],
  ] as const)('is refused with %s', async (_what, wechat, field) => {
    await start();
    const app = Fastify();
    expect(() => {
      registerWeChatWebhook(app, {
        channels: [aChannel('tulip', wechat)],
        secrets: fixedSecrets({ channels: [aChannel('tulip', wechat)] }),
        intake: new RecordingIntake(),
        legs: new RecordingReporter(),
        clock: systemClock,
        clockOffsetMs: () => 0,
        log: silentLogger,
      });
    }).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', value: `wechat.${field}` }) as Error);
    await app.close();
  });

  it('needs no key in plain mode', async () => {
    server = await startCallbackServer([aChannel(channels.plain, { mode: 'plain', encodingAesKey: undefined })]);
    expect((await ask(server.url, plainPush(anEventPush('CLICK')))).status).toBe(200);
    expect(server.intake.pushes[0]?.opensWindow).toEqual({ windowMs: 60_000, replies: 3 });
  });
});

describe('refusals', () => {
  // Time is measured on a machine that does other things too; a real difference shows every time.
  it('take the same time whatever the cause', { retry: 2 }, async () => {
    const { url } = await start();
    const text = aTextPush();
    const causes: Readonly<Record<string, RawRequest>> = {
      'unknown channel': securePush(text, { channel: 'nobody' }),
      'wrong token': securePush(text, { signing: { token: 'AAAAA' } }),
      old: securePush(text, { signing: { timestamp: seconds(-301) } }),
      'wrong key': securePush(text, { key: otherAesKey }),
      'wrong account': securePush(text, { appId: 'wxba5fad812f8e6fb9' }),
      'wrong form': securePush(text, { signing: { nonce: 'a b' } }),
      'wrong mode': plainPush(text, { channel: channels.security }),
      'no Base64': sealedPush(`${encrypted(text)} `),
    };
    const times = new Map(Object.keys(causes).map((cause): [string, number[]] => [cause, []]));
    const entries = Object.entries(causes);
    // All in every round, each as often first and last, so that a busy machine slows all of them alike.
    for (let round = 0; round < 8 * entries.length; round += 1) {
      const first = round % entries.length;
      await Promise.all(
        [...entries.slice(first), ...entries.slice(0, first)].map(async ([cause, request]) => {
          const answer = await ask(url, request);
          expect(answer.status).toBe(401);
          times.get(cause)?.push(answer.elapsedMs);
        }),
      );
    }
    // The quickest answer of each: what the machine does besides makes answers slower, never quicker.
    const quickest = [...times.values()].map((list) => Math.min(...list));
    expect(Math.max(...quickest) / Math.min(...quickest)).toBeLessThan(1.05);
  });

  it('all wait for the same clock', async () => {
    const clock = new HandClock();
    const { url } = await start(clock);
    const answers = [
      securePush(aTextPush(), { channel: 'nobody' }),
      securePush(aTextPush(), { signing: { token: 'AAAAA' } }),
      securePush(aTextPush(), { key: otherAesKey }),
    ].map((request) => ask(url, request));
    let answered = 0;
    for (const answer of answers) void answer.then(() => (answered += 1));
    await until(() => clock.pendingTimers === answers.length);

    clock.wind(refusalDelayMs - 1);
    for (let turn = 0; turn < 50; turn += 1) await settled();
    expect(answered).toBe(0);
    clock.wind(1);
    expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([401, 401, 401]);
  });

  it('hold no secret of the channel', async () => {
    const { url } = await start();
    const { wire } = await ask(url, securePush(aTextPush(), { signing: { token: 'AAAAA' } }));
    for (const secret of [account.token, account.appId, account.originalId, 'signature']) {
      expect(wire).not.toContain(secret);
    }
  });
});
