import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { RandomBlocks } from './random-blocks.ts';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes;

/** Draws nonces in blocks: one call for chance costs as much as sealing a short message. */
export class NonceSource {
  readonly #blocks: RandomBlocks;

  constructor(random: (byteCount: number) => Buffer) {
    this.#blocks = new RandomBlocks(random, nonceBytes);
  }

  next(): Buffer {
    return this.#blocks.next();
  }
}

/** One buffer for all: what is authenticated is read at once, and never kept. */
const identityBuffer = Buffer.allocUnsafeSlow(4_096);
/** In UTF-8 a unit of a JavaScript string takes three bytes at most. */
const longestInBuffer = Math.floor(identityBuffer.length / 3);

function identityBytes(identity: string): Buffer {
  if (identity.length > longestInBuffer) return Buffer.from(identity, 'utf8');
  return identityBuffer.subarray(0, identityBuffer.write(identity, 0, 'utf8'));
}

const cipherOptions = { authTagLength: tagBytes } as const;

/**
 * Seals a value with AES-256-GCM. `identity` names the record and is authenticated with it, so that a value copied to
 * another record does not open there. Layout: version, nonce, ciphertext, tag.
 */
export function seal(key: KeyObject, identity: string, nonce: Buffer, plain: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, cipherOptions);
  cipher.setAAD(identityBytes(identity));
  const body = cipher.update(plain, 'utf8');
  cipher.final();
  const sealed = Buffer.allocUnsafe(headBytes + body.length + tagBytes);
  sealed[0] = version;
  sealed.set(nonce, 1);
  sealed.set(body, headBytes);
  sealed.set(cipher.getAuthTag(), headBytes + body.length);
  return sealed;
}

/** The sealed value, or null when it was changed, belongs to another record or was sealed with another key. */
export function unseal(key: KeyObject, identity: string, sealed: Buffer): string | null {
  if (sealed.length < headBytes + tagBytes || sealed[0] !== version) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, headBytes), cipherOptions);
  decipher.setAAD(identityBytes(identity));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plain = decipher.update(sealed.subarray(headBytes, sealed.length - tagBytes));
  try {
    decipher.final();
  } catch {
    // The tag does not verify: that is the answer.
    return null;
  }
  return plain.toString('utf8');
}
