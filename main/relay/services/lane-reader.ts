import type { Clock } from '#shared/lib/clock.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { LaneBook } from '../core/lane-book.ts';
import type { SteadyTime } from '../core/steady-time.ts';
import type { PendingMessage, RelayStore } from '../ports/relay-store.ts';
import type { ReadGate } from './read-gate.ts';

const pageSize = 500;
/** Pause before the store is asked again after it failed. */
const storeRetryMs = 1_000;

export interface LaneReaderDeps {
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly store: Pick<RelayStore, 'pendingPage' | 'pendingOfConversation'>;
  readonly clock: Clock;
  readonly time: SteadyTime;
  readonly book: LaneBook;
  readonly perLane: number;
  readonly gate: ReadGate;
  readonly onStoreFault: (step: string, thrown: unknown) => void;
  /** Something may be in the book that was not there before. */
  readonly onRead: () => void;
}

/** Fills the lanes of one leg from disk, and from what is accepted meanwhile, without losing or doubling any. */
export class LaneReader {
  readonly #deps: LaneReaderDeps;
  /** Every waiting message up to this seq is in the book, or in a conversation the book reads from disk by itself. */
  #scannedTo = 0;
  #highestOffered = 0;
  #caughtUp = false;
  #scanning = false;
  #stopped = false;
  /** Taken back while a page was being read that may not hold them. */
  #heldBack: PendingMessage[] = [];
  #reads = 0;
  /** By seq: ceased to wait during a read that may hold them all the same. */
  readonly #withdrawn = new Set<number>();

  constructor(deps: LaneReaderDeps) {
    this.#deps = deps;
  }

  /** A page is being read, or will be when the store answers again: what it holds is in no lane yet. */
  get isReading(): boolean {
    return this.#scanning;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** A new message is on disk. Must be called in order of seq. */
  offer(message: PendingMessage): void {
    const { book, time } = this.#deps;
    this.#highestOffered = Math.max(this.#highestOffered, message.seq);
    if (this.#caughtUp && !book.isFull) {
      this.#scannedTo = Math.max(this.#scannedTo, message.seq);
      book.add(time.entered(message), time.now());
    } else {
      this.#caughtUp = false;
    }
  }

  /** An old message waits again. */
  readmit(message: PendingMessage): void {
    this.#withdrawn.delete(message.seq);
    if (this.#scanning) this.#heldBack.push(message);
    else if (this.#caughtUp || message.seq <= this.#scannedTo) {
      const { book, time } = this.#deps;
      book.readmit(time.entered(message), time.now());
    }
  }

  /** The message does not wait any more. */
  withdraw(contactNo: number, seq: number): void {
    this.#heldBack = this.#heldBack.filter((message) => message.seq !== seq);
    if (this.#reads > 0) this.#withdrawn.add(seq);
    const readAfter = this.#deps.book.withdraw(contactNo, seq, this.#deps.time.now());
    if (readAfter !== null) this.refill(contactNo, readAfter);
  }

  /** Reads the next page when there may be more on disk and there is room for it. */
  readMore(): void {
    const { book } = this.#deps;
    if (this.#caughtUp || this.#scanning || this.#stopped || book.room === 0) return;
    // In pages: not one message for each that leaves.
    if (book.size > 0 && book.room < pageSize && book.room < book.size) return;
    this.#scanning = true;
    void this.#scan();
  }

  /** Reads the rest of one conversation. */
  refill(contactNo: number, afterSeq: number): void {
    void this.#refill(contactNo, afterSeq);
  }

  async #scan(): Promise<void> {
    const { channelId, direction, store, time, book, gate } = this.#deps;
    this.#reads += 1;
    try {
      let offeredBefore = 0;
      const page = await gate.through(() => {
        offeredBefore = this.#highestOffered;
        const limit = Math.max(Math.min(pageSize, book.room), 1);
        return store.pendingPage(channelId, direction, this.#scannedTo, limit);
      });
      const now = time.now();
      for (const message of this.#stillWaiting(page.messages)) book.add(time.entered(message), now);
      // The last page holds all that waited when it was read. What was offered since is on disk, and may be in no page yet.
      this.#scannedTo = Math.max(this.#scannedTo, page.lastSeq, page.end ? offeredBefore : 0);
      if (page.end && this.#scannedTo >= this.#highestOffered) this.#caughtUp = true;
    } catch (thrown) {
      this.#deps.onStoreFault('scan', thrown);
      await this.#pause();
    }
    this.#scanning = false;
    this.#readEnded();
    for (const message of this.#heldBack.splice(0)) this.readmit(message);
    this.#deps.onRead();
  }

  async #refill(contactNo: number, afterSeq: number): Promise<void> {
    const { store, direction, time, book, perLane } = this.#deps;
    let readAfter: number | null = afterSeq;
    this.#reads += 1;
    while (readAfter !== null && !this.#stopped) {
      try {
        const messages = await store.pendingOfConversation(contactNo, direction, readAfter, perLane);
        const entered = this.#stillWaiting(messages).map((message) => time.entered(message));
        readAfter = book.refill(contactNo, entered, messages.length < perLane, time.now());
      } catch (thrown) {
        this.#deps.onStoreFault('refill', thrown);
        await this.#pause();
      }
    }
    this.#readEnded();
    this.#deps.onRead();
  }

  #stillWaiting(read: readonly PendingMessage[]): readonly PendingMessage[] {
    return this.#withdrawn.size === 0 ? read : read.filter(({ seq }) => !this.#withdrawn.has(seq));
  }

  #readEnded(): void {
    this.#reads -= 1;
    if (this.#reads === 0) this.#withdrawn.clear();
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(storeRetryMs, resolve);
    });
  }
}
