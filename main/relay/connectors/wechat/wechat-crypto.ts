import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

/** WeChat: message encryption. AES-256-CBC whose IV is the first half of the key. */
export interface AesKey {
  readonly key: Buffer;
  readonly iv: Buffer;
}

const blockBytes = 32;
const randomBytes = 16;
const lengthBytes = 4;
const frameHeadBytes = randomBytes + lengthBytes;

/**
 * Reads an EncodingAESKey: exactly 43 letters and digits. Null for anything else. 43 characters carry 258 bits, so the
 * last two are dropped: this is the one place where Base64 is read leniently.
 */
export function parseAesKey(encodingAesKey: string): AesKey | null {
  if (!/^[A-Za-z0-9]{43}$/u.test(encodingAesKey)) return null;
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  return { key, iv: key.subarray(0, 16) };
}

/** The `signature` of every push and of the URL verification. It does not cover the body. */
export function plainSignature(token: string, timestamp: string, nonce: string): string {
  return sortedSha1([token, timestamp, nonce]);
}

/** The `msg_signature` of an encrypted push, over the Base64 text exactly as received. */
export function messageSignature(token: string, timestamp: string, nonce: string, encrypt: string): string {
  return sortedSha1([token, timestamp, nonce, encrypt]);
}

// WeChat sorts by bytes. JavaScript's own order is by UTF-16 unit and differs beyond the BMP.
function sortedSha1(parts: readonly string[]): string {
  const hash = createHash('sha1');
  for (const part of parts.map((text) => Buffer.from(text)).sort((first, second) => Buffer.compare(first, second))) {
    hash.update(part);
  }
  return hash.digest('hex');
}

/** Compares two signatures in constant time. False, never an exception, for what is not 40 lower-case hex digits. */
export function signaturesMatch(expected: string, given: string): boolean {
  if (!/^[0-9a-f]{40}$/u.test(given)) return false;
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(given, 'hex'));
}

/**
 * Why an encrypted text could not be opened. base64: not canonical Base64 of whole blocks. key: the padding is wrong,
 * the fingerprint of another key. frame: the length field does not fit. appid: made for another account.
 */
export type OpenFailure = 'base64' | 'key' | 'frame' | 'appid';

export type OpenedEnvelope =
  | { readonly ok: true; readonly message: Buffer; /** Which of the keys opened it. */ readonly keyIndex: number }
  | { readonly ok: false; readonly reason: OpenFailure; readonly foundAppId: string | null };

/**
 * Decrypts the `Encrypt` text of a push. `keys` holds the present key and, for a while after a change, the one before:
 * pushes made with it may still be under way.
 */
export function openEnvelope(keys: readonly AesKey[], appId: string, encrypt: string): OpenedEnvelope {
  const cipherText = wholeBlocks(encrypt);
  if (cipherText === null) return failed('base64');
  let worst: OpenedEnvelope = failed('key');
  for (const [index, key] of keys.entries()) {
    const opened = openFrame(decrypt(key, cipherText), Buffer.from(appId));
    if (opened.ok) return { ...opened, keyIndex: index };
    // The key that came furthest tells the truth about what is wrong.
    if (furtherThan(opened.reason, worst)) worst = opened;
  }
  return worst;
}

/** Makes the `Encrypt` text of a message. `random16`: 16 fresh random bytes. */
export function sealEnvelope(key: AesKey, appId: string, message: Uint8Array | string, random16: Uint8Array): string {
  if (random16.length !== randomBytes) throw new RangeError('the frame begins with exactly 16 random bytes');
  const body = Buffer.from(message);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(body.length);
  const frame = Buffer.concat([random16, length, body, Buffer.from(appId)]);
  const padBytes = blockBytes - (frame.length % blockBytes);
  const cipher = createCipheriv('aes-256-cbc', key.key, key.iv).setAutoPadding(false);
  const parts = [cipher.update(frame), cipher.update(Buffer.alloc(padBytes, padBytes)), cipher.final()];
  return Buffer.concat(parts).toString('base64');
}

/** Node's decoder skips what it does not know; writing the bytes again shows whether it did. */
function wholeBlocks(encrypt: string): Buffer | null {
  const bytes = Buffer.from(encrypt, 'base64');
  if (bytes.length === 0 || bytes.length % blockBytes !== 0 || bytes.toString('base64') !== encrypt) return null;
  return bytes;
}

// Node's automatic padding knows blocks of 16 only and refuses half of all good messages.
function decrypt({ key, iv }: AesKey, cipherText: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(cipherText), decipher.final()]);
}

function openFrame(padded: Buffer, appId: Buffer): OpenedEnvelope {
  const padBytes = padded.at(-1) ?? 0;
  if (padBytes < 1 || padBytes > blockBytes) return failed('key');
  if (!padded.subarray(padded.length - padBytes).every((byte) => byte === padBytes)) return failed('key');
  const frame = padded.subarray(0, padded.length - padBytes);
  if (frame.length <= frameHeadBytes) return failed('frame');
  const messageBytes = frame.readUInt32BE(randomBytes);
  if (messageBytes === 0 || frameHeadBytes + messageBytes > frame.length) return failed('frame');
  const found = frame.subarray(frameHeadBytes + messageBytes);
  if (found.length !== appId.length || !timingSafeEqual(found, appId)) {
    const text = found.toString('latin1');
    return { ok: false, reason: 'appid', foundAppId: /^wx[0-9a-f]{16}$/u.test(text) ? text : null };
  }
  return { ok: true, message: frame.subarray(frameHeadBytes, frameHeadBytes + messageBytes), keyIndex: 0 };
}

function failed(reason: OpenFailure): OpenedEnvelope {
  return { ok: false, reason, foundAppId: null };
}

const distance: Readonly<Record<OpenFailure, number>> = { base64: 0, key: 1, frame: 2, appid: 3 };

function furtherThan(reason: OpenFailure, other: OpenedEnvelope): boolean {
  return !other.ok && distance[reason] > distance[other.reason];
}
