import type { Clock } from '#shared/lib/clock.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { MessagePart } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { AcceptResult, NewMessage, Settlement } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { ContactBook } from './contact-book.ts';
import { seal, type NonceSource } from './envelope.ts';
import type { EventLog } from './event-log.ts';
import type { ExchangeBook } from './exchange-book.ts';
import type { HeldClaims } from './held-claims.ts';
import type { KeyLadder } from './key-ladder.ts';
import { laneColumns, laneNameFrom, LaneNames, wholeLaneColumns } from './lane-names.ts';
import { identityText } from './message-record.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import { directionNumber, kindNumber, stateNumber } from './record-codes.ts';
import type { RunningCounts } from './running-counts.ts';
import { SettlementWriter } from './settlement-writer.ts';
import { bytes, integer, numberAt, numberOrNullAt, textAt, whole, wholeOrNull } from './sql-cells.ts';
import type { PartBook } from './part-book.ts';
import type { ReportBook } from './report-book.ts';
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
  readonly exchanges: ExchangeBook;
  readonly parts: PartBook;
  readonly reports: ReportBook;
  readonly held: HeldClaims;
}

const { pending, quarantined } = stateNumber;

/** What changes messages. Each method runs within a transaction; none may be half done when it throws. */
export class MessageWriter {
  readonly #parts: MessageWriterParts;
  readonly #insert: SqlStatement;
  readonly #insertBody: SqlStatement;
  readonly #findByKey: SqlStatement;
  readonly #markAnswered: SqlStatement;
  readonly #claim: SqlStatement;
  readonly #claimable: SqlStatement;
  readonly #withdrawClaim: SqlStatement;
  readonly #beginParts: SqlStatement;
  readonly #contactOf: SqlStatement;
  readonly #quarantine: SqlStatement;
  readonly #lanes: LaneNames;
  readonly #settlements: SettlementWriter;

  constructor(parts: MessageWriterParts) {
    this.#parts = parts;
    const { database } = parts;
    this.#lanes = new LaneNames(database);
    this.#settlements = new SettlementWriter(parts, this.#lanes);
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
    this.#claim = database.command(
      `UPDATE message SET claimed_at = ?1, attempts = ?2
       WHERE seq = ?3 AND state = ${pending} AND claimed_at IS NULL AND attempts < ?2`,
    );
    this.#claimable = database.query(
      `SELECT ${wholeLaneColumns} FROM message
       WHERE seq = ? AND state = ${pending} AND claimed_at IS NULL AND attempts < ?`,
    );
    this.#withdrawClaim = database.command(
      `UPDATE message SET claimed_at = NULL, attempts = attempts - 1
       WHERE seq = ? AND state = ${pending} AND claimed_at = ? AND attempts = ?`,
    );
    this.#beginParts = database.query(
      `UPDATE message SET parts = ? WHERE seq = ? AND state = ${pending} AND claimed_at IS NOT NULL RETURNING 1`,
    );
    this.#contactOf = database.query(
      `SELECT ${integer('contact_no')} FROM message WHERE seq = ? AND direction = ${directionNumber.outbound}`,
    );
    this.#quarantine = database.query(
      `UPDATE message SET state = ${quarantined}, claimed_at = NULL, window_closed = 0, changed_at = ?, code = ?
       WHERE seq = ? AND state = ${pending} RETURNING ${laneColumns}`,
    );
  }

  accept(message: NewMessage): AcceptResult {
    const { channels, contacts, counts, clock, keys, nonces, events } = this.#parts;
    const { id, channelId, direction, kind, openId } = message;
    const channelNo = channels.obtain(channelId);
    const contact = openId === null ? null : contacts.obtain(channelNo, openId, message.opensWindow, clock.now());
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
    if (contact !== null && message.opensWindow !== null)
      contacts.openWindow(contact, message.opensWindow, clock.now());
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

  /** May this attempt be begun without a note of it? Null when it must be noted first: WeChat takes no id. */
  mayHold(seq: number, attempt: number): boolean | null {
    const row = this.#claimable.get([seq, attempt]);
    if (row === undefined) return false;
    return this.#lanes.keep(seq, row).direction === 'inbound' ? true : null;
  }

  claim(seq: number, attempt: number, at: number): boolean {
    this.#parts.held.release(seq, attempt);
    if (this.#claim.run([whole(at), attempt, seq]) === 0) return false;
    if (this.#lanes.of(seq)?.direction === 'outbound') this.#parts.counts.outboundClaimed();
    return true;
  }

  /** Takes back a claim that was reported as failed and may yet have reached the disk. */
  withdrawClaim(seq: number, attempt: number, at: number): void {
    this.#withdrawClaim.run([seq, whole(at), attempt]);
  }

  /**
   * Notes that a part leaves. Throws MESSAGE_ACTION_NOT_POSSIBLE when no attempt is under way any more: then nothing may
   * leave.
   */
  partBegun(seq: number, part: Pick<MessagePart, 'no' | 'of' | 'kind'>, at: number): void {
    if (this.#beginParts.get([part.of, seq]) === undefined) {
      throw new RelayError('MESSAGE_ACTION_NOT_POSSIBLE', 'no attempt of this message is under way');
    }
    this.#lanes.forget(seq);
    this.#parts.parts.begin(seq, part, at);
  }

  /** Whatever became of the message meanwhile: what came of the part is true. The same end may arrive twice. */
  partEnded(seq: number, part: MessagePart): void {
    const { parts, contacts, events } = this.#parts;
    const { no, at, code, platformCode } = part;
    if (!parts.end(seq, part)) return;
    if (part.state === 'refused' || part.state === 'unknown') {
      events.add({ seq, at, kind: 'part_failed', part: no, code, platformCode });
    }
    if (part.state !== 'accepted') return;
    const contactNo = numberOrNullAt(this.#contactOf.get([seq]) ?? [null], 0);
    const contact = contactNo === null ? null : contacts.byNo(contactNo);
    if (contact !== null) contacts.replyDelivered(contact);
  }

  /**
   * Does nothing when the attempt is not under way: the same settlement may arrive twice. `hasRoom`: for what passed over
   * the wire, too.
   */
  settle(settlement: Settlement, isHeld: boolean, hasRoom = true): void {
    this.#settlements.settle(settlement, isHeld, hasRoom);
  }

  /** Takes a waiting message that cannot be read out of the way of the others. */
  quarantine(seq: number, code: ErrorCode, at: number): void {
    const row = this.#quarantine.get([whole(at), code, seq]);
    if (row === undefined) return;
    const { channelNo, direction } = laneNameFrom(row);
    this.#parts.counts.messageMoved(channelNo, direction, 'pending', 'quarantined', at);
    this.#parts.events.add({ seq, at, kind: 'quarantined', code });
  }

  #storedBefore(channelNo: number, dedupeKey: string | null): AcceptResult {
    const row = this.#findByKey.get([channelNo, dedupeKey]) ?? [];
    return { kind: 'duplicate', seq: numberAt(row, 0), id: textAt(row, 1) as MessageId };
  }
}

/** The file holds UTF-8, which has no lone surrogates: what is authenticated must be what will be read. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
