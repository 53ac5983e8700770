import type { NativeDatabase, SqlStatement } from '../native-database.ts';
import { directionName } from '../record-codes.ts';
import { integer, numberAt, numberOrNullAt } from '../sql-cells.ts';

/** So many messages are looked at in one go; then others have their turn. */
const span = 5_000;
/** Conversations are told apart up to this many; beyond, the number stays. */
const mostConversations = 100_000;
/**
 * Periods whose count is remembered, so that the next question looks only at what came since: more than a relay has channels,
 * for an outage of all of them is when it matters. Together they remember no more conversations than this.
 */
const periodsKept = 1_000;
const conversationsKept = 500_000;

/** Messages of a channel that arrived in a period: what was counted of them so far. */
export interface ArrivalCount {
  readonly channelNo: number;
  readonly firstSeq: number;
  inbound: number;
  outbound: number;
  readonly contacts: Set<number>;
  /** Counted up to this seq. */
  countedTo: number;
}

/** Counts who wrote in a period, step by step. */
export class ImpactReader {
  readonly #step: SqlStatement;
  /** What was asked for last is last. */
  readonly #kept = new Map<string, ArrivalCount>();

  constructor(database: NativeDatabase) {
    this.#step = database.query(
      `SELECT ${['seq', 'direction', 'contact_no'].map(integer).join(', ')} FROM message
       WHERE channel_no = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ${span}`,
    );
  }

  /** What is known already of the messages from `firstSeq` to `lastSeq`. */
  begin(channelNo: number, firstSeq: number, lastSeq: number): ArrivalCount {
    const name = `${channelNo}:${firstSeq}`;
    const kept = this.#kept.get(name);
    this.#kept.delete(name);
    if (kept !== undefined && kept.countedTo <= lastSeq) return this.#keep(name, kept);
    return this.#keep(name, {
      channelNo,
      firstSeq,
      inbound: 0,
      outbound: 0,
      contacts: new Set<number>(),
      countedTo: firstSeq - 1,
    });
  }

  #keep(name: string, count: ArrivalCount): ArrivalCount {
    let conversations = count.contacts.size;
    for (const { contacts } of this.#kept.values()) conversations += contacts.size;
    for (const [oldest, { contacts }] of this.#kept) {
      if (this.#kept.size < periodsKept && conversations <= conversationsKept) break;
      this.#kept.delete(oldest);
      conversations -= contacts.size;
    }
    this.#kept.set(name, count);
    return count;
  }

  /** Counts on up to `lastSeq`. True when all is counted. */
  goOn(count: ArrivalCount, lastSeq: number): boolean {
    const rows = this.#step.all([count.channelNo, count.countedTo, lastSeq]);
    for (const row of rows) {
      count[directionName(numberAt(row, 1))] += 1;
      const contactNo = numberOrNullAt(row, 2);
      if (contactNo !== null && count.contacts.size < mostConversations) count.contacts.add(contactNo);
    }
    const isDone = rows.length < span;
    count.countedTo = isDone ? Math.max(lastSeq, count.countedTo) : numberAt(rows.at(-1) ?? [], 0);
    return isDone;
  }
}
