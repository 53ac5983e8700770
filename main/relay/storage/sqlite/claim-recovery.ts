import type { ChannelId } from '#shared/domain/ids.ts';
import type { StatusReportDraft } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { EventLog } from './event-log.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import type { PartBook } from './part-book.ts';
import { directionName, directionNumber, stateNumber } from './record-codes.ts';
import type { ReportBook } from './report-book.ts';
import type { RunningCounts } from './running-counts.ts';
import { integer, numberAt, numberOrNullAt, whole } from './sql-cells.ts';

const { pending, unconfirmed } = stateNumber;
const code = 'WECHAT_OUTCOME_UNKNOWN';

export interface ClaimRecoveryParts {
  readonly database: NativeDatabase;
  readonly channels: ChannelBook;
  readonly counts: RunningCounts;
  readonly events: EventLog;
  readonly parts: PartBook;
  readonly reports: ReportBook;
}

/** What CXone is told of a reply of that channel whose outcome is unknown. */
export type ReportFor = (channelId: ChannelId) => StatusReportDraft | null;

interface Claimed {
  readonly seq: number;
  readonly channelNo: number;
  readonly contactNo: number | null;
}

/** What was being sent when the last run ended, or the work of a channel. Runs within a transaction. */
export class ClaimRecovery {
  readonly #parts: ClaimRecoveryParts;
  readonly #claimed: SqlStatement;
  readonly #requeue: SqlStatement;
  readonly #end: SqlStatement;
  readonly #doubt: SqlStatement;
  readonly #waitingForWeChat: SqlStatement;
  readonly #clearDoubt: SqlStatement;

  constructor(parts: ClaimRecoveryParts) {
    this.#parts = parts;
    const { database } = parts;
    const lane = ['seq', 'channel_no', 'contact_no'].map(integer).join(', ');
    const columns = [lane, ...['direction', 'attempts', 'claimed_at', 'parts'].map(integer)].join(', ');
    this.#claimed = database.query(`SELECT ${columns} FROM message WHERE claimed_at IS NOT NULL ORDER BY seq`);
    this.#requeue = database.command('UPDATE message SET claimed_at = NULL, due_at = ? WHERE seq = ?');
    this.#end = database.command(
      `UPDATE message SET state = ${unconfirmed}, claimed_at = NULL, window_closed = 0, changed_at = ?, code = ?
       WHERE seq = ? AND state = ${pending}`,
    );
    this.#doubt = database.query(`SELECT ${integer('outbound_doubt')} FROM store_state`);
    this.#waitingForWeChat = database.query(
      `SELECT ${lane} FROM message
       WHERE state <> 1 AND state = ${pending} AND channel_no IN (SELECT no FROM channel)
         AND direction = ${directionNumber.outbound}`,
    );
    this.#clearDoubt = database.command('UPDATE store_state SET outbound_doubt = 0');
  }

  recover(at: number, reportFor: ReportFor): { requeued: number; unconfirmed: number } {
    const result = this.#recoverClaims(this.#claimed.all([]), at, reportFor);
    return { ...result, unconfirmed: result.unconfirmed + this.recoverDoubt(at, reportFor) };
  }

  /** The same for one channel whose work has ended, while the others go on. */
  recoverChannel(channelId: ChannelId, at: number, reportFor: ReportFor): { requeued: number; unconfirmed: number } {
    const channelNo = this.#parts.channels.find(channelId);
    const claimed = this.#claimed.all([]).filter((row) => claimedFrom(row).channelNo === channelNo);
    return this.#recoverClaims(claimed, at, reportFor);
  }

  #recoverClaims(claimed: readonly SqlRow[], at: number, reportFor: ReportFor) {
    const result = { requeued: 0, unconfirmed: 0 };
    for (const row of claimed) {
      const began = { attempt: numberAt(row, 4), beganAt: numberAt(row, 5) };
      const isInParts = numberAt(row, 6) > 0;
      const isInbound = directionName(numberAt(row, 3)) === 'inbound';
      const { seq } = claimedFrom(row);
      const unknownParts = isInParts ? this.#parts.parts.doubt(seq, whole(at), code) : [];
      for (const part of unknownParts) this.#parts.events.add({ seq, at, kind: 'part_failed', part, code });
      // Every part is noted before it leaves: none begun means that nothing is on its way.
      if (isInbound || (isInParts && unknownParts.length === 0)) {
        this.#requeue.run([whole(at), seq]);
        this.#parts.events.add({ seq, at, kind: 'recovered', ...began });
        result.requeued += 1;
      } else {
        this.#toUnconfirmed(claimedFrom(row), at, reportFor, began);
        result.unconfirmed += 1;
      }
    }
    return result;
  }

  /**
   * Attempts toward WeChat that were noted once and are noted no more (a damaged log, a restored backup): nobody knows
   * which messages they were for. None of those that wait may be sent by itself. Returns how many there were.
   */
  recoverDoubt(at: number, reportFor: ReportFor): number {
    if (numberAt(this.#doubt.get([]) ?? [0], 0) === 0) return 0;
    const waiting = this.#waitingForWeChat.all([]);
    for (const row of waiting) this.#toUnconfirmed(claimedFrom(row), at, reportFor, {});
    this.#clearDoubt.run([]);
    return waiting.length;
  }

  #toUnconfirmed(
    { seq, channelNo, contactNo }: Claimed,
    at: number,
    reportFor: ReportFor,
    began: { attempt?: number; beganAt?: number },
  ): void {
    const { counts, events, channels, reports } = this.#parts;
    this.#end.run([whole(at), code, seq]);
    counts.messageMoved(channelNo, 'outbound', 'pending', 'unconfirmed', at);
    events.add({ seq, at, kind: 'unconfirmed', code, ...began });
    const channelId = channels.idOf(channelNo);
    const report = channelId === null ? null : reportFor(channelId);
    if (report !== null) reports.put(seq, contactNo, report, at);
  }
}

function claimedFrom(row: SqlRow): Claimed {
  return { seq: numberAt(row, 0), channelNo: numberAt(row, 1), contactNo: numberOrNullAt(row, 2) };
}
