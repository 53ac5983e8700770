import type { Clock } from '#shared/lib/clock.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { Direction, MessageContent, MessagePart, StatusReport, TrafficRow } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { BoundedCache } from '#relay/core/bounded-cache.ts';
import type { PendingMessage, StoredMessage } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { EventLog } from './event-log.ts';
import type { MessageContentReader } from './message-content.ts';
import { recordColumns, recordFrom, type MessageRecord } from './message-record.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import type { HeldClaims } from './held-claims.ts';
import type { MediaBook } from './media-book.ts';
import type { PartBook } from './part-book.ts';
import type { ReportBook, ReportRecord } from './report-book.ts';
import { pendingReasonOf } from './pending-reason.ts';
import { previewOf } from './preview.ts';
import { directionNumber, stateNumber } from './record-codes.ts';
import { failureKind } from './sqlite-failure.ts';
import { bytes, integer, numberAt, textAt, whole } from './sql-cells.ts';

/** Rows are asked for again at every change of a message; its text is opened once. */
const previewsKept = 2_000;

export interface MessageReaderParts {
  readonly database: NativeDatabase;
  readonly clock: Clock;
  readonly channels: ChannelBook;
  readonly content: MessageContentReader;
  readonly events: EventLog;
  readonly parts: PartBook;
  readonly media: MediaBook;
  readonly reports: ReportBook;
  readonly held: HeldClaims;
}

/** Waiting messages, and the seqs of those that cannot be read (`damaged`). */
export interface PendingRead {
  readonly messages: readonly PendingMessage[];
  readonly damaged: readonly number[];
  /** Seqs that a damaged index gave and that belong elsewhere. */
  readonly misplaced: readonly number[];
  readonly lastSeq: number;
  readonly end: boolean;
}

/**
 * Reads messages as they stand on disk. Each by its own statement: a page of the file that cannot be read costs the
 * messages on it, not the whole list.
 */
export class MessageReader {
  readonly #parts: MessageReaderParts;
  readonly #bySeq: SqlStatement;
  readonly #seqOfId: SqlStatement;
  readonly #pendingOfChannel: SqlStatement;
  readonly #pendingOfContact: SqlStatement;
  readonly #unanswered: SqlStatement;
  readonly #previews = new BoundedCache<number, string>(previewsKept);
  readonly #shownIds = new BoundedCache<MessageId, number>(previewsKept);

