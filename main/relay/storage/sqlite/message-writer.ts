import type { Clock } from '#shared/lib/clock.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { AcceptResult, NewMessage, Settlement } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { ContactBook } from './contact-book.ts';
import { seal, type NonceSource } from './envelope.ts';
import type { EventLog } from './event-log.ts';
import type { KeyLadder } from './key-ladder.ts';
import { identityText } from './message-record.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { directionName, directionNumber, kindNumber, stateNumber } from './record-codes.ts';
import type { RunningCounts } from './running-counts.ts';
import { bytes, integer, numberAt, numberOrNullAt, textAt, whole, wholeOrNull } from './sql-cells.ts';
import type { ThreadBook } from './thread-book.ts';

export interface MessageWriterParts {
  readonly database: NativeDatabase;
  readonly keys: KeyLadder;
  readonly nonces: NonceSource;
  readonly clock: Clock;
  readonly channels: ChannelBook;
  readonly contacts: ContactBook;
  readonly threads: ThreadBook;
  readonly counts: RunningCounts;
  readonly events: EventLog;
}

const { pending, delivered, quarantined } = stateNumber;
const lane = [integer('channel_no'), integer('direction'), integer('contact_no')].join(', ');
const stillClaimed = `state = ${pending} AND claimed_at IS NOT NULL AND attempts = ?`;

/** What changes messages. Each method runs within a transaction; none may be half done when it throws. */
export class MessageWriter {
  readonly #parts: MessageWriterParts;
  readonly #insert: SqlStatement;
  readonly #insertBody: SqlStatement;
  readonly #findByKey: SqlStatement;
  readonly #markAnswered: SqlStatement;
  readonly #claim: SqlStatement;
  readonly #withdrawClaim: SqlStatement;
  readonly #deliver: SqlStatement;
  readonly #retry: SqlStatement;
  readonly #end: SqlStatement;
  readonly #quarantine: SqlStatement;

