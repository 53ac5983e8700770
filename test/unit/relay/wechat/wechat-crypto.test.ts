import { createCipheriv, createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  messageSignature,
  openEnvelope,
  parseAesKey,
  plainSignature,
  sealEnvelope,
  signaturesMatch,
  type AesKey,
} from '#relay/connectors/wechat/wechat-crypto.ts';
import { cryptoVectors, signatureVectors, vector } from './vectors.ts';

function keyOf(encodingAesKey: string): AesKey {
  const key = parseAesKey(encodingAesKey);
  if (key === null) throw new Error('not a key');
  return key;
}

const sample = vector('a text with Chinese, emoji and markup');
const sampleKey = keyOf(sample.encodingAesKey);

/** Encrypts a frame as it is, so that a test can break any part of it. */
function encryptFrame(frame: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', sampleKey.key, sampleKey.iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.final()]).toString('base64');
}

function frameOf(options: { message?: string; appId?: string; messageBytes?: number; pad?: Buffer } = {}): Buffer {
  const message = Buffer.from(options.message ?? '<xml/>');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(options.messageBytes ?? message.length);
  const body = Buffer.concat([Buffer.alloc(16, 0x61), length, message, Buffer.from(options.appId ?? sample.appId)]);
  const padBytes = 32 - (body.length % 32);
  return Buffer.concat([body, options.pad ?? Buffer.alloc(padBytes, padBytes)]);
}

const open = (encrypt: string) => openEnvelope([sampleKey], sample.appId, encrypt);

describe('published samples', () => {
  it.each(cryptoVectors)('opens $name and finds its signature', (row) => {
    const opened = openEnvelope([keyOf(row.encodingAesKey)], row.appId, row.encrypt);

    expect(opened).toMatchObject({ ok: true, keyIndex: 0 });
    if (row.message !== null && opened.ok) expect(opened.message.toString()).toBe(row.message);
    expect(messageSignature(row.token, row.timestamp, row.nonce, row.encrypt)).toBe(row.messageSignature);
    if (row.signature !== null) expect(plainSignature(row.token, row.timestamp, row.nonce)).toBe(row.signature);
  });

  it.each(cryptoVectors.filter((row) => row.message !== null))('makes $name byte for byte', (row) => {
    expect(sealEnvelope(keyOf(row.encodingAesKey), row.appId, row.message ?? '', Buffer.from(row.random))).toBe(
      row.encrypt,
    );
  });

  it('finds what is published of the two samples without their whole text', () => {
    const texts = ['a push of the EasyWeChat suite', 'a WeCom-style push of the SKIT suite'].map((name) => {
      const row = vector(name);
      const opened = openEnvelope([keyOf(row.encodingAesKey)], row.appId, row.encrypt);
      return opened.ok ? opened.message.toString() : '';
    });

    expect(texts[0]).toContain('<Content><![CDATA[hello]]></Content>');
    expect(texts[1]).toContain('<MsgId>4561255354251345929</MsgId>');
  });

  it.each(signatureVectors)('signs $timestamp as published', ({ token, timestamp, nonce, signature }) => {
    expect(plainSignature(token, timestamp, nonce)).toBe(signature);
  });
});

describe('signature', () => {
  it('sorts by bytes, neither by the language of the machine nor by UTF-16 unit', () => {
    expect(plainSignature('b', 'A', 'a')).toBe(plainSignature('Aab', '', ''));
    expect(plainSignature('\u{1f600}', '\uff5e', '')).toBe(plainSignature('\uff5e\u{1f600}', '', ''));
  });

  it.each([
    ['one digit changed', sample.messageSignature.replace(/^3/u, '4')],
    ['upper case', sample.messageSignature.toUpperCase()],
    ['39 digits', sample.messageSignature.slice(1)],
    ['41 digits', `${sample.messageSignature}0`],
    ['nothing', ''],
    ['no hex', 'z'.repeat(40)],
    ['a character of several bytes', `${sample.messageSignature.slice(0, 39)}é`],
  ])('does not match with %s', (_what, given) => {
    expect(signaturesMatch(sample.messageSignature, given)).toBe(false);
  });

  it('matches itself', () => {
    expect(signaturesMatch(sample.messageSignature, sample.messageSignature)).toBe(true);
  });
});

