import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { MessageId, OpenId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { createCxoneClient, type CxoneClient } from '#relay/connectors/cxone/cxone-client.ts';
import { reportStatus } from '#relay/connectors/cxone/cxone-status-reporter.ts';
import { createCxoneTarget } from '#relay/connectors/cxone/cxone-target.ts';
import { boxClientsOf } from '#relay/connectors/cxone/box-client.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { DeliveryTarget } from '#relay/ports/delivery-target.ts';
import { startCxoneSimulator, type CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { boxSecretsOf, integrationSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { noParts } from './cxone-kit.ts';
import { startBoxKit, type BoxKit } from './box-kit.ts';
import { relayConfig } from './relay-fixture.ts';

const openId = OpenId.parse('oZxAbCdEf0123456789wxYz');
const threadId = `gh_tulip:${openId}`;
const signal = new AbortController().signal;

let simulator: CxoneSimulator;
let kit: BoxKit;
let client: CxoneClient;
let target: DeliveryTarget;

/** Two independent readings of the same protocol must understand one another. */
beforeEach(async () => {
  const [integration] = relayConfig.integrations;
  if (!integration) throw new Error('the fixture has no integration');
  simulator = await startCxoneSimulator({
    tenant: {
      tenantId: '11eb0f54-aaaa-bbbb-cccc-0242ac110002',
      brandId: 1000,
      friendlyName: 'Demo Brand',
      timezone: 'Europe/Amsterdam',
      businessUnitId: 4_600_001,
      area: 'eu1',
    },
    integrations: [
      {
        ...integration.cxone,
        key: 'demo',
        name: 'Demo',
        integrationId: integration.integrationId,
        box: integration.box,
        replyVersion: '2.0',
      },
    ],
    channels: relayConfig.channels
      .filter((channel) => channel.integration === 'demo')
      .map(({ id, cxoneChannelId, name, wechat }) => ({
        key: id,
        id: cxoneChannelId,
        idOnExternalPlatform: wechat.originalId,
        name,
        integration: 'demo',
      })),
    random: createRandom('two readings'),
  });
  const config = RelayConfig.parse({
    ...relayConfig,
    integrations: [{ ...integration, cxone: { ...integration.cxone, issuer: simulator.url } }],
    channels: relayConfig.channels.filter((channel) => channel.integration === 'demo'),
  });
  const [cxone, channel] = [config.integrations[0]?.cxone, config.channels[0]];
  if (!cxone || !channel) throw new Error('the fixture has no channel');
  kit = await startBoxKit({ clients: boxClientsOf(config), secrets: boxSecretsOf(config) });
  simulator.setBoxUrl(`http://127.0.0.1:${kit.port}/integration/box/`);
  const deps = { clock: systemClock, log: silentLogger };
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
  client = createCxoneClient({ http, config: cxone, secrets: () => integrationSecretsOf({ cxone }), ...deps });
  target = createCxoneTarget({ client, channel, media: { obtain: () => Promise.resolve([]) }, ...deps });
});

afterEach(async () => {
  await Promise.all([simulator.stop(), kit.stop()]);
});

async function aConversation() {
  const result = await target.deliver(
    aPendingMessage({ openId, content: { kind: 'text', text: '你好 👋' } }),
    signal,
    noParts,
  );
  if (result.kind !== 'accepted') throw new Error(`not accepted: ${result.kind}`);
  for (const id of result.threadIds) kit.intake.threads.set(`tulip ${id}`, openId);
  return result;
}

describe('with the simulated CXone', () => {
  it('finds host and token by itself, and the check passes', async () => {
    expect(await target.check(signal)).toEqual({ ok: true });
  });

  it('creates a message once, however often it is sent', async () => {
    const first = await aConversation();
    const second = await aConversation();

    expect(second).toEqual(first);
    expect(simulator.store.contacts.size).toBe(1);
    expect(simulator.agents.find(threadId)?.endUser.idOnExternalPlatform).toBe(openId);
  });

  it.each([
    ['1.0', 'external'],
    ['1.0', 'internal'],
    ['2.0', 'external'],
  ] as const)('takes a reply of version %s, thread id %s', async (version, postId) => {
    await aConversation();
    simulator.agents.setReplyVersion(version);
    simulator.setRules({ postId });

    const outcome = await simulator.agents.reply(threadId, 'Your parcel left Shanghai.').settled;

    expect(outcome).toMatchObject({ kind: 'accepted', externalId: expect.stringMatching(/^wxout-/u) as string });
    expect(kit.intake.accepted).toMatchObject([
      { channelId: 'tulip', openId, content: { kind: 'text', text: 'Your parcel left Shanghai.' } },
    ]);
    expect(simulator.boxes.get('demo')?.counters).toMatchObject({ calls: 2, tokenRequests: 1, unauthorized: 1 });
  });

  it.each(['1.0', '2.0'] as const)('gets by without thread, or without recipients, in version %s', async (version) => {
    await aConversation();
    simulator.agents.setReplyVersion(version);
    for (const fault of ['boxMissingThread', 'boxMissingRecipients'] as const) {
      simulator.faults.set({ fault, target: '*', remaining: 1 });
      const outcome = await simulator.agents.reply(threadId, `despite ${fault}`).settled;
      expect([fault, outcome.kind]).toEqual([fault, 'accepted']);
    }
    expect(kit.intake.accepted.every((request) => request.openId === openId)).toBe(true);
  });

  it('accepts a call that comes twice at once, or again because its answer was lost, as one message', async () => {
    await aConversation();
    await simulator.agents.reply(threadId, 'fetches the token').settled;
    // A slow disk: all copies are there before the first is answered.
    kit.intake.store = () => new Promise((resolve) => setTimeout(resolve, 300));
    simulator.faults.set({ fault: 'boxDuplicated', target: '*', remaining: 1, options: { copies: 5 } });
    expect((await simulator.agents.reply(threadId, 'five copies').settled).kind).toBe('accepted');
    kit.intake.store = () => Promise.resolve();
    simulator.faults.set({ fault: 'boxLostAnswer', target: '*', remaining: 1, options: { afterMs: 50 } });
    expect((await simulator.agents.reply(threadId, 'answer lost').settled).kind).toBe('accepted');

    expect(kit.intake.accepted.map(({ content }) => ('text' in content ? content.text : ''))).toEqual([
      'fetches the token',
      'five copies',
      'answer lost',
    ]);
  });

  it('tells the agent in words why a broken call was not taken', async () => {
    await aConversation();
    simulator.faults.set({ fault: 'boxMalformed', target: '*', remaining: 2 });

    const outcome = await simulator.agents.reply(threadId, 'cut short').settled;

    expect(outcome).toEqual({
      kind: 'refused',
      status: 400,
      reason: 'The message was not sent: it could not be read.',
    });
  });

  it('lets an agent begin a conversation only with a customer who may be written to', async () => {
    const channel = relayConfig.channels[0]?.cxoneChannelId ?? '';
    kit.intake.unreachable.set(`tulip ${openId}`, 'WECHAT_NOT_FOLLOWING');
    const refused = await simulator.agents.startThread(channel, openId, 'Hello').settled;
    kit.intake.unreachable.clear();
    kit.intake.recipients.set(`tulip ${openId}`, { known: true, windowOpen: true, repliesLeft: 5 });
    const accepted = await simulator.agents.startThread(channel, openId, 'Hello').settled;

    expect(refused).toMatchObject({ kind: 'refused', reason: expect.stringContaining('does not follow') as string });
    expect(accepted.kind).toBe('accepted');
    expect(simulator.agents.find(threadId)).toBeDefined();
  });

  it('hears the agent type', async () => {
    await aConversation();

    expect(await simulator.agents.type(threadId, true)).toBe(204);
    expect(kit.intake.typed).toEqual([{ channelId: 'tulip', openId, on: true }]);
  });

  it('says what became of a reply', async () => {
    await aConversation();
    const outcome = await simulator.agents.reply(threadId, 'Hello').settled;
    if (outcome.kind !== 'accepted') throw new Error('not accepted');
    const report = {
      cxoneChannelId: relayConfig.channels[0]?.cxoneChannelId ?? '',
      messageId: MessageId.parse(outcome.externalId),
      status: 'failed' as const,
      at: Date.now(),
      reason: '45015 response out of time limit',
    };

    expect(await reportStatus(client, report, signal)).toEqual({ ok: true });
    const unknown = { ...report, messageId: MessageId.parse('wxout-unknown') };
    expect(await reportStatus(client, unknown, signal)).toMatchObject({ ok: false, final: true });
  });

  it.each([
    ['accessKeyRefused', {}, { kind: 'refused', scope: 'leg', code: 'CXONE_CREDENTIALS_REFUSED' }],
    ['tokenRefused', {}, { kind: 'refused', scope: 'leg', code: 'CXONE_CREDENTIALS_REFUSED' }],
    ['formRefused', {}, { kind: 'accepted' }],
    ['unauthorized', {}, { kind: 'refused', scope: 'leg', code: 'CXONE_TOKEN_REFUSED' }],
    ['forbidden', {}, { kind: 'refused', scope: 'leg', code: 'CXONE_FORBIDDEN' }],
    ['channelNotFound', {}, { kind: 'refused', scope: 'leg', code: 'CXONE_CHANNEL_MISSING' }],
    ['badRequest', {}, { kind: 'refused', scope: 'message', code: 'CXONE_REQUEST_REFUSED' }],
    ['rateLimited', { retryAfter: '7' }, { kind: 'try_later', code: 'CXONE_RATE_LIMITED', retryAfterMs: 7_000 }],
    ['serverError', { status: 502 }, { kind: 'try_later', scope: 'leg', code: 'CXONE_SERVER_ERROR' }],
    ['html', { status: 200, paths: ['/dfo'] }, { kind: 'unknown', code: 'CXONE_ANSWER_INVALID' }],
    ['emptyBody', { paths: ['/dfo'] }, { kind: 'unknown', code: 'CXONE_ANSWER_INVALID' }],
    ['halfJson', { paths: ['/dfo'] }, { kind: 'unknown', code: 'CXONE_ANSWER_INVALID' }],
    ['gzipBomb', { paths: ['/dfo'] }, { kind: 'unknown', code: 'CXONE_ANSWER_INVALID' }],
    ['hugeBody', { paths: ['/dfo'] }, { kind: 'unknown', code: 'CXONE_ANSWER_INVALID' }],
    ['textPlain', { paths: ['/dfo'] }, { kind: 'accepted' }],
    ['reset', { paths: ['/dfo'] }, { kind: 'unknown', code: 'CXONE_UNREACHABLE' }],
    ['redirect', { paths: ['/dfo'] }, { kind: 'try_later', code: 'TARGET_REDIRECTED' }],
  ] as const)('meets %s %j as it should', async (fault, options, expected) => {
    simulator.faults.set({ fault, target: '*', options });

    const result = await target.deliver(aPendingMessage({ openId }), signal, noParts);

    expect(result).toMatchObject(expected);
  });
});
