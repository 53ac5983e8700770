import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';

const base64 = z.base64();

/** Bytes encrypted and authenticated with AES-256-GCM. */
export const SealedBox = z.strictObject({ iv: base64, tag: base64, data: base64 });
export type SealedBox = z.infer<typeof SealedBox>;

/** `label` says what the bytes are; a box opened under another label does not open. */
export function seal(key: Buffer, label: string, plain: Buffer): SealedBox {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(label, 'utf8'));
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return {
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** Null when the key or the label is another one, or a bit has changed. */
export function unseal(key: Buffer, label: string, box: SealedBox): Buffer | null {
  const iv = Buffer.from(box.iv, 'base64');
  const tag = Buffer.from(box.tag, 'base64');
  if (iv.length !== 12 || tag.length !== 16) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(Buffer.from(label, 'utf8'));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(Buffer.from(box.data, 'base64')), decipher.final()]);
  } catch {
    // Node says "unable to authenticate data" for each of the causes.
    return null;
  }
}

/** Cost of the passphrase's key derivation, kept beside its result so that it can grow later. */
export const ScryptCost = z.strictObject({
  n: z
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 20),
  r: z.number().int().min(8).max(16),
  p: z.number().int().min(1).max(4),
});
export type ScryptCost = z.infer<typeof ScryptCost>;

export function deriveKey(passphrase: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  // The same characters can be typed as different code points (é as one or as two).
  const bytes = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(bytes, salt, 32, options, (error, key) => {
      bytes.fill(0);
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

export function checksumOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