  constructor(parts: MessageWriterParts) {
    this.#parts = parts;
    const { database } = parts;
    this.#insert = database.command(
      `INSERT INTO message (seq, id, channel_no, direction, kind, contact_no, external_id, dedupe_key, platform_at,
         received_at, stored_at, state, changed_at, due_at, code)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?10, ?10, ?13)
       ON CONFLICT (channel_no, dedupe_key) WHERE direction = 0 AND dedupe_key IS NOT NULL DO NOTHING`,
    );
    this.#insertBody = database.command('INSERT INTO message_payload (seq, body) VALUES (?, ?)');
    this.#findByKey = database.query(
      `SELECT ${integer('seq')}, ${bytes('id')} FROM message
       WHERE direction = 0 AND dedupe_key IS NOT NULL AND channel_no = ? AND dedupe_key = ?`,
    );
    this.#markAnswered = database.command('UPDATE message SET answered_at = ? WHERE seq = ? AND answered_at IS NULL');
    this.#claim = database.query(
      `UPDATE message SET claimed_at = ?, attempts = ?
       WHERE seq = ? AND state = ${pending} AND claimed_at IS NULL AND attempts < ? RETURNING ${integer('direction')}`,
    );
    this.#withdrawClaim = database.command(
      `UPDATE message SET claimed_at = NULL, attempts = attempts - 1
       WHERE seq = ? AND state = ${pending} AND claimed_at = ? AND attempts = ?`,
    );
    this.#deliver = database.query(
      `UPDATE message SET state = ${delivered}, claimed_at = NULL, window_closed = 0, changed_at = ?, delivery_ms = ?,
         code = NULL, platform_code = NULL, platform_message_id = ?, case_id = ?
       WHERE seq = ? AND ${stillClaimed} RETURNING ${lane}`,
    );
    this.#retry = database.command(
      `UPDATE message SET claimed_at = NULL, attempts = attempts - ?, due_at = ?, window_closed = ?, code = ?,
         platform_code = ?
       WHERE seq = ? AND ${stillClaimed}`,
    );
    this.#end = database.query(
      `UPDATE message SET state = ?, claimed_at = NULL, window_closed = 0, changed_at = ?, code = ?, platform_code = ?
       WHERE seq = ? AND ${stillClaimed} RETURNING ${lane}`,
    );
    this.#quarantine = database.query(
      `UPDATE message SET state = ${quarantined}, claimed_at = NULL, window_closed = 0, changed_at = ?, code = ?
       WHERE seq = ? AND state = ${pending} RETURNING ${lane}`,
    );
  }

  accept(message: NewMessage): AcceptResult {
    const { channels, contacts, counts, clock, keys, nonces, events } = this.#parts;
    const { id, channelId, direction, kind, openId } = message;
    const channelNo = channels.obtain(channelId);
    const contact = openId === null ? null : contacts.obtain(channelNo, openId);
    const seq = counts.nextSeq;
    const externalId = message.externalId === null ? null : wellFormed(message.externalId);
    const platformAt = wholeOrNull(message.platformAt);
    const receivedAt = whole(message.receivedAt);
    const inserted = this.#insert.run([
      seq,
      id,
      channelNo,
      directionNumber[direction],
      kindNumber[kind],
      contact?.no ?? null,
      externalId,
      message.dedupeKey,
      platformAt,
      receivedAt,
      whole(clock.now()),
      stateNumber[message.state],
      message.code,
    ]);
    if (inserted === 0) return this.#storedBefore(channelNo, message.dedupeKey);

    const identity = identityText({ seq, id, channelId, direction, kind, openId, externalId, platformAt, receivedAt });
    const plain = JSON.stringify(message.payload);
    this.#insertBody.run([seq, seal(contact?.key ?? keys.strangerKey, identity, nonces.next(), plain)]);
    counts.messageAccepted(channelNo, direction, message.state, receivedAt);
    if (contact !== null && message.opensWindow !== null) contacts.openWindow(contact, message.opensWindow);
    if (message.state === 'quarantined') {
      events.add({ seq, at: receivedAt, kind: 'quarantined', code: message.code });
    }
    return { kind: 'stored', seq, contactNo: contact?.no ?? 0 };
  }

  markAnswered(seq: number, at: number): void {
    this.#markAnswered.run([whole(at), seq]);
  }

  markDuplicate(seq: number, at: number): void {
    this.#parts.events.add({ seq, at, kind: 'duplicate_dropped' });
  }

  claim(seq: number, attempt: number, at: number): boolean {
    const row = this.#claim.get([whole(at), attempt, seq, attempt]);
    if (row === undefined) return false;
    if (directionName(numberAt(row, 0)) === 'outbound') this.#parts.counts.outboundClaimed();
    return true;
  }

  /** Takes back a claim that was reported as failed and may yet have reached the disk. */
  withdrawClaim(seq: number, attempt: number, at: number): void {
    this.#withdrawClaim.run([seq, whole(at), attempt]);
  }

  /** Does nothing when the attempt is not under way: the same settlement may arrive twice. */
  settle(settlement: Settlement): void {
    const { outcome } = settlement;
    switch (outcome.kind) {
      case 'delivered':
        this.#settleDelivered(settlement, outcome);
        return;
      case 'retry':
        this.#settleRetry(settlement, outcome);
        return;
      case 'unconfirmed':
      case 'dead_letter':
      case 'expired':
        this.#settleEnd(settlement, outcome);
        return;
    }
  }

  /** Takes a waiting message that cannot be read out of the way of the others. */
  quarantine(seq: number, code: ErrorCode, at: number): void {
    const row = this.#quarantine.get([whole(at), code, seq]);
    if (row === undefined) return;
    const { channelNo, direction } = laneOf(row);
    this.#parts.counts.messageMoved(channelNo, direction, 'pending', 'quarantined', at);
    this.#parts.events.add({ seq, at, kind: 'quarantined', code });
  }

  #settleDelivered(settlement: Settlement, outcome: Extract<Settlement['outcome'], { kind: 'delivered' }>): void {
    const { counts, contacts, threads } = this.#parts;
    const { seq, attempt, durationMs } = settlement;
    const at = whole(settlement.at);
    const row = this.#deliver.get([at, durationMs, outcome.platformMessageId, outcome.caseId, seq, attempt]);
    if (row === undefined) return;
    const { channelNo, direction, contactNo } = laneOf(row);
    counts.messageMoved(channelNo, direction, 'pending', 'delivered', at);
    if (contactNo === null) return;
    for (const threadId of outcome.threadIds) threads.link(channelNo, threadId, contactNo);
    if (direction === 'inbound') return;
    const contact = contacts.byNo(contactNo);
    if (contact !== null) contacts.replyDelivered(contact);
  }

  #settleRetry(settlement: Settlement, outcome: Extract<Settlement['outcome'], { kind: 'retry' }>): void {
    const { seq, attempt, durationMs } = settlement;
    const { code, platformCode, counts, windowClosed } = outcome;
    const at = whole(settlement.at);
    const dueAt = whole(outcome.dueAt);
    const taken = [counts ? 0 : 1, dueAt, windowClosed ? 1 : 0, code, platformCode, seq, attempt];
    if (this.#retry.run(taken) === 0) return;
    const event = { seq, at, code, platformCode, dueAt };
    if (counts) this.#parts.events.add({ ...event, kind: 'retry', attempt, durationMs, beganAt: at - durationMs });
    else this.#parts.events.add({ ...event, kind: 'postponed' });
  }

  #settleEnd(
    settlement: Settlement,
    outcome: Extract<Settlement['outcome'], { kind: 'unconfirmed' | 'dead_letter' | 'expired' }>,
  ): void {
    const { seq, attempt, durationMs } = settlement;
    const { kind, code, platformCode } = outcome;
    const at = whole(settlement.at);
    const row = this.#end.get([stateNumber[kind], at, code, platformCode, seq, attempt]);
    if (row === undefined) return;
    const { channelNo, direction } = laneOf(row);
    this.#parts.counts.messageMoved(channelNo, direction, 'pending', kind, at);
    this.#parts.events.add({ seq, at, kind, attempt, code, platformCode, durationMs, beganAt: at - durationMs });
  }

  #storedBefore(channelNo: number, dedupeKey: string | null): AcceptResult {
    const row = this.#findByKey.get([channelNo, dedupeKey]) ?? [];
    return { kind: 'duplicate', seq: numberAt(row, 0), id: textAt(row, 1) as MessageId };
  }
}

function laneOf(row: SqlRow) {
  return {
    channelNo: numberAt(row, 0),
    direction: directionName(numberAt(row, 1)),
    contactNo: numberOrNullAt(row, 2),
  };
}

/** The file holds UTF-8, which has no lone surrogates: what is authenticated must be what will be read. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
