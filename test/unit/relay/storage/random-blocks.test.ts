import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { RandomBlocks } from '#relay/storage/sqlite/random-blocks.ts';

it('never gives the same bytes twice, and leaves what it gave as it was', () => {
  const blocks = new RandomBlocks(randomBytes, 16);
  const given = Array.from({ length: 1_000 }, () => blocks.next());
  const asGiven = given.map((bytes) => bytes.toString('hex'));
  blocks.next();
  expect(given.map((bytes) => bytes.toString('hex'))).toEqual(asGiven);
  expect(new Set(asGiven).size).toBe(1_000);
  expect(given.every(({ length }) => length === 16)).toBe(true);
});

it('uses every byte once: what it gives is what was drawn', () => {
  const drawn: Buffer[] = [];
  const blocks = new RandomBlocks((byteCount) => {
    const bytes = randomBytes(byteCount);
    drawn.push(Buffer.from(bytes));
    return bytes;
  }, 12);
  const given = Buffer.concat(Array.from({ length: 600 }, () => blocks.next()));
  expect(given.equals(Buffer.concat(drawn).subarray(0, given.length))).toBe(true);
});
