/** The parts of node-forge that are loaded one by one. */
declare module 'node-forge/lib/util.js' {
  export interface ByteBuffer {
    getBytes(): string;
  }
  export interface ForgeUtil {
    createBuffer(bytes: string): ByteBuffer;
  }
  const util: ForgeUtil;
  // eslint-disable-next-line no-restricted-syntax -- this is how the package exports
  export default util;
}

declare module 'node-forge/lib/rc2.js' {
  import type { ByteBuffer } from 'node-forge/lib/util.js';

  export interface Rc2Cipher {
    start(iv: string): void;
    update(input: ByteBuffer): void;
    /** False: the padding is wrong. */
    finish(): boolean;
    readonly output: ByteBuffer;
  }
  export interface Rc2 {
    createDecryptionCipher(key: string, bits: number): Rc2Cipher;
  }
  const rc2: Rc2;
  // eslint-disable-next-line no-restricted-syntax -- this is how the package exports
  export default rc2;
}
