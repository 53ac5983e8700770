import type { MessageRecord } from '../message-record.ts';
import type { SearchIndex } from './search-index.ts';
import { Settling } from './settling.ts';
import { anyMessage } from './store-condition.ts';
import type { StoreBounds, StoreWindow } from './store-window.ts';

export interface IndexerParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
}

/** So many messages at most in one commit; fewer when they take longer than they may. */
const mostAtOnce = 500;
const fewestAtOnce = 150;
/** Nobody who searches waits longer for the worker than one batch takes. */
const batchMs = 40;
/**
 * Fewer new messages than fill a batch are let gather so long, milliseconds: each commit of the word index is merged with
 * those before it, and by then most messages are delivered and need not be looked at again. Searches look at them meanwhile.
 */
const gatherMs = 400;
/** Seqs compared in one step. */
const compareSpan = 2_000;

/** What a step did. idle: there is nothing to do until something changes. */
export type IndexStep = 'new' | 'old' | 'removed' | 'idle';

/**
 * Brings the index up to the store, a batch at a time. New messages come first; then older ones that are not in it yet, the
 * newest first, so that what is looked for most can be found soonest.
 */
export class Indexer {
  readonly #parts: IndexerParts;
  readonly #monotonic: () => number;
  readonly #settling: Settling;
  #atOnce = 100;
  #gatheredAt = Number.NEGATIVE_INFINITY;
  #comparedTo: number | null = null;
  #comparing: string | null = null;

  constructor(parts: IndexerParts, monotonic: () => number) {
    this.#parts = parts;
    this.#monotonic = monotonic;
    this.#settling = new Settling(parts, monotonic);
  }

  /** Messages that are not in the index. */
  behind({ first, last }: StoreBounds): { readonly newer: number; readonly older: number } {
    const { range } = this.#parts.index;
    if (last === 0) return { newer: 0, older: 0 };
    if (range === null) return { newer: 0, older: last - first + 1 };
    return { newer: Math.max(0, last - range.high), older: Math.max(0, range.low - first) };
  }

  /** One batch of whatever is most urgent. */
  step(bounds: StoreBounds): IndexStep {
    const { index, window } = this.#parts;
    const { newer, older } = this.behind(bounds);
    const range = index.range ?? { low: bounds.last + 1, high: bounds.last };
    if (newer > 0 && this.#hasGathered(newer)) {
      this.#gatheredAt = this.#monotonic();
      const found = this.#batch(range.high + 1, bounds.last + 1, false);
      this.#add(found.records, { low: range.low, high: found.to });
      return 'new';
    }
    if (this.#settling.step()) return 'new';
    if (this.#compare(bounds)) return 'removed';
    if (older > 0) {
      const from = window.seqAfter(range.low, this.#atOnce);
      const found = this.#batch(Math.max(from, bounds.first), range.low, true);
      this.#add(found.records, { low: found.to, high: range.high });
      return 'old';
    }
    index.spans.warm();
    return 'idle';
  }

  #hasGathered(newer: number): boolean {
    return newer >= this.#atOnce || this.#monotonic() - this.#gatheredAt >= gatherMs;
  }

  /** Looks for messages that left the store, from the beginning. */
  compareAgain(): void {
    this.#comparing = null;
    this.#comparedTo = null;
    this.#parts.index.writeNote('removals', '');
  }

  #batch(from: number, until: number, isOld: boolean) {
    const records = this.#parts.window.messages(from, until, isOld ? until - from : this.#atOnce);
    const last = records.at(-1)?.record.seq;
    const isAll = isOld || records.length < this.#atOnce || last === undefined;
    return { records, to: isOld ? from : isAll ? until - 1 : last };
  }

  #add(found: ReturnType<StoreWindow['messages']>, range: { readonly low: number; readonly high: number }): void {
    const { index, window } = this.#parts;
    const startedAt = this.#monotonic();
    const { contacts } = window.session;
    const openIdOf = ({ contactNo }: MessageRecord) =>
      contactNo === null ? null : (contacts.byNo(contactNo)?.openId ?? null);
    index.add(
      found.map((message) => ({ message, openId: openIdOf(message.record) })),
      range,
    );
    this.#adapt(this.#monotonic() - startedAt, found.length);
  }

  /** As many as can be done within the time of a batch. */
  #adapt(tookMs: number, count: number): void {
    if (tookMs > batchMs) this.#atOnce = Math.max(fewestAtOnce, Math.floor(this.#atOnce / 2));
    else if (count >= this.#atOnce && tookMs < batchMs / 2) {
      this.#atOnce = Math.min(mostAtOnce, Math.ceil(this.#atOnce * 1.5));
    }
  }

  /** Before a search for what is known of messages only when they are delivered: it may be so since a moment. */
  followNewest(): void {
    this.#settling.followNewest();
  }

  /** One span of the index beside the store: what is gone there leaves here. True when there is more to compare. */
  #compare({ removals }: StoreBounds): boolean {
    const { index, window } = this.#parts;
    const { range } = index;
    if (range === null) return false;
    if (this.#comparing === null) {
      if (index.readNote('removals') === removals) return false;
      this.#comparing = removals;
      this.#comparedTo = null;
    }
    const [lowest] = index.indexedSeqs(this.#comparedTo ?? 0, range.high + 1, 1);
    if (lowest === undefined) {
      index.writeNote('removals', this.#comparing);
      this.#comparing = null;
      return true;
    }
    const until = Math.min(range.high + 1, lowest + compareSpan);
    if (index.countIndexed(lowest, until) !== window.countBetween(lowest, until)) {
      const there = new Set(window.seqs(anyMessage, lowest, until, compareSpan));
      index.remove(index.indexedSeqs(lowest, until, compareSpan).filter((seq) => !there.has(seq)));
    }
    this.#comparedTo = until;
    return true;
  }
}
