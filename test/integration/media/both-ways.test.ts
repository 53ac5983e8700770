import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { samplePicture, sampleVideo, sampleVoice } from '#sandbox/wechat/sample-media.ts';
import type { CustomerMessage } from '#sandbox/wechat/messages.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { filesIn, testFolder } from './media-kit.ts';

const dataDir = join(testFolder(), 'data');
let sandbox: Sandbox;
let relay: Relay;
let channel = '';
let openid = '';

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'both ways', wechatRules: { repliesPerMessage: 100 } });
  const [first] = sandbox.relayConfig.channels;
  if (first === undefined) throw new Error('the sandbox has channels');
  channel = first.id;
  const config = RelayConfig.parse({
    ...sandbox.relayConfig,
    channels: sandbox.relayConfig.channels.map((one) => ({
      ...one,
      customerLanguage: 'en',
      wechat: { ...one.wechat, repliesPerMessage: 100 },
    })),
    storeKey: randomBytes(32).toString('base64'),
  });
  relay = await startRelay({
    config,
    dataDir,
    clock: systemClock,
    chance: Math.random,
    random: randomBytes,
    log: silentLogger,
    environment: {},
  });
  await sandbox.connect(relay.urls);
  ({ openid } = sandbox.wechat.customers.follow(channel, { nickname: 'Li Wei' }));
  say({ type: 'text', text: 'hello' });
  await vi.waitUntil(() => agentSees().at(-1)?.text === 'hello', 15_000);
}, 60_000);

afterAll(async () => {
  await relay.stop();
  await sandbox.stop();
});

const say = (message: CustomerMessage) => sandbox.wechat.customers.send(channel, openid, message);
const phone = () => sandbox.wechat.customers.find(channel, openid)?.chat.list() ?? [];
const thread = () =>
  [...sandbox.cxone.store.threads.values()].find((one) => one.endUser.idOnExternalPlatform === openid);
const agentSees = () => (thread()?.messages.list() ?? []).filter(({ direction }) => direction === 'inbound');
const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');

function uploadedBytes(): Buffer {
  const [attachment] = agentSees().at(-1)?.attachments ?? [];
  return sandbox.cxone.uploadedFile(String(attachment?.url))?.content ?? Buffer.alloc(0);
}

/** What the agent sees after the customer's next message. */
async function afterSaying(write: () => unknown) {
  const before = agentSees().length;
  write();
  await expect.poll(() => agentSees().length, { timeout: 15_000 }).toBe(before + 1);
  return agentSees().at(-1);
}

/** What the phone shows after the agent's next message. */
async function afterReply(content: object, attachments: readonly object[] = [], lines = 1) {
  const before = phone().length;
  const conversation = thread()?.idOnExternalPlatform ?? '';
  const ticket = sandbox.cxone.agents.reply(conversation, { content, attachments: [...attachments] } as never);
  const outcome = await ticket.settled;
  await expect.poll(() => phone().length, { timeout: 15_000 }).toBe(before + lines);
  return { outcome, lines: phone().slice(before) };
}

const text = (words: string) => ({ type: 'TEXT', payload: { text: words }, fallbackText: words });
const attach = (fileName: string, mimeType: string, content: Buffer) =>
  sandbox.cxone.agents.attach(thread()?.idOnExternalPlatform ?? '', { fileName, mimeType, content });

describe('from the customer to the agent', () => {
  it.each([
    ['image', '[image]', 'image.png'],
    ['voice', '[voice message]', 'voice.amr'],
    ['video', '[video]', 'video.mp4'],
    ['shortvideo', '[short video]', 'video.mp4'],
  ] as const)('a file of kind %s arrives byte by byte', async (type, words, friendlyName) => {
    const seen = await afterSaying(() => sandbox.wechat.customers.sendSample(channel, openid, type));
    expect(seen?.text).toBe(words);
    expect(seen?.attachments).toMatchObject([{ friendlyName }]);
    expect(hash(uploadedBytes())).toBe(phone().at(-1)?.media?.sha256);
  });

  it('a voice message brings its words', async () => {
    const words = { type: 'voice', mediaId: 'gone', format: 'amr', recognition: '你好' } as const;
    const seen = await afterSaying(() => say(words));
    // Its file is not at WeChat any more: the agent is told so, and the words are there.
    expect(seen?.text).toMatch(/^\[voice message\] 你好\n.*no longer has/u);
    expect(seen?.attachments).toEqual([]);
  });

  it.each([
    [
      { type: 'location', latitude: 52.37403, longitude: 4.88969, scale: 15, label: 'Dam 1' },
      '[location] Dam 1 52.37403, 4.88969',
    ],
    [
      { type: 'link', title: 'Tulips', description: 'Red', url: 'https://x.example/' },
      '[link] Tulips Red https://x.example/',
    ],
    [
      {
        type: 'miniprogrampage',
        title: 'Shop',
        appId: 'wx1',
        pagePath: 'p',
        thumbUrl: 'https://x.example/t',
        thumbMediaId: 'x',
      },
      '[mini program] Shop',
    ],
    [{ type: 'unknown', msgType: 'sticker' }, '[message of a kind that cannot be shown: sticker]'],
    [{ type: 'text', text: 'Yes', menuId: 'yes' }, 'Yes'],
  ] as const)('%j is a line', async (message, words) => {
    expect((await afterSaying(() => say(message)))?.text).toBe(words);
  });

  it('a menu click is a line, a page opened is none', async () => {
    sandbox.wechat.customers.raise(channel, openid, { type: 'VIEW', url: 'https://x.example', menuId: '1' });
    const seen = await afterSaying(() =>
      sandbox.wechat.customers.raise(channel, openid, { type: 'CLICK', key: 'HOURS' }),
    );
    expect(seen?.text).toBe('[customer chose from the menu: HOURS]');
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing with a script', Buffer.from('<svg onload="alert(1)"/>')],
  ])('%s sent as a picture reaches nobody', async (_what, content) => {
    const file = { fileName: 'x.png', contentType: 'image/png', content };
    const seen = await afterSaying(() => sandbox.wechat.customers.sendFile(channel, openid, 'image', file));
    expect(seen?.text).toMatch(/^\[image\]\n.*kind that cannot be passed on/u);
    expect(seen?.attachments).toEqual([]);
  });
});

