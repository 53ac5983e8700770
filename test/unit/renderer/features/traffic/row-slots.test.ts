import { describe, expect, it } from 'vitest';
import { RowSlots } from '#renderer/features/traffic/row-slots.ts';

describe('elements of the rows in view', () => {
  it('stay with their rows while some of them are in view', () => {
    const slots = new RowSlots();
    const [four, three, two] = slots.of([4, 3, 2]);
    const [six, five, ...kept] = slots.of([6, 5, 4, 3]);
    expect(kept).toEqual([four, three]);
    // What left is not used for what came: React would have to move all that stayed.
    expect(new Set([six, five, four, three, two]).size).toBe(5);
  });

  it('are used again, in their order, when all rows are replaced at once', () => {
    const slots = new RowSlots();
    const before = slots.of([3, 2, 1]);
    expect(slots.of([9, 8, 7])).toEqual(before);
    const more = slots.of([14, 'gap12', 12, 11, 10]);
    expect(more.slice(0, 3)).toEqual(before);
    expect(new Set(more).size).toBe(5);
    expect(slots.of([20, 19])).toEqual(before.slice(0, 2));
  });

  it('are the same when asked twice', () => {
    const slots = new RowSlots();
    slots.of([3, 2, 1]);
    const once = slots.of([9, 3, 2]);
    expect(slots.of([9, 3, 2])).toEqual(once);
    const anew = slots.of([30, 29, 'end']);
    expect(slots.of([30, 29, 'end'])).toEqual(anew);
  });
});
