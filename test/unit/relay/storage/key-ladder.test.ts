import { expect, it } from 'vitest';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';

const ladder = buildKeyLadder(Buffer.alloc(32, 7));

it('derives the same keys from the same key, in every version', () => {
  expect(ladder.fileKey).toBe(buildKeyLadder(Buffer.alloc(32, 7)).fileKey);
  expect(ladder.fileKey).toMatchInlineSnapshot(`"c169f8669fc113aca6ef353466ac771b28ea34e2e1c9228444d1c24f49fd57db"`);
  expect(ladder.keyCheck).toMatchInlineSnapshot(`"7aeb87bd2cbda6260b9ebfc76a11f186"`);
  expect(ladder.contactKey(Buffer.alloc(16, 1)).export().toString('hex')).toMatchInlineSnapshot(
    `"3a358e63195f48dffe9f24a5f58fa27f9aca5904a484811f68d53e3e3c438c06"`,
  );
});

it('has a key of its own for each purpose and each contact', () => {
  const keys = [
    ladder.fileKey,
    ladder.keyCheck,
    ...[ladder.markKey, ladder.factKey, ladder.strangerKey].map((key) => key.export().toString('hex')),
    ...[1, 2].map((fill) => ladder.contactKey(Buffer.alloc(16, fill)).export().toString('hex')),
  ];
  expect(new Set(keys.map((key) => key.slice(0, 32))).size).toBe(keys.length);
});

it('takes keys of 32 bytes only', () => {
  expect(() => buildKeyLadder(Buffer.alloc(16))).toThrow(RangeError);
  expect(() => buildKeyLadder(Buffer.alloc(33))).toThrow(RangeError);
});
