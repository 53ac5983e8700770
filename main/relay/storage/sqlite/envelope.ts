import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes;
const noncesAtOnce = 256;

/** Draws nonces in blocks: one call for chance costs as much as sealing a short message. */
export class NonceSource {
  readonly #random: (byteCount: number) => Buffer;
  #block: Buffer = Buffer.alloc(0);
  #used = 0;

  constructor(random: (byteCount: number) => Buffer) {
    this.#random = random;
  }

  next(): Buffer {
    if (this.#used + nonceBytes > this.#block.length) {
      this.#block = this.#random(nonceBytes * noncesAtOnce);
      this.#used = 0;
    }
    this.#used += nonceBytes;
    return this.#block.subarray(this.#used - nonceBytes, this.#used);
  }
}

/**
 * Seals a value with AES-256-GCM. `identity` names the record and is authenticated with it, so that a value copied to
 * another record does not open there. Layout: version, nonce, ciphertext, tag.
 */
export function seal(key: KeyObject, identity: string, nonce: Buffer, plain: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(identity, 'utf8'));
  const body = cipher.update(plain, 'utf8');
  cipher.final();
  const sealed = Buffer.allocUnsafe(headBytes + body.length + tagBytes);
  sealed[0] = version;
  nonce.copy(sealed, 1);
  body.copy(sealed, headBytes);
  cipher.getAuthTag().copy(sealed, headBytes + body.length);
  return sealed;
}

/** The sealed value, or null when it was changed, belongs to another record or was sealed with another key. */
export function unseal(key: KeyObject, identity: string, sealed: Buffer): string | null {
  if (sealed.length < headBytes + tagBytes || sealed[0] !== version) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, headBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(identity, 'utf8'));
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
