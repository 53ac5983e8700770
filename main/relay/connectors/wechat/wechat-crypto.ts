import { createCipheriv, createDecipheriv, hash, timingSafeEqual, type Decipher } from 'node:crypto';

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

function sortedSha1(parts: string[]): string {
  return hash('sha1', parts.sort(byBytes).join(''));
}

// WeChat sorts by bytes. JavaScript's own order is by UTF-16 unit and differs beyond the BMP.
function byBytes(first: string, second: string): number {
  const shorter = Math.min(first.length, second.length);
  for (let at = 0; at < shorter; at += 1) {
    const [one, other] = [first.charCodeAt(at), second.charCodeAt(at)];
    if (one !== other) return rankInBytes(one) - rankInBytes(other);
  }
  return first.length - second.length;
}

/** Halves of characters beyond the BMP stand behind all others. */
function rankInBytes(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x0800;
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
  const ownAppId = Buffer.from(appId);
  for (const [index, key] of keys.entries()) {
    const opened = openFrame(decrypt(key, cipherText), ownAppId, index);
    if (opened.ok) return opened;
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

/** One for each key, gone with it: making one costs more than using it. */
const deciphers = new WeakMap<AesKey, Decipher>();

function decipherOf(key: AesKey): Decipher {
  const known = deciphers.get(key);
  if (known !== undefined) return known;
  // Node's automatic padding knows blocks of 16 only and refuses half of all good messages.
  const made = createDecipheriv('aes-256-cbc', key.key, key.iv).setAutoPadding(false);
  deciphers.set(key, made);
  return made;
}

/** `cipherText`: whole blocks, of which nothing is left over for the next text. */
function decrypt(key: AesKey, cipherText: Buffer): Buffer {
  const decipher = decipherOf(key);
  // In CBC a block is read by the block before it and no other: after its IV a text comes out as from a new decipher.
  decipher.update(key.iv);
  return decipher.update(cipherText);
}

function openFrame(padded: Buffer, appId: Buffer, keyIndex: number): OpenedEnvelope {
  const frameBytes = padded.length - paddingOf(padded);
  if (frameBytes === padded.length) return failed('key');
  if (frameBytes <= frameHeadBytes) return failed('frame');
  const messageBytes = padded.readUInt32BE(randomBytes);
  const messageEnd = frameHeadBytes + messageBytes;
  if (messageBytes === 0 || messageEnd > frameBytes) return failed('frame');
  const found = padded.subarray(messageEnd, frameBytes);
  if (found.length !== appId.length || !timingSafeEqual(found, appId)) {
    const text = found.toString('latin1');
    return { ok: false, reason: 'appid', foundAppId: /^wx[0-9a-f]{16}$/u.test(text) ? text : null };
  }
  return { ok: true, message: padded.subarray(frameHeadBytes, messageEnd), keyIndex };
}

/** How many bytes were added to fill the last block; 0 when they are not as they must be. */
function paddingOf(padded: Buffer): number {
  const padBytes = padded.at(-1) ?? 0;
  if (padBytes > blockBytes) return 0;
  for (let at = padded.length - padBytes; at < padded.length; at += 1) if (padded[at] !== padBytes) return 0;
  return padBytes;
}

function failed(reason: OpenFailure): OpenedEnvelope {
  return { ok: false, reason, foundAppId: null };
}

const distance: Readonly<Record<OpenFailure, number>> = { base64: 0, key: 1, frame: 2, appid: 3 };

function furtherThan(reason: OpenFailure, other: OpenedEnvelope): boolean {
  return !other.ok && distance[reason] > distance[other.reason];
}
