import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/**
 * A file sealed in frames, so that it is written and read in pieces. Layout: mark, salt, then frames of 64 KiB with the
 * tag of each behind it; only the last may be shorter. Each file has a key of its own, made from the salt and its name,
 * and the nonce holds the frame's place and whether it is the last one: a frame changed, moved, left out or taken from
 * another file does not open, and neither does a file cut short between two frames or kept under another name.
 */
export const frameBytes = 64 * 1024;
export const tagBytes = 16;
export const saltBytes = 16;
const mark = Buffer.from([0x56, 0x50, 0x4d, 0x01]);
export const headBytes = mark.length + saltBytes;
/** Longest file: the frame's place has 32 bits. */
const longestPlace = 2 ** 32 - 1;

export function writeHead(salt: Buffer): Buffer {
  return Buffer.concat([mark, salt]);
}

/** The salt, or null when this is no file of ours. */
export function readHead(head: Buffer): Buffer | null {
  return head.length === headBytes && head.subarray(0, mark.length).equals(mark) ? head.subarray(mark.length) : null;
}

export interface FrameCipher {
  /** Ciphertext and tag, to be written one behind the other. */
  seal(place: number, isLast: boolean, plain: Uint8Array): readonly [Buffer, Buffer];
  /** Throws when the frame is not what was sealed at this place. */
  open(place: number, isLast: boolean, sealed: Buffer): Buffer;
}

export function frameCipher(storeKey: Buffer, name: string, salt: Buffer): FrameCipher {
  const key = Buffer.from(hkdfSync('sha256', storeKey, salt, `veerpont media, ${name}`, 32));
  return {
    seal: (place, isLast, plain) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place, isLast));
      const body = cipher.update(plain);
      cipher.final();
      return [body, cipher.getAuthTag()];
    },
    open: (place, isLast, sealed) => {
      const bodyLength = sealed.length - tagBytes;
      if (bodyLength < 0) throw new Error('a frame shorter than its tag');
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place, isLast));
      decipher.setAuthTag(sealed.subarray(bodyLength));
      const plain = decipher.update(sealed.subarray(0, bodyLength));
      decipher.final();
      return plain;
    },
  };
}

function nonceOf(place: number, isLast: boolean): Buffer {
  if (place > longestPlace) throw new RangeError('a file of too many frames');
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(place, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
