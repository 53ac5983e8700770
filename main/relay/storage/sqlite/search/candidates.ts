import type { SearchIndex } from './search-index.ts';
import type { SearchPlan } from './plan.ts';
import type { StoreWindow } from './store-window.ts';

/** Messages to be looked at, newest first. Everything wanted at or above `lower` is in this list or in one before. */
export interface CandidateList {
  readonly seqs: readonly number[];
  readonly lower: number;
}

export interface CandidateParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
}

/** So many at a time: the first page is full soon, the later ones are not asked for one by one. */
const firstList = 64;
const laterList = 512;
/** Seqs looked through in one step where there is no index. */
const span = 5_000;
/** Few of the messages in it are not delivered. */
const openSpan = 50_000;
/** Of messages that are not in the index yet, so many are looked at one by one. */
export const mostLookedAt = 3_000;

/**
 * Where the messages that a plan is about may be, newest first, from below `below` on. Each step is short. What it finds may
 * still be none of those wanted.
 */
export function* candidates(
  plan: SearchPlan,
  time: { readonly from: number | null; readonly until: number | null },
  below: number,
  parts: CandidateParts,
): Generator<CandidateList> {
  const known = plan.known.filter((seq) => seq < below);
  let next = 0;
  for (const { seqs, lower } of lists(plan, time, below, parts)) {
    const beside: number[] = [];
    for (let seq = known[next]; seq !== undefined && seq >= lower; seq = known[next]) {
      beside.push(seq);
      next += 1;
    }
    yield { seqs: beside.length === 0 ? seqs : merged(seqs, beside), lower };
  }
  yield { seqs: known.slice(next), lower: 0 };
}

function* lists(
  plan: SearchPlan,
  time: { readonly from: number | null; readonly until: number | null },
  below: number,
  parts: CandidateParts,
): Generator<CandidateList> {
  if (plan.openLanes !== null) {
    yield* ofOpenStates(plan, below, parts);
    return;
  }
  const { index } = parts;
  const range = index.range ?? { low: 0, high: -1 };
  const newer = range.high + 1;
  if (below > newer) {
    const lowest = plan.needsText ? Math.max(newer, below - mostLookedAt) : newer;
    yield* inStore(plan.condition, lowest, below, parts.window);
  }
  const upper = Math.min(below, newer);
  const bounds = time.from === null && time.until === null ? null : index.seqsOfTime(time.from, time.until);
  const isNever = bounds === null && (time.from !== null || time.until !== null);
  const from = Math.max(range.low, bounds?.from ?? 0);
  const until = Math.min(upper, bounds?.until ?? upper);
  if (!isNever && !plan.isOnlyKnown && until > from) {
    yield* ofIndexed(plan, from, until, parts);
  }
  // Words of what the index does not hold cannot be looked for: that is told with the page.
  if (!plan.needsText && !plan.isOnlyKnown) yield* inStore(plan.condition, 0, Math.min(below, range.low), parts.window);
}

/** What the index can tell, by words or by whom messages are from. */
function* ofIndexed(plan: SearchPlan, from: number, until: number, parts: CandidateParts): Generator<CandidateList> {
  const { match, contacts, beside } = plan;
  const { index, window } = parts;
  if (contacts !== null) {
    // Whoever is found by a part of the name need not be found by words.
    const narrowing = beside === null ? match : null;
    for (const { seqs, lower } of index.messagesOf(contacts, from, until)) {
      yield { seqs: narrowing === null || seqs.length === 0 ? seqs : amongThem(narrowing, seqs, index), lower };
    }
  } else if (match === null) yield* inStore(plan.condition, from, until, window);
  else if (beside === null) yield* inIndex(match, from, until, index);
  else yield* union(inIndex(match, from, until, index), index.messagesOf(beside, from, until));
}

function amongThem(match: string, seqs: readonly number[], index: SearchIndex): number[] {
  const found = index.among(match, seqs);
  return seqs.filter((seq) => found.has(seq));
}

