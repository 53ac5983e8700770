import type { MessageEvent } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { eventName, eventNumber, errorCodeOf, type StoredEventKind } from './record-codes.ts';
import type { MessageRecord } from './message-record.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { bytes, integer, numberAt, numberOrNullAt, real, textOrNullAt, whole, wholeOrNull } from './sql-cells.ts';

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
}

/**
 * Time lines. Only what cannot be told from the message's own row is written: a message that arrives at the first try
 * has no lines here.
 */
export class EventLog {
  readonly #insert: SqlStatement;
  readonly #of: SqlStatement;

  constructor(database: NativeDatabase) {
    this.#insert = database.command(
      `INSERT INTO message_event
       SELECT ?, coalesce(max(no), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM message_event WHERE seq = ?`,
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
    ].join(', ');
    this.#of = database.query(`SELECT ${columns} FROM message_event WHERE seq = ? ORDER BY no`);
  }

  /** Within a transaction. */
  add(event: NewEvent): void {
    this.#insert.run([
      event.seq,
      whole(event.at),
      eventNumber[event.kind],
      event.attempt ?? null,
      wholeOrNull(event.beganAt ?? null),
      event.durationMs ?? null,
      event.code ?? null,
      event.platformCode ?? null,
      wholeOrNull(event.dueAt ?? null),
      event.seq,
    ]);
  }

  /** The whole time line of a message, oldest first. */
  timeLine(record: MessageRecord): MessageEvent[] {
    const lines = [
      line(record.receivedAt, 'received'),
      line(record.storedAt, 'stored'),
      ...(record.answeredAt === null ? [] : [line(record.answeredAt, 'acknowledged')]),
      ...this.#of.all([record.seq]).flatMap((row) => linesOf(storedEvent(row))),
      ...deliveryLines(record),
    ];
    return lines.sort((first, second) => first.at - second.at);
  }
}

function storedEvent(row: SqlRow): StoredEvent {
  return {
    at: numberAt(row, 0),
    kind: eventName(numberAt(row, 1)),
    attempt: numberOrNullAt(row, 2),
    beganAt: numberOrNullAt(row, 3),
    durationMs: numberOrNullAt(row, 4),
    code: errorCodeOf(textOrNullAt(row, 5)),
    platformCode: textOrNullAt(row, 6),
    dueAt: numberOrNullAt(row, 7),
  };
}

function linesOf(event: StoredEvent): MessageEvent[] {
  const { at, attempt, beganAt, code, platformCode, durationMs, dueAt } = event;
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
      return [...began, line(at, event.kind, { attempt, code, platformCode })];
  }
}

/** What the row itself tells: the attempt under way, or the one that delivered. */
function deliveryLines(record: MessageRecord): MessageEvent[] {
  const { attempts, claimedAt, changedAt, deliveryMs } = record;
  if (claimedAt !== null) return [line(claimedAt, 'attempt', { attempt: attempts })];
  if (record.state !== 'delivered') return [];
  return [
    line(whole(changedAt - (deliveryMs ?? 0)), 'attempt', { attempt: attempts, durationMs: deliveryMs }),
    line(changedAt, 'delivered', { attempt: attempts }),
  ];
}

function line(at: number, kind: MessageEvent['kind'], rest: Partial<MessageEvent> = {}): MessageEvent {
  return { at, kind, attempt: null, code: null, platformCode: null, durationMs: null, dueAt: null, ...rest };
}
