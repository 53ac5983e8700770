import { createRequire } from 'node:module';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  messageSignature,
  openEnvelope,
  parseAesKey,
  sealEnvelope,
  type AesKey,
} from '#relay/connectors/wechat/wechat-crypto.ts';
import { cryptoVectors } from './vectors.ts';

/** The older of the two public libraries has no types of its own. */
interface PeerCrypt {
  getSignature(timestamp: string, nonce: string, encrypt: string): string;
  decrypt(text: string): { message: string; id: string };
  encrypt(text: string): string;
}
const WXBizMsgCrypt = createRequire(import.meta.url)('wechat-crypto') as new (
  token: string,
  encodingAesKey: string,
  id: string,
) => PeerCrypt;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const aesKeyText = fc.string({ unit: fc.constantFrom(...letters), minLength: 43, maxLength: 43 });
const appId = fc
  .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 })
  .map((digits) => `wx${digits}`);
const message = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400, size: 'max' });
const random16 = fc.uint8Array({ minLength: 16, maxLength: 16 });

function keyOf(text: string): AesKey {
  const key = parseAesKey(text);
  if (key === null) throw new Error('not a key');
  return key;
}

describe('against two public libraries', () => {
  it.each(cryptoVectors)('$name: both agree with us', (row) => {
    const old = new WXBizMsgCrypt(row.token, row.encodingAesKey, row.appId);
    const opened = openEnvelope([keyOf(row.encodingAesKey)], row.appId, row.encrypt);
    const text = opened.ok ? opened.message.toString() : '';

    expect(old.decrypt(row.encrypt)).toEqual({ message: text, id: row.appId });
    expect(decrypt(row.encodingAesKey, row.encrypt)).toMatchObject({ message: text, id: row.appId });
    expect(old.getSignature(row.timestamp, row.nonce, row.encrypt)).toBe(row.messageSignature);
    expect(getSignature(row.token, row.timestamp, row.nonce, row.encrypt)).toBe(row.messageSignature);
  });

  it('opens what they encrypt, and they open what we encrypt', () => {
    fc.assert(
      fc.property(aesKeyText, appId, message, random16, (keyText, id, text, random) => {
        const old = new WXBizMsgCrypt('token', keyText, id);
        for (const theirs of [old.encrypt(text), encrypt(keyText, text, id)]) {
          const opened = openEnvelope([keyOf(keyText)], id, theirs);
          expect(opened.ok && opened.message.toString()).toBe(text);
        }
        const ours = sealEnvelope(keyOf(keyText), id, text, random);
        expect(old.decrypt(ours)).toEqual({ message: text, id });
        expect(decrypt(keyText, ours)).toMatchObject({ message: text, id });
      }),
      { numRuns: 200 },
    );
  });

  it('signs like them, whatever the nonce', () => {
    const nonce = fc.string({ unit: fc.constantFrom(...letters, '_', '-'), minLength: 1, maxLength: 64 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), minLength: 3 }), nonce, (token, given) => {
        expect(messageSignature(token, '1767225601', given, 'abc+/==')).toBe(
          getSignature(token, '1767225601', given, 'abc+/=='),
        );
      }),
    );
  });
});

describe('for any key, account and text', () => {
  it('what is sealed opens to the same bytes, over every length of padding', () => {
    const pads = new Set<number>();
    fc.assert(
      fc.property(
        aesKeyText,
        appId,
        fc.uint8Array({ minLength: 1, maxLength: 200, size: 'max' }),
        random16,
        (k, id, bytes, random) => {
          pads.add(32 - ((16 + 4 + bytes.length + id.length) % 32));
          const opened = openEnvelope([keyOf(k)], id, sealEnvelope(keyOf(k), id, bytes, random));
          expect(opened.ok && Buffer.compare(opened.message, bytes) === 0).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
    expect([...pads].sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
  });

  it('a single changed character breaks the signature', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.constantFrom(...letters), (text, at, letter) => {
        const sealed = sealEnvelope(keyOf('A'.repeat(43)), 'wx1a2b3c4d5e6f7a8b', text, Buffer.alloc(16));
        const position = at % sealed.length;
        const changed = sealed.slice(0, position) + letter + sealed.slice(position + 1);
        fc.pre(changed !== sealed);
        expect(messageSignature('t', '1767225601', '1', changed)).not.toBe(
          messageSignature('t', '1767225601', '1', sealed),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.base64String(), fc.string()), (text) => {
        expect(typeof openEnvelope([keyOf('A'.repeat(43))], 'wx1a2b3c4d5e6f7a8b', text).ok).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });
});
