import { describe, expect, it } from 'vitest';
import { laneWalk, type ReadLanes } from '#relay/storage/sqlite/search/lane-walk.ts';

/** Lanes as lists of seqs in any order; what is read of them is counted. */
function lanesOf(lists: readonly (readonly number[])[]) {
  let rows = 0;
  let questions = 0;
  const read: ReadLanes<number> = (lanes, from, limit) => {
    questions += 1;
    return lanes.map(({ lane, below }) => {
      const seqs = (lists[lane] ?? []).filter((seq) => seq >= from && seq < below);
      const newest = seqs.toSorted((one, other) => other - one).slice(0, limit);
      rows += newest.length;
      return newest;
    });
  };
  return { read, lanes: lists.map((_, lane) => lane), rows: () => rows, questions: () => questions };
}

const every = (step: number, count: number, first = 0): number[] =>
  Array.from({ length: count }, (_, index) => first + index * step);

describe('several lanes as one', () => {
  it('give all their seqs once, newest first, and say how far each list goes', () => {
    const lists = [every(7, 1_000), every(11, 700, 3), [], every(1, 40, 100_000), [5_000]];
    const { read, lanes } = lanesOf(lists);
    const wanted = lists
      .flat()
      .filter((seq) => seq >= 20 && seq < 100_030)
      .toSorted((one, other) => other - one);

    const given: number[] = [];
    let lower = Number.POSITIVE_INFINITY;
    for (const list of laneWalk(lanes, 20, 100_030, read)) {
      expect(list.lower).toBeLessThanOrEqual(lower);
      expect(list.seqs.every((seq) => seq >= list.lower && seq < lower)).toBe(true);
      lower = list.lower;
      given.push(...list.seqs);
    }

    expect(given).toEqual(wanted);
    expect(lower).toBe(20);
  });

  it('are read no further than the first page needs', () => {
    const { read, lanes, rows, questions } = lanesOf(Array.from({ length: 50 }, (_, no) => every(50, 20_000, no)));

    const [first] = laneWalk(lanes, 0, 1_000_000, read);

    expect(first?.seqs).toHaveLength(64);
    expect(rows()).toBeLessThanOrEqual(50 * 16);
    expect(questions()).toBe(1);
  });

  it('say so when there are none', () => {
    const { read } = lanesOf([]);
    expect([...laneWalk([], 10, 20, read)]).toEqual([{ seqs: [], lower: 10 }]);
  });
});
