import type { ChannelId } from '#shared/domain/ids.ts';
import type { PeriodImpact } from '../../../ports/operations-store.ts';
import type { ChannelBook } from '../channel-book.ts';
import type { NativeDatabase } from '../native-database.ts';
import { whole } from '../sql-cells.ts';
import { Arrivals } from './arrivals.ts';
import { ImpactReader } from './impact-reader.ts';
import { WaitingReader, type SettledCounts } from './waiting-reader.ts';

/** In one question no more messages are looked at; the next one goes on from there. */
const spansPerQuestion = 20;

/** A question that is answered in steps, so that others have their turn between them. */
export interface Steps<T> {
  /** The answer, or null while it is not complete. */
  next(): T | null;
}

/** Questions about a channel's messages that would walk through many of them. */
export class OperationsReader {
  readonly #channels: ChannelBook;
  readonly #arrivals: Arrivals;
  readonly #impact: ImpactReader;
  readonly #waiting: WaitingReader;

  constructor(database: NativeDatabase, channels: ChannelBook) {
    this.#channels = channels;
    this.#arrivals = new Arrivals(database);
    this.#impact = new ImpactReader(database);
    this.#waiting = new WaitingReader(database, this.#arrivals);
  }

  waitingNow(channelId: ChannelId): { readonly total: number; readonly lastSeq: number } {
    const channelNo = this.#channels.find(channelId);
    return channelNo === null ? { total: 0, lastSeq: 0 } : this.#waiting.waiting(channelNo);
  }

  impactOf(channelId: ChannelId, from: number, until: number): Steps<PeriodImpact> {
    const channelNo = this.#channels.find(channelId);
    if (channelNo === null) return { next: () => noImpact };
    const first = this.#arrivals.firstFrom(channelNo, whole(from));
    const last = this.#arrivals.firstFrom(channelNo, whole(until)) - 1;
    // What waited already when it began is held up by it too.
    const waiting = (): number => this.#waiting.inState(channelNo, 'pending', 0, last);
    if (last < first) return { next: () => ({ ...noImpact, waiting: waiting() }) };
    const count = this.#impact.begin(channelNo, first, last);
    let spansLeft = spansPerQuestion;
    return {
      next: () => {
        spansLeft -= 1;
        if (!this.#impact.goOn(count, last) && spansLeft > 0) return null;
        const inState = (state: Parameters<WaitingReader['inState']>[1]): number =>
          this.#waiting.inState(channelNo, state, first, last);
        return {
          inbound: count.inbound,
          outbound: count.outbound,
          conversations: count.contacts.size,
          waiting: waiting(),
          deadLetters: inState('dead_letter'),
          unconfirmed: inState('unconfirmed'),
          expired: inState('expired'),
        };
      },
    };
  }

  settledSince(channelId: ChannelId, since: number, lastSeq: number): Steps<SettledCounts> {
    const channelNo = this.#channels.find(channelId);
    if (channelNo === null) return { next: () => noneSettled };
    const count = this.#waiting.begin(channelNo, since, lastSeq);
    return { next: () => (this.#waiting.goOn(count) ? this.#waiting.settled(count) : null) };
  }
}

const noImpact: PeriodImpact = {
  inbound: 0,
  outbound: 0,
  conversations: 0,
  waiting: 0,
  deadLetters: 0,
  unconfirmed: 0,
  expired: 0,
};

const noneSettled: SettledCounts = { waiting: 0, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
