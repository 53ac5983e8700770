import type { PendingMessage } from '../ports/relay-store.ts';
import { DueHeap } from './due-heap.ts';

interface Lane {
  readonly contactNo: number;
  /** In order of seq; `queue[head]` is the next to go. */
  queue: PendingMessage[];
  head: number;
  state: 'ready' | 'busy' | 'waiting' | 'idle';
  /** Valid while waiting; an older heap entry with another number is stale. */
  waitNo: number;
  /** True while waiting for the leg, or for the end user to write again: woken by name, not only by time. */
  waitsFor: 'time' | 'leg' | 'window';
  /** More of this conversation lies on disk behind the last one in the queue. */
  spilled: boolean;
  /** A message was left on disk since the last read of this lane began. */
  skipped: boolean;
  lastSeq: number;
}

export type WaitUntil =
  | { readonly waitsFor: 'time' | 'window' | 'leg'; readonly dueAt: number }
  | { readonly waitsFor: 'leg'; readonly dueAt: null };

export interface LaneLimits {
  /** Messages of one conversation kept in memory. */
  readonly perLane: number;
  /** Messages kept in memory over all conversations. */
  readonly total: number;
}

/**
 * The waiting messages of one leg, one lane per conversation. Keeps order within a lane, takes lanes in turn so that a
 * busy conversation never holds up a quiet one, and bounds memory: what does not fit stays on disk and is asked for.
 */
