import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { MediaOutcome } from '#relay/ports/message-media.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { bytes, pieces } from '#test/integration/media/media-kit.ts';
import { messagesPath, noParts, startCxoneKit, type CxoneKit } from './cxone-kit.ts';
import type { Behaviour } from './fake-cxone.ts';

const uploadPath = '/dfo/3.0/attachments/temporary';
let kit: CxoneKit;

beforeEach(async () => {
  kit = await startCxoneKit();
  kit.cxone.set('POST', uploadPath, uploaded('a1', '2026-01-01T01:00:00Z'));
});
afterEach(() => kit.stop());

const uploaded = (id: string, expireAt?: string): Behaviour => ({
  status: 201,
  body: { id, url: `https://files.example.com/${id}`, expireAt },
});

const file = (mimeType: string, content = bytes(10_000), name = 'picture.png'): MediaOutcome => ({
  kind: 'ready',
  media: { no: 1, name, mimeType, sizeBytes: content.length, ref: `ref-${name}`, open: () => pieces(content, 1_001) },
});
const missing = (code: 'MEDIA_EXPIRED' | 'MEDIA_TOO_LARGE'): MediaOutcome => ({
  kind: 'refused',
  no: 1,
  name: 'picture',
  code,
  platformCode: null,
});

const message = (content: MessageContent) => aPendingMessage({ kind: content.kind, content, parts: [] });
const image = message({ kind: 'image', mediaId: 'm' });
const deliver = (one = image) => kit.target.deliver(one, kit.signal, noParts);
const uploads = () => kit.cxone.callsOf('POST', uploadPath);
const bodies = () =>
  kit.cxone.callsOf('POST', messagesPath).map(
    ({ json }) =>
      json as {
        messageContent: { payload: { text: string } };
        attachments?: readonly { friendlyName: string; url: string }[];
      },
  );

