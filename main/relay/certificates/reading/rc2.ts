import rc2 from 'node-forge/lib/rc2.js';
import util from 'node-forge/lib/util.js';

/** RC2 in CBC mode, which old PFX files hide their certificates with and the engine has given up. Null: it does not fit. */
export function decryptRc2(bytes: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array | null {
  if (bytes.length === 0 || bytes.length % 8 !== 0) return null;
  const cipher = rc2.createDecryptionCipher(binary(key), key.length * 8);
  cipher.start(binary(iv));
  cipher.update(util.createBuffer(binary(bytes)));
  return cipher.finish() ? Buffer.from(cipher.output.getBytes(), 'latin1') : null;
}

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
