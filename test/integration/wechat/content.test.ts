import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { MediaOutcome } from '#relay/ports/message-media.ts';
import type { PendingMessage } from '#relay/ports/relay-store.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { account } from '#test/unit/relay/wechat/support/account.ts';
import { error, ok, paths, token, type Script } from './fake-api.ts';
import { never, RecordingJournal, startOutboundKit, type OutboundKit } from './outbound-kit.ts';

type Rich = Extract<MessageContent, { kind: 'rich' }>;

let kit: OutboundKit;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-content-'));
  kit = await startOutboundKit({
    longestTextBytes: 200,
    templates: [
      { name: 'shipped', templateId: 'TPL', fields: { thing1: 'Order {{no}}' }, url: 'https://shop.example/' },
    ],
  });
  kit.api.always(paths.token, token('88_CANARY'));
});

afterEach(async () => {
  await kit.api.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pending = (content: MessageContent, changes: Partial<PendingMessage> = {}) =>
  aPendingMessage({ direction: 'outbound', content, openId: OpenId.parse(account.openId), ...changes });
const deliver = (content: MessageContent, changes: Partial<PendingMessage> = {}, signal = never) =>
  kit.target.deliver(pending(content, changes), signal, kit.journal);
/** What a second attempt knows of the first. */
const again = (content: MessageContent) => deliver(content, { parts: kit.journal.known() });

const sent = () => kit.api.callsOf(paths.send).map((call) => JSON.parse(call.body) as Record<string, unknown>);
const texts = () => sent().map(({ text }) => (text as { content: string } | undefined)?.content);
const uploads = () => kit.api.bodies.filter((_body, index) => kit.api.calls[index]?.path === paths.upload);
const uploaded = (mediaId: string): Script => ({ json: { type: 'image', media_id: mediaId, created_at: 1 } });

const rich = (changes: Partial<Rich> = {}): Rich => ({
  kind: 'rich',
  type: 'x',
  text: '',
  attachments: [],
  ...changes,
});
const long = 'One sentence with some words in it. '.repeat(14).trim();

/** A file on disk as the media source hands it out. */
function file(name: string, mimeType: string, bytes: Buffer, claimedBytes = bytes.length): MediaOutcome {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const media = { no: 1, name, mimeType, sizeBytes: claimedBytes, ref: name, open: () => createReadStream(path) };
  return { kind: 'ready', media };
}
const withFiles = (text: string, ...files: MediaOutcome[]): Rich => {
  kit.files.push(...files);
  const names = files.map((one) => (one.kind === 'ready' ? one.media.name : one.kind === 'refused' ? one.name : 'x'));
  const lines = [...(text === '' ? [] : [text]), ...names.map((name) => `[${name}]`)];
  return rich({ text: lines.join('\n'), attachments: names.map((name) => ({ name, mimeType: '' })) });
};
const picture = (name = 'a.png', sizeBytes = 5_000) => file(name, 'image/png', randomBytes(sizeBytes));

describe('a long text', () => {
  it('goes in parts, each noted before and after', async () => {
    kit.api.always(paths.send, ok);
    expect(await deliver({ kind: 'text', text: long })).toMatchObject({ kind: 'accepted' });
    expect(texts()).toHaveLength(3);
    expect(texts().join(' ')).toBe(long);
    expect(kit.journal.lines).toEqual([1, 2, 3].flatMap((no) => [`begin ${no}/3 text`, `end ${no}/3 text accepted`]));
  });

  it('of one part is not noted', async () => {
    kit.api.always(paths.send, ok);
    await deliver({ kind: 'text', text: 'hello' });
    expect(kit.journal.lines).toEqual([]);
  });

  it.each<[string, Script, string, string]>([
    ['the window closes', error(45047), 'window_closed', 'end 2/3 text waiting WECHAT_REPLY_COUNT_USED'],
    ['the quota is used up', error(45009), 'try_later', 'end 2/3 text waiting WECHAT_QUOTA_EXHAUSTED'],
    ['WeChat is busy', error(-1), 'try_later', 'end 2/3 text waiting WECHAT_BUSY'],
    ['the account is refused', error(48001), 'refused', 'end 2/3 text waiting WECHAT_PERMISSION_MISSING'],
    ['the end user blocks', error(48002), 'refused', 'end 2/3 text refused WECHAT_USER_BLOCKED'],
    [
      'no answer is read',
      (request) => request.socket.destroy(),
      'unknown',
      'end 2/3 text unknown WECHAT_OUTCOME_UNKNOWN',
    ],
  ])('stops where %s, keeps what is out, and goes on from there', async (_what, script, kind, line) => {
    kit.api.next(paths.send, ok, script);
    expect(await deliver({ kind: 'text', text: long })).toMatchObject({ kind });
    expect(texts()).toHaveLength(2);
    expect(kit.journal.lines.at(-1)).toBe(line);

    kit.api.always(paths.send, ok);
    expect(await again({ kind: 'text', text: long })).toMatchObject({ kind: 'accepted' });
    const [first, second, repeated, third] = texts();
    expect(repeated).toBe(second);
    expect([first, second, third].join(' ')).toBe(long);
    expect(texts()).toHaveLength(4);
  });

  it('does not leave when its leaving cannot be written', async () => {
    kit.api.always(paths.send, ok);
    kit.journal.unwritable = { begin: 2 };
    expect(await deliver({ kind: 'text', text: long })).toMatchObject({
      kind: 'try_later',
      code: 'STORE_WRITE_FAILED',
    });
    expect(texts()).toHaveLength(1);
  });

  it('is unconfirmed when it cannot be written that a part is out', async () => {
    kit.api.always(paths.send, ok);
    kit.journal.unwritable = { end: 1 };
    expect(await deliver({ kind: 'text', text: long })).toMatchObject({ kind: 'unknown' });
    expect(texts()).toHaveLength(1);
  });

  it('ends between two parts when we stop', async () => {
    const abort = new AbortController();
    kit.api.next(paths.send, (_request, response) => {
      response.end('{"errcode":0,"errmsg":"ok"}');
      setImmediate(() => abort.abort());
    });
    const result = await deliver({ kind: 'text', text: long }, {}, abort.signal);
    expect(result.kind === 'try_later' || result.kind === 'unknown').toBe(true);
    expect(texts()).toHaveLength(1);
  });
});

describe('a longest text that changes while a reply is out in part', () => {
  /** The first part accepted with one limit, the rest tried with others. */
  const cutAnew = async (text: string, limits: readonly number[]) => {
    kit.api.next(paths.send, ok, error(45047));
    const results = [];
    for (const longestTextBytes of limits) {
      if (results.length === 1) kit.api.always(paths.send, ok);
      const target = kit.targetWith({ longestTextBytes });
      const message = pending({ kind: 'text', text }, { parts: kit.journal.known() });
      results.push(await target.deliver(message, never, kit.journal));
    }
    const [first, _heldBack, ...rest] = texts();
    return { result: results.at(-1), arrived: [first, ...rest] };
  };
  const veryLong = Array.from({ length: 300 }, (_none, index) => `This is sentence number ${index + 1} of it.`).join(
    ' ',
  );

  it.each([8192, 4096, 1024, 200])('from what it is by itself to %i: neither loses nor doubles text', async (now) => {
    const { result, arrived } = await cutAnew(veryLong, [2048, now]);
    expect(result).toMatchObject({ kind: 'accepted' });
    expect(arrived.join(' ')).toBe(veryLong);
    expect(kit.journal.lines.at(-1)).toBe(`end ${arrived.length}/${arrived.length} text accepted`);
  });

  it.each([
    [200, 400],
    [400, 200],
    [200, 8192],
  ])('from %i to %i: nothing more is sent before it is set back', async (before, now) => {
    const { result, arrived } = await cutAnew(long, [before, now]);
    expect(result).toEqual({
      kind: 'refused',
      scope: 'message',
      code: 'WECHAT_PARTS_CHANGED',
      platformCode: null,
      value: null,
    });
    expect(arrived).toHaveLength(1);

    const parts = kit.journal.known();
    const setBack = kit.targetWith({ longestTextBytes: before });
    const ended = await setBack.deliver(pending({ kind: 'text', text: long }, { parts }), never, kit.journal);
    expect(ended).toMatchObject({ kind: 'accepted' });
    const [first, _heldBack, ...rest] = texts();
    expect([first, ...rest].join(' ')).toBe(long);
  });

  it('is of no matter where no part was accepted', async () => {
    kit.api.next(paths.send, error(45047), ok, ok);
    await deliver({ kind: 'text', text: long });
    const message = pending({ kind: 'text', text: long }, { parts: kit.journal.known() });
    const result = await kit.targetWith({ longestTextBytes: 400 }).deliver(message, never, kit.journal);
    expect(result).toMatchObject({ kind: 'accepted' });
    expect(texts().slice(1).join(' ')).toBe(long);
  });
});

describe('menus and links', () => {
  const menu = rich({
    text: 'Did this help?\n1. Yes\n2. No',
    menu: {
      head: 'Did this help?',
      choices: [
        { id: 'y', text: 'Yes' },
        { id: 'n', text: 'No' },
      ],
      tail: 'Thanks',
    },
  });
  const link = rich({
    text: 'Track it\nhttps://shop.example/t',
    link: {
      title: 'Track it',
      description: 'Your parcel',
      url: 'https://shop.example/t',
      pictureUrl: 'https://shop.example/p',
    },
  });

  it('go in their own form', async () => {
    kit.api.always(paths.send, ok);
    await deliver(menu);
    await deliver(link);
    expect(sent()).toEqual([
      {
        touser: account.openId,
        msgtype: 'msgmenu',
        msgmenu: {
          head_content: 'Did this help?',
          list: [
            { id: 'y', content: 'Yes' },
            { id: 'n', content: 'No' },
          ],
          tail_content: 'Thanks',
        },
      },
      {
        touser: account.openId,
        msgtype: 'news',
        news: {
          articles: [
            {
              title: 'Track it',
              description: 'Your parcel',
              url: 'https://shop.example/t',
              picurl: 'https://shop.example/p',
            },
          ],
        },
      },
    ]);
  });

  it.each([40008, 44002, 45003, 45008, 47001, 48008, 99999])(
    'go as text when WeChat refuses the form: %i',
    async (errcode) => {
      kit.api.next(paths.send, error(errcode), ok);
      expect(await deliver(menu)).toMatchObject({ kind: 'accepted' });
      expect(texts()).toEqual([undefined, menu.text]);
    },
  );

  it.each([40003, 48002, 45015, -1, 45009])('do not when it refuses something else: %i', async (errcode) => {
    kit.api.next(paths.send, error(errcode));
    expect(await deliver(link)).not.toMatchObject({ kind: 'accepted' });
    expect(sent()).toHaveLength(1);
  });
});

describe('files', () => {
  it('are uploaded byte for byte and sent behind the words, each in its form', async () => {
    kit.api.next(paths.upload, uploaded('M1'), uploaded('M2'), uploaded('M3'), { json: { thumb_media_id: 'T' } });
    kit.api.always(paths.send, ok);
    const bytes = randomBytes(40_000);
    const content = withFiles(
      'Here you are',
      file('photo.png', 'image/png', bytes),
      file('voice.mp3', 'audio/mpeg', randomBytes(2_000)),
      file('film.mp4', 'video/mp4', randomBytes(3_000)),
    );

    expect(await deliver(content)).toMatchObject({ kind: 'accepted' });
    expect(sent().map(({ touser: _touser, ...message }) => message)).toEqual([
      { msgtype: 'text', text: { content: 'Here you are' } },
      { msgtype: 'image', image: { media_id: 'M1' } },
      { msgtype: 'voice', voice: { media_id: 'M2' } },
      { msgtype: 'video', video: { media_id: 'M3', thumb_media_id: 'T', title: 'film.mp4' } },
    ]);
    const [first] = uploads();
    const form = first?.toString('latin1') ?? '';
    expect(form).toMatch(
      /^--(\S+)\r\nContent-Disposition: form-data; name="media"; filename="file\.png"; filelength=40000\r\nContent-Type: image\/png\r\n\r\n[\s\S]+\r\n--\1--\r\n$/u,
    );
    const start = form.indexOf('\r\n\r\n') + 4;
    expect(first?.subarray(start, start + bytes.length).equals(bytes)).toBe(true);
    expect(kit.api.calls.filter(({ path }) => path === paths.upload).map(({ contentType }) => contentType)).toEqual(
      Array(4).fill(expect.stringMatching(/^multipart\/form-data; boundary=\S+$/u)),
    );
  });

  it('of many megabytes are read no faster than WeChat takes them', async () => {
    let held: (() => void) | null = null;
    const server = createServer((request, response) => {
      const answer = (): void => void response.end('{"errcode":0,"media_id":"M"}');
      if (request.url?.includes('type=video') !== true) return answer();
      held = () => {
        request.on('data', () => undefined);
        request.on('end', answer);
      };
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const path = join(folder, 'big.mp4');
    writeFileSync(path, randomBytes(10 * 1024 * 1024));
    let readBytes = 0;
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
        readBytes += chunk.length;
        yield chunk;
      }
    };
    kit.files.push({
      kind: 'ready',
      media: { no: 1, name: 'big.mp4', mimeType: 'video/mp4', sizeBytes: 10 * 1024 * 1024, ref: 'x', open: watched },
    });
    const content = rich({ text: '[big.mp4]', attachments: [{ name: 'big.mp4', mimeType: '' }] });
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
    const target = kit.targetAt(http, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const delivery = target.deliver(pending(content), never, kit.journal);

    await expect.poll(() => held !== null).toBe(true);
    let before = -1;
    await expect.poll(() => before === (before = readBytes), { interval: 100 }).toBe(true);
    // What the two systems hold between them; the file itself stays on disk.
    expect(readBytes).toBeLessThan(8 * 1024 * 1024);
    (held as (() => void) | null)?.();
    expect(await delivery).toMatchObject({ kind: 'accepted' });
    expect(readBytes).toBe(10 * 1024 * 1024);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('use one picture for all videos, and a new one when WeChat lost it', async () => {
    const thumb = { json: { thumb_media_id: 'T1' } };
    kit.api.next(paths.upload, uploaded('M1'), thumb, uploaded('M2'), uploaded('M3'), { json: { media_id: 'T2' } });
    kit.api.next(paths.send, ok, error(40007), ok);
    const content = withFiles('', file('film.mp4', 'video/mp4', randomBytes(100)));
    expect(await deliver(content)).toMatchObject({ kind: 'accepted' });
    expect(await deliver(content)).toMatchObject({ kind: 'accepted' });
    expect(sent().map(({ video }) => (video as { thumb_media_id: string }).thumb_media_id)).toEqual(['T1', 'T1', 'T2']);
  });

  it('that WeChat does not take become a note, and the message a dead letter that names them', async () => {
    kit.api.always(paths.send, ok);
    const content = withFiles('Your invoice', file('invoice.pdf', 'application/pdf', randomBytes(10)), {
      kind: 'refused',
      no: 2,
      name: 'old.png',
      code: 'MEDIA_EXPIRED',
      platformCode: 'HTTP 410',
    });
    const dead = {
      kind: 'refused',
      scope: 'message',
      code: 'MEDIA_TYPE_REFUSED',
      platformCode: null,
      value: 'invoice.pdf, old.png',
    };
    expect(await deliver(content)).toEqual(dead);
    expect(texts()).toEqual([
      'Your invoice',
      '微信不支持发送文件“invoice.pdf”，请见谅。',
      '文件“old.png”在发送前已失效，未能发送给您。',
    ]);
    expect(kit.journal.lines.slice(-2)).toEqual(['begin 3/3 note', 'end 3/3 note accepted MEDIA_EXPIRED']);
    // Sent again: nothing is out twice, and it still is what it was.
    expect(await again(content)).toEqual(dead);
    expect(texts()).toHaveLength(3);
  });

  it.each<[string, Script, string]>([
    ['40005', error(40005), 'WECHAT_MEDIA_REFUSED'],
    ['45001', error(45001), 'WECHAT_MEDIA_REFUSED'],
    ['45007', error(45007), 'WECHAT_MEDIA_REFUSED'],
  ])('refused when uploaded (%s) become a note; those behind them still go', async (platformCode, script, code) => {
    kit.api.next(paths.upload, script, uploaded('M2'));
    kit.api.always(paths.send, ok);
    const content = withFiles('', picture('a.png'), picture('b.png'));
    expect(await deliver(content)).toEqual({ kind: 'refused', scope: 'message', code, platformCode, value: 'a.png' });
    expect(sent().map(({ msgtype }) => msgtype)).toEqual(['text', 'image']);
    expect(kit.journal.lines[0]).toBe('begin 1/2 note');
  });

  it('refused when sent become a note in the same place', async () => {
    kit.api.always(paths.upload, uploaded('M'));
    kit.api.next(paths.send, error(40009), ok, ok);
    const content = withFiles('', picture('a.png'), picture('b.png'));
    expect(await deliver(content)).toMatchObject({
      kind: 'refused',
      code: 'WECHAT_MEDIA_REFUSED',
      platformCode: '40009',
    });
    expect(kit.journal.lines).toEqual([
      'begin 1/2 image',
      'end 1/2 image refused WECHAT_MEDIA_REFUSED',
      'begin 1/2 note',
      'end 1/2 note accepted WECHAT_MEDIA_REFUSED',
      'begin 2/2 image',
      'end 2/2 image accepted',
    ]);
  });

  it('that are not here yet hold back the whole message', async () => {
    const content = withFiles('Words', {
      kind: 'try_later',
      code: 'MEDIA_SOURCE_UNREACHABLE',
      platformCode: 'HTTP 503',
      retryAfterMs: 7_000,
    });
    expect(await deliver(content)).toEqual({
      kind: 'try_later',
      scope: 'message',
      code: 'MEDIA_SOURCE_UNREACHABLE',
      // CXone said so: nothing was seen of WeChat.
      platformCode: null,
      retryAfterMs: 7_000,
      value: null,
    });
    expect(kit.api.calls).toEqual([]);
  });

  it.each<[string, () => MediaOutcome]>([
    ['shorter than said', () => file('a.png', 'image/png', randomBytes(100), 101)],
    ['longer than said', () => file('a.png', 'image/png', randomBytes(100), 99)],
    [
      'damaged',
      () => ({
        kind: 'ready',
        media: {
          no: 1,
          name: 'a.png',
          mimeType: 'image/png',
          sizeBytes: 100,
          ref: 'x',
          async *open() {
            yield await Promise.resolve(randomBytes(50));
            throw new RelayError('MEDIA_UNREADABLE', 'changed on disk');
          },
        },
      }),
    ],
  ])('that cannot be read whole are not sent in part: %s', async (_what, made) => {
    kit.api.always(paths.upload, uploaded('M'));
    kit.api.always(paths.send, ok);
    expect(await deliver(withFiles('', made()))).toMatchObject({
      kind: 'refused',
      code: 'MEDIA_UNREADABLE',
      value: 'a.png',
    });
    expect(texts()).toEqual(['文件“a.png”在发送前已失效，未能发送给您。']);
  });

  it('wait when they cannot be read at the moment, and the end user gets no note', async () => {
    kit.api.always(paths.upload, uploaded('M'));
    kit.api.always(paths.send, ok);
    const made = file('a.png', 'image/png', randomBytes(100), 100);
    if (made.kind !== 'ready') expect.fail();
    const { open } = made.media;
    let failing = true;
    const passing = async function* (): AsyncGenerator<Uint8Array> {
      if (failing) throw new RelayError('MEDIA_SOURCE_UNREACHABLE', 'too many open files');
      yield* open();
    };
    const content = withFiles('', { ...made, media: { ...made.media, open: passing } });
    expect(await deliver(content)).toEqual({
      kind: 'try_later',
      scope: 'message',
      code: 'MEDIA_SOURCE_UNREACHABLE',
      platformCode: null,
      retryAfterMs: null,
      value: null,
    });
    expect(sent()).toEqual([]);
    failing = false;
    expect(await again(content)).toMatchObject({ kind: 'accepted' });
    expect(sent()).toMatchObject([{ msgtype: 'image' }]);
  });

  it.each<[string, Script, object]>([
    ['HTML', { text: '<html></html>' }, { kind: 'try_later', scope: 'leg', code: 'WECHAT_ANSWER_INVALID' }],
    ['half of it', { text: '{"type":"image","media_id":"M' }, { kind: 'try_later', code: 'WECHAT_ANSWER_INVALID' }],
    ['no id', { json: { type: 'image' } }, { kind: 'try_later', code: 'WECHAT_ANSWER_INVALID' }],
    ['an id that is no text', { json: { media_id: 7 } }, { kind: 'try_later', code: 'WECHAT_ANSWER_INVALID' }],
    ['an id with a line break', { json: { media_id: 'a\nb' } }, { kind: 'try_later', code: 'WECHAT_ANSWER_INVALID' }],
    ['an endless id', { json: { media_id: 'x'.repeat(5_000) } }, { kind: 'try_later', code: 'WECHAT_ANSWER_INVALID' }],
    ['a code as text', { json: { errcode: '40005' } }, { kind: 'try_later', code: 'WECHAT_ANSWER_INVALID' }],
    [
      'two codes',
      { text: '{"errcode":0,"errcode":1,"media_id":"M"}' },
      { kind: 'try_later', code: 'WECHAT_ANSWER_INVALID' },
    ],
    ['a megabyte', { text: 'x'.repeat(1_048_576) }, { kind: 'try_later', code: 'WECHAT_UNREACHABLE' }],
    ['gzip', { text: 'x', headers: { 'content-encoding': 'gzip' } }, { kind: 'try_later', code: 'WECHAT_UNREACHABLE' }],
    ['a redirect', { text: '', status: 302, headers: { location: 'http://127.0.0.1:9/' } }, { kind: 'try_later' }],
    ['502', { text: 'x', status: 502 }, { kind: 'try_later', platformCode: 'HTTP 502' }],
    ['429', { text: 'x', status: 429, headers: { 'retry-after': '5' } }, { kind: 'try_later', retryAfterMs: 5_000 }],
    ['busy', error(-1), { kind: 'try_later', scope: 'message', code: 'WECHAT_BUSY' }],
    ['the quota', error(45009), { kind: 'try_later', scope: 'leg', code: 'WECHAT_QUOTA_EXHAUSTED' }],
    ['no permission', error(48001), { kind: 'refused', scope: 'leg', code: 'WECHAT_PERMISSION_MISSING' }],
    ['a cut connection', (request) => request.socket.destroy(), { kind: 'try_later', code: 'WECHAT_UNREACHABLE' }],
  ])('wait after an upload that was answered with %s, and nothing was sent', async (_what, script, result) => {
    kit.api.next(paths.upload, script);
    expect(await deliver(withFiles('', picture()))).toMatchObject(result);
    expect(sent()).toEqual([]);
  });

  it('are uploaded once more with another token', async () => {
    kit.api.next(paths.token, token('88_OLD'), token('88_NEW'));
    kit.api.next(paths.upload, error(42001), uploaded('M'));
    kit.api.always(paths.send, ok);
    expect(await deliver(withFiles('', picture()))).toMatchObject({ kind: 'accepted' });
    expect(uploads()[0]?.length).toBe(uploads()[1]?.length);
  });
});

describe('a template', () => {
  const content: MessageContent = {
    kind: 'template',
    name: 'shipped',
    text: 'Order 42 is on its way',
    variables: { no: '42' },
  };

  it('inside the window goes as text', async () => {
    kit.api.next(paths.send, ok);
    expect(await deliver(content)).toMatchObject({ kind: 'accepted', platformMessageId: null });
    expect(texts()).toEqual(['Order 42 is on its way']);
  });

  it.each([45015, 45047])('outside it goes as the template message, and keeps its id: %i', async (errcode) => {
    kit.api.next(paths.send, error(errcode));
    kit.api.next(paths.template, { text: '{"errcode":0,"errmsg":"ok","msgid":3041234567890123456}' });
    expect(await deliver(content)).toEqual({
      kind: 'accepted',
      platformMessageId: '3041234567890123456',
      caseId: null,
      threadIds: [],
    });
    expect(JSON.parse(kit.api.callsOf(paths.template)[0]?.body ?? '')).toEqual({
      touser: account.openId,
      template_id: 'TPL',
      url: 'https://shop.example/',
      data: { thing1: { value: 'Order 42' } },
    });
  });

  it.each<[string, MessageContent, string]>([
    ['is not configured', { ...content, name: 'unknown' }, 'unknown'],
    ['lacks a variable', { ...content, variables: {} }, 'shipped {{no}}'],
  ])('that %s is refused by name', async (_what, given, value) => {
    kit.api.next(paths.send, error(45015));
    expect(await deliver(given)).toMatchObject({
      kind: 'refused',
      scope: 'message',
      code: 'WECHAT_TEMPLATE_MISSING',
      value,
    });
    expect(kit.api.callsOf(paths.template)).toEqual([]);
  });

  it('whose text began to arrive waits for the end user instead', async () => {
    kit.api.next(paths.send, ok, error(45047));
    expect(await deliver({ ...content, text: long })).toMatchObject({ kind: 'window_closed' });
    expect(kit.api.callsOf(paths.template)).toEqual([]);
  });

  it('of a long text is noted in place of its parts', async () => {
    kit.api.next(paths.send, error(45015));
    kit.api.next(paths.template, { json: { errcode: 0, msgid: 7 } });
    expect(await deliver({ ...content, text: long })).toMatchObject({ kind: 'accepted', platformMessageId: '7' });
    expect(kit.journal.lines.slice(-2)).toEqual(['begin 1/1 template', 'end 1/1 template accepted']);
  });

  it('that stood for a long text is not followed by that text, when its end could not be settled', async () => {
    kit.api.next(paths.send, error(45015));
    kit.api.next(paths.template, { json: { errcode: 0, msgid: 7 } });
    const told = { ...content, text: long };
    await deliver(told);
    kit.api.always(paths.send, ok);
    const calls = kit.api.calls.length;
    expect(await again(told)).toEqual({ kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] });
    expect(kit.api.calls).toHaveLength(calls);
  });

  it.each<[string, Script, object]>([
    ['a wrong template', error(40037), { kind: 'refused', scope: 'message', code: 'WECHAT_TEMPLATE_REFUSED' }],
    ['a field it does not have', error(47003), { kind: 'refused', scope: 'message', code: 'WECHAT_TEMPLATE_REFUSED' }],
    ['no follower', error(43004), { kind: 'refused', scope: 'message', code: 'WECHAT_USER_UNREACHABLE' }],
    ['HTML', { text: '<html></html>' }, { kind: 'unknown' }],
    ['half of it', { text: '{"errcode":0' }, { kind: 'unknown' }],
    ['a code as text', { json: { errcode: '0', msgid: 1 } }, { kind: 'unknown' }],
    ['a cut connection', (request) => request.socket.destroy(), { kind: 'unknown' }],
    ['an id that is none', { json: { errcode: 0, msgid: { a: 1 } } }, { kind: 'accepted', platformMessageId: null }],
  ])('answered with %s', async (_what, script, result) => {
    kit.api.next(paths.send, error(45015));
    kit.api.next(paths.template, script);
    expect(await deliver(content)).toMatchObject(result);
    expect(kit.api.callsOf(paths.template)).toHaveLength(1);
  });
});

describe('a journal of its own', () => {
  it('is what a later attempt goes by, whatever came between', async () => {
    kit.api.always(paths.send, ok);
    const journal = new RecordingJournal();
    const parts = [
      { no: 2, of: 3, kind: 'text' as const, state: 'accepted' as const, at: 1, code: null, platformCode: null },
    ];
    await kit.target.deliver(pending({ kind: 'text', text: long }, { parts }), never, journal);
    expect(journal.lines).toEqual([1, 3].flatMap((no) => [`begin ${no}/3 text`, `end ${no}/3 text accepted`]));
  });
});
