import { decrypt, getSignature } from '@wecom/crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { InboundPush } from '#relay/ports/intake.ts';
import { noticeWithinMs } from '#relay/connectors/wechat/wechat-webhook.ts';
import { channels, plainPush, securePush } from '#test/corpus/wechat/row.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { account, aChannel, anEventPush, aTextPush, otherAesKey } from '#test/unit/relay/wechat/support/account.ts';
import { startCallbackServer, type CallbackServer, type CallbackHooks } from './callback-server.ts';
import { ask } from './raw-http.ts';

const text = 'Ons antwoord komt later: 2 < 3 & ]]> 渡口😀';
let server: CallbackServer;

afterEach(async () => {
  await server.close();
});

const start = async (hooks: CallbackHooks, clock?: HandClock): Promise<void> => {
  const configs = [
    aChannel(channels.security),
    aChannel(channels.compatible, { mode: 'compatible' }),
    aChannel(channels.plain, { mode: 'plain' }),
    aChannel(channels.rotating, { encodingAesKey: otherAesKey, previousEncodingAesKey: account.encodingAesKey }),
  ];
  server = await startCallbackServer(configs, clock, hooks);
};
const always = { textFor: () => Promise.resolve(text) };
const member = (xml: string, name: string): string =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|(.*?))</${name}>`, 'su').exec(xml)?.slice(1).join('') ?? '';

/** What is in the plain reply, by another reading than ours. */
function expectReply(xml: string): void {
  expect(member(xml, 'ToUserName')).toBe(account.openId);
  expect(member(xml, 'FromUserName')).toBe(account.originalId);
  expect(member(xml, 'MsgType')).toBe('text');
  expect(member(xml, 'CreateTime')).toBe('1767225700');
  const content = /<Content>(.*)<\/Content>/su.exec(xml)?.[1] ?? '';
  const pieces = [...content.matchAll(/<!\[CDATA\[(.*?)\]\]>/gsu)].map(([, piece]) => piece);
  expect(pieces.join('')).toBe(text);
}

describe('a text for the customer in the answer to a push', () => {
  it('is plain XML in plain mode', async () => {
    await start(always);
    const answer = await ask(server.url, plainPush(aTextPush()));
    expect(answer.status).toBe(200);
    expectReply(answer.body.toString());
  });

  it.each([
    ['security', channels.security],
    ['compatible', channels.compatible],
  ])('is encrypted and signed in %s mode, as a public library reads it', async (_mode, channel) => {
    await start(always);
    const answer = await ask(server.url, securePush(aTextPush(), { channel }));
    const xml = answer.body.toString();
    expect(xml).not.toContain('CreateTime');
    const encrypted = member(xml, 'Encrypt');
    const expected = getSignature(account.token, member(xml, 'TimeStamp'), member(xml, 'Nonce'), encrypted);
    expect(member(xml, 'MsgSignature')).toBe(expected);
    const opened = decrypt(account.encodingAesKey, encrypted);
    expect(opened.id).toBe(account.appId);
    expectReply(opened.message);
  });

  it('uses the key WeChat used, while a new one is being brought in', async () => {
    await start(always);
    const open = async (key: string): Promise<string> => {
      const request = securePush(aTextPush({ MsgId: String(key.length + Math.trunc(Number.MAX_SAFE_INTEGER / 2)) }), {
        channel: channels.rotating,
        key,
      });
      const { body } = await ask(server.url, request);
      return decrypt(key, member(body.toString(), 'Encrypt')).message;
    };
    expectReply(await open(account.encodingAesKey));
    expectReply(await open(otherAesKey));
  });

  it('leaves only after the push is stored, and not when it is not', async () => {
    await start(always);
    server.intake.trouble = 'full';
    expect((await ask(server.url, plainPush(aTextPush()))).status).toBe(503);
    server.intake.trouble = 'none';
    expect((await ask(server.url, plainPush(aTextPush()))).body.toString()).toContain('<Content>');
    expect(server.intake.pushes).toHaveLength(1);
  });

  it('is asked for with the repeat as with the first', async () => {
    const seen: InboundPush[] = [];
    await start({
      textFor: (push) => {
        seen.push(push);
        return Promise.resolve(text);
      },
    });
    const first = await ask(server.url, plainPush(aTextPush()));
    const second = await ask(server.url, plainPush(aTextPush()));
    expect(second.body.equals(first.body)).toBe(true);
    expect(seen.map(({ dedupeKey }) => dedupeKey)).toEqual([seen[0]?.dedupeKey, seen[0]?.dedupeKey]);
    expect(server.intake.duplicates).toBe(1);
  });

  it('is never asked for with a report or a push that cannot be read', async () => {
    let asked = 0;
    await start({
      textFor: () => {
        asked += 1;
        return Promise.resolve(text);
      },
    });
    const report = anEventPush('TEMPLATESENDJOBFINISH', { MsgID: '1', Status: 'success' });
    expect((await ask(server.url, plainPush(report))).body.toString()).toBe('success');
    expect((await ask(server.url, plainPush(aTextPush({ MsgId: undefined })))).body.toString()).toBe('success');
    expect(asked).toBe(0);
  });

  it.each([
    ['there is none', () => null],
    ['none is due', () => Promise.resolve(null)],
    ['it fails', () => Promise.reject(new Error('mistake'))],
  ])('leaves the acknowledgement as it is when %s', async (_what, textFor) => {
    await start({ textFor });
    const answer = await ask(server.url, plainPush(aTextPush()));
    expect(answer.body.toString()).toBe('success');
    expect(answer.wire).toContain('text/plain');
  });

  it('never delays the acknowledgement for long', async () => {
    const clock = new HandClock();
    await start({ textFor: () => new Promise(() => undefined) }, clock);
    let body = '';
    const answer = ask(server.url, plainPush(aTextPush())).then((given) => (body = given.body.toString()));
    const givenUpAt = performance.now() + 5_000;
    while (server.intake.pushes.length === 0 && performance.now() < givenUpAt) await settled();
    for (let turn = 0; turn < 20; turn += 1) await settled();
    expect(body).toBe('');
    clock.wind(noticeWithinMs);
    expect(await answer).toBe('success');
  });
});

describe('a channel that is switched off', () => {
  const stopped = { isStopped: (id: string) => id === channels.plain };

  it('refuses pushes for later, stores nothing, and counts them', async () => {
    await start(stopped);
    const answer = await ask(server.url, plainPush(aTextPush()));
    expect([answer.status, answer.body.toString()]).toEqual([503, 'Service unavailable']);
    expect(server.intake.pushes).toEqual([]);
    expect(server.legs.refused).toEqual([{ channelId: channels.plain, code: 'CHANNEL_STOPPED' }]);
    expect(server.legs.proofs).toEqual([]);
    expect((await ask(server.url, securePush(aTextPush()))).body.toString()).toBe('success');
  });

  it('tells strangers nothing, and answers the verification', async () => {
    await start(stopped);
    const forged = plainPush(aTextPush(), { signing: { token: 'AAAAA' } });
    expect((await ask(server.url, forged)).status).toBe(401);
    const { target } = plainPush('');
    const verification = await ask(server.url, { method: 'GET', target: `${target}&echostr=123` });
    expect([verification.status, verification.body.toString()]).toEqual([200, '123']);
  });
});
