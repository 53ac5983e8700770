import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { maxPreviewBytes } from '#shared/domain/message-view.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { imageSize } from '#relay/messages/image-size.ts';
import { previewOf } from '#relay/messages/media-preview.ts';
import { grantLifeMs, RevealGrants } from '#relay/messages/reveal-grants.ts';
import type { StoredMedia } from '#relay/ports/relay-store.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const uint16LE = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);
const uint16BE = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);

const png = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
    uint32(width),
    uint32(height),
    Buffer.from([8, 6, 0, 0, 0]),
  ]);
/** A screen and one frame. */
const gif = (screen: number, frame: number): Buffer =>
  Buffer.concat([
    Buffer.from('GIF89a'),
    uint16LE(screen),
    uint16LE(screen),
    Buffer.from([0x80, 0, 0, 1, 2, 3, 4, 5, 6]),
    Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]),
    Buffer.from([0x2c, 0, 0, 0, 0]),
    uint16LE(frame),
    uint16LE(frame),
    Buffer.from([0, 2, 2, 0x4c, 1, 0, 0x3b]),
  ]);
const jpeg = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4, 0xff, 0xff, 0xc2, 0, 11, 8]),
    uint16BE(height),
    uint16BE(width),
    Buffer.from([1, 1, 17, 0]),
  ]);
const webp = (kind: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), Buffer.from(kind), Buffer.alloc(4), body]);
const extended = (width: number, height: number): Buffer => {
  const body = Buffer.alloc(10);
  body.writeUIntLE(width - 1, 4, 3);
  body.writeUIntLE(height - 1, 7, 3);
  return webp('VP8X', body);
};

describe('the size of a picture', () => {
  it.each<[string, Buffer, string, number, number]>([
    ['PNG', png(640, 480), 'image/png', 640, 480],
    ['GIF', gif(300, 20), 'image/gif', 300, 300],
    ['GIF with a frame larger than its screen', gif(3, 60_000), 'image/gif', 60_000, 60_000],
    ['JPEG', jpeg(1_024, 768), 'image/jpeg', 1_024, 768],
    ['WebP, extended', extended(5_000, 4_000), 'image/webp', 5_000, 4_000],
    ['WebP, lossless', webp('VP8L', Buffer.from([0x2f, ...[0x3f, 0xc0, 0x07, 0]])), 'image/webp', 64, 32],
    [
      'WebP, lossy',
      webp('VP8 ', Buffer.concat([Buffer.from([0, 0, 0, 0x9d, 1, 0x2a]), uint16LE(100), uint16LE(50)])),
      'image/webp',
      100,
      50,
    ],
  ])('is read from its bytes: %s', (_what, bytes, type, width, height) => {
    expect(imageSize(bytes, type)).toEqual({ width, height });
  });

  it('is unknown when the bytes end before it, whatever they are', () => {
    for (const [whole, type] of [
      [png(1, 1), 'image/png'],
      [jpeg(9, 9), 'image/jpeg'],
      [extended(9, 9), 'image/webp'],
    ] as const) {
      expect(imageSize(whole.subarray(0, 18), type)).toBeNull();
    }
    for (let run = 0; run < 200; run += 1) {
      for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp']) {
        imageSize(randomBytes(run), type);
      }
    }
  });
});

