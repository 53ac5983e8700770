import { createHash, randomBytes } from 'node:crypto';

/** Chance for the sandbox: the same seed gives the same accounts, customers and conversations. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** Whole number, both ends included. */
  int(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
  text(length: number, alphabet: string): string;
  hex(length: number): string;
  bytes(length: number): Buffer;
  uuid(): string;
  /** A stream of its own: drawing from it does not move this one. */
  fork(label: string): Random;
}

export const digits = '0123456789';
export const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const alphanumeric = letters + digits;

/** Without a seed each start differs; the seed in use can be printed to repeat a run. */
export function createRandom(seed: string = randomBytes(16).toString('hex')): Random {
  const next = xoshiro128(seed);
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new Error('Nothing to pick from');
    return item;
  };
  const text = (length: number, alphabet: string): string => {
    let result = '';
    for (let index = 0; index < length; index += 1) result += alphabet[int(0, alphabet.length - 1)];
    return result;
  };
  const hex = (length: number): string => text(length, '0123456789abcdef');
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    text,
    hex,
    bytes: (length) => Buffer.from(hex(length * 2), 'hex'),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}

/** xoshiro128**: small, quick and good enough for traffic; nothing real is protected by what it draws. */
function xoshiro128(seed: string): () => number {
  const hash = createHash('sha256').update(seed).digest();
  let a = hash.readUInt32LE(0);
  let b = hash.readUInt32LE(4);
  let c = hash.readUInt32LE(8);
  let d = hash.readUInt32LE(12);
  const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result / 4_294_967_296;
  };
}
