import { createRequire } from 'node:module';
import { decrypt as wecomDecrypt, encrypt as wecomEncrypt, getSignature } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { aesKeyOf, decryptMessage, encryptMessage, signParts } from '#sandbox/wechat/message-crypto.ts';
import { cryptoVectors } from './wechat-vectors.ts';

interface WechatCrypto {
  getSignature(timestamp: string, nonce: string, encrypted: string): string;
  decrypt(encrypted: string): { message: string; id: string };
  encrypt(message: string): string;
}
const WechatCrypto = createRequire(import.meta.url)('wechat-crypto') as new (
  token: string,
  encodingAesKey: string,
  appId: string,
) => WechatCrypto;

describe('URL verification signature', () => {
  it('is that of the official sample', () => {
    expect(signParts(['AAAAA', '1714036504', '1514711492'])).toBe('f464b24fc39322e44b38aa78f5edd27bd1441696');
    expect(signParts(['AAAAA', '1714037059', '486452656'])).toBe('899cf89e464efb63f54ddac96b0a0a235f53aa78');
    expect(signParts(['relayConsole2026', '1767225500', '8675309'])).toBe('233a668d8f6f32ae73107ea4d691ade3f2d7815a');
  });

  it('sorts by bytes, not by language', () => {
    expect(signParts(['b', 'A', 'a', 'B'])).toBe(signParts(['A', 'B', 'a', 'b']));
    expect(signParts(['ä', 'z'])).toBe(signParts(['z', 'ä']));
  });
});

describe.each(cryptoVectors)('vector $name', (vector) => {
  const aesKey = aesKeyOf(vector.encodingAesKey);

  it('decrypts', () => {
    const opened = decryptMessage(aesKey, vector.encrypted);
    expect(opened).toMatchObject({ ok: true, appId: vector.appId });
    if (!opened.ok) return;
    expect(opened.random.toString()).toBe(vector.random);
    if (vector.message !== undefined) expect(opened.message).toBe(vector.message);
    if (vector.padBytes !== undefined) expect(opened.padBytes).toBe(vector.padBytes);
  });

  it('encrypts to the same text', () => {
    const opened = decryptMessage(aesKey, vector.encrypted);
    if (!opened.ok) throw new Error(opened.problem);
    const random = Buffer.from(vector.random);
    const message = vector.message ?? opened.message;
    expect(encryptMessage({ aesKey, appId: vector.appId, message, random })).toBe(vector.encrypted);
  });

  it('has the published signatures', () => {
    const { token, timestamp, nonce, encrypted } = vector;
    expect(signParts([token, timestamp, nonce, encrypted])).toBe(vector.msgSignature);
    if (vector.signature !== undefined) expect(signParts([token, timestamp, nonce])).toBe(vector.signature);
  });

  it('is refused with another key', () => {
    const other = aesKeyOf('Zm9ydHlodHJlZWNoYXJhY3RlcnNvZmFub3RoZXJrZXk');
    const opened = decryptMessage(other, vector.encrypted);
    expect(opened.ok && opened.appId === vector.appId).toBe(false);
  });
});

describe('damaged ciphertext', () => {
  const [vector] = cryptoVectors;
  if (!vector) throw new Error('no vector');
  const aesKey = aesKeyOf(vector.encodingAesKey);

  it('names what is wrong', () => {
    expect(decryptMessage(aesKey, vector.encrypted.slice(0, -4))).toEqual({ ok: false, problem: 'blockSize' });
    expect(decryptMessage(aesKey, 'not base64!')).toEqual({ ok: false, problem: 'notBase64' });
    expect(decryptMessage(aesKey, '')).toEqual({ ok: false, problem: 'notBase64' });
    const flipped = Buffer.from(vector.encrypted, 'base64');
    flipped[flipped.length - 17] = (flipped.at(-17) ?? 0) ^ 0x01;
    expect(decryptMessage(aesKey, flipped.toString('base64'))).toEqual({ ok: false, problem: 'padding' });
  });

  it('refuses a key of the wrong length', () => {
    expect(() => aesKeyOf('short')).toThrow('43');
  });
});

describe('interoperation with published libraries', () => {
  const token = 'relayConsole2026';
  const encodingAesKey = '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M';
  const appId = 'wx1a2b3c4d5e6f7a8b';
  const aesKey = aesKeyOf(encodingAesKey);
  const peer = new WechatCrypto(token, encodingAesKey, appId);
  // Every padding from 1 to 32 bytes, with characters of one to four bytes.
  const texts = Array.from(
    { length: 64 },
    (_unused, length) => [...'郁金香😀é'].slice(0, length % 6).join('') + 'x'.repeat(length),
  );

  it.each(texts)('agrees on %j', (text) => {
    const ours = encryptMessage({ aesKey, appId, message: text, random: Buffer.from('0123456789abcdef') });
    expect(peer.decrypt(ours)).toEqual({ message: text, id: appId });
    expect(wecomDecrypt(encodingAesKey, ours)).toMatchObject({ message: text, id: appId });
    expect(decryptMessage(aesKey, peer.encrypt(text))).toMatchObject({ ok: true, message: text, appId });
    expect(decryptMessage(aesKey, wecomEncrypt(encodingAesKey, text, appId))).toMatchObject({
      ok: true,
      message: text,
    });
    const parts = ['1767225601', '1908273645', ours] as const;
    expect(signParts([token, ...parts])).toBe(peer.getSignature(...parts));
    expect(signParts([token, ...parts])).toBe(getSignature(token, ...parts));
  });
});