/** One side of a union: what it gave and was not handed on. */
class Side {
  readonly #source: Iterator<CandidateList>;
  #seqs: readonly number[] = [];
  lower = Number.POSITIVE_INFINITY;

  constructor(source: Iterator<CandidateList>) {
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
function* union(one: Iterator<CandidateList>, other: Iterator<CandidateList>): Generator<CandidateList> {
  const [left, right] = [new Side(one), new Side(other)];
  for (;;) {
    (left.lower >= right.lower ? left : right).advance();
    const lower = Math.max(left.lower, right.lower);
    if (lower === Number.POSITIVE_INFINITY) continue;
    const seqs = merged(left.take(lower), right.take(lower));
    if (lower === Number.NEGATIVE_INFINITY) {
      yield { seqs, lower: 0 };
      return;
    }
    yield { seqs, lower };
  }
}

function* inIndex(match: string, from: number, until: number, index: SearchIndex): Generator<CandidateList> {
  let upper = until;
  for (let limit = firstList; ; limit = laterList) {
    const seqs = index.find(match, from, upper, limit);
    const last = seqs.at(-1);
    if (last === undefined || seqs.length < limit) {
      yield { seqs, lower: from };
      return;
    }
    yield { seqs, lower: last };
    upper = last;
  }
}

function* inStore(condition: string, from: number, until: number, window: StoreWindow): Generator<CandidateList> {
  let upper = until;
  while (upper > from) {
    const lowest = Math.max(from, upper - span);
    const seqs = window.seqs(condition, [], lowest, upper, laterList);
    const last = seqs.at(-1);
    const lower = seqs.length < laterList || last === undefined ? lowest : last;
    yield { seqs, lower };
    upper = lower;
  }
}

/** By the store's index of everything that is not delivered. Those in the word index are asked there first. */
function* ofOpenStates(plan: SearchPlan, below: number, { window, index }: CandidateParts): Generator<CandidateList> {
  const { openLanes } = plan;
  if (openLanes === null) return;
  const known = new Set(plan.known);
  // With a condition the messages themselves must be looked at: a stretch at a time, longer when there is little in it.
  let width = plan.openCondition === '1' ? below : openSpan;
  let limit = firstList;
  for (let upper = below; upper > 0; limit = laterList) {
    const lower = Math.max(0, upper - width);
    const seqs = window.openSeqs(openLanes, plan.openCondition, plan.openValues, lower, upper, limit);
    const last = seqs.length < limit ? lower : (seqs.at(-1) ?? lower);
    yield { seqs: narrowed(seqs, plan, { index, known }), lower: last };
    upper = last;
    width *= 2;
  }
}

interface Narrowing {
  readonly index: SearchIndex;
  /** Known by an id: the index is not asked about them. */
  readonly known: ReadonlySet<number>;
}

/** Without those of which the index knows that they are not wanted. */
function narrowed(seqs: readonly number[], plan: SearchPlan, { index, known }: Narrowing): number[] {
  const { match, contacts, beside, isOnlyKnown } = plan;
  const { range } = index;
  const isIndexed = (seq: number): boolean => range !== null && seq >= range.low && seq <= range.high;
  const asked = seqs.filter(isIndexed);
  if (asked.length === 0) return [...seqs];
  const ofThem = contacts === null ? asked : index.ofContacts(contacts, asked);
  // Whoever is found by a part of the name need not be found by words.
  const isAsked = ofThem.length > 0 && beside === null && !isOnlyKnown && match !== null;
  const found = isOnlyKnown ? new Set<number>() : isAsked ? index.among(match, ofThem) : new Set(ofThem);
  return seqs.filter((seq) => !isIndexed(seq) || found.has(seq) || known.has(seq));
}

/** Both newest first; each seq once. */
function merged(seqs: readonly number[], others: readonly number[]): number[] {
  return [...new Set([...seqs, ...others])].sort((one, other) => other - one);
}
