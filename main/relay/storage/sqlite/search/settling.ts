import { openLanes, openStates } from './open-lanes.ts';
import type { SearchIndex } from './search-index.ts';
import type { StoreWindow } from './store-window.ts';

export interface SettlingParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
}

/** Of so many of the newest messages what becomes of them is followed closely: most are delivered soon. */
const closeSeqs = 2_000;
const closeAtOnce = 500;
/** Others are looked at in turns: what failed may be sent again after days. */
const othersEveryMs = 1_000;
const othersAtOnce = 2_000;
/** So many at once: there may be more of them at once. */
const many = 100;

/** Tells the index what is known of messages only when they are delivered: their case, and what CXone calls them. */
export class Settling {
  readonly #parts: SettlingParts;
  readonly #monotonic: () => number;
  #lookedTo = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SettlingParts, monotonic: () => number) {
    this.#parts = parts;
    this.#monotonic = monotonic;
  }

  /** One short piece of work. True when there may be more to do at once. */
  step(): boolean {
    if (this.followNewest() >= many) return true;
    const now = this.#monotonic();
    if (now - this.#lookedAt < othersEveryMs) return false;
    this.#lookedAt = now;
    return this.#lookAtOthers();
  }

  /** How many of the newest messages that were not delivered yet are so now, or are gone. */
  followNewest(): number {
    const { index, window } = this.#parts;
    const high = index.range?.high ?? 0;
    const seqs = index.unsettled(Math.max(0, high - closeSeqs), closeAtOnce, true);
    if (seqs.length === 0) return 0;
    const found = window.deliveredOf(seqs);
    const there = new Set(found.map(({ seq }) => seq));
    const gone = seqs.filter((seq) => !there.has(seq));
    const delivered = found.filter(({ isDelivered }) => isDelivered);
    if (gone.length + delivered.length > 0) index.settle(gone, delivered);
    return gone.length + delivered.length;
  }

  /** What is delivered has left the store's index of what is not. */
  #lookAtOthers(): boolean {
    const { index, window } = this.#parts;
    const { range } = index;
    if (range === null) return false;
    const from = this.#lookedTo + 1;
    const unsettled = index.unsettled(this.#lookedTo, othersAtOnce);
    const isEnd = unsettled.length < othersAtOnce;
    const last = isEnd ? range.high : (unsettled.at(-1) ?? range.high);
    this.#lookedTo = isEnd ? 0 : last;
    const open = new Set(this.#openBetween(Math.max(from, range.low), last + 1));
    const left = unsettled.filter((seq) => !open.has(seq));
    if (left.length === 0) return false;
    const found = window.deliveredOf(left);
    const there = new Set(found.map(({ seq }) => seq));
    const delivered = found.filter(({ isDelivered }) => isDelivered);
    index.settle(
      left.filter((seq) => !there.has(seq)),
      delivered,
    );
    return left.length >= many;
  }

  #openBetween(from: number, until: number): number[] {
    const { window } = this.#parts;
    const channels = [...window.session.channels.all().keys()];
    const lanes = openLanes(openStates, channels, null).map((lane) => ({ lane, below: until }));
    return window.lanes.newestOpen(lanes, from, Math.max(1, until - from)).flat();
  }
}