describe('a file of the customer', () => {
  it.each([
    [{ kind: 'image', mediaId: 'm' }, 'image/jpeg', '[image]', 'picture.jpg'],
    [
      { kind: 'voice', mediaId: 'm', format: 'amr', recognition: '你好' },
      'audio/amr',
      '[voice message] 你好',
      'picture.amr',
    ],
    [{ kind: 'video', mediaId: 'm' }, 'video/mp4', '[video]', 'picture.mp4'],
    [{ kind: 'shortvideo', mediaId: 'm' }, 'video/mp4', '[short video]', 'picture.mp4'],
    [{ kind: 'voice', mediaId: 'm', format: 'speex' }, 'application/octet-stream', '[voice message]', 'picture.png'],
  ] as const)('%j goes as an attachment beside a line of text', async (content, mimeType, text, friendlyName) => {
    const bytesSent = bytes(10_000);
    kit.media = [file(mimeType, bytesSent)];

    expect(await deliver(message(content))).toMatchObject({ kind: 'accepted' });

    const sent = uploads()[0];
    expect(Number(sent?.headers['content-length'])).toBe(sent?.text.length);
    const { content: base64, mimeType: type } = sent?.json as { content: string; mimeType: string };
    expect(Buffer.from(base64, 'base64').equals(bytesSent)).toBe(true);
    expect(type).toBe(mimeType);
    expect(bodies()[0]).toMatchObject({
      messageContent: { type: 'TEXT', payload: { text } },
      attachments: [{ friendlyName, url: 'https://files.example.com/a1' }],
    });
  });

  it.each(['en', 'nl', 'zh'] as const)(
    'that is gone or too large is a note in the agents’ language (%s)',
    async (language) => {
      await kit.stop();
      kit = await startCxoneKit({}, language);
      for (const code of ['MEDIA_EXPIRED', 'MEDIA_TOO_LARGE'] as const) {
        kit.media = [missing(code)];
        expect(await deliver()).toMatchObject({ kind: 'accepted' });
      }
      const [expired, large] = bodies().map(({ messageContent }) => messageContent.payload.text.split('\n'));
      const words = { en: [/no longer/u, /too large/u], nl: [/niet meer/u, /te groot/u], zh: [/失效/u, /过大/u] }[
        language
      ];
      expect(expired?.[1]).toMatch(words[0] ?? /-/u);
      expect(large?.[1]).toMatch(words[1] ?? /-/u);
      expect(bodies().every((body) => body.attachments === undefined)).toBe(true);
      expect(uploads()).toHaveLength(0);
    },
  );

  it.each([
    ['image', 'text/html'],
    ['image', 'image/svg+xml'],
    ['image', 'application/vnd.microsoft.portable-executable'],
    ['video', 'text/html'],
    ['voice', 'text/plain'],
  ] as const)('sent as %s that is %s never reaches an agent', async (kind, mimeType) => {
    kit.media = [file(mimeType)];
    expect(await deliver(message({ kind, mediaId: 'm' }))).toMatchObject({ kind: 'accepted' });
    expect(uploads()).toHaveLength(0);
    expect(bodies()[0]?.messageContent.payload.text).toMatch(/of a kind that cannot be passed on/u);
  });

  it('that is still to come keeps the message waiting, and nothing is uploaded', async () => {
    const later = {
      kind: 'try_later',
      code: 'MEDIA_SOURCE_UNREACHABLE',
      platformCode: 'HTTP 503',
      retryAfterMs: 9_000,
    } as const;
    kit.media = [file('image/jpeg'), later];
    expect(await deliver()).toEqual({
      kind: 'try_later',
      scope: 'message',
      code: 'MEDIA_SOURCE_UNREACHABLE',
      // WeChat said so: nothing was seen of CXone.
      platformCode: null,
      retryAfterMs: 9_000,
      value: null,
    });
    expect(kit.cxone.calls).toHaveLength(0);
  });

  it('is uploaded once for all tries while its address holds, and then again', async () => {
    kit.media = [file('image/jpeg')];
    kit.cxone.set('POST', messagesPath, { status: 503 });
    await deliver();
    await deliver();
    expect(uploads()).toHaveLength(1);
    const [first, second] = kit.cxone.callsOf('POST', messagesPath).map(({ text }) => text);
    expect(second).toBe(first);

    kit.clock.wind(59 * 60_000);
    kit.cxone.set('POST', uploadPath, uploaded('a2'));
    await deliver();
    expect(uploads()).toHaveLength(2);
    expect(bodies().at(-1)?.attachments?.[0]?.url).toBe('https://files.example.com/a2');
  });

  it('is uploaded anew when its address is refused before its time', async () => {
    kit.media = [file('image/jpeg')];
    kit.cxone.set('POST', messagesPath, { status: 503 });
    await deliver();
    kit.cxone.set('POST', uploadPath, uploaded('a2'));
    kit.cxone.set('POST', messagesPath, { status: 400 }, { status: 201, body: { message: {} } });
    expect(await deliver()).toMatchObject({ kind: 'accepted' });
    expect(bodies().map(({ attachments }) => attachments?.[0]?.url.at(-1))).toEqual(['1', '1', '2']);
  });

  it('is uploaded under a fresh token when the first is refused', async () => {
    kit.media = [file('image/jpeg')];
    kit.cxone.set('POST', uploadPath, { status: 401 }, uploaded('a1'));
    expect(await deliver()).toMatchObject({ kind: 'accepted' });
    expect(uploads().map(({ text }) => text.length)).toEqual([uploads()[0]?.text.length, uploads()[0]?.text.length]);
  });

  it.each([
    [400, /of a kind/u],
    [413, /too large/u],
    [415, /of a kind/u],
  ])('that CXone refuses with %i becomes a note: the words of the message go on', async (status, words) => {
    kit.media = [file('image/jpeg')];
    kit.cxone.set('POST', uploadPath, { status });
    expect(await deliver()).toMatchObject({ kind: 'accepted' });
    expect(bodies()[0]?.messageContent.payload.text).toMatch(words);
  });

  const hostile: readonly (readonly [string, Behaviour, object])[] = [
    ['a server error', { status: 500 }, { kind: 'try_later', scope: 'leg', code: 'CXONE_SERVER_ERROR' }],
    ['a page', { status: 200, body: '<html>' }, { kind: 'try_later', code: 'CXONE_ANSWER_INVALID' }],
    ['half an answer', { status: 200, body: '{"url":' }, { kind: 'try_later', code: 'CXONE_ANSWER_INVALID' }],
    [
      'an address that is none',
      { status: 200, body: { url: 'no' } },
      { kind: 'try_later', code: 'CXONE_ANSWER_INVALID' },
    ],
    ['a number', { status: 200, body: { url: 7 } }, { kind: 'try_later', code: 'CXONE_ANSWER_INVALID' }],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://x.example' } },
      { kind: 'try_later', code: 'TARGET_REDIRECTED' },
    ],
    [
      'silence, then a reset',
      (_call, response) => response.destroy(),
      { kind: 'try_later', code: 'CXONE_UNREACHABLE' },
    ],
    [
      'an answer without end',
      (_call, response) => {
        const more = (): void => {
          if (!response.destroyed) response.write('x'.repeat(65_536), more);
        };
        more();
      },
      { kind: 'try_later', code: 'CXONE_ANSWER_INVALID' },
    ],
    [
      'compressed',
      { status: 200, headers: { 'content-encoding': 'gzip' } },
      { kind: 'try_later', code: 'CXONE_ANSWER_INVALID' },
    ],
  ];
  it.each(hostile)('is tried again when the upload is answered with %s', async (_name, behaviour, expected) => {
    kit.media = [file('image/jpeg')];
    kit.cxone.set('POST', uploadPath, behaviour);
    expect(await deliver()).toMatchObject(expected);
    expect(bodies()).toHaveLength(0);
  });

  it('that cannot be read from our disk holds up this message and no other', async () => {
    const damaged = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes(100));
      throw new RelayError('MEDIA_UNREADABLE', 'damaged');
    };
    const ready = file('image/jpeg');
    if (ready.kind === 'ready') kit.media = [{ ...ready, media: { ...ready.media, open: damaged } }];
    expect(await deliver()).toMatchObject({ kind: 'try_later', scope: 'message', code: 'MEDIA_UNREADABLE' });
  });

  it('of 40 MB is never whole in memory', async () => {
    const piece = Buffer.alloc(65_536, 1);
    let most = 0;
    collectGarbage();
    const before = held();
    const open = async function* (): AsyncGenerator<Uint8Array> {
      for (let sent = 0; sent < 640; sent += 1) {
        if (sent % 64 === 0) {
          collectGarbage();
          most = Math.max(most, held());
        }
        yield await Promise.resolve(piece);
      }
    };
    let arrived = 0;
    const counting = await startCountingServer((sizeBytes) => (arrived += sizeBytes));
    const ready = file('image/jpeg');
    if (ready.kind !== 'ready') expect.fail();
    const kitOf40 = await startCxoneKit({ apiBase: counting.url });
    kitOf40.media = [{ ...ready, media: { ...ready.media, sizeBytes: 640 * piece.length, open } }];
    const result = await kitOf40.target.deliver(image, kitOf40.signal, noParts);
    expect(result).toMatchObject({ kind: 'accepted' });
    expect(arrived).toBeGreaterThan((640 * piece.length * 4) / 3);
    expect(most - before).toBeLessThan(30 * 1024 * 1024);
    await Promise.all([counting.stop(), kitOf40.stop()]);
  });
});

function held(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Takes uploads and messages without keeping them. */
async function startCountingServer(count: (sizeBytes: number) => void) {
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      count(chunk.length);
    });
    request.on('end', () => response.end('{"url":"https://files.example.com/large","message":{}}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
