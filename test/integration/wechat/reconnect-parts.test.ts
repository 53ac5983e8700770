import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createFollowerAnswer, type FollowerAnswer } from '#relay/connectors/wechat/follower-answer.ts';
import { createWeChatClient } from '#relay/connectors/wechat/wechat-client.ts';
import { TokenSource } from '#relay/connectors/wechat/wechat-token.ts';
import { registerWeChatWebhook } from '#relay/connectors/wechat/wechat-webhook.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { FollowerTests } from '#relay/reconnect/follower-tests.ts';
import { createChannelRepair } from '#relay/reconnect/channel-repair.ts';
import { OutageNotices } from '#relay/outage/outage-notices.ts';
import type { ChannelRepair } from '#relay/ports/channel-watch.ts';
import type { InboundPush } from '#relay/ports/intake.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { drawIdentities } from '#sandbox/identities.ts';
import { startWeChatSimulator, type WeChatSimulator } from '#sandbox/wechat/simulator.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { EndToEndTest } from '#shared/domain/reconnect.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { fixedSecrets } from '#test/fakes/fixed-secrets.ts';
import { aChannel } from '#test/unit/relay/wechat/support/account.ts';
import { aSnapshot } from '#test/unit/relay/reconnect/fake-watch.ts';
import { FakeOperations } from '#test/unit/relay/reconnect/reconnect-kit.ts';
import { RecordingIntake, RecordingReporter } from './callback-server.ts';
import { MemoryOfToken, never } from './outbound-kit.ts';

const [drawn] = drawIdentities(createRandom('reconnect')).accounts;
if (!drawn) throw new Error('no account');
const account = drawn;
const openId = OpenId.parse('oSimulatedCustomer00000000001');
const modes = ['plain', 'compatible', 'security'] as const;
const said = '我们的回复会晚一些 ]]> <b>&';

let wechat: WeChatSimulator;
let app: FastifyInstance;
let intake: RecordingIntake;
let legs: RecordingReporter;
let answerFollower: FollowerAnswer;
let tokens: TokenSource;
let repair: ChannelRepair;
let snapshot: ChannelSnapshot;
/** What else is done with a push that is on disk. */
let onPush: (push: InboundPush) => void;

