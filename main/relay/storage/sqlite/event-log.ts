import type { MessageEvent, MessagePart } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { eventName, eventNumber, errorCodeOf, type StoredEventKind } from './record-codes.ts';
import type { MessageRecord } from './message-record.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import type { RecordSeal, SealedPlace } from './record-seal.ts';
import type { ReportRecord } from './report-book.ts';
import {
  bytes,
  bytesOrNullAt,
  integer,
  numberAt,
  numberOrNullAt,
  real,
  textOrNullAt,
  whole,
  wholeOrNull,
} from './sql-cells.ts';

export interface NewEvent {
  readonly seq: number;
  readonly at: number;
  readonly kind: StoredEventKind;
  readonly attempt?: number;
  /** When the attempt began that this event ends. */
  readonly beganAt?: number;
  readonly durationMs?: number;
  readonly code?: ErrorCode | null;
  readonly platformCode?: string | null;
  readonly dueAt?: number;
  readonly part?: number;
  /** The operator, or the rule. */
  readonly by?: string;
}

/** What a message's own rows tell of its life, for the lines that are written nowhere else. */
export interface StorySources {
  readonly record: MessageRecord;
  readonly parts: readonly MessagePart[];
  readonly report: ReportRecord | null;
}

interface StoredEvent {
  readonly at: number;
  readonly kind: StoredEventKind | null;
  readonly attempt: number | null;
  readonly beganAt: number | null;
  readonly durationMs: number | null;
  readonly code: ErrorCode | null;
  readonly platformCode: string | null;
  readonly dueAt: number | null;
  readonly part: number | null;
  readonly by: string | null;
}

/**
 * Time lines. Only what cannot be told from the message's own row is written: a message that arrives at the first try
 * has no lines here.
 */
export class EventLog {
  readonly #seal: RecordSeal;
  readonly #last: SqlStatement;
  readonly #insert: SqlStatement;
  readonly #of: SqlStatement;

