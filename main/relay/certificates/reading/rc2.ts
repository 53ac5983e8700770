import { inSteps, type Derivation } from './deriver.ts';

/** The permutation of RFC 2268, section 2: digits of pi. */
const permutation = Buffer.from(
  [
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2',
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82',
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626',
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7',
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec',
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731',
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9',
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  ].join(''),
  'hex',
);

const blockBytes = 8;
/** Mixing rounds that a mashing round stands before (RFC 2268, section 3.3: five, mash, six, mash, five). */
const mashedBefore: ReadonlySet<number> = new Set([5, 11]);

/**
 * RC2 in CBC mode (RFC 2268), which old PFX files hide their certificates with and the engine has given up. The effective
 * length of the key is its whole length. Nothing: it does not fit.
 */
export function rc2Decryption(bytes: Uint8Array, key: Uint8Array, iv: Uint8Array): Derivation {
  return {
    from: ['rc2', bytes, key, iv],
    rounds: bytes.length * byteCost,
    ...inSteps(() => decryptionSteps(bytes, key, iv)),
  };
}

/** It does not run within the engine. In rounds of PBKDF2. */
const byteCost = 2;
const bytesInOneGo = 16_384;

function* decryptionSteps(
  bytes: Uint8Array,
  key: Uint8Array,
  iv: Uint8Array,
): Generator<undefined, Uint8Array, undefined> {
  if (bytes.length === 0 || bytes.length % blockBytes !== 0) return new Uint8Array();
  const words = expand(key);
  const plain = Buffer.alloc(bytes.length);
  const block = new Uint16Array(4);
  let before: Uint8Array = iv;
  for (let at = 0; at < bytes.length; at += blockBytes) {
    for (let word = 0; word < 4; word += 1)
      block[word] = byteAt(bytes, at + 2 * word) | (byteAt(bytes, at + 2 * word + 1) << 8);
    decryptBlock(block, words);
    for (let byte = 0; byte < blockBytes; byte += 1) {
      plain[at + byte] = (byteAt(block, byte >> 1) >> (8 * (byte & 1))) ^ byteAt(before, byte);
    }
    before = bytes.subarray(at, at + blockBytes);
    if (at % bytesInOneGo === 0) yield;
  }
  return withoutPadding(plain);
}

/** The typed arrays here are never read beyond their end. */
const byteAt = (bytes: Uint8Array | Uint16Array, at: number): number => bytes[at] ?? 0;

/** 64 words of 16 bits. */
function expand(key: Uint8Array): Uint16Array {
  const bytes = new Uint8Array(128);
  const { length } = key;
  bytes.set(key);
  for (let at = length; at < 128; at += 1) {
    bytes[at] = byteAt(permutation, (byteAt(bytes, at - 1) + byteAt(bytes, at - length)) & 0xff);
  }
  const from = 128 - length;
  bytes[from] = byteAt(permutation, byteAt(bytes, from));
  for (let at = from - 1; at >= 0; at -= 1) {
    bytes[at] = byteAt(permutation, byteAt(bytes, at + 1) ^ byteAt(bytes, at + length));
  }
  return Uint16Array.from({ length: 64 }, (_, word) => byteAt(bytes, 2 * word) | (byteAt(bytes, 2 * word + 1) << 8));
}

function decryptBlock(block: Uint16Array, words: Uint16Array): void {
  for (let round = 15; round >= 0; round -= 1) {
    mixBack(block, words, round);
    if (mashedBefore.has(round)) mashBack(block, words);
  }
}

const shifts = [1, 2, 3, 5] as const;

function mixBack(block: Uint16Array, words: Uint16Array, round: number): void {
  for (let word = 3; word >= 0; word -= 1) {
    const [one, two, three] = neighbours(block, word);
    const shift = shifts[word] ?? 1;
    const value = byteAt(block, word);
    const turned = ((value >> shift) | (value << (16 - shift))) & 0xffff;
    block[word] = turned - byteAt(words, 4 * round + word) - (one & two) - (~one & three);
  }
}

function mashBack(block: Uint16Array, words: Uint16Array): void {
  for (let word = 3; word >= 0; word -= 1) {
    block[word] = byteAt(block, word) - byteAt(words, byteAt(block, (word + 3) & 3) & 63);
  }
}

/** The words one, two and three places before, in a circle. */
function neighbours(block: Uint16Array, word: number): readonly [number, number, number] {
  return [byteAt(block, (word + 3) & 3), byteAt(block, (word + 2) & 3), byteAt(block, (word + 1) & 3)];
}

/** PKCS#7: as many bytes as each of them says. */
function withoutPadding(plain: Buffer): Uint8Array {
  const count = plain.at(-1) ?? 0;
  const end = plain.length - count;
  const fits = count > 0 && count <= blockBytes && plain.subarray(end).every((byte) => byte === count);
  return fits ? plain.subarray(0, end) : new Uint8Array();
}
