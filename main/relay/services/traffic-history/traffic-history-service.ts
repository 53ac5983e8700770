import type { ChannelId } from '#shared/domain/ids.ts';
import type { TrafficHistory, TrafficPeriod } from '#shared/domain/traffic-history.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { PendingMessage, Settlement } from '../../ports/relay-store.ts';
import { recordDuration } from './histogram.ts';
import { readHistory } from './read-history.ts';
import { SpanKeeper, type SpanStore } from './span-keeper.ts';
import { SpanShelf, type Tallies } from './span-shelf.ts';
import { noteTrouble } from './tally.ts';
import { WallSteps } from './wall-steps.ts';

/** How often it is noted that the relay runs. */
const lookEveryMs = 10_000;
const looksPerWrite = 6;
/** Nothing is removed before the clock had time to be set right, in looks. */
const looksPerRemoval = 360;
/** A message accepted longer ago was counted by an earlier run. */
const newMessageMs = 5 * 60_000;

type Accepted = Pick<PendingMessage, 'seq' | 'channelId' | 'direction' | 'receivedAt'>;

export interface TrafficHistoryDeps {
  readonly store: SpanStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** The time by which age is judged: never ahead of the right one, as far as that is known. */
  readonly sureNow: () => number;
}

/**
 * Counts what passes, for charts of the last hour, day and week; outlives restarts. Told of every message and every
 * attempt while messages pass, so it only counts, and never throws. Times are those of the wall clock: what was counted
 * ahead of a clock that is set back is dropped, and such stretches are told as not whole.
 */
export class TrafficHistoryService {
  readonly #deps: TrafficHistoryDeps;
  readonly #shelf = new SpanShelf();
  readonly #keeper: SpanKeeper;
  readonly #steps: WallSteps;
  #lastSeq = 0;
  /** Messages up to this one were accepted before the wall clock was set: how long they took is not known. */
  #unmeasuredTo = -1;
  #looks = 0;
  #cancel: () => void = () => undefined;
  #writing: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: TrafficHistoryDeps) {
    this.#deps = deps;
    this.#keeper = new SpanKeeper(deps.store, this.#shelf, deps.log);
    this.#steps = new WallSteps(deps.clock);
  }

  /** Reads what earlier runs wrote. Never rejects. Messages may be told before. */
  async start(): Promise<void> {
    await this.#keeper.load(this.#deps.clock.now());
    this.#plan();
  }

  /** A message is on disk and waits for delivery. */
  stored(message: Accepted): void {
    this.#lastSeq = Math.max(this.#lastSeq, message.seq);
    const tallies = this.#accepted(message);
    if (tallies === null) return;
    tallies.minute[message.direction] += 1;
    tallies.block[message.direction] += 1;
  }

  /** A message is on disk and cannot be delivered. */
  quarantined(message: Accepted, code: ErrorCode): void {
    this.stored(message);
    const tallies = this.#accepted(message);
    if (tallies === null) return;
    noteTrouble(tallies.minute, 'failed', code, message.receivedAt);
    noteTrouble(tallies.block, 'failed', code, message.receivedAt);
  }

  /** An attempt ended, and that is on disk. */
  settled(message: Accepted, { at, outcome }: Pick<Settlement, 'at' | 'outcome'>): void {
    if (outcome.kind === 'retry' && !outcome.counts) return;
    const now = this.#deps.clock.now();
    if (this.#steps.hasStepped(now)) this.#look();
    const { minute, block } = this.#shelf.at(Math.abs(now - at) < newMessageMs ? at : now, message.channelId);
    if (outcome.kind === 'delivered') {
      minute.delivered += 1;
      block.delivered += 1;
      const durationMs = at - message.receivedAt;
      if (durationMs < 0 || message.seq <= this.#unmeasuredTo) return;
      const way = message.direction === 'inbound' ? 'deliveryIn' : 'deliveryOut';
      recordDuration(minute[way], durationMs);
      recordDuration(block[way], durationMs);
      return;
    }
    const kind = outcome.kind === 'retry' ? 'retries' : 'failed';
    noteTrouble(minute, kind, outcome.code, message.receivedAt);
    noteTrouble(block, kind, outcome.code, message.receivedAt);
  }

  /** No channel: all of them. */
  history(input: { readonly period: TrafficPeriod; readonly channelIds: readonly ChannelId[] }): TrafficHistory {
    this.#look();
    return readHistory(this.#shelf, { ...input, now: this.#deps.clock.now() });
  }

  /** Resolves when what was counted is on disk, or the disk refused it. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancel();
    this.#look();
    await this.#write();
  }

  #accepted({ channelId, receivedAt }: Accepted): Tallies | null {
    return Math.abs(this.#deps.clock.now() - receivedAt) < newMessageMs ? this.#shelf.at(receivedAt, channelId) : null;
  }

  #plan(): void {
    this.#cancel = this.#deps.clock.after(lookEveryMs, () => {
      this.#look();
      this.#looks += 1;
      if (this.#looks % looksPerWrite === 0) void this.#write();
      if (this.#looks % looksPerRemoval === 0) void this.#keeper.removeOld(this.#deps.sureNow());
      if (!this.#stopped) this.#plan();
    });
  }

  #look(): void {
    const elapsed = this.#steps.look();
    if (elapsed.kind === 'ran') {
      this.#shelf.cover(elapsed.from, elapsed.until);
      return;
    }
    this.#unmeasuredTo = this.#lastSeq;
    if (elapsed.until < elapsed.from) this.#shelf.dropAfter(elapsed.until);
  }

  #write(): Promise<void> {
    const now = this.#deps.clock.now();
    this.#shelf.age(this.#deps.sureNow());
    this.#writing = this.#writing.then(() => this.#keeper.write(now));
    return this.#writing;
  }
}