  constructor(database: NativeDatabase, seal: RecordSeal) {
    this.#seal = seal;
    this.#last = database.query(`SELECT ${integer('max(no)')} FROM message_event WHERE seq = ?`);
    this.#insert = database.command(
      `INSERT INTO message_event
         (seq, no, at, kind, attempt, began_at, duration_ms, code, platform_code, due_at, part, done_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const columns = [
      integer('at'),
      integer('kind'),
      integer('attempt'),
      integer('began_at'),
      real('duration_ms'),
      bytes('code'),
      bytes('platform_code'),
      integer('due_at'),
      integer('part'),
      bytes('done_by'),
      integer('no'),
    ].join(', ');
    this.#of = database.query(`SELECT ${columns} FROM message_event WHERE seq = ? ORDER BY no`);
  }

  /** Within a transaction. */
  add(event: NewEvent): void {
    const no = (numberOrNullAt(this.#last.get([event.seq]) ?? [null], 0) ?? 0) + 1;
    const at = whole(event.at);
    const kind = eventNumber[event.kind];
    this.#insert.run([
      event.seq,
      no,
      at,
      kind,
      event.attempt ?? null,
      wholeOrNull(event.beganAt ?? null),
      event.durationMs ?? null,
      event.code ?? null,
      event.platformCode ?? null,
      wholeOrNull(event.dueAt ?? null),
      event.part ?? null,
      event.by === undefined ? null : this.#seal.sealOperator(placeOf(event.seq, no, at, kind), event.by),
    ]);
  }

  /** The whole time line of a message, oldest first. */
  timeLine({ record, parts, report }: StorySources): MessageEvent[] {
    const lines = [
      line(record.receivedAt, 'received'),
      line(record.storedAt, 'stored'),
      ...(record.answeredAt === null ? [] : [line(record.answeredAt, 'acknowledged')]),
      ...this.#of.all([record.seq]).flatMap((row) => linesOf(this.#storedEvent(record.seq, row))),
      ...partLines(parts),
      ...deliveryLines(record),
      ...reportLines(report),
    ];
    return lines.sort((first, second) => first.at - second.at);
  }

  #storedEvent(seq: number, row: SqlRow): StoredEvent {
    const at = numberAt(row, 0);
    const kind = numberAt(row, 1);
    return {
      at,
      kind: eventName(kind),
      attempt: numberOrNullAt(row, 2),
      beganAt: numberOrNullAt(row, 3),
      durationMs: numberOrNullAt(row, 4),
      code: errorCodeOf(textOrNullAt(row, 5)),
      platformCode: textOrNullAt(row, 6),
      dueAt: numberOrNullAt(row, 7),
      part: numberOrNullAt(row, 8),
      by: this.#seal.unsealOperator(placeOf(seq, numberAt(row, 10), at, kind), bytesOrNullAt(row, 9)),
    };
  }
}

/** A decision cannot be made to look like another one, or another operator's. */
function placeOf(seq: number, no: number, at: number, kind: number): SealedPlace {
  return ['message_event.done_by', seq, no, at, kind];
}

function linesOf(event: StoredEvent): MessageEvent[] {
  const { at, attempt, beganAt, code, platformCode, durationMs, dueAt, part, by } = event;
  const began = beganAt === null ? [] : [line(beganAt, 'attempt', { attempt, code, platformCode, durationMs })];
  switch (event.kind) {
    case null:
      // Damage: there is no such kind of event.
      return [];
    case 'retry':
      return [...began, line(at, 'retry_planned', { attempt, code, platformCode, dueAt })];
    case 'postponed':
      return [line(at, 'retry_planned', { code, platformCode, dueAt })];
    case 'duplicate_dropped':
      return [line(at, 'duplicate_dropped')];
    case 'unconfirmed':
    case 'dead_letter':
    case 'expired':
    case 'quarantined':
    case 'recovered':
    case 'delivered':
      return [...began, line(at, event.kind, { attempt, code, platformCode })];
    case 'part_failed':
    case 'media_stored':
    case 'media_failed':
    case 'platform_failed':
    case 'sent_again':
    case 'confirmed_arrived':
    case 'given_up':
    case 'discarded':
    case 'restored':
    case 'status_reported':
    case 'status_not_reported':
      return [line(at, event.kind, { part, by, code, platformCode })];
  }
}

/** Accepted is final, so the part itself tells it. */
function partLines(parts: readonly MessagePart[]): MessageEvent[] {
  return parts.filter(({ state }) => state === 'accepted').map(({ at, no }) => line(at, 'part_accepted', { part: no }));
}

/** What came of the newest report. Of earlier ones there are lines. */
function reportLines(report: ReportRecord | null): MessageEvent[] {
  if (report === null || report.endedAt === null || report.state === 'waiting') return [];
  const kind = report.state === 'reported' ? 'status_reported' : 'status_not_reported';
  return [line(report.endedAt, kind, { platformCode: report.platformCode })];
}

/** What the row itself tells: the attempt under way, or the one that delivered. */
function deliveryLines(record: MessageRecord): MessageEvent[] {
  const { attempts, claimedAt, changedAt, deliveryMs } = record;
  if (claimedAt !== null) return [line(claimedAt, 'attempt', { attempt: attempts })];
  // Without a duration no attempt delivered it: an operator confirmed that it had arrived.
  if (record.state !== 'delivered' || deliveryMs === null) return [];
  return [
    line(whole(changedAt - deliveryMs), 'attempt', { attempt: attempts, durationMs: deliveryMs }),
    line(changedAt, 'delivered', { attempt: attempts }),
  ];
}

function line(at: number, kind: MessageEvent['kind'], rest: Partial<MessageEvent> = {}): MessageEvent {
  const nothing = {
    attempt: null,
    part: null,
    by: null,
    code: null,
    platformCode: null,
    durationMs: null,
    dueAt: null,
  };
  return { at, kind, ...nothing, ...rest };
}