describe('key', () => {
  it.each(['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}+`, `${'a'.repeat(42)} `])(
    'refuses %j',
    (text) => {
      expect(parseAesKey(text)).toBeNull();
    },
  );

  it('reads keys whose last two bits are set, which strict Base64 would refuse', () => {
    expect(keyOf('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG').key).toHaveLength(32);
  });

  it('is 32 bytes, its first half the initial vector', () => {
    expect(sampleKey.key.toString('hex')).toBe('e584ce2f019c5da0ab4cf169a65ef9c0044a712bbbd4ad1da6f9b6548c752b43');
    expect(sampleKey.iv.toString('hex')).toBe('e584ce2f019c5da0ab4cf169a65ef9c0');
  });
});

describe('the parts of a signature', () => {
  it('are sorted by their bytes, also where characters beyond the BMP stand beside others', () => {
    const part = fc
      .array(fc.constantFrom('a', 'b', '\u007f', '你', '\ud7ff', '\ue000', '\uffff', '😀', '😁'), { maxLength: 4 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(part, part, part, part, (...parts) => {
        const sorted = parts.map((text) => Buffer.from(text)).sort((first, second) => Buffer.compare(first, second));
        const expected = createHash('sha1').update(Buffer.concat(sorted)).digest('hex');
        expect(messageSignature(...parts)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('texts one after the other', () => {
  it('are opened as each would be alone, whatever came before', () => {
    const fresh = (encrypt: string) => openEnvelope([keyOf(sample.encodingAesKey)], sample.appId, encrypt);
    const broken = Buffer.alloc(64, 7).toString('base64');
    const short = encryptFrame(Buffer.concat([Buffer.alloc(12), Buffer.alloc(20, 20)]));
    const texts = [sample.encrypt, broken, encryptFrame(frameOf()), short, sample.encrypt, sample.encrypt.slice(0, -4)];
    const inRow = [...texts, ...texts.toReversed()];
    expect(inRow.map(open)).toEqual(inRow.map(fresh));
  });
});

describe('what cannot be opened', () => {
  const shortened = sample.encrypt.slice(0, -4);

  it.each([
    ['truncated by a quantum', shortened],
    ['truncated by one character', sample.encrypt.slice(0, -1)],
    ['truncated by two characters', sample.encrypt.slice(0, -2)],
    ['truncated by three characters', sample.encrypt.slice(0, -3)],
    ['a space inside', `${sample.encrypt.slice(0, 8)} ${sample.encrypt.slice(8)}`],
    ['a line break at the end', `${sample.encrypt}\n`],
    ['the URL alphabet', sample.encrypt.replaceAll('+', '-').replaceAll('/', '_')],
    ['padding in the middle', `${sample.encrypt.slice(0, 4)}====${sample.encrypt.slice(8)}`],
    ['unused bits set', sample.encrypt.replace(/w==$/u, 'x==')],
    ['nothing', ''],
    ['one block of 16', Buffer.alloc(16).toString('base64')],
    ['no whole blocks', Buffer.alloc(48).toString('base64')],
    ['a byte too many', Buffer.alloc(65).toString('base64')],
  ])('%s: not the Base64 of whole blocks', (_what, encrypt) => {
    expect(open(encrypt)).toEqual({ ok: false, reason: 'base64', foundAppId: null });
  });

  it.each([0, 33, 64, 255])('padding byte %i: another key', (byte) => {
    const frame = frameOf();
    frame[frame.length - 1] = byte;
    expect(open(encryptFrame(frame))).toMatchObject({ ok: false, reason: 'key' });
  });

  it('right last padding byte, wrong others: another key', () => {
    const frame = frameOf();
    const padBytes = frame.at(-1) ?? 0;
    expect(padBytes).toBeGreaterThan(1);
    frame[frame.length - padBytes] = padBytes + 1;
    expect(open(encryptFrame(frame))).toMatchObject({ ok: false, reason: 'key' });
  });

  it.each([0, 0xffff_ffff, 0x8000_0000, 1_000])('message length %i: the frame does not fit', (messageBytes) => {
    expect(open(encryptFrame(frameOf({ messageBytes })))).toMatchObject({ ok: false, reason: 'frame' });
  });

  it('a frame that ends before its length field', () => {
    expect(open(encryptFrame(Buffer.concat([Buffer.alloc(12), Buffer.alloc(20, 20)])))).toMatchObject({
      ok: false,
      reason: 'frame',
    });
  });

  it.each([
    ['one byte short, so that the id begins with the end of the message', frameOf({ messageBytes: 5 }), null],
    ['one byte more', frameOf({ appId: `${sample.appId}x` }), null],
    ['one byte less', frameOf({ appId: sample.appId.slice(0, -1) }), null],
    ['nothing', frameOf({ appId: '' }), null],
    ['another account', frameOf({ appId: 'wxba5fad812f8e6fb9' }), 'wxba5fad812f8e6fb9'],
  ])('app id: %s', (_what, frame, foundAppId) => {
    expect(open(encryptFrame(frame))).toEqual({ ok: false, reason: 'appid', foundAppId });
  });

  it('made with another key', () => {
    const other = keyOf(vector('the classic sample kit').encodingAesKey);
    expect(openEnvelope([other], sample.appId, sample.encrypt)).toMatchObject({ ok: false });
  });

  it('for another account', () => {
    expect(openEnvelope([sampleKey], 'wxba5fad812f8e6fb9', sample.encrypt)).toEqual({
      ok: false,
      reason: 'appid',
      foundAppId: sample.appId,
    });
  });
});

describe('after a change of key', () => {
  const present = keyOf(vector('the classic sample kit').encodingAesKey);

  it('opens what was made with the one before, and says so', () => {
    expect(openEnvelope([present, sampleKey], sample.appId, sample.encrypt)).toMatchObject({
      ok: true,
      keyIndex: 1,
    });
  });

  it('names the failure of the key that came furthest', () => {
    expect(openEnvelope([present, sampleKey], 'wxba5fad812f8e6fb9', sample.encrypt)).toMatchObject({ reason: 'appid' });
    expect(openEnvelope([sampleKey, present], 'wxba5fad812f8e6fb9', sample.encrypt)).toMatchObject({ reason: 'appid' });
  });
});
