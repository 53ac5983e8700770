import type { ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { StatusReport } from '#shared/domain/message.ts';
import type { RelayStore, StatusReportDraft, WaitingReport } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { EventLog } from './event-log.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { reportStateName, reportStateNumber, reportStatusName, reportStatusNumber } from './record-codes.ts';
import type { RecordSeal, SealedPlace } from './record-seal.ts';
import {
  bytes,
  bytesOrNullAt,
  integer,
  numberAt,
  numberOrNullAt,
  textAt,
  textOrNullAt,
  whole,
  wholeOrNull,
} from './sql-cells.ts';

const { waiting, reported, gave_up: gaveUp } = reportStateNumber;

export type ReportEnd = Parameters<RelayStore['reportEnded']>[1];

/** A report as it stands, with what its line in the message's story needs. */
export interface ReportRecord extends StatusReport {
  readonly endedAt: number | null;
  readonly platformCode: string | null;
}

/** What CXone is told of replies: at most one report of each message, the newest. Changes run within a transaction. */
export class ReportBook {
  readonly #channels: ChannelBook;
  readonly #seal: RecordSeal;
  readonly #events: EventLog;
  readonly #insert: SqlStatement;
  readonly #replace: SqlStatement;
  readonly #of: SqlStatement;
  readonly #due: SqlStatement;
  readonly #next: SqlStatement;
  readonly #end: SqlStatement;
  readonly #retry: SqlStatement;

  constructor(database: NativeDatabase, channels: ChannelBook, seal: RecordSeal, events: EventLog) {
    this.#channels = channels;
    this.#seal = seal;
    this.#events = events;
    this.#insert = database.command(
      `INSERT INTO status_report (seq, status, state, at, attempts, due_at, reason)
       VALUES (?1, ?2, ${waiting}, ?3, 0, ?3, ?4) ON CONFLICT DO NOTHING`,
    );
    this.#replace = database.command(
      `UPDATE status_report SET status = ?, state = ${waiting}, at = ?, attempts = 0, due_at = ?, ended_at = NULL,
         platform_code = NULL, reason = ? WHERE seq = ?`,
    );
    const columns = ['status', 'state', 'at', 'due_at', 'ended_at'].map(integer).join(', ');
    this.#of = database.query(
      `SELECT ${columns}, ${bytes('platform_code')}, ${bytes('reason')} FROM status_report WHERE seq = ?`,
    );
    this.#due = database.query(
      `SELECT ${integer('status_report.seq')}, ${bytes('message.id')}, ${integer('message.channel_no')},
         ${integer('message.contact_no')}, ${integer('status')}, ${integer('at')}, ${integer('status_report.attempts')},
         ${integer('status_report.due_at')}, ${bytes('reason')}
       FROM status_report JOIN message ON message.seq = status_report.seq
       WHERE status_report.state = ${waiting} AND status_report.due_at <= ?
       ORDER BY status_report.due_at, status_report.seq LIMIT ?`,
    );
    this.#next = database.query(
      `SELECT ${integer('due_at')} FROM status_report WHERE state = ${waiting} ORDER BY due_at LIMIT 1`,
    );
    const asRead = `seq = ? AND state = ${waiting} AND at = ? AND attempts = ?`;
    this.#end = database.command(`UPDATE status_report SET state = ?, ended_at = ?, platform_code = ? WHERE ${asRead}`);
    this.#retry = database.command(`UPDATE status_report SET attempts = attempts + 1, due_at = ? WHERE ${asRead}`);
  }

  /** Takes the place of an earlier one. */
  put(seq: number, contactNo: number | null, draft: StatusReportDraft, at: number): void {
    const status = reportStatusNumber[draft.status];
    const takenAt = whole(at);
    if (this.#insert.run([seq, status, takenAt, this.#sealed(seq, contactNo, draft, takenAt)]) > 0) return;
    const earlier = this.of(seq, contactNo);
    if (earlier !== null) this.#noteEnd(seq, earlier);
    // Never the same moment twice: it tells a report from the one it replaces.
    const laterAt = Math.max(takenAt, (earlier?.at ?? 0) + 1);
    this.#replace.run([status, laterAt, laterAt, this.#sealed(seq, contactNo, draft, laterAt), seq]);
  }

  of(seq: number, contactNo: number | null): ReportRecord | null {
    const row = this.#of.get([seq]);
    if (row === undefined) return null;
    const status = reportStatusName(numberAt(row, 0));
    const state = reportStateName(numberAt(row, 1));
    const at = numberAt(row, 2);
    return {
      status,
      reason: this.#seal.unseal(contactNo, placeOf(seq, status, at), bytesOrNullAt(row, 6)),
      state,
      at,
      dueAt: state === 'waiting' ? numberAt(row, 3) : null,
      endedAt: numberOrNullAt(row, 4),
      platformCode: textOrNullAt(row, 5),
    };
  }

  due(now: number, limit: number): WaitingReport[] {
    return this.#due.all([whole(now), limit]).flatMap((row) => this.#waitingFrom(row) ?? []);
  }

  nextAt(): number | null {
    const row = this.#next.get([]);
    return row === undefined ? null : numberAt(row, 0);
  }

  /** Does nothing when the report is not the one that was read any more. */
  ended({ seq, at, attempts }: WaitingReport, end: ReportEnd): void {
    if (end.kind === 'retry') {
      this.#retry.run([whole(end.dueAt), seq, at, attempts]);
      return;
    }
    const state = end.kind === 'reported' ? reported : gaveUp;
    this.#end.run([state, whole(end.at), end.platformCode, seq, at, attempts]);
  }

  /** The row tells only of the newest report: what came of the one before becomes a line of its own. */
  #noteEnd(seq: number, { state, endedAt, platformCode }: ReportRecord): void {
    if (state === 'waiting' || endedAt === null) return;
    const kind = state === 'reported' ? 'status_reported' : 'status_not_reported';
    this.#events.add({ seq, at: endedAt, kind, platformCode });
  }

  #sealed(seq: number, contactNo: number | null, { status, reason }: StatusReportDraft, at: number): Buffer | null {
    return reason === null ? null : this.#seal.seal(contactNo, placeOf(seq, status, at), reason);
  }

  #waitingFrom(row: SqlRow): WaitingReport | null {
    const seq = numberAt(row, 0);
    const channelId: ChannelId | null = this.#channels.idOf(numberAt(row, 2));
    // Damage: there is no such channel.
    if (channelId === null) return null;
    const status = reportStatusName(numberAt(row, 4));
    const at = numberAt(row, 5);
    return {
      seq,
      id: textAt(row, 1) as MessageId,
      channelId,
      status,
      reason: this.#seal.unseal(numberOrNullAt(row, 3), placeOf(seq, status, at), bytesOrNullAt(row, 8)),
      at,
      attempts: numberAt(row, 6),
      dueAt: numberAt(row, 7),
    };
  }
}

function placeOf(seq: number, status: StatusReport['status'], at: number): SealedPlace {
  return ['status_report.reason', seq, status, wholeOrNull(at)];
}
