import type { Clock } from '#shared/lib/clock.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { Direction, MessagePart } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { BoundedCache } from '#main/node/bounded-cache.ts';
import type { AcceptResult, NewMessage, Settlement } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { ContactBook } from './contact-book.ts';
import { seal, type NonceSource } from './envelope.ts';
import type { EventLog } from './event-log.ts';
import type { HeldClaims } from './held-claims.ts';
import type { KeyLadder } from './key-ladder.ts';
import { identityText } from './message-record.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { directionName, directionNumber, kindNumber, stateNumber } from './record-codes.ts';
import type { RunningCounts } from './running-counts.ts';
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
  readonly parts: PartBook;
  readonly reports: ReportBook;
  readonly held: HeldClaims;
}

/** Whose conversation a message belongs to. */
interface LaneName {
  readonly channelNo: number;
  readonly direction: Direction;
  readonly contactNo: number | null;
}

interface Lane extends LaneName {
  readonly isInParts: boolean;
}

const { pending, delivered, quarantined } = stateNumber;
const lanesKept = 1_024;
const lane = [integer('channel_no'), integer('direction'), integer('contact_no')].join(', ');
/** Noted in the file, or held in memory (?2 is 1). ?1: the attempt; ?3: the message. */
const stillClaimed = `seq = ?3 AND state = ${pending}
  AND ((claimed_at IS NOT NULL AND attempts = ?1) OR (?2 = 1 AND claimed_at IS NULL AND attempts < ?1))`;

/** What changes messages. Each method runs within a transaction; none may be half done when it throws. */
export class MessageWriter {
  readonly #parts: MessageWriterParts;
  readonly #insert: SqlStatement;
  readonly #insertBody: SqlStatement;
  readonly #findByKey: SqlStatement;
  readonly #markAnswered: SqlStatement;
  readonly #claim: SqlStatement;
  readonly #claimable: SqlStatement;
  readonly #laneOf: SqlStatement;
  readonly #withdrawClaim: SqlStatement;
  readonly #deliver: SqlStatement;
  readonly #retry: SqlStatement;
  readonly #beginParts: SqlStatement;
  readonly #contactOf: SqlStatement;
  readonly #end: SqlStatement;
  readonly #quarantine: SqlStatement;
  /** Of messages of one piece that were claimed lately. To have a change of the row return this costs as much again. */
  readonly #lanes = new BoundedCache<number, Lane>(lanesKept);

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
    this.#claim = database.command(
      `UPDATE message SET claimed_at = ?1, attempts = ?2
       WHERE seq = ?3 AND state = ${pending} AND claimed_at IS NULL AND attempts < ?2`,
    );
    this.#claimable = database.query(
      `SELECT ${lane}, ${integer('parts')} FROM message
       WHERE seq = ? AND state = ${pending} AND claimed_at IS NULL AND attempts < ?`,
    );
    this.#laneOf = database.query(`SELECT ${lane}, ${integer('parts')} FROM message WHERE seq = ?`);
    this.#withdrawClaim = database.command(
      `UPDATE message SET claimed_at = NULL, attempts = attempts - 1
       WHERE seq = ? AND state = ${pending} AND claimed_at = ? AND attempts = ?`,
    );
    this.#deliver = database.command(
      `UPDATE message SET state = ${delivered}, attempts = ?1, claimed_at = NULL, window_closed = 0, changed_at = ?4,
         delivery_ms = ?5, code = NULL, platform_code = NULL, platform_message_id = ?6, case_id = ?7
       WHERE ${stillClaimed}`,
    );
    this.#retry = database.query(
      `UPDATE message SET claimed_at = NULL, attempts = ?1 - ?4, due_at = ?5, window_closed = ?6, code = ?7,
         platform_code = ?8
       WHERE ${stillClaimed} RETURNING ${lane}`,
    );
    this.#beginParts = database.query(
      `UPDATE message SET parts = ? WHERE seq = ? AND state = ${pending} AND claimed_at IS NOT NULL RETURNING 1`,
    );
    this.#contactOf = database.query(
      `SELECT ${integer('contact_no')} FROM message WHERE seq = ? AND direction = ${directionNumber.outbound}`,
    );
    this.#end = database.query(
      `UPDATE message SET state = ?4, attempts = ?1, claimed_at = NULL, window_closed = 0, changed_at = ?5, code = ?6,
         platform_code = ?7
       WHERE ${stillClaimed} RETURNING ${lane}`,
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
    const contact = openId === null ? null : contacts.obtain(channelNo, openId, message.opensWindow);
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

  /** May this attempt be begun without a note of it? Null when it must be noted first: WeChat takes no id. */
  mayHold(seq: number, attempt: number): boolean | null {
    const row = this.#claimable.get([seq, attempt]);
    if (row === undefined) return false;
    return this.#keepLane(seq, row).direction === 'inbound' ? true : null;
  }

  claim(seq: number, attempt: number, at: number): boolean {
    this.#parts.held.release(seq, attempt);
    if (this.#claim.run([whole(at), attempt, seq]) === 0) return false;
    if (this.#lane(seq)?.direction === 'outbound') this.#parts.counts.outboundClaimed();
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
    this.#lanes.delete(seq);
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

  /** Does nothing when the attempt is not under way: the same settlement may arrive twice. */
  settle(settlement: Settlement, isHeld: boolean): void {
    const settled = this.#settled(settlement, isHeld ? 1 : 0);
    if (isHeld) this.#parts.held.release(settlement.seq, settlement.attempt);
    if (settled === null || settlement.report === null) return;
    const { seq, at, report } = settlement;
    this.#parts.reports.put(seq, settled.contactNo, report, at);
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

  /** Takes a waiting message that cannot be read out of the way of the others. */
  quarantine(seq: number, code: ErrorCode, at: number): void {
    const row = this.#quarantine.get([whole(at), code, seq]);
    if (row === undefined) return;
    const { channelNo, direction } = laneOf(row);
    this.#parts.counts.messageMoved(channelNo, direction, 'pending', 'quarantined', at);
    this.#parts.events.add({ seq, at, kind: 'quarantined', code });
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
    const settled = this.#lane(seq);
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
    return laneOf(row);
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
    const settled = laneOf(row);
    this.#parts.counts.messageMoved(settled.channelNo, settled.direction, 'pending', kind, at);
    this.#parts.events.add({ seq, at, kind, attempt, code, platformCode, durationMs, beganAt: at - durationMs });
    return settled;
  }

  /** Null when there is no such row. */
  #lane(seq: number): Lane | null {
    const known = this.#lanes.get(seq);
    if (known !== undefined) return known;
    const row = this.#laneOf.get([seq]);
    return row === undefined ? null : this.#keepLane(seq, row);
  }

  /** Whose it is never changes; that it goes in parts shows only later, and may be undone with its transaction. */
  #keepLane(seq: number, row: SqlRow): Lane {
    const found = { ...laneOf(row), isInParts: numberAt(row, 3) > 0 };
    if (!found.isInParts) this.#lanes.set(seq, found);
    return found;
  }

  #storedBefore(channelNo: number, dedupeKey: string | null): AcceptResult {
    const row = this.#findByKey.get([channelNo, dedupeKey]) ?? [];
    return { kind: 'duplicate', seq: numberAt(row, 0), id: textAt(row, 1) as MessageId };
  }
}

function laneOf(row: SqlRow): LaneName {
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
