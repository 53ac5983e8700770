import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createWeChatClient } from '#relay/connectors/wechat/wechat-client.ts';
import { createWeChatTarget, type WeChatTarget } from '#relay/connectors/wechat/wechat-target.ts';
import { TokenSource } from '#relay/connectors/wechat/wechat-token.ts';
import { wechatDownloads } from '#relay/connectors/wechat/wechat-downloads.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { MediaOutcome } from '#relay/ports/message-media.ts';
import { sampleFile, type SampleFileKind } from '#sandbox/cxone/sample-files.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startWeChatSimulator, type WeChatSimulator } from '#sandbox/wechat/simulator.ts';
import { drawIdentities } from '#sandbox/identities.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { aChannel } from '#test/unit/relay/wechat/support/account.ts';
import { MemoryOfToken, never, RecordingJournal } from './outbound-kit.ts';

const identities = drawIdentities(createRandom('with-simulator'));
const [account] = identities.accounts;
if (!account) throw new Error('no account');
const openId = OpenId.parse('oSimulatedCustomer00000000001');

let wechat: WeChatSimulator;
let target: WeChatTarget;
let client: ReturnType<typeof createWeChatClient>;
let tokens: TokenSource;
let files: MediaOutcome[];
let journal: RecordingJournal;

beforeEach(async () => {
  wechat = await startWeChatSimulator({ accounts: [account], random: createRandom('wechat') });
  files = [];
  journal = new RecordingJournal();
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
  client = createWeChatClient({ http, apiBase: wechat.url, clock: systemClock });
  const memory = new MemoryOfToken();
  const { appId, appSecret } = account;
  const secret = (): string => appSecret;
  tokens = new TokenSource({ client, appId, secret, memory, clock: systemClock, chance: () => 0, log: silentLogger });
  target = createWeChatTarget({
    client,
    tokens,
    channel: {
      ...aChannel('tulip', {
        templates: [
          {
            name: 'answer_ready',
            templateId: 'sbxAnswerReady__0000000000000000000000000002',
            fields: { thing1: 'About {{topic}}', time2: '{{time}}' },
          },
        ],
      }),
      customerLanguage: 'nl',
    },
    media: { obtain: () => Promise.resolve(files) },
    clock: systemClock,
    log: silentLogger,
  });
  wechat.customers.follow(account.key, { nickname: 'Li', openid: openId });
});

afterEach(async () => {
  await wechat.stop();
});

const writes = () => wechat.customers.send(account.key, openId, { type: 'text', text: 'hello' });
const deliver = (content: MessageContent) =>
  target.deliver(aPendingMessage({ direction: 'outbound', content, openId }), never, journal);
/** What the customer's phone shows of the account's messages. */
const shown = () =>
  (wechat.customers.find(account.key, openId)?.chat.list() ?? []).filter(({ direction }) => direction === 'out');

const template: MessageContent = {
  kind: 'template',
  name: 'answer_ready',
  text: 'Your answer is ready',
  variables: { topic: 'parcel', time: '12:00' },
};

function attach(...samples: readonly (readonly [SampleFileKind, number])[]): MessageContent {
  const made = samples.map(([kind, sizeBytes]) => sampleFile(kind, sizeBytes));
  for (const { fileName, mimeType, content } of made) {
    async function* open(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < content.length; at += 60_000)
        yield await Promise.resolve(content.subarray(at, at + 60_000));
    }
    const media = { no: files.length + 1, name: fileName, mimeType, sizeBytes: content.length, ref: 'x', open };
    files.push({ kind: 'ready', media });
  }
  const attachments = made.map(({ fileName, mimeType }) => ({ name: fileName, mimeType }));
  return {
    kind: 'rich',
    type: 'TEXT',
    text: ['Kijk', ...made.map(({ fileName }) => `[${fileName}]`)].join('\n'),
    attachments,
  };
}

describe('against the simulated WeChat', () => {
  it('a long text arrives whole and in order', async () => {
    writes();
    const text = '您的包裹今天离开了上海。'.repeat(150);
    expect(await deliver({ kind: 'text', text })).toMatchObject({ kind: 'accepted' });
    expect(shown()).toHaveLength(3);
    expect(
      shown()
        .map((line) => line.text)
        .join(''),
    ).toBe(text);
  });

  it('files arrive byte for byte, what cannot be sent as a line of text', async () => {
    writes();
    const content = attach(['png', 300_000], ['amr', 0], ['mp4', 200_000], ['pdf', 100]);
    expect(await deliver(content)).toMatchObject({ kind: 'refused', code: 'MEDIA_TYPE_REFUSED', value: 'file.pdf' });
    const sent = files.map((file) => (file.kind === 'ready' ? file.media : null));
    expect(shown().map(({ type }) => type)).toEqual(['text', 'image', 'voice', 'video', 'text']);
    expect(shown().at(-1)?.text).toContain('file.pdf');
    const hashes = await Promise.all(
      sent.slice(0, 3).map(async (media) => {
        const hash = createHash('sha256');
        for await (const chunk of media?.open() ?? []) hash.update(chunk);
        return hash.digest('hex');
      }),
    );
    expect(shown().flatMap(({ media }) => (media ? [media.sha256] : []))).toEqual(hashes);
  });

  it('a menu and a card arrive in their form', async () => {
    writes();
    const menu = { head: 'Did this help?', choices: [{ id: 'y', text: 'Yes' }], tail: '' };
    const rich = { kind: 'rich' as const, type: 'x', text: 'x', attachments: [] };
    expect(await deliver({ ...rich, menu })).toMatchObject({ kind: 'accepted' });
    const link = { title: 'Track it', description: '', url: 'https://shop.example/t' };
    expect(await deliver({ ...rich, link })).toMatchObject({ kind: 'accepted' });
    expect(shown().map(({ type }) => type)).toEqual(['msgmenu', 'news']);
  });

  it('a template goes as text to who wrote, as a template message to who did not', async () => {
    expect(await deliver(template)).toMatchObject({
      kind: 'accepted',
      platformMessageId: expect.stringMatching(/^\d{19}$/u) as string,
    });
    writes();
    expect(await deliver(template)).toMatchObject({ kind: 'accepted', platformMessageId: null });
    await expect.poll(() => shown().map(({ type }) => type)).toEqual(['text', 'template']);
  });

  it('knows who follows', async () => {
    expect(await target.follows(openId, never)).toEqual({ kind: 'follows' });
    expect(await target.follows(OpenId.parse('oNobody'), never)).toEqual({ kind: 'follows_not' });
    wechat.customers.raise(account.key, openId, { type: 'unsubscribe' });
    expect(await target.follows(openId, never)).toEqual({ kind: 'follows_not' });
  });

  it('fetches what an end user sent', async () => {
    const token = await tokens.current(never);
    if (!token.ok) throw new Error(token.failure.code);
    const { content } = sampleFile('mp4', 100_000);
    const file = {
      fileName: 'a.mp4',
      mimeType: 'video/mp4',
      sizeBytes: content.length,
      async *open() {
        yield await Promise.resolve(content);
      },
    };
    const uploaded = await client.upload(token.token, 'video', file, never);
    const mediaId = uploaded.kind === 'answer' ? String(uploaded.answer.body['media_id']) : '';
    const [download] = wechatDownloads({ kind: 'video', mediaId }, { client, tokens });
    const fetched = await download?.fetch(never);
    const chunks: Uint8Array[] = [];
    if (fetched?.ok) for await (const chunk of fetched.stream) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
  });
});
