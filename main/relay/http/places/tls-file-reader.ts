import { statSync } from 'node:fs';
import type { TlsFiles } from '#shared/contract/relay-config.ts';
import { readTlsMaterial, type TlsMaterial } from '../listener-material.ts';

interface Known {
  readonly stamp: string;
  readonly material: TlsMaterial;
}

/**
 * Remembers what certificate files hold until they change: the desk asks at each look, and to open an encrypted key takes as
 * long as whoever encrypted it wished.
 */
export class TlsFileReader {
  readonly #known = new Map<string, Known>();

  /** Throws as `readTlsMaterial` does. */
  read(files: TlsFiles, field: string): TlsMaterial {
    const stamp = stampOf(files);
    const known = this.#known.get(field);
    if (known !== undefined && stamp !== null && known.stamp === stamp) return known.material;
    this.#known.delete(field);
    const material = readTlsMaterial(files, field);
    // Of before the reading: files that change meanwhile are read once more.
    if (stamp !== null) this.#known.set(field, { stamp, material });
    return material;
  }
}

/** Null: one of them is not there. */
function stampOf({ certFile, keyFile, passphrase }: TlsFiles): string | null {
  try {
    const stats = [certFile, keyFile].map((file) => statSync(file, { bigint: true }));
    const stamps = stats.map(({ ino, size, mtimeNs, ctimeNs }) => [ino, size, mtimeNs, ctimeNs].map(String));
    return JSON.stringify([certFile, keyFile, passphrase ?? null, stamps]);
  } catch {
    return null;
  }
}
