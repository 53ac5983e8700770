import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Settlement } from '../../ports/relay-store.ts';
import type { ContactBook } from './contact-book.ts';
import type { EventLog } from './event-log.ts';
import type { ExchangeBook } from './exchange-book.ts';
import type { HeldClaims } from './held-claims.ts';
import { laneColumns, laneNameFrom, type LaneName, type LaneNames } from './lane-names.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import { stateNumber } from './record-codes.ts';
import type { ReportBook } from './report-book.ts';
import type { RunningCounts } from './running-counts.ts';
import { whole } from './sql-cells.ts';
import { failureKind } from './sqlite-failure.ts';
import type { ThreadBook } from './thread-book.ts';

export interface SettlementWriterParts {
  readonly database: NativeDatabase;
  readonly contacts: ContactBook;
  readonly threads: ThreadBook;
  readonly counts: RunningCounts;
  readonly events: EventLog;
  readonly exchanges: ExchangeBook;
  readonly reports: ReportBook;
  readonly held: HeldClaims;
}

const { pending, delivered } = stateNumber;
/** Noted in the file, or held in memory (?2 is 1). ?1: the attempt; ?3: the message. */
const stillClaimed = `seq = ?3 AND state = ${pending}
  AND ((claimed_at IS NOT NULL AND attempts = ?1) OR (?2 = 1 AND claimed_at IS NULL AND attempts < ?1))`;

/** Ends attempts. Each method runs within a transaction; none may be half done when it throws. */
export class SettlementWriter {
  readonly #parts: SettlementWriterParts & { readonly lanes: LaneNames };
  readonly #deliver: SqlStatement;
  readonly #retry: SqlStatement;
  readonly #end: SqlStatement;

