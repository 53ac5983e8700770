import type { SeqList } from './spans.ts';

/** What one index of the store gives in order of seq. */
export interface Lane<L> {
  readonly lane: L;
  /** Only seqs below this one are asked for. */
  readonly below: number;
}

/** Of each lane the newest, so many at most: as many lists as there are lanes. */
export type ReadLanes<L> = (lanes: readonly Lane<L>[], from: number, limit: number) => readonly (readonly number[])[];

interface Walked<L> {
  readonly lane: L;
  seqs: readonly number[];
  place: number;
  /** What of the lane was not read yet lies below. */
  below: number;
  isAtEnd: boolean;
}

/** Read of each lane at first, and later: of most lanes little is needed. */
const firstRead = 16;
const laterReads = 256;
const firstList = 64;
const laterList = 512;

/** Several lanes as one, newest first. Little more of each is read than is handed on. */
export function* laneWalk<L>(lanes: readonly L[], from: number, below: number, read: ReadLanes<L>): Generator<SeqList> {
  const walked: Walked<L>[] = lanes.map((lane) => ({ lane, seqs: [], place: 0, below, isAtEnd: false }));
  let limit = firstRead;
  for (let enough = firstList; ; enough = laterList) {
    const seqs: number[] = [];
    while (seqs.length < enough) {
      const empty = walked.filter((one) => one.place === one.seqs.length && !one.isAtEnd);
      if (empty.length > 0) {
        refill(empty, from, limit, read);
        limit = laterReads;
      }
      const next = newest(walked);
      if (next === null) {
        yield { seqs, lower: from };
        return;
      }
      seqs.push(next.seqs[next.place] ?? 0);
      next.place += 1;
    }
    yield { seqs, lower: seqs.at(-1) ?? from };
  }
}

function refill<L>(empty: readonly Walked<L>[], from: number, limit: number, read: ReadLanes<L>): void {
  const lists = read(empty, from, limit);
  for (const [index, one] of empty.entries()) {
    one.seqs = lists[index] ?? [];
    one.place = 0;
    one.isAtEnd = one.seqs.length < limit;
    one.below = one.seqs.at(-1) ?? from;
  }
}

function newest<L>(walked: readonly Walked<L>[]): Walked<L> | null {
  let found: Walked<L> | null = null;
  let highest = -1;
  for (const one of walked) {
    const seq = one.seqs[one.place];
    if (seq === undefined || seq <= highest) continue;
    highest = seq;
    found = one;
  }
  return found;
}
