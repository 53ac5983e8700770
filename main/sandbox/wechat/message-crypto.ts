import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/**
 * WeChat's message encryption as the platform does it. Written for the simulator alone: the relay has its own, so
 * that a wrong reading on one side shows as a disagreement between the two.
 *
 * Frame: 16 random bytes, message length (4 bytes, big-endian), message (UTF-8), app id; padded PKCS#7-style to
 * blocks of 32; AES-256-CBC, IV = first 16 bytes of the key; standard Base64.
 */
const blockBytes = 32;
const randomBytesInFrame = 16;

/** The 32-byte AES key. WeChat: the 43 characters carry two bits too many, which are dropped. */
export function aesKeyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || key.length !== 32) throw new Error('EncodingAESKey must be 43 characters');
  return key;
}

export interface FrameInput {
  aesKey: Buffer;
  appId: string;
  message: string;
  /** 16 bytes. */
  random: Buffer;
}

/** The `Encrypt` text of a message. */
export function encryptMessage({ aesKey, appId, message, random }: FrameInput): string {
  if (random.length !== randomBytesInFrame) throw new Error('A frame begins with 16 random bytes');
  const content = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const unpadded = Buffer.concat([random, length, content, Buffer.from(appId, 'utf8')]);
  const padBytes = blockBytes - (unpadded.length % blockBytes);
  const frame = Buffer.concat([unpadded, Buffer.alloc(padBytes, padBytes)]);
  const cipher = createCipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.final()]).toString('base64');
}

export type DecryptResult =
  | { ok: true; message: string; appId: string; random: Buffer; padBytes: number }
  | { ok: false; problem: 'notBase64' | 'blockSize' | 'padding' | 'length' };

/** Opens an `Encrypt` text. The caller compares the app id. */
export function decryptMessage(aesKey: Buffer, encrypted: string): DecryptResult {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted)) return { ok: false, problem: 'notBase64' };
  const cipherBytes = Buffer.from(encrypted, 'base64');
  if (cipherBytes.length === 0 || cipherBytes.length % 16 !== 0) return { ok: false, problem: 'blockSize' };
  const decipher = createDecipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
  const frame = Buffer.concat([decipher.update(cipherBytes), decipher.final()]);
  const padBytes = frame.at(-1) ?? 0;
  if (padBytes < 1 || padBytes > blockBytes || padBytes > frame.length) return { ok: false, problem: 'padding' };
  const padding = frame.subarray(frame.length - padBytes);
  if (!padding.every((byte) => byte === padBytes)) return { ok: false, problem: 'padding' };
  const body = frame.subarray(0, frame.length - padBytes);
  if (body.length < randomBytesInFrame + 4) return { ok: false, problem: 'length' };
  const messageBytes = body.readUInt32BE(randomBytesInFrame);
  const messageEnd = randomBytesInFrame + 4 + messageBytes;
  if (messageEnd > body.length) return { ok: false, problem: 'length' };
  return {
    ok: true,
    random: Buffer.from(body.subarray(0, randomBytesInFrame)),
    message: body.subarray(randomBytesInFrame + 4, messageEnd).toString('utf8'),
    appId: body.subarray(messageEnd).toString('utf8'),
    padBytes,
  };
}

/**
 * SHA-1 over the parts in byte order, in lower-case hex. With token, timestamp and nonce it is `signature`; with the
 * `Encrypt` text as fourth part it is `msg_signature`.
 */
export function signParts(parts: readonly string[]): string {
  const sorted = parts.map((part) => Buffer.from(part, 'utf8')).sort((left, right) => Buffer.compare(left, right));
  const hash = createHash('sha1');
  for (const part of sorted) hash.update(part);
  return hash.digest('hex');
}
