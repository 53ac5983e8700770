import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { waitUntil } from '#test/integration/sandbox/wait-until.ts';

type Json = Record<string, unknown>;

let folder: string;
let sandbox: Sandbox;
let relay: Relay;
let channel: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-whole-'));
  sandbox = await startSandbox({ seed: 'whole-relay' });
  const config = RelayConfig.parse({
    ...sandbox.relayConfig,
    storeKey: randomBytes(32).toString('base64'),
    channels: sandbox.relayConfig.channels.map((one) => ({
      ...one,
      customerLanguage: 'nl',
      agentLanguage: 'nl',
      wechat: {
        ...one.wechat,
        longestTextBytes: 300,
        templates: [
          {
            name: 'answer_ready',
            templateId: 'sbxAnswerReady__0000000000000000000000000002',
            fields: { thing1: 'Over {{topic}}', time2: '{{time}}' },
          },
        ],
      },
    })),
  });
  relay = await startRelay({
    config,
    dataDir: folder,
    clock: systemClock,
    chance: () => 0.5,
    random: randomBytes,
    log: silentLogger,
    environment: {},
  });
  await sandbox.connect(relay.urls);
  channel = config.channels[0]?.id ?? '';
  await post('/agent/auto', { on: false });
});

afterAll(async () => {
  await relay.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, body: Json): Promise<Json> {
  const response = await fetch(`${sandbox.urls.control}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Json;
}

interface Phone {
  readonly customer: string;
  readonly conversation: string;
}

/** Somebody new writes, and is known at CXone. */
async function somebody(): Promise<Phone> {
  const { customer } = await post('/customers/new/say', { channel, text: 'hallo', wait: true });
  const openid = String(customer);
  const channelId = sandbox.identities.channels.find(({ key }) => key === channel)?.id ?? '';
  await waitUntil(() => sandbox.cxone.store.threadWith(channelId, openid) !== undefined);
  return { customer: openid, conversation: sandbox.cxone.store.threadWith(channelId, openid)?.id ?? '' };
}

const shown = (customer: string) =>
  (sandbox.wechat.customers.find(channel, customer)?.chat.list() ?? []).filter(({ direction }) => direction === 'out');
const statusOf = async (externalId: string) => {
  await waitUntil(() => sandbox.cxone.agents.statuses({ externalId }).length > 0);
  return sandbox.cxone.agents.statuses({ externalId }).at(-1);
};
const sendTo = async ({ conversation }: Phone, message: Json, files: readonly Json[] = []) => {
  const told = await post('/agent/send', { conversation, message, files });
  const outcome = told.outcome as { kind: string; externalId: string; reason?: string };
  expect(outcome).toMatchObject({ kind: 'accepted' });
  return { ...outcome, files: told.files as { sha256: string }[] };
};

describe('what an agent sends reaches the phone through the whole relay', () => {
  it('a long text in parts, in order', async () => {
    const phone = await somebody();
    const text = 'Dit is een zin van een lang antwoord. '.repeat(20).trim();
    const { externalId } = await sendTo(phone, { kind: 'text', text });
    expect(await statusOf(externalId)).toMatchObject({ status: 'delivered' });
    expect(shown(phone.customer).length).toBeGreaterThan(2);
    expect(
      shown(phone.customer)
        .map((line) => line.text)
        .join(' '),
    ).toBe(text);
  });

  it('words and files in one call, byte for byte', async () => {
    const phone = await somebody();
    const files = [
      { sample: 'png', sizeBytes: 200_000 },
      { sample: 'mp4', sizeBytes: 300_000 },
    ];
    const sent = await sendTo(phone, { kind: 'text', text: 'Kijk' }, files);
    expect(await statusOf(sent.externalId)).toMatchObject({ status: 'delivered' });
    expect(shown(phone.customer).map(({ type }) => type)).toEqual(['text', 'image', 'video']);
    expect(shown(phone.customer).flatMap(({ media }) => (media ? [media.sha256] : []))).toEqual(
      sent.files.map(({ sha256 }) => sha256),
    );
  });

  it('a file WeChat does not take as a line to the customer and a failure to the agent, by its name', async () => {
    const phone = await somebody();
    const sent = await sendTo(phone, { kind: 'text', text: 'De factuur' }, [{ sample: 'pdf', name: 'factuur.pdf' }]);
    const status = await statusOf(sent.externalId);
    expect(status).toMatchObject({ status: 'failed' });
    expect(status?.reason).toContain('factuur.pdf');
    expect(shown(phone.customer).map(({ text }) => text)).toEqual([
      'De factuur',
      'WeChat accepteert het bestand “factuur.pdf” hier niet; we konden het niet sturen.',
    ]);
  });

  it.each<[string, Json, string]>([
    [
      'quick replies',
      { kind: 'quickReplies', text: 'Geholpen?', choices: [{ text: 'Ja', postback: 'ja' }] },
      'msgmenu',
    ],
    ['a list', { kind: 'listPicker', title: 'Kies', text: 'iets', choices: [{ text: 'A' }, { text: 'B' }] }, 'msgmenu'],
    ['a link', { kind: 'richLink', title: 'Volg', url: 'https://shop.example/t' }, 'news'],
    ['a card', { kind: 'adaptiveCard', fallbackText: 'een kaart' }, 'text'],
    ['a plugin', { kind: 'plugin', text: 'tekst', buttons: [{ text: 'Ja', postback: 'ja' }] }, 'msgmenu'],
    ['a template inside the window', { kind: 'template', name: 'answer_ready', text: 'Klaar', variables: {} }, 'text'],
  ])('%s', async (_what, message, type) => {
    const phone = await somebody();
    const { externalId } = await sendTo(phone, message);
    expect(await statusOf(externalId)).toMatchObject({ status: 'delivered' });
    expect(shown(phone.customer).map((line) => line.type)).toEqual([type]);
  });

  it('a template to a follower who never wrote', async () => {
    const { openid } = sandbox.wechat.customers.follow(channel, { nickname: 'Stil' });
    const variables = { topic: 'pakket', time: '12:00' };
    const told = await post('/agent/start', {
      channel,
      customer: openid,
      message: { kind: 'template', name: 'answer_ready', text: 'Klaar', variables },
    });
    expect(told.outcome).toMatchObject({ kind: 'accepted' });
    await waitUntil(() => shown(openid).length > 0);
    expect(shown(openid)[0]).toMatchObject({ type: 'template' });
    expect(shown(openid)[0]?.text).toContain('Over pakket');
  });
});