export class LaneBook {
  readonly #limits: LaneLimits;
  readonly #lanes = new Map<number, Lane>();
  readonly #ready: Lane[] = [];
  #readyHead = 0;
  readonly #waiting = new DueHeap<{ lane: Lane; waitNo: number }>();
  #size = 0;
  #waitNo = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size >= this.#limits.total;
  }

  /** Adds a message behind the others of its conversation. Seqs of one conversation must arrive growing. */
  add(message: PendingMessage, now: number): void {
    const lane = this.#lanes.get(message.contactNo) ?? this.#open(message.contactNo);
    if (message.seq <= lane.lastSeq) return;
    if (lane.spilled || lane.queue.length - lane.head >= this.#limits.perLane) {
      lane.spilled = true;
      lane.skipped = true;
      return;
    }
    lane.queue.push(message);
    lane.lastSeq = message.seq;
    this.#size += 1;
    if (lane.state === 'idle') this.#arrange(lane, message, now);
  }

  /** The next message that may go now, or null. Its lane stays busy until `finish` or `wait` is called. */
  take(now: number): PendingMessage | null {
    this.#wakeDue(now);
    while (this.#readyHead < this.#ready.length) {
      const lane = this.#ready[this.#readyHead];
      this.#readyHead += 1;
      if (this.#readyHead > 1_024 && this.#readyHead * 2 > this.#ready.length) {
        this.#ready.splice(0, this.#readyHead);
        this.#readyHead = 0;
      }
      const message = lane?.queue[lane.head];
      if (lane === undefined || lane.state !== 'ready' || message === undefined) continue;
      lane.state = 'busy';
      return message;
    }
    return null;
  }

  /**
   * The message taken is done with. Returns the seq after which more of this conversation must be read from disk, or
   * null when the lane is complete in memory.
   */
  finish(contactNo: number, now: number): number | null {
    const lane = this.#lanes.get(contactNo);
    if (lane === undefined) return null;
    lane.head += 1;
    this.#size -= 1;
    if (lane.head > 64 && lane.head * 2 > lane.queue.length) {
      lane.queue = lane.queue.slice(lane.head);
      lane.head = 0;
    }
    const next = lane.queue[lane.head];
    if (next !== undefined) {
      this.#arrange(lane, next, now);
      return null;
    }
    if (lane.spilled) {
      // Stays busy: nothing of it may be sent before the rest has been read, or the order would break.
      lane.state = 'busy';
      lane.skipped = false;
      return lane.lastSeq;
    }
    this.#lanes.delete(contactNo);
    return null;
  }

  /**
   * Hands over what `finish` asked for. `complete` is false when still more lies on disk. Returns the seq to read after
   * once more when nothing came but something was left on disk meanwhile; else null.
   */
  refill(contactNo: number, messages: readonly PendingMessage[], complete: boolean, now: number): number | null {
    const lane = this.#lanes.get(contactNo);
    if (lane === undefined) return null;
    lane.queue = [];
    lane.head = 0;
    for (const message of messages) {
      lane.queue.push(message);
      lane.lastSeq = Math.max(lane.lastSeq, message.seq);
      this.#size += 1;
    }
    lane.spilled = !complete || lane.skipped;
    const next = lane.queue[0];
    if (next !== undefined) {
      this.#arrange(lane, next, now);
      return null;
    }
    if (!lane.spilled) {
      this.#lanes.delete(contactNo);
      return null;
    }
    lane.skipped = false;
    return lane.lastSeq;
  }

  /**
   * The message taken must wait, and its lane with it. `message` replaces the head (its attempts have changed). What
   * waits for the leg is woken by `wakeLeg` too; without a time (`dueAt` null) only by it.
   */
  wait(message: PendingMessage, until: WaitUntil): void {
    const lane = this.#lanes.get(message.contactNo);
    if (lane === undefined) return;
    lane.queue[lane.head] = message;
    if (until.dueAt !== null) return this.#park(lane, until.dueAt, until.waitsFor);
    lane.state = 'waiting';
    lane.waitsFor = 'leg';
    lane.waitNo = 0;
  }

  /** Wakes the lanes that waited for the leg to work again. */
  wakeLeg(): void {
    for (const lane of this.#lanes.values()) {
      if (lane.state === 'waiting' && lane.waitsFor === 'leg') this.#makeReady(lane);
    }
  }

  /** The end user wrote again: what the reply window held may go. */
  wakeWindow(contactNo: number): void {
    const lane = this.#lanes.get(contactNo);
    if (lane?.state === 'waiting' && lane.waitsFor === 'window') this.#makeReady(lane);
  }

  /** When the next waiting lane is due, or null. Ready lanes are not counted. */
  nextDueAt(): number | null {
    return this.#waiting.nextDueAt();
  }

  hasReady(): boolean {
    return this.#readyHead < this.#ready.length;
  }

  /** When the oldest message at the head of a lane was accepted, or null when nothing waits. */
  oldestReceivedAt(): number | null {
    let oldest: number | null = null;
    for (const lane of this.#lanes.values()) {
      const receivedAt = lane.queue[lane.head]?.receivedAt;
      if (receivedAt !== undefined && (oldest === null || receivedAt < oldest)) oldest = receivedAt;
    }
    return oldest;
  }

  #open(contactNo: number): Lane {
    const lane: Lane = {
      contactNo,
      queue: [],
      head: 0,
      state: 'idle',
      waitNo: 0,
      waitsFor: 'time',
      spilled: false,
      skipped: false,
      lastSeq: 0,
    };
    this.#lanes.set(contactNo, lane);
    return lane;
  }

  #arrange(lane: Lane, next: PendingMessage, now: number): void {
    if (next.dueAt > now) this.#park(lane, next.dueAt, next.windowClosed ? 'window' : 'time');
    else this.#makeReady(lane);
  }

  #makeReady(lane: Lane): void {
    lane.state = 'ready';
    this.#ready.push(lane);
  }

  #park(lane: Lane, dueAt: number, waitsFor: Lane['waitsFor']): void {
    this.#waitNo += 1;
    lane.state = 'waiting';
    lane.waitsFor = waitsFor;
    lane.waitNo = this.#waitNo;
    this.#waiting.push(dueAt, { lane, waitNo: this.#waitNo });
  }

  #wakeDue(now: number): void {
    for (let entry = this.#waiting.popDue(now); entry !== undefined; entry = this.#waiting.popDue(now)) {
      if (entry.lane.state === 'waiting' && entry.lane.waitNo === entry.waitNo) this.#makeReady(entry.lane);
    }
  }
}
