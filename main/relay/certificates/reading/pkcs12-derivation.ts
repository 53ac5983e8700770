import * as crypto from 'node:crypto';
import { inSteps, type Derivation } from './deriver.ts';

/** 1: encryption key; 2: initialisation vector; 3: key of the seal. */
export type Pkcs12Use = 1 | 2 | 3;

export interface Pkcs12Derivation {
  readonly digest: string;
  readonly use: Pkcs12Use;
  readonly passphrase: Uint8Array;
  readonly salt: Uint8Array;
  readonly rounds: number;
  readonly sizeBytes: number;
}

const blockBytes = (digest: string): number => (digest === 'sha384' || digest === 'sha512' ? 128 : 64);

/** Key derivation of PFX files (RFC 7292, appendix B.2). */
export function pkcs12Derivation(wish: Pkcs12Derivation): Derivation {
  const { digest, use, passphrase, salt, rounds, sizeBytes } = wish;
  return {
    from: ['pkcs12', digest, use, passphrase, salt, rounds, sizeBytes],
    // Each block of the key is made by as many rounds.
    rounds: rounds * roundCost * Math.ceil(sizeBytes / hashBytes(digest)),
    ...inSteps(() => pkcs12Steps(wish)),
  };
}

/** So many rounds are made in one go, some hundredths of a second. */
const roundsInOneGo = 10_000;

function* pkcs12Steps(wish: Pkcs12Derivation): Generator<undefined, Buffer, undefined> {
  const { digest, use, passphrase, salt, rounds, sizeBytes } = wish;
  const block = blockBytes(digest);
  const input = Buffer.concat([repeated(salt, block), repeated(passphrase, block)]);
  const head = Buffer.alloc(block, use);
  const parts: Buffer[] = [];
  for (let made = 0; made < sizeBytes;) {
    let hash = digestOf(digest, Buffer.concat([head, input]));
    for (let round = 1; round < rounds; round += 1) {
      hash = digestOf(digest, hash);
      if (round % roundsInOneGo === 0) yield;
    }
    parts.push(hash);
    made += hash.length;
    addToBlocks(input, repeated(hash, block).subarray(0, block), block);
  }
  return Buffer.concat(parts).subarray(0, sizeBytes);
}

/** What one round costs, in rounds of PBKDF2, which runs within the engine. */
const roundCost = 4;

const hashBytes = (digest: string): number =>
  ({ sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 })[digest] ?? 20;

/** In one call where the runtime has it (Node 20.12): a third of the time, hundreds of thousands of times. */
const digestOf: (digest: string, bytes: Buffer) => Buffer =
  typeof (crypto as Partial<typeof crypto>).hash === 'function'
    ? (digest, bytes) => crypto.hash(digest, bytes, 'buffer')
    : (digest, bytes) => crypto.createHash(digest).update(bytes).digest();

/** Repeats the bytes until whole blocks are full. */
function repeated(bytes: Uint8Array, block: number): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0);
  const full = Buffer.alloc(Math.ceil(bytes.length / block) * block);
  for (let at = 0; at < full.length; at += 1) full[at] = bytes[at % bytes.length] ?? 0;
  return full;
}

/** Each block becomes itself plus the addend plus one, as a big number. */
function addToBlocks(blocks: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < blocks.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at -= 1) {
      carry += (blocks[start + at] ?? 0) + (addend[at] ?? 0);
      blocks[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
}

/** Passphrases enter as big-endian UTF-16 with a closing zero. Some programs leave out even that when there is none. */
export function pkcs12Passphrase(passphrase: string, withEnd = true): Buffer {
  const text = Buffer.from(withEnd ? `${passphrase}\0` : passphrase, 'utf16le');
  return text.swap16();
}