/** The simulated WeChat and our callback, joined by sockets; no message engine behind it. */
async function start(mode: (typeof modes)[number]): Promise<void> {
  wechat = await startWeChatSimulator({ accounts: [{ ...account, mode }], random: createRandom('wechat') });
  const channel = aChannel('tulip', {
    appId: account.appId,
    originalId: account.originalId,
    appSecret: account.appSecret,
    token: account.token,
    encodingAesKey: account.encodingAesKey,
    mode,
  });
  intake = new RecordingIntake();
  legs = new RecordingReporter();
  snapshot = aSnapshot();
  onPush = () => undefined;
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
  const client = createWeChatClient({ http, apiBase: wechat.url, clock: systemClock });
  const memory = new MemoryOfToken();
  const { appId, appSecret } = account;
  const secret = (): string => appSecret;
  tokens = new TokenSource({ client, appId, secret, memory, clock: systemClock, chance: () => 0, log: silentLogger });
  answerFollower = createFollowerAnswer({ client, tokens });
  repair = createChannelRepair({
    renewTokens: [(signal) => tokens.renew(signal)],
    renewConnections: (address) => http.renew(address),
    addresses: () => [wechat.url],
    restartWorker: () => Promise.resolve(),
    nextTryInMs: () => null,
    answerFollower,
  });
  const notices = new OutageNotices({
    noticeOf: () => ({ enabled: true, texts: { en: '', nl: '', zh: said } }),
    language: () => 'zh',
    snapshot: () => snapshot,
    store: new FakeOperations(),
    onTold: () => undefined,
    clock: systemClock,
    log: silentLogger,
  });
  app = Fastify();
  registerWeChatWebhook(app, {
    channels: [channel],
    secrets: fixedSecrets({ channels: [channel] }),
    intake: {
      accept: async (push) => {
        const result = await intake.accept(push);
        if (result.kind === 'stored') onPush(push);
        return result;
      },
      verdict: (input) => intake.verdict(input),
      quarantine: (input) => intake.quarantine(input),
    },
    legs,
    clock: systemClock,
    clockOffsetMs: () => 0,
    log: silentLogger,
    textFor: (push) => notices.textFor(push),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  wechat.setCallbackUrl(account.key, `${url}/wechat/tulip`);
  wechat.customers.follow(account.key, { nickname: 'Li', openid: openId });
}

afterEach(async () => {
  await app.close();
  await wechat.stop();
});

const writes = (text: string) => wechat.customers.send(account.key, openId, { type: 'text', text });
const shown = () =>
  (wechat.customers.find(account.key, openId)?.chat.list() ?? [])
    .filter(({ direction }) => direction === 'out')
    .map(({ text }) => text);
const repliesStuck = (): void => {
  const fault = { since: 1, at: 1, code: 'WECHAT_QUOTA_EXHAUSTED', platformCode: '45009', value: null } as const;
  const one = aSnapshot({ wechatOut: { proof: null, fault: { ...fault, count: 1, nextTryAt: 2 } } });
  snapshot = { ...one, state: { ...one.state, kind: 'degraded' }, incidentId: 'incident-1' };
};

describe.each(modes)('during an outage, in %s mode', (mode) => {
  it('the simulated phone shows the text once; it uses no counted reply', async () => {
    await start(mode);
    writes('works');
    await expect.poll(() => intake.pushes.length).toBe(1);
    repliesStuck();
    writes('hello?');
    await expect.poll(shown).toEqual([said]);
    writes('are you there?');
    await expect.poll(() => intake.pushes.length).toBe(3);
    await expect.poll(() => wechat.unsettledPushes()).toBe(0);
    expect(shown()).toEqual([said]);
    // Five replies are left, as after any message.
    for (let no = 1; no <= 5; no += 1) await answerFollower(openId, `reply ${no}`, never);
    await expect(answerFollower(openId, 'one too many', never)).rejects.toMatchObject({ platformCode: '45047' });
  });
});

describe('a test follower at the simulated WeChat', () => {
  beforeEach(() => start('security'));

  it('writes the word and reads the answer', async () => {
    const tests = new FollowerTests({
      repairOf: () => repair,
      legs,
      customerLanguage: () => 'zh',
      clock: systemClock,
      chance: () => 0.25,
      log: silentLogger,
    });
    onPush = (push) => tests.seen(push);
    const ends: EndToEndTest[] = [];
    const { word } = tests.start(snapshot.id, { openId, label: 'Li' }, (test) => ends.push(test));
    writes('something else');
    writes(word.toLowerCase());
    await expect.poll(() => ends.at(-1)?.answeredAt).toEqual(expect.any(Number));
    expect(shown()).toEqual([expect.stringContaining(word)]);
    expect(legs.proofs.filter((line) => line.endsWith('end_to_end'))).toEqual([
      'tulip wechatIn end_to_end',
      'tulip wechatOut end_to_end',
    ]);
    // The word is a message like any other.
    expect(intake.pushes.map(({ content }) => content)).toContainEqual({ kind: 'text', text: word.toLowerCase() });
  });

  it('who has not written cannot be answered, and WeChat says why', async () => {
    wechat.customers.raise(account.key, openId, { type: 'unsubscribe' });
    await expect(answerFollower(openId, 'x', never)).rejects.toMatchObject({
      name: 'RelayError',
      code: expect.stringMatching(/^WECHAT_/u) as string,
      platformCode: expect.stringMatching(/^\d+$/u) as string,
    });
  });
});

describe('a new token at the simulated WeChat', () => {
  beforeEach(() => start('security'));

  it('is an ordinary one: the one in use by others stays good', async () => {
    const before = await tokens.current(never);
    await repair.renewTokens(never);
    repair.renewConnections();
    expect(await tokens.current(never)).toEqual(before);
    writes('hello');
    await answerFollower(openId, 'fine', never);
    expect(shown()).toEqual(['fine']);
  });

  it('is found when ours is no good any more', async () => {
    await tokens.current(never);
    wechat.tokens.replaceAll(account.appId);
    await repair.renewTokens(never);
    writes('hello');
    await answerFollower(openId, 'fine', never);
    expect(shown()).toEqual(['fine']);
  });
});