  constructor(parts: SettlementWriterParts, lanes: LaneNames) {
    this.#parts = { ...parts, lanes };
    const { database } = parts;
    this.#deliver = database.command(
      `UPDATE message SET state = ${delivered}, attempts = ?1, claimed_at = NULL, window_closed = 0, changed_at = ?4,
         delivery_ms = ?5, code = NULL, platform_code = NULL, platform_message_id = ?6, case_id = ?7
       WHERE ${stillClaimed}`,
    );
    this.#retry = database.query(
      `UPDATE message SET claimed_at = NULL, attempts = ?1 - ?4, due_at = ?5, window_closed = ?6, code = ?7,
         platform_code = ?8
       WHERE ${stillClaimed} RETURNING ${laneColumns}`,
    );
    this.#end = database.query(
      `UPDATE message SET state = ?4, attempts = ?1, claimed_at = NULL, window_closed = 0, changed_at = ?5, code = ?6,
         platform_code = ?7
       WHERE ${stillClaimed} RETURNING ${laneColumns}`,
    );
  }

  /**
   * Does nothing when the attempt is not under way: the same settlement may arrive twice. `hasRoom`: for what passed over
   * the wire, too.
   */
  settle(settlement: Settlement, isHeld: boolean, hasRoom = true): void {
    const settled = this.#settled(settlement, isHeld ? 1 : 0);
    if (isHeld) this.#parts.held.release(settlement.seq, settlement.attempt);
    if (settled === null) return;
    const { seq, at, report, exchanges } = settlement;
    if (report !== null) this.#parts.reports.put(seq, settled.contactNo, report, at);
    if (exchanges !== undefined && hasRoom) this.#keep(settlement, settled.contactNo, exchanges);
  }

  /** What is only for looking at must not hold up a settlement. */
  #keep(
    { seq, attempt, at }: Settlement,
    contactNo: number | null,
    exchanges: NonNullable<Settlement['exchanges']>,
  ): void {
    try {
      this.#parts.exchanges.add(seq, contactNo, attempt, at, exchanges);
    } catch (thrown) {
      const kind = failureKind(thrown);
      // Of these only the statement is undone. A full or broken disk is a matter of the whole transaction.
      if (kind !== 'damaged' && kind !== 'operation') throw thrown;
    }
  }

  /** Whose message it was, or null when the attempt is not under way. */
  #settled(settlement: Settlement, held: 0 | 1): LaneName | null {
    const { outcome } = settlement;
    switch (outcome.kind) {
      case 'delivered':
        return this.#settleDelivered(settlement, outcome, held);
      case 'retry':
        return this.#settleRetry(settlement, outcome, held);
      case 'unconfirmed':
      case 'dead_letter':
      case 'expired':
        return this.#settleEnd(settlement, outcome, held);
    }
  }

  #settleDelivered(
    settlement: Settlement,
    outcome: Extract<Settlement['outcome'], { kind: 'delivered' }>,
    held: 0 | 1,
  ) {
    const { counts, contacts, threads } = this.#parts;
    const { seq, attempt, durationMs } = settlement;
    const at = whole(settlement.at);
    const { platformMessageId, caseId, threadIds } = outcome;
    if (this.#deliver.run([attempt, held, seq, at, durationMs, platformMessageId, caseId]) === 0) return null;
    const settled = this.#parts.lanes.of(seq);
    if (settled === null) return null;
    const { channelNo, direction, contactNo, isInParts } = settled;
    counts.messageMoved(channelNo, direction, 'pending', 'delivered', at);
    if (contactNo === null) return settled;
    for (const threadId of threadIds) threads.link(channelNo, threadId, contactNo);
    // Of a message in parts each part was counted when it was accepted.
    if (direction === 'inbound' || isInParts) return settled;
    const contact = contacts.byNo(contactNo);
    if (contact !== null) contacts.replyDelivered(contact);
    return settled;
  }

  #settleRetry(settlement: Settlement, outcome: Extract<Settlement['outcome'], { kind: 'retry' }>, held: 0 | 1) {
    const { seq, attempt, durationMs } = settlement;
    const { code, platformCode, counts, windowClosed } = outcome;
    const at = whole(settlement.at);
    const dueAt = whole(outcome.dueAt);
    const taken = [attempt, held, seq, counts ? 0 : 1, dueAt, windowClosed ? 1 : 0, code, platformCode];
    const row = this.#retry.get(taken);
    if (row === undefined) return null;
    const event = { seq, at, code, platformCode, dueAt };
    if (counts) this.#parts.events.add({ ...event, kind: 'retry', attempt, durationMs, beganAt: at - durationMs });
    else this.#parts.events.add({ ...event, kind: 'postponed' });
    const settled = laneNameFrom(row);
    if (windowClosed) this.#noteRefusal(settled.contactNo, code, at - durationMs);
    return settled;
  }

  /** Says the reply book otherwise, WeChat is right: operators and CXone are told of the window before a reply is sent. */
  #noteRefusal(contactNo: number | null, code: ErrorCode | null, askedAt: number): void {
    const { contacts } = this.#parts;
    const contact = contactNo === null ? null : contacts.byNo(contactNo);
    if (contact === null) return;
    if (code === 'WECHAT_REPLY_COUNT_USED') contacts.refused(contact, 'count', askedAt);
    else if (code === 'WECHAT_REPLY_WINDOW_CLOSED') contacts.refused(contact, 'window', askedAt);
  }

  #settleEnd(
    settlement: Settlement,
    outcome: Extract<Settlement['outcome'], { kind: 'unconfirmed' | 'dead_letter' | 'expired' }>,
    held: 0 | 1,
  ) {
    const { seq, attempt, durationMs } = settlement;
    const { kind, code, platformCode } = outcome;
    const at = whole(settlement.at);
    const row = this.#end.get([attempt, held, seq, stateNumber[kind], at, code, platformCode]);
    if (row === undefined) return null;
    const settled = laneNameFrom(row);
    this.#parts.counts.messageMoved(settled.channelNo, settled.direction, 'pending', kind, at);
    this.#parts.events.add({ seq, at, kind, attempt, code, platformCode, durationMs, beganAt: at - durationMs });
    return settled;
  }
}
