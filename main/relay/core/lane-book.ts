import type { PendingMessage } from '../ports/relay-store.ts';
import { DueHeap } from './due-heap.ts';
import type { MemoryBudget } from './memory-budget.ts';

interface Lane {
  readonly contactNo: number;
  /** In order of seq; `queue[head]` is the next to go. */
  queue: PendingMessage[];
  head: number;
  /** 'busy': its head is under way. 'reading': nothing of it may go before the rest has come from disk. */
  state: 'ready' | 'busy' | 'reading' | 'waiting' | 'idle';
  /** Valid while waiting; an older heap entry with another number is stale. */
  waitNo: number;
  /**
   * What it waits for beside its time. 'restart': read from disk with a time to come, and what for is not known.
   */
  waitsFor: 'time' | 'leg' | 'window' | 'restart';
  /** While it is busy: the end user wrote since its head was taken. */
  windowOpened: boolean;
  /** While it is busy: its head does not wait any more. */
  withdrawn: boolean;
  /** More of this conversation lies on disk behind the last one in the queue. */
  spilled: boolean;
  /** A message was left on disk since the last read of this lane began. */
  skipped: boolean;
  lastSeq: number;
  /** While the rest is being read from disk: when the one before it was accepted. The rest is no older. */
  restSince: number | null;
}

export type WaitUntil =
  | { readonly waitsFor: 'time' | 'window' | 'leg'; readonly dueAt: number }
  | { readonly waitsFor: 'leg'; readonly dueAt: null };

export interface LaneLimits {
  /** Messages of one conversation kept in memory. */
  readonly perLane: number;
  /** Messages kept in memory over all conversations. */
  readonly total: number;
  /** So many are kept even when the memory all legs share is used up. */
  readonly reserved: number;
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
  readonly #budget: MemoryBudget;
  #size = 0;
  #waitNo = 0;

