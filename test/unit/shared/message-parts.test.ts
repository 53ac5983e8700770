import { describe, expect, it } from 'vitest';
import type { MessagePart } from '#shared/domain/message.ts';
import { partsLeft } from '#shared/domain/message-parts.ts';

describe('what is left of a reply in parts when those in doubt were seen', () => {
  it.each<[string, MessagePart['state'][], number]>([
    ['those that never left', ['accepted', 'unknown'], 1],
    ['those behind one whose end was never noted', ['sending'], 2],
    ['those that were turned away', ['accepted', 'waiting', 'unknown'], 1],
    ['nothing when all went out', ['accepted', 'accepted', 'unknown'], 0],
    ['nothing where none is in doubt: the whole was seen', ['accepted', 'waiting'], 0],
    ['nothing of a message in one piece', [], 0],
  ])('is %s', (_what, states, left) => {
    expect(partsLeft(states.map((state) => ({ of: 3, state })))).toBe(left);
  });

  it('goes by the larger number when the text was cut anew between two tries', () => {
    expect(
      partsLeft([
        { of: 3, state: 'accepted' },
        { of: 2, state: 'unknown' },
      ]),
    ).toBe(1);
  });
});