  constructor(parts: MessageReaderParts) {
    this.#parts = parts;
    const { database } = parts;
    this.#bySeq = database.query(
      `SELECT ${recordColumns} FROM message LEFT JOIN message_payload ON message_payload.seq = message.seq
       WHERE message.seq = ?`,
    );
    this.#seqOfId = database.query(`SELECT ${integer('seq')} FROM message WHERE id = ?`);
    const { pending, delivered } = stateNumber;
    this.#pendingOfChannel = database.query(
      `SELECT ${integer('seq')} FROM message
       WHERE state <> ${delivered} AND state = ${pending} AND channel_no = ? AND direction = ? AND seq > ?
       ORDER BY seq LIMIT ?`,
    );
    this.#pendingOfContact = database.query(
      `SELECT ${integer('seq')} FROM message WHERE state = ${pending} AND contact_no = ? AND direction = ? AND seq > ?
       ORDER BY seq LIMIT ?`,
    );
    this.#unanswered = database.query(
      `SELECT ${bytes('id')}, seq FROM message
       WHERE direction = ${directionNumber.outbound} AND dedupe_key IS NOT NULL AND answered_at IS NULL
         AND channel_no = ? AND dedupe_key = ? AND received_at >= ?
       ORDER BY seq DESC LIMIT 1`,
    );
  }

  /** The newest outbound message of that fingerprint whose answer was not read. */
  unanswered(channelNo: number, fingerprint: string, since: number): { id: MessageId; seq: number } | null {
    const row = this.#unanswered.get([channelNo, fingerprint, whole(since)]);
    return row === undefined ? null : { id: textAt(row, 0) as MessageId, seq: numberAt(row, 1) };
  }

  pendingOfChannel(channelNo: number, direction: Direction, afterSeq: number, limit: number): PendingRead {
    const found = this.#pendingOfChannel.all([channelNo, directionNumber[direction], afterSeq, limit]);
    const belongs = (record: MessageRecord): boolean =>
      record.channelNo === channelNo && record.direction === direction;
    return this.#pending(found, belongs, afterSeq, limit);
  }

  pendingOfContact(contactNo: number, direction: Direction, afterSeq: number, limit: number): PendingRead {
    const found = this.#pendingOfContact.all([contactNo, directionNumber[direction], afterSeq, limit]);
    const belongs = (record: MessageRecord): boolean =>
      record.contactNo === contactNo && record.direction === direction;
    return this.#pending(found, belongs, afterSeq, limit);
  }

  rows(seqs: readonly number[]): TrafficRow[] {
    const now = this.#parts.clock.now();
    return seqs.flatMap((seq) => {
      const record = this.#recordOrNull(seq);
      const row = record === null ? null : this.#rowOf(record, now);
      return row === null ? [] : [row];
    });
  }

  message(id: MessageId): StoredMessage {
    const record = this.find(id);
    const payload = record === null ? null : this.#payloadOf(record);
    const row = record === null ? null : this.#rowOf(record, this.#parts.clock.now());
    if (record === null || payload === null || row === null) {
      throw new RelayError('RECORD_DAMAGED', 'the message cannot be read', { value: id });
    }
    const { seq, contactNo } = record;
    const parts = this.#partsOf(record);
    const report = this.#parts.reports.of(seq, contactNo);
    return {
      row,
      content: payload.content,
      platformMessageId: record.platformMessageId,
      caseId: record.caseId,
      platformAt: record.platformAt,
      events: this.#parts.events.timeLine({ record, parts, report }),
      parts,
      media: this.#parts.media.of(seq, contactNo),
      statusReport: report === null ? null : statusReportFrom(report),
      openId: this.#openIdOf(record),
      contactNo,
    };
  }

  /** The row of a message, or null when it cannot be read. Throws MESSAGE_NOT_FOUND. */
  find(id: MessageId): MessageRecord | null {
    const found = this.#unlessDamaged(() => this.#seqOfId.all([id]).map((row) => numberAt(row, 0)));
    // Where the index is damaged, a message that was shown before can be found without it.
    const shown = this.#shownIds.get(id);
    for (const seq of [...(found ?? []), ...(shown === undefined ? [] : [shown])]) {
      const record = this.#recordOrNull(seq);
      if (record?.id === id) return record;
    }
    const isUnknown = found?.length === 0 && shown === undefined;
    if (isUnknown) throw new RelayError('MESSAGE_NOT_FOUND', 'no message has this id');
    return null;
  }

  /** The message as it waits, or null when it does not wait or cannot be read. */
  pending(seq: number): PendingMessage | null {
    const record = this.#recordOrNull(seq);
    return record?.state === 'pending' ? this.pendingFrom(record) : null;
  }

  #pending(
    found: readonly SqlRow[],
    belongs: (record: MessageRecord) => boolean,
    afterSeq: number,
    limit: number,
  ): PendingRead {
    const messages: PendingMessage[] = [];
    const damaged: number[] = [];
    const misplaced: number[] = [];
    let lastSeq = afterSeq;
    for (const row of found) {
      const seq = numberAt(row, 0);
      lastSeq = Math.max(lastSeq, seq);
      const record = this.#recordOrNull(seq);
      const message = record === null ? null : this.pendingFrom(record);
      if (message === null) damaged.push(seq);
      // The index says other than the message, which is whole: it must not go to somebody else.
      else if (record?.state !== 'pending' || !belongs(record)) misplaced.push(seq);
      else messages.push(message);
    }
    return { messages, damaged, misplaced, lastSeq, end: found.length < limit };
  }

  /** What a delivery of it needs, whatever its state; null when that cannot be read. */
  pendingFrom(record: MessageRecord): PendingMessage | null {
    const channelId = this.#parts.channels.idOf(record.channelNo);
    const openId = this.#openIdOf(record);
    const payload = this.#payloadOf(record);
    const { contactNo } = record;
    if (channelId === null || contactNo === null || openId === null || payload === null) return null;
    const { seq, id, direction, kind, externalId, platformAt, receivedAt, attempts, dueAt, windowClosed } = record;
    return {
      seq,
      id,
      channelId,
      direction,
      kind,
      contactNo,
      openId,
      externalId,
      platformAt,
      receivedAt,
      attempts,
      dueAt,
      windowClosed,
      content: payload.content,
      parts: this.#partsOf(record),
    };
  }

  #partsOf({ seq, parts }: MessageRecord): MessagePart[] {
    return parts === 0 ? [] : this.#parts.parts.of(seq);
  }

  #openIdOf(record: MessageRecord) {
    return this.#unlessDamaged(() => this.#parts.content.openIdOf(record));
  }

  #payloadOf(record: MessageRecord) {
    return this.#unlessDamaged(() => this.#parts.content.payloadOf(record));
  }

  /** Null when there is no such row, or when it cannot be read. */
  #recordOrNull(seq: number): MessageRecord | null {
    return this.#unlessDamaged(() => {
      const row = this.#bySeq.get([seq]);
      return row === undefined ? null : this.#parts.held.over(recordFrom(row));
    });
  }

  /** Null when the pages or the values that are read are damaged. */
  #unlessDamaged<T>(read: () => T): T | null {
    try {
      return read();
    } catch (thrown) {
      const isDamaged = thrown instanceof RelayError || failureKind(thrown) === 'damaged';
      if (isDamaged) return null;
      throw thrown;
    }
  }

  /** The row of a record whose content was opened already; null when it could not be. */
  rowFrom(record: MessageRecord, content: MessageContent | null): TrafficRow | null {
    return this.#row(record, content === null ? null : previewOf(content), this.#parts.clock.now());
  }

  #rowOf(record: MessageRecord, now: number): TrafficRow | null {
    this.#shownIds.set(record.id, record.seq);
    return this.#row(record, this.#previewOf(record), now);
  }

  #row(record: MessageRecord, preview: string | null, now: number): TrafficRow | null {
    const channelId = this.#parts.channels.idOf(record.channelNo);
    if (channelId === null) return null;
    const openId = this.#openIdOf(record);
    const waits = record.state === 'pending' && record.claimedAt === null && record.dueAt > now;
    return {
      seq: record.seq,
      id: record.id,
      channelId,
      direction: record.direction,
      kind: record.kind,
      endUser: openId === null ? null : maskId(openId),
      preview: preview ?? '',
      state: record.state,
      pendingReason: pendingReasonOf(record, now),
      code: preview === null ? 'RECORD_DAMAGED' : record.code,
      platformCode: record.platformCode,
      attempts: record.attempts,
      receivedAt: record.receivedAt,
      changedAt: record.changedAt,
      dueAt: waits ? record.dueAt : null,
    };
  }

  #previewOf(record: MessageRecord): string | null {
    const known = this.#previews.get(record.seq);
    if (known !== undefined) return known;
    const payload = this.#payloadOf(record);
    if (payload === null) return null;
    const preview = previewOf(payload.content);
    this.#previews.set(record.seq, preview);
    return preview;
  }
}

function statusReportFrom({ status, reason, state, at, dueAt }: ReportRecord): StatusReport {
  return { status, reason, state, at, dueAt };
}