describe('from the agent to the customer', () => {
  it('text, whole or in parts, and the agent hears that it was delivered', async () => {
    const { outcome, lines } = await afterReply(text('Your parcel left Shanghai.'));
    expect(outcome).toMatchObject({ kind: 'accepted' });
    expect(lines).toMatchObject([{ type: 'text', text: 'Your parcel left Shanghai.' }]);
    const sentence = 'This is one of many sentences. ';
    const long = sentence.repeat(100).trim();
    const parts = await afterReply(text(long), [], 2);
    expect(parts.lines.map((line) => line.text.trim()).join(' ')).toBe(long);
    await expect
      .poll(
        () =>
          thread()
            ?.messages.list()
            .filter(({ state }) => state === 'delivered').length,
        { timeout: 15_000 },
      )
      .toBe(2);
  });

  it.each([
    ['a.png', 'image/png', samplePicture(7, 8, 9).content, 'image'],
    ['a.amr', 'audio/amr', sampleVoice().content, 'voice'],
    ['a.mp4', 'video/mp4', sampleVideo().content, 'video'],
    // What CXone calls it does not count.
    ['a.txt', 'text/plain', samplePicture(1, 1, 1).content, 'image'],
  ])('the file %s (%s) arrives byte by byte', async (fileName, mimeType, content, type) => {
    const { lines } = await afterReply(text(''), [attach(fileName, mimeType, content)]);
    expect(lines).toMatchObject([{ type, media: { sha256: hash(content) } }]);
  });

  it('words and file in one call: the words first', async () => {
    const picture = samplePicture(3, 3, 3).content;
    const { lines } = await afterReply(text('Look at this.'), [attach('p.png', 'image/png', picture)], 2);
    expect(lines).toMatchObject([{ type: 'text', text: 'Look at this.' }, { type: 'image' }]);
  });

  it('a file WeChat does not take is a note to the customer and a reason for the agent', async () => {
    const { outcome, lines } = await afterReply(text(''), [
      attach('invoice.pdf', 'application/pdf', Buffer.from('%PDF-1.7')),
    ]);
    expect(lines).toMatchObject([{ type: 'text', text: expect.stringContaining('invoice.pdf') as string }]);
    const id = outcome.kind === 'accepted' ? outcome.externalId : '';
    await expect
      .poll(
        () =>
          thread()
            ?.messages.list()
            .find((one) => one.idOnExternalPlatform === id),
        { timeout: 15_000 },
      )
      .toMatchObject({ state: 'failed', reason: expect.stringContaining('invoice.pdf') as string });
  });

  it('choices become a menu, and a tap comes back', async () => {
    const actions = [
      { type: 'REPLY_BUTTON', text: 'Yes', postback: 'yes' },
      { type: 'REPLY_BUTTON', text: 'No', postback: 'no' },
    ];
    const { lines } = await afterReply({
      type: 'QUICK_REPLIES',
      payload: { text: { content: 'Did this help?' }, actions },
    });
    expect(lines).toMatchObject([
      {
        type: 'msgmenu',
        menu: [
          { id: 'yes', text: 'Yes' },
          { id: 'no', text: 'No' },
        ],
      },
    ]);
    expect((await afterSaying(() => say({ type: 'text', text: 'Yes', menuId: 'yes' })))?.text).toBe('Yes');
  });

  it('a link becomes a card, and a card without words of its own its fallback', async () => {
    const media = { fileName: 'p.png', mimeType: 'image/png', url: 'https://x.example/p.png' };
    const link = { type: 'RICH_LINK', payload: { title: { content: 'Tulips' }, url: 'https://x.example/t', media } };
    expect((await afterReply(link)).lines).toMatchObject([
      { type: 'news', link: { title: 'Tulips', url: 'https://x.example/t' } },
    ]);
    const card = {
      type: 'ADAPTIVE_CARD',
      payload: { type: 'AdaptiveCard', version: '1.5' },
      fallbackText: 'Your order',
    };
    expect((await afterReply(card)).lines).toMatchObject([{ type: 'text', text: 'Your order' }]);
  });
});

it('keeps the files sealed on disk', () => {
  const all = filesIn(join(dataDir, 'media'));
  expect(all.length).toBeGreaterThan(5);
  expect(filesIn(join(dataDir, 'media', 'unfinished'))).toEqual([]);
});