describe('a preview', () => {
  const file = (changes: Partial<StoredMedia> = {}): StoredMedia => ({
    no: 1,
    name: 'a',
    mimeType: 'text/html',
    sizeBytes: 10,
    state: 'stored',
    code: null,
    ref: 'r',
    at: 1,
    ...changes,
  });
  const holding = (...pieces: readonly Buffer[]) => ({
    async *open() {
      for (const piece of pieces) yield await Promise.resolve(piece);
    },
  });
  const refusal = async (shown: Promise<unknown>): Promise<string> => {
    const thrown: unknown = await shown.catch((error: unknown) => error);
    return thrown instanceof RelayError ? thrown.code : 'shown';
  };

  it('is of the type its bytes say, not of the one that was announced', async () => {
    const bytes = png(20, 20);
    expect(await previewOf(file(), holding(bytes.subarray(0, 7), bytes.subarray(7)))).toEqual({
      mimeType: 'image/png',
      base64: bytes.toString('base64'),
    });
  });

  it.each<[string, Buffer]>([
    ['a page called a picture', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a document', Buffer.from('%PDF-1.7')],
    ['an absurd picture', png(100_000, 100_000)],
    ['an animation with an absurd frame', gif(3, 60_000)],
    ['a picture that does not say how large it is', jpeg(9, 9).subarray(0, 12)],
    ['nothing', Buffer.alloc(0)],
  ])('is refused of %s', async (_what, bytes) => {
    expect(await refusal(previewOf(file({ mimeType: 'image/png' }), holding(bytes)))).toBe('MEDIA_NO_PREVIEW');
  });

  it('is refused of what is too large, whatever size is on record', async () => {
    const large = holding(png(9, 9), Buffer.alloc(maxPreviewBytes));
    expect(await refusal(previewOf(file({ sizeBytes: maxPreviewBytes + 1 }), holding(png(9, 9))))).toBe(
      'MEDIA_NO_PREVIEW',
    );
    expect(await refusal(previewOf(file({ sizeBytes: null }), large))).toBe('MEDIA_NO_PREVIEW');
  });

  it('is refused of what is not there', async () => {
    const broken = {
      async *open(): AsyncGenerator<Uint8Array> {
        await Promise.resolve();
        throw new RelayError('MEDIA_UNREADABLE', 'changed');
      },
    };
    expect(await refusal(previewOf(undefined, holding()))).toBe('MEDIA_NOT_KEPT');
    expect(await refusal(previewOf(file({ ref: null, state: 'refused' }), holding()))).toBe('MEDIA_NOT_KEPT');
    expect(await refusal(previewOf(file({ state: 'removed' }), holding(png(9, 9))))).toBe('MEDIA_NOT_KEPT');
    expect(await refusal(previewOf(file(), broken))).toBe('MEDIA_NOT_KEPT');
  });
});

describe('a grant', () => {
  const [one, other] = [MessageId.parse('wxin-aaaaaaaa'), MessageId.parse('wxin-bbbbbbbb')];

  it('is for one message and for ten minutes, and nobody guesses it', () => {
    const clock = new HandClock();
    const grants = new RevealGrants(clock, randomBytes);
    const { grant, until } = grants.give(one);
    expect(until).toBe(clock.now() + grantLifeMs);
    expect(Buffer.from(grant, 'base64url')).toHaveLength(32);
    expect(() => grants.demand(grant, one)).not.toThrow();
    expect(() => grants.demand(grant, other)).toThrow(RelayError);
    expect(() => grants.demand('', one)).toThrow(RelayError);
    clock.wind(grantLifeMs - 1);
    expect(() => grants.demand(grant, one)).not.toThrow();
    clock.wind(1);
    expect(() => grants.demand(grant, one)).toThrow(RelayError);
  });

  it('does not live on when the clock of the machine is set back', () => {
    const clock = new HandClock();
    const grants = new RevealGrants(clock, randomBytes);
    const { grant } = grants.give(one);
    clock.wind(grantLifeMs);
    clock.setWall(0);
    expect(() => grants.demand(grant, one)).toThrow(RelayError);
  });

  it('is one of a bounded number', () => {
    const grants = new RevealGrants(new HandClock(), randomBytes);
    const first = grants.give(one);
    const later = Array.from({ length: 500 }, () => grants.give(one));
    expect(() => grants.demand(first.grant, one)).toThrow(RelayError);
    expect(() => grants.demand(later.at(-1)?.grant ?? '', one)).not.toThrow();
  });
});
