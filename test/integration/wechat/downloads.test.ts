import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wechatDownloads } from '#relay/connectors/wechat/wechat-downloads.ts';
import type { FetchedMedia } from '#relay/ports/message-media.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { error, paths, token, type Script } from './fake-api.ts';
import { never, startOutboundKit, type OutboundKit } from './outbound-kit.ts';

let kit: OutboundKit;
const bytes = randomBytes(100_000);

beforeEach(async () => {
  kit = await startOutboundKit();
  kit.api.always(paths.token, token('88_CANARY'));
});

afterEach(async () => {
  await kit.api.stop();
});

const raw =
  (type: string | null, body: Buffer = bytes, status = 200): Script =>
  (_request, response) => {
    response.writeHead(status, type === null ? {} : { 'content-type': type });
    response.end(body);
  };

async function download(content: MessageContent): Promise<FetchedMedia> {
  const [first] = wechatDownloads(content, kit);
  if (first === undefined) throw new Error('no download');
  return first.fetch(never);
}

async function bytesOf(content: MessageContent): Promise<Buffer> {
  const fetched = await download(content);
  if (!fetched.ok) throw new Error(fetched.code);
  const chunks: Uint8Array[] = [];
  for await (const chunk of fetched.stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const voice: MessageContent = { kind: 'voice', mediaId: 'M1', format: 'amr' };
const video: MessageContent = { kind: 'video', mediaId: 'M1', thumbMediaId: 'T' };

describe('what is fetched', () => {
  it.each<[MessageContent, object[]]>([
    [{ kind: 'image', mediaId: 'm', pictureUrl: 'u' }, [{ no: 1, name: 'image.jpg', declaredType: 'image/jpeg' }]],
    [voice, [{ no: 1, name: 'voice.amr', declaredType: 'audio/amr' }]],
    [{ kind: 'voice', mediaId: 'm', format: '../x' }, [{ name: 'voice.amr' }]],
    [video, [{ no: 1, name: 'video.mp4', declaredType: 'video/mp4' }]],
    [{ kind: 'shortvideo', mediaId: 'm' }, [{ name: 'video.mp4' }]],
    [{ kind: 'text', text: 'x' }, []],
    [{ kind: 'location', latitude: '1', longitude: '2', label: '' }, []],
  ])('%j', (content, expected) => {
    const downloads = wechatDownloads(content, kit);
    expect(downloads).toHaveLength(expected.length);
    expect(downloads).toMatchObject(expected);
  });
});

describe('a file', () => {
  it.each(['audio/amr', 'voice/amr', 'image/jpeg', 'application/octet-stream', null])(
    'of type %s comes byte for byte',
    async (type) => {
      kit.api.next(paths.media, raw(type, Buffer.concat([Buffer.from('#!AMR\n'), bytes])));
      expect((await bytesOf(voice)).equals(Buffer.concat([Buffer.from('#!AMR\n'), bytes]))).toBe(true);
      expect(kit.api.callsOf(paths.media)).toMatchObject([{ method: 'GET', token: '88_CANARY' }]);
    },
  );

  it('that is a video comes from the address WeChat names', async () => {
    kit.api.next(paths.media, { json: { video_url: `${kit.api.url}/files/1` } });
    kit.api.next('/files/1', raw('video/mp4'));
    expect((await bytesOf(video)).equals(bytes)).toBe(true);
    expect(kit.api.callsOf('/files/1')).toMatchObject([{ token: null }]);
  });

  it('that is a picture comes from its address when WeChat has it no more', async () => {
    const content: MessageContent = { kind: 'image', mediaId: 'M1', pictureUrl: `${kit.api.url}/pictures/1` };
    kit.api.next(paths.media, error(40007));
    kit.api.next('/pictures/1', raw('image/jpeg'));
    expect((await bytesOf(content)).equals(bytes)).toBe(true);
    kit.api.next(paths.media, { text: '', status: 502 });
    kit.api.next('/pictures/1', raw('image/jpeg'));
    expect((await bytesOf(content)).equals(bytes)).toBe(true);
    // Nothing is certain before both have refused for good.
    kit.api.next(paths.media, { text: '', status: 502 });
    kit.api.next('/pictures/1', raw('text/html', Buffer.from('gone'), 404));
    expect(await download(content)).toMatchObject({ ok: false, retryable: true });
    kit.api.next(paths.media, error(40007));
    kit.api.next('/pictures/1', raw('text/html', Buffer.from('gone'), 404));
    expect(await download(content)).toMatchObject({ ok: false, code: 'MEDIA_EXPIRED', retryable: false });
  });

  it('without an id comes from its address, or not at all', async () => {
    kit.api.next('/pictures/1', raw('image/png'));
    expect((await bytesOf({ kind: 'image', pictureUrl: `${kit.api.url}/pictures/1` })).equals(bytes)).toBe(true);
    expect(await download({ kind: 'voice' })).toMatchObject({ ok: false, code: 'MEDIA_EXPIRED', retryable: false });
  });

  it('is asked for once more with another token', async () => {
    kit.api.next(paths.token, token('88_OLD'), token('88_NEW'));
    kit.api.next(paths.media, error(42001), raw('audio/amr'));
    expect((await bytesOf(voice)).equals(bytes)).toBe(true);
    expect(kit.api.callsOf(paths.media).map((call) => call.token)).toEqual(['88_OLD', '88_NEW']);
  });

  it('waits while no token can be had', async () => {
    kit.api.next(paths.token, error(40164, 'invalid ip 203.0.113.9, not in whitelist'));
    expect(await download(voice)).toMatchObject({ ok: false, code: 'WECHAT_IP_NOT_LISTED', retryable: true });
  });
});

describe('in place of a file', () => {
  it.each<[string, Script, object]>([
    ['an id that is too old', error(40007), { code: 'MEDIA_EXPIRED', platformCode: '40007', retryable: false }],
    ['busy', error(-1), { code: 'WECHAT_BUSY', platformCode: '-1', retryable: true }],
    ['the quota', error(45009), { code: 'WECHAT_QUOTA_EXHAUSTED', retryable: true }],
    ['no permission', error(48001), { code: 'WECHAT_PERMISSION_MISSING', retryable: false }],
    ['an error labelled as text', { json: { errcode: 40007 }, type: 'text/plain' }, { code: 'MEDIA_EXPIRED' }],
    ['an error without a label', raw(null, Buffer.from(' {"errcode":40007,"errmsg":"x"}')), { code: 'MEDIA_EXPIRED' }],
    [
      'an error labelled as a file',
      raw('application/octet-stream', Buffer.from('{"errcode":40007}')),
      { code: 'MEDIA_EXPIRED' },
    ],
    ['HTML', { text: '<html></html>' }, { code: 'MEDIA_SOURCE_UNREACHABLE', retryable: true }],
    ['half of it', { text: '{"errcode":400', headers: { 'content-type': 'application/json' } }, { retryable: true }],
    ['a code as text', { json: { errcode: '40007' } }, { code: 'MEDIA_SOURCE_UNREACHABLE', retryable: true }],
    ['two codes', { text: '{"errcode":40007,"errcode":0}' }, { retryable: true }],
    ['no error and no file', { json: { errcode: 0 } }, { code: 'WECHAT_ANSWER_INVALID', retryable: true }],
    ['an address that is none', { json: { video_url: 'not an address' } }, { retryable: true }],
    ['an address that is no text', { json: { video_url: 7 } }, { code: 'WECHAT_ANSWER_INVALID', retryable: true }],
    ['a file address', { json: { video_url: 'file:///etc/passwd' } }, { code: 'TARGET_FORBIDDEN', retryable: false }],
    ['nothing', raw('image/jpeg', Buffer.alloc(0)), { code: 'MEDIA_SOURCE_UNREACHABLE', retryable: true }],
    ['a megabyte of JSON', raw('application/json', Buffer.alloc(1_048_576, 0x20)), { retryable: true }],
    [
      '41 MB announced',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': 41 * 1024 * 1024, 'content-type': 'video/mp4' }).write('x'),
      { code: 'MEDIA_TOO_LARGE', retryable: false },
    ],
    ['gzip', raw('image/jpeg'), { code: 'MEDIA_SOURCE_UNREACHABLE', retryable: true }],
    ['a redirect', { text: '', status: 302, headers: { location: 'http://127.0.0.1:9/' } }, { retryable: true }],
    ['429', { text: '', status: 429, headers: { 'retry-after': '5' } }, { retryable: true, retryAfterMs: 5_000 }],
    ['500', { text: '', status: 500 }, { platformCode: 'HTTP 500', retryable: true }],
    ['a cut connection', (request) => request.socket.destroy(), { code: 'MEDIA_SOURCE_UNREACHABLE', retryable: true }],
  ])('%s', async (what, script, expected) => {
    kit.api.next(
      paths.media,
      what === 'gzip'
        ? (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes)
        : script,
    );
    expect(await download(video)).toMatchObject({ ok: false, ...expected });
  });

  it('a file that grows beyond every limit breaks off', async () => {
    kit.api.next(paths.media, (_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' });
      const block = Buffer.alloc(256 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(bytesOf(video)).rejects.toMatchObject({ transportReason: 'too_large' });
  });

  it('half a file breaks off', async () => {
    kit.api.next(paths.media, (request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '200000' });
      response.write(bytes, () => request.socket.destroy());
    });
    await expect(bytesOf(video)).rejects.toMatchObject({ transportReason: 'reset' });
  });
});