  constructor(limits: LaneLimits, budget: MemoryBudget) {
    this.#limits = limits;
    this.#budget = budget;
  }

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.room === 0;
  }

  /** How many more messages may be kept in memory now. */
  get room(): number {
    const limit = this.#budget.isSpent ? this.#limits.reserved : this.#limits.total;
    return Math.max(limit - this.#size, 0);
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
    this.#kept(message);
    if (lane.state === 'idle') this.#arrange(lane, message, now);
  }

  /**
   * Takes back a message that was settled before and waits again: it gets its old place in its conversation, behind the
   * one under way. May be told twice of the same message.
   */
  readmit(message: PendingMessage, now: number): void {
    const lane = this.#lanes.get(message.contactNo) ?? this.#open(message.contactNo);
    if (lane.spilled && message.seq > lane.lastSeq) {
      lane.skipped = true;
      return;
    }
    const underWay = lane.state === 'busy' ? 1 : 0;
    if (underWay === 1 && lane.queue[lane.head]?.seq === message.seq) {
      lane.withdrawn = false;
      return;
    }
    let place = lane.head + underWay;
    while (place < lane.queue.length && (lane.queue[place]?.seq ?? 0) < message.seq) place += 1;
    if (lane.queue[place]?.seq === message.seq) return;
    lane.queue.splice(place, 0, message);
    lane.lastSeq = Math.max(lane.lastSeq, message.seq);
    this.#kept(message);
    if (lane.state !== 'busy' && lane.state !== 'reading' && place === lane.head) this.#arrange(lane, message, now);
  }

  /**
   * The message does not wait any more. One under way is left to its attempt, and not kept when that has ended. Returns
   * what `finish` returns.
   */
  withdraw(contactNo: number, seq: number, now: number): number | null {
    const lane = this.#lanes.get(contactNo);
    if (lane === undefined) return null;
    const place = lane.queue.findIndex((message, index) => index >= lane.head && message.seq === seq);
    if (place < 0) return null;
    if (place === lane.head && lane.state === 'busy') {
      lane.withdrawn = true;
      return null;
    }
    if (place === lane.head && lane.state !== 'reading') return this.finish(contactNo, now);
    const [gone] = lane.queue.splice(place, 1);
    if (gone !== undefined) this.#gone(gone);
    return null;
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
      lane.windowOpened = false;
      lane.withdrawn = false;
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
    const done = lane.queue[lane.head];
    if (done !== undefined) this.#gone(done);
    lane.head += 1;
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
      // Or the order would break.
      lane.state = 'reading';
      lane.skipped = false;
      lane.restSince = done?.receivedAt ?? lane.restSince;
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
    // What was taken back meanwhile is in the queue; it may also be among what was read.
    const readmitted = lane.queue.slice(lane.head);
    const known = new Set(readmitted.map((message) => message.seq));
    const read = messages.filter((message) => !known.has(message.seq));
    for (const message of read) this.#kept(message);
    lane.queue = [...readmitted, ...read].sort((first, second) => first.seq - second.seq);
    lane.head = 0;
    lane.lastSeq = Math.max(lane.lastSeq, lane.queue.at(-1)?.seq ?? 0);
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
   * waits for the leg is woken by `wakeLeg` too; without a time (`dueAt` null) only by it. Returns what `finish` returns: one
   * that was withdrawn meanwhile is done with.
   */
  wait(message: PendingMessage, until: WaitUntil, now: number): number | null {
    const lane = this.#lanes.get(message.contactNo);
    if (lane === undefined) return null;
    if (lane.withdrawn) return this.finish(message.contactNo, now);
    lane.queue[lane.head] = message;
    if ((lane.queue[lane.head + 1]?.seq ?? Number.MAX_SAFE_INTEGER) < message.seq) {
      // An earlier one came back while this was under way: it goes first.
      lane.queue = lane.queue.slice(lane.head).sort((first, second) => first.seq - second.seq);
      lane.head = 0;
      this.#arrange(lane, lane.queue[0] ?? message, now);
    } else if (until.waitsFor === 'window' && lane.windowOpened) {
      // WeChat decides anew; when it refuses again without a word of the end user, the wait is whole.
      this.#makeReady(lane);
    } else if (until.dueAt !== null) {
      this.#park(lane, until.dueAt, until.waitsFor);
    } else {
      lane.state = 'waiting';
      lane.waitsFor = 'leg';
      lane.waitNo = 0;
    }
    return null;
  }

  /** The leg works again: wakes the lanes that waited for it. */
  wakeLeg(): void {
    for (const lane of this.#lanes.values()) {
      if (lane.state === 'waiting' && (lane.waitsFor === 'leg' || lane.waitsFor === 'restart')) this.#makeReady(lane);
    }
  }

  /** The leg never stopped working: wakes what has no time of its own, and what waited since before the start. */
  wakeTimeless(): void {
    for (const lane of this.#lanes.values()) {
      const isTimeless = lane.waitsFor === 'leg' && lane.waitNo === 0;
      if (lane.state === 'waiting' && (isTimeless || lane.waitsFor === 'restart')) this.#makeReady(lane);
    }
  }

  /** The end user wrote again: what the reply window held may go. */
  wakeWindow(contactNo: number): void {
    const lane = this.#lanes.get(contactNo);
    if (lane?.state === 'busy') lane.windowOpened = true;
    else if (lane?.state === 'waiting' && lane.waitsFor === 'window') this.#makeReady(lane);
  }

  /** When the next waiting lane is due, or null. Ready lanes are not counted. */
  nextDueAt(): number | null {
    return this.#waiting.nextDueAt();
  }

  /** False when `take` would surely return null. */
  hasReadyAt(now: number): boolean {
    this.#wakeDue(now);
    return this.#readyHead < this.#ready.length;
  }

  /**
   * When the oldest message at the head of a lane was accepted, or null when nothing waits for the leg. What waits for the
   * end user, or by a schedule of its own, is no sign that the leg does not work.
   */
  oldestReceivedAt(): number | null {
    let oldest: number | null = null;
    for (const lane of this.#lanes.values()) {
      if (lane.state === 'waiting' && (lane.waitsFor === 'window' || lane.waitsFor === 'time')) continue;
      const receivedAt = lane.queue[lane.head]?.receivedAt ?? lane.restSince;
      if (receivedAt !== null && (oldest === null || receivedAt < oldest)) oldest = receivedAt;
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
      windowOpened: false,
      withdrawn: false,
      spilled: false,
      skipped: false,
      lastSeq: 0,
      restSince: null,
    };
    this.#lanes.set(contactNo, lane);
    return lane;
  }

  /**
   * A message with a time to come was read from disk: what it waits for is not known there, so that a leg that works lets
   * it go once, sooner than planned.
   */
  #arrange(lane: Lane, next: PendingMessage, now: number): void {
    if (next.dueAt > now) this.#park(lane, next.dueAt, next.windowClosed ? 'window' : 'restart');
    else if (lane.state !== 'ready') this.#makeReady(lane);
  }

  #kept(message: PendingMessage): void {
    this.#size += 1;
    this.#budget.take(message.content);
  }

  #gone(message: PendingMessage): void {
    this.#size -= 1;
    this.#budget.giveBack(message.content);
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
