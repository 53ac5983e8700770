import { describe, expect, it } from 'vitest';
import type { SearchRow } from '#shared/domain/message-search.ts';
import type { SearchScope } from '#shared/domain/message-task.ts';
import { after, before } from '#relay/messages/neighbours.ts';

const hourMs = 3_600_000;
const noon = 1_767_268_800_000;

interface Line {
  readonly seq: number;
  readonly receivedAt: number;
  readonly contactNo: number;
}

/** Answers as a search does: newest first, in pages; and counts what it was asked for. */
function searchOver(lines: readonly Line[], pageRows = 200) {
  const told = { rows: 0, walks: 0 };
  return {
    told,
    async *walk({ filter }: SearchScope): AsyncGenerator<readonly SearchRow[]> {
      told.walks += 1;
      const found = lines
        .filter(({ contactNo }) => contactNo === filter.contactNo)
        .filter(({ receivedAt: at }) => at >= (filter.from ?? 0) && at < (filter.until ?? Infinity))
        .sort((first, second) => second.seq - first.seq);
      for (let from = 0; from < found.length; from += pageRows) {
        const page = found.slice(from, from + pageRows);
        told.rows += page.length;
        // Of a row only these are looked at.
        yield await Promise.resolve(page as unknown as SearchRow[]);
      }
    },
  };
}

const seqs = (found: { readonly rows: readonly { readonly seq: number }[] }) => found.rows.map(({ seq }) => seq);
const clock = { now: () => noon + 1_000 * hourMs };

/** Every `stepMs` one message, each third one of somebody else. */
const conversation = (count: number, stepMs: number): Line[] =>
  Array.from({ length: count }, (_, index) => ({
    seq: index + 1,
    receivedAt: noon + index * stepMs,
    contactNo: index % 3 === 2 ? 9 : 1,
  }));

describe('the neighbours of a message', () => {
  it('are those of its conversation on both sides, in the order of acceptance', async () => {
    const lines = conversation(30, hourMs);
    const place = { ...(lines[12] as Line) };
    expect(place.seq).toBe(13);
    expect(await before(searchOver(lines), place, 3)).toMatchObject({ hasMore: true });
    expect(seqs(await before(searchOver(lines), place, 3))).toEqual([8, 10, 11]);
    expect(seqs(await after(searchOver(lines), clock, place, 3))).toEqual([14, 16, 17]);
    expect(seqs(await before(searchOver(lines), place, 20))).toEqual([1, 2, 4, 5, 7, 8, 10, 11]);
    expect(await after(searchOver(lines), clock, place, 20)).toMatchObject({ hasMore: false });
  });

  it.each([
    ['a week apart', 30, 168 * hourMs],
    ['within one moment', 30, 0],
    ['many in a second', 3_000, 1],
    ['one a minute', 3_000, 60_000],
  ])('are the same however they lie: %s', async (_how, count, stepMs) => {
    const lines = conversation(count, stepMs);
    const now = { now: () => noon + count * stepMs };
    const mine = lines.filter(({ contactNo }) => contactNo === 1).map(({ seq }) => seq);
    for (const at of [0, 1, Math.floor(mine.length / 2), mine.length - 1]) {
      const place = lines[(mine[at] ?? 1) - 1] as Line;
      for (const each of [1, 20]) {
        const earlier = await before(searchOver(lines), place, each);
        expect(seqs(earlier)).toEqual(mine.slice(Math.max(0, at - each), at));
        expect(earlier.hasMore).toBe(at > each);
        const later = await after(searchOver(lines), now, place, each);
        expect(seqs(later)).toEqual(mine.slice(at + 1, at + 1 + each));
        expect(later.hasMore).toBe(mine.length - at - 1 > each);
      }
    }
  });

  it('of an old message are found without reading all that came since', async () => {
    const lines = conversation(60_000, 60_000);
    const place = lines[3] as Line;
    const search = searchOver(lines);
    expect(seqs(await after(search, { now: () => noon + 60_000 * 60_000 }, place, 5))).toEqual([5, 7, 8, 10, 11]);
    expect(search.told.rows).toBeLessThan(1_000);
    expect(search.told.walks).toBeLessThan(10);
  });

  it('are found, too, when the clock was set back since', async () => {
    const lines = conversation(9, hourMs);
    expect(seqs(await after(searchOver(lines), { now: () => noon - hourMs }, lines[0] as Line, 5))).toEqual([
      2, 4, 5, 7, 8,
    ]);
  });
});
