import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keyring } from '#main/settings/keyring.ts';

/** A key store of an operating system that the test can take away, lock, or exchange. */
export class FakeKeyring implements Keyring {
  name: string | null;
  key = randomBytes(32);
  wraps = 0;

  constructor(name: string | null) {
    this.name = name;
  }

  async backend(): Promise<string | null> {
    return this.name;
  }

  async wrap(key: Buffer): Promise<Buffer> {
    this.wraps += 1;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  }

  async unwrap(wrapped: Buffer): Promise<Buffer> {
    const decipher = createDecipheriv('aes-256-gcm', this.key, wrapped.subarray(0, 12));
    decipher.setAuthTag(wrapped.subarray(-16));
    return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
  }
}
