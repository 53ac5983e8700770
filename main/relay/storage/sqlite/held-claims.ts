import type { MessageRecord } from './message-record.ts';

interface HeldClaim {
  readonly seq: number;
  readonly attempt: number;
  readonly at: number;
  /** Its settlement was asked for. */
  isEnding: boolean;
}

export type NotedClaim = Pick<HeldClaim, 'seq' | 'attempt' | 'at'>;

/**
 * Attempts toward CXone that are under way and not noted in the file yet. There a repeat does no harm, and most attempts end
 * within milliseconds: the note is written only for those that last, and the settlement of the others says it all.
 */
export class HeldClaims {
  readonly #held = new Map<number, HeldClaim>();
  /** Takes back what was done within the transaction that runs, newest last. */
  readonly #undo: (() => void)[] = [];

  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  /** Within a transaction. */
  take(seq: number, attempt: number, at: number): boolean {
    if (this.#held.has(seq)) return false;
    this.#held.set(seq, { seq, attempt, at, isEnding: false });
    this.#undo.push(() => this.#held.delete(seq));
    return true;
  }

  /** Within a transaction: all are handed over to it. One whose settlement comes later in the same commit is open still. */
  handOver(): readonly NotedClaim[] {
    const all = [...this.#held.values()];
    for (const { seq, attempt } of all) this.release(seq, attempt);
    return all;
  }

  /** Within a transaction: the file tells of the attempt from here on. What follows may claim the message again. */
  release(seq: number, attempt: number): void {
    const claim = this.#held.get(seq);
    if (claim?.attempt !== attempt) return;
    this.#held.delete(seq);
    this.#undo.push(() => this.#held.set(seq, claim));
  }

  /** A transaction begins. */
  begin(): void {
    this.#undo.length = 0;
  }

  /** Where the transaction is, for going back to. */
  get mark(): number {
    return this.#undo.length;
  }

  /** Takes back what came after the mark. */
  undoTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.();
  }

  holds(seq: number, attempt: number): boolean {
    return this.#held.get(seq)?.attempt === attempt;
  }

  /** The attempt is about to be settled. False when that was asked for before. */
  ending(seq: number, attempt: number): boolean {
    const claim = this.#held.get(seq);
    if (claim?.attempt !== attempt) return true;
    const isFirst = !claim.isEnding;
    claim.isEnding = true;
    return isFirst;
  }

  /** The settlement is not on disk: the attempt is still open. */
  notEnded(seq: number, attempt: number): void {
    const claim = this.#held.get(seq);
    if (claim?.attempt === attempt) claim.isEnding = false;
  }

  /** After the commit: the file says how the attempt ended. One that was begun meanwhile, with its number, stays. */
  drop(seq: number, attempt: number): void {
    const claim = this.#held.get(seq);
    if (claim?.attempt === attempt && claim.isEnding) this.#held.delete(seq);
  }

  /** Those that need a note. */
  open(): readonly NotedClaim[] {
    return [...this.#held.values()].filter(({ isEnding }) => !isEnding);
  }

  /** The row as it would stand if the claim were noted. */
  over(record: MessageRecord): MessageRecord {
    const claim = this.#held.get(record.seq);
    if (claim === undefined || record.state !== 'pending' || record.claimedAt !== null) return record;
    return { ...record, claimedAt: claim.at, attempts: claim.attempt };
  }
}
