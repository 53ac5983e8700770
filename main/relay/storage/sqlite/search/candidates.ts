import { laneWalk } from './lane-walk.ts';
import type { SearchPlan } from './plan.ts';
import type { IndexedRange, SearchIndex } from './search-index.ts';
import type { SeqList, TimeBounds } from './spans.ts';
import type { StoreWindow } from './store-window.ts';

/** Messages to be looked at, newest first. Everything wanted at or above `lower` is in this list or in one before. */
export interface CandidateList extends SeqList {
  /** True when each of them is wanted, as long as it is still in the store. */
  readonly isSure: boolean;
}

export interface CandidateParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
}

/** So many at a time: the first page is full soon, the later ones are not asked for one by one. */
const firstList = 64;
const laterList = 512;
const longestList = 8_192;
/** Seqs looked through in one step where there is no index. */
const span = 5_000;
/** Of messages that are not in the index yet, so many are looked at one by one. */
export const mostLookedAt = 3_000;

/**
 * Where the messages that a plan is about may be, newest first, from below `below` on. Each step is short. What it finds may
 * still be none of those wanted.
 */
export function* candidates(
  plan: SearchPlan,
  time: TimeBounds,
  below: number,
  parts: CandidateParts,
): Generator<CandidateList> {
  const known = plan.known.filter((seq) => seq < below);
  let next = 0;
  for (const list of lists(plan, time, below, parts)) {
    const beside: number[] = [];
    for (let seq = known[next]; seq !== undefined && seq >= list.lower; seq = known[next]) {
      beside.push(seq);
      next += 1;
    }
    yield beside.length === 0 ? list : { seqs: merged(list.seqs, beside), lower: list.lower, isSure: false };
  }
  yield { seqs: known.slice(next), lower: 0, isSure: false };
}

function* lists(plan: SearchPlan, time: TimeBounds, below: number, parts: CandidateParts): Generator<CandidateList> {
  const { index } = parts;
  const range = index.range ?? { low: 0, high: -1 };
  const newer = range.high + 1;
  if (below > newer) yield* ofNewer(plan, newer, below, parts);
  if (!plan.isOnlyKnown) yield* ofIndexed(plan, time, { low: range.low, high: Math.min(below, newer) - 1 }, parts);
  // Words of what the index does not hold cannot be looked for: that is told with the page.
  if (plan.needsText && !isOfLanes(plan)) return;
  const oldest = parts.window.oldestSeq();
  const older = Math.min(below, range.low);
  if (older <= oldest) return;
  yield* unsure(isOfLanes(plan) ? walked(plan, oldest, older, parts) : inStore(plan, oldest, older, parts.window));
}

/** Not in the index yet. */
function* ofNewer(plan: SearchPlan, newer: number, below: number, parts: CandidateParts): Generator<CandidateList> {
  if (isOfLanes(plan)) {
    yield* unsure(walked(plan, newer, below, parts));
    return;
  }
  const lowest = plan.needsText ? Math.max(newer, below - mostLookedAt) : newer;
  yield* unsure(inStore(plan, lowest, below, parts.window));
}

/** What the index can tell of what it holds. */
function* ofIndexed(
  plan: SearchPlan,
  time: TimeBounds,
  { low, high }: IndexedRange,
  parts: CandidateParts,
): Generator<CandidateList> {
  const { index } = parts;
  const isTimed = time.from !== null || time.until !== null;
  const bounds = isTimed ? index.spans.seqsOfTime(time) : null;
  if (isTimed && bounds === null) return;
  const from = Math.max(low, bounds?.from ?? 0);
  const until = Math.min(high + 1, bounds?.until ?? high + 1);
  if (until <= from) return;
  let upper = until;
  for (const { seqs, lower } of ofSource(plan, from, until, parts)) {
    const wanted = withoutOpen(plan, narrowed(plan, seqs, parts), { from: lower, until: upper }, parts);
    yield { seqs: isTimed ? withinTime(time, wanted, parts) : wanted, lower, isSure: plan.isSure };
    upper = lower;
  }
}

function* ofSource(plan: SearchPlan, from: number, until: number, parts: CandidateParts): Generator<SeqList> {
  const { source, beside, wish } = plan;
  const { index } = parts;
  const besides = (): Generator<SeqList> => index.spans.matching({ ...wish, contacts: beside }, from, until);
  switch (source.of) {
    case 'words': {
      const found = inIndex('words', source.match, from, until, index);
      yield* beside === null ? found : union(found, besides(), from);
      return;
    }
    case 'cases': {
      const known = inIndex('words', source.match, from, until, index);
      yield* union(known, inIndex('ids', source.match, from, until, index), from);
      return;
    }
    case 'open':
    case 'codes':
      yield* walked(plan, from, until, parts);
      return;
    case 'all':
      yield* index.spans.matching(wish, from, until);
  }
}

function isOfLanes({ source }: SearchPlan): boolean {
  return source.of === 'open' || source.of === 'codes';
}

