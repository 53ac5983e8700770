import type { Direction, MessageState } from '#shared/domain/message.ts';
import { directionNumber, stateNumber } from './record-codes.ts';
import type { Mark } from './high-water-mark.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import { integer, numberAt } from './sql-cells.ts';

const minuteMs = 60_000;
/** A message that came to one of these did not arrive, as far as is known. */
const failures: ReadonlySet<MessageState> = new Set(['unconfirmed', 'dead_letter', 'expired', 'quarantined']);

interface MinuteDelta {
  readonly minute: number;
  readonly channelNo: number;
  inbound: number;
  outbound: number;
  failed: number;
}

interface StateDelta {
  readonly channelNo: number;
  readonly direction: number;
  readonly state: number;
  messages: number;
}

/**
 * The counters, kept in the same transactions as what they count. Changes are gathered while a transaction runs and
 * written once before it commits: a batch of messages costs as many counter rows as it has channels, not messages.
 */
export class RunningCounts {
  readonly #load: SqlStatement;
  readonly #saveTotals: SqlStatement;
  readonly #addToState: SqlStatement;
  readonly #addToMinute: SqlStatement;
  #accepted = 0;
  #lastSeq = 0;
  #outboundClaims = 0;
  #missing = 0;
  #removed = 0;
  #totalsChanged = false;
  readonly #states = new Map<number, StateDelta>();
  readonly #minutes = new Map<number, MinuteDelta>();

  constructor(database: NativeDatabase) {
    const totals = ['accepted', 'last_seq', 'outbound_claims', 'missing', 'removed'].map(integer).join(', ');
    this.#load = database.query(`SELECT ${totals} FROM store_state`);
    this.#saveTotals = database.command(
      'UPDATE store_state SET accepted = ?, last_seq = ?, outbound_claims = ?, removed = ?',
    );
    this.#addToState = database.command(
      `INSERT INTO state_count VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET messages = messages + excluded.messages`,
    );
    this.#addToMinute = database.command(
      `INSERT INTO traffic_minute VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET inbound = inbound + excluded.inbound, outbound = outbound + excluded.outbound,
         failed = failed + excluded.failed`,
    );
    this.forget();
  }

  /** Messages in the file. */
  get accepted(): number {
    return this.#accepted;
  }

  get missing(): number {
    return this.#missing;
  }

  get mark(): Mark {
    return {
      accepted: this.#accepted + this.#missing + this.#removed,
      lastSeq: this.#lastSeq,
      outboundClaims: this.#outboundClaims,
    };
  }

  /** The seq the next message gets. Counts only when `messageAccepted` follows. */
  get nextSeq(): number {
    return this.#lastSeq + 1;
  }

  messageAccepted(channelNo: number, direction: Direction, state: MessageState, at: number): void {
    this.#accepted += 1;
    this.#lastSeq += 1;
    this.#totalsChanged = true;
    this.#add(channelNo, direction, state, 1);
    this.#minute(channelNo, at)[direction] += 1;
    if (failures.has(state)) this.#minute(channelNo, at).failed += 1;
  }

  messageMoved(channelNo: number, direction: Direction, from: MessageState, to: MessageState, at: number): void {
    this.#add(channelNo, direction, from, -1);
    this.#add(channelNo, direction, to, 1);
    // Counted where a message comes to fail, not again for what is done about it.
    const comesToFail = failures.has(to) && (from === 'pending' || from === 'delivered');
    if (comesToFail) this.#minute(channelNo, at).failed += 1;
  }

  /** By the retention rule. */
  messageRemoved(channelNo: number, direction: Direction, state: MessageState): void {
    this.#add(channelNo, direction, state, -1);
    this.#accepted -= 1;
    this.#removed += 1;
    this.#totalsChanged = true;
  }

  outboundClaimed(): void {
    this.#outboundClaims += 1;
    this.#totalsChanged = true;
  }

  /** Writes what was gathered; within the transaction it belongs to. */
  write(): void {
    for (const { channelNo, direction, state, messages } of this.#states.values()) {
      if (messages !== 0) this.#addToState.run([channelNo, direction, state, messages]);
    }
    this.#states.clear();
    for (const { minute, channelNo, inbound, outbound, failed } of this.#minutes.values()) {
      this.#addToMinute.run([minute, channelNo, inbound, outbound, failed]);
    }
    this.#minutes.clear();
    if (!this.#totalsChanged) return;
    this.#saveTotals.run([this.#accepted, this.#lastSeq, this.#outboundClaims, this.#removed]);
    this.#totalsChanged = false;
  }

  /** What was gathered did not come about: starts again from what the file says. */
  forget(): void {
    this.#states.clear();
    this.#minutes.clear();
    this.#totalsChanged = false;
    const row = this.#load.get([]) ?? [0, 0, 0, 0, 0];
    this.#accepted = numberAt(row, 0);
    this.#lastSeq = numberAt(row, 1);
    this.#outboundClaims = numberAt(row, 2);
    this.#missing = numberAt(row, 3);
    this.#removed = numberAt(row, 4);
  }

  #add(channelNo: number, direction: Direction, state: MessageState, messages: number): void {
    const key = (channelNo * 2 + directionNumber[direction]) * 16 + stateNumber[state];
    const delta = this.#states.get(key);
    if (delta !== undefined) {
      delta.messages += messages;
      return;
    }
    this.#states.set(key, {
      channelNo,
      direction: directionNumber[direction],
      state: stateNumber[state],
      messages,
    });
  }

  #minute(channelNo: number, at: number): MinuteDelta {
    const minute = Math.floor(at / minuteMs);
    const key = minute * 100_000 + channelNo;
    const delta = this.#minutes.get(key) ?? { minute, channelNo, inbound: 0, outbound: 0, failed: 0 };
    this.#minutes.set(key, delta);
    return delta;
  }
}