/** By the store's own indexes of what is not delivered. */
function walked({ source }: SearchPlan, from: number, until: number, { window }: CandidateParts): Generator<SeqList> {
  if (source.of === 'codes') {
    return laneWalk(source.lanes, from, until, (lanes, lowest, limit) =>
      window.lanes.newestOfCode(lanes, lowest, limit),
    );
  }
  const lanes = source.of === 'open' ? source.lanes : [];
  return laneWalk(lanes, from, until, (asked, lowest, limit) => window.lanes.newestOpen(asked, lowest, limit));
}

function* inIndex(
  table: 'words' | 'ids',
  match: string,
  from: number,
  until: number,
  index: SearchIndex,
): Generator<SeqList> {
  let upper = until;
  // Each question costs the more the more the word finds: whoever asks on and on is told more at a time.
  for (let limit = firstList; ; limit = limit < laterList ? laterList : Math.min(2 * limit, longestList)) {
    const seqs = index.find(table, match, from, upper, limit);
    const last = seqs.at(-1);
    if (last === undefined || seqs.length < limit) {
      yield { seqs, lower: from };
      return;
    }
    yield { seqs, lower: last };
    upper = last;
  }
}

function* inStore({ condition }: SearchPlan, from: number, until: number, window: StoreWindow): Generator<SeqList> {
  let upper = until;
  while (upper > from) {
    const lowest = Math.max(from, upper - span);
    const seqs = window.seqs(condition, lowest, upper, laterList);
    const last = seqs.at(-1);
    const lower = seqs.length < laterList || last === undefined ? lowest : last;
    yield { seqs, lower };
    upper = lower;
  }
}

/** Without those of which the index knows that they are not wanted. Of what it holds only. */
function narrowed(plan: SearchPlan, seqs: readonly number[], { index }: CandidateParts): readonly number[] {
  const { source, text, wish, beside, known } = plan;
  if (seqs.length === 0 || source.of === 'words') return seqs;
  const isAny = source.of === 'all' || Object.values(wish).every((one) => one === null);
  const wanted = isAny ? seqs : index.spans.among(wish, seqs);
  // Whoever is found by a part of the name need not be found by words.
  if (text === null || beside !== null || wanted.length === 0) return wanted;
  const found = index.among(text, wanted);
  const meant = new Set(known);
  return wanted.filter((seq) => found.has(seq) || meant.has(seq));
}

/** Without those that are in one of the states that are not wanted. */
function withoutOpen(
  { notOpen }: SearchPlan,
  seqs: readonly number[],
  { from, until }: { readonly from: number; readonly until: number },
  { window }: CandidateParts,
): readonly number[] {
  if (notOpen.length === 0 || seqs.length === 0) return seqs;
  const lanes = notOpen.map((lane) => ({ lane, below: until }));
  const left = new Set(window.lanes.newestOpen(lanes, from, until - from).flat());
  return seqs.filter((seq) => !left.has(seq));
}

/** Only what was received in that time: where a span of the index does not tell, the store does. */
function withinTime(time: TimeBounds, seqs: readonly number[], { window, index }: CandidateParts): readonly number[] {
  const told = seqs.map((seq) => index.spans.isWithin(seq, time));
  const asked = seqs.filter((_, place) => told[place] === 'maybe');
  const within = new Set(asked.length === 0 ? [] : window.receivedWithin(time, asked));
  return seqs.filter((seq, place) => told[place] === 'yes' || within.has(seq));
}

function* unsure(source: Iterable<SeqList>): Generator<CandidateList> {
  for (const list of source) yield { ...list, isSure: false };
}

/** One side of a union: what it gave and was not handed on. */
class Side {
  readonly #source: Iterator<SeqList>;
  #seqs: readonly number[] = [];
  lower = Number.POSITIVE_INFINITY;

  constructor(source: Iterator<SeqList>) {
    this.#source = source;
  }

  advance(): void {
    const next = this.#source.next();
    this.#seqs = next.done === true ? this.#seqs : [...this.#seqs, ...next.value.seqs];
    this.lower = next.done === true ? Number.NEGATIVE_INFINITY : next.value.lower;
  }

  /** Those at or above this seq. */
  take(lowest: number): readonly number[] {
    const end = this.#seqs.findIndex((seq) => seq < lowest);
    const taken = end < 0 ? this.#seqs : this.#seqs.slice(0, end);
    this.#seqs = end < 0 ? [] : this.#seqs.slice(end);
    return taken;
  }
}

/** What either of the two finds, newest first: the one that is less far goes on. */
function* union(one: Iterator<SeqList>, other: Iterator<SeqList>, from: number): Generator<SeqList> {
  const [left, right] = [new Side(one), new Side(other)];
  for (;;) {
    (left.lower >= right.lower ? left : right).advance();
    const lower = Math.max(left.lower, right.lower);
    if (lower === Number.POSITIVE_INFINITY) continue;
    const seqs = merged(left.take(lower), right.take(lower));
    if (lower === Number.NEGATIVE_INFINITY) {
      yield { seqs, lower: from };
      return;
    }
    yield { seqs, lower };
  }
}

/** Both newest first; each seq once. */
function merged(seqs: readonly number[], others: readonly number[]): number[] {
  return [...new Set([...seqs, ...others])].sort((one, other) => other - one);
}
