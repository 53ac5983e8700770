import type { MessageAction, MessageState } from '#shared/domain/message.ts';
import { partsLeft } from '#shared/domain/message-parts.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type {
  DecidedMessage,
  MessageDecision,
  PlatformVerdict,
  RelayStore,
  StatusReportDraft,
} from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { ContactBook } from './contact-book.ts';
import type { EventLog } from './event-log.ts';
import type { MessageReader } from './message-reader.ts';
import type { MessageRecord } from './message-record.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import type { PartBook } from './part-book.ts';
import { directionNumber, stateNumber, type StoredEventKind } from './record-codes.ts';
import type { ReportBook } from './report-book.ts';
import type { RunningCounts } from './running-counts.ts';
import { bytes, integer, numberAt, textAt, whole } from './sql-cells.ts';

export interface MessageDeciderParts {
  readonly database: NativeDatabase;
  readonly channels: ChannelBook;
  readonly contacts: ContactBook;
  readonly counts: RunningCounts;
  readonly events: EventLog;
  readonly parts: PartBook;
  readonly reports: ReportBook;
  readonly reader: MessageReader;
}

const { pending, delivered, dead_letter: deadLetter, discarded } = stateNumber;

const lineOf: Readonly<Record<MessageAction, StoredEventKind>> = {
  send_again: 'sent_again',
  confirm_arrived: 'confirmed_arrived',
  give_up: 'given_up',
  discard: 'discarded',
  restore: 'restored',
};

const mayBeSentAgain: ReadonlySet<MessageState> = new Set(['unconfirmed', 'dead_letter', 'expired', 'quarantined']);

/** What operators, rules and the platform's later word do with messages. Each method runs within a transaction. */
export class MessageDecider {
  readonly #parts: MessageDeciderParts;
  readonly #sendAgain: SqlStatement;
  readonly #confirm: SqlStatement;
  readonly #move: SqlStatement;
  readonly #discard: SqlStatement;
  readonly #restore: SqlStatement;
  readonly #ofPlatform: SqlStatement;
  readonly #fail: SqlStatement;

  constructor(parts: MessageDeciderParts) {
    this.#parts = parts;
    const { database } = parts;
    // The platform's id belongs to what was sent before: a late word about that must not hit what is sent next.
    this.#sendAgain = database.command(
      `UPDATE message SET state = ${pending}, changed_at = ?1, due_at = ?1, window_closed = 0, platform_message_id = NULL
       WHERE seq = ?2`,
    );
    this.#confirm = database.command(
      `UPDATE message SET state = ${delivered}, changed_at = ?, delivery_ms = NULL, code = NULL, platform_code = NULL
       WHERE seq = ?`,
    );
    this.#move = database.command(`UPDATE message SET state = ${deadLetter}, changed_at = ? WHERE seq = ?`);
    this.#discard = database.command(
      `UPDATE message SET state = ${discarded}, discarded_from = ?, changed_at = ? WHERE seq = ?`,
    );
    this.#restore = database.command(
      'UPDATE message SET state = ?, discarded_from = NULL, changed_at = ? WHERE seq = ?',
    );
    this.#ofPlatform = database.query(
      `SELECT ${integer('seq')}, ${bytes('id')} FROM message
       WHERE direction = ${directionNumber.outbound} AND platform_message_id IS NOT NULL AND platform_message_id = ?
         AND channel_no = ? AND state = ${delivered}
       ORDER BY seq DESC LIMIT 1`,
    );
    this.#fail = database.command(
      `UPDATE message SET state = ${deadLetter}, changed_at = ?, code = ?, platform_code = ? WHERE seq = ?`,
    );
  }

  /** Throws MESSAGE_NOT_FOUND, RECORD_DAMAGED, MESSAGE_ACTION_NOT_POSSIBLE. */
  decide({ id, action, by, at: decidedAt, report }: MessageDecision): DecidedMessage {
    const { channels, counts, events, reader } = this.#parts;
    const record = reader.find(id);
    const channelId = record === null ? null : channels.idOf(record.channelNo);
    if (record === null || channelId === null) {
      throw new RelayError('RECORD_DAMAGED', 'the message cannot be read', { value: id });
    }
    const at = whole(decidedAt);
    const { seq, channelNo, direction, contactNo, state } = record;
    const to = this.#act(record, action, at);
    counts.messageMoved(channelNo, direction, state, to, at);
    events.add({ seq, at, kind: lineOf[action], by });
    // What waits again is reported when it has come to its end.
    this.#report(record, to === 'pending' ? null : report, at);
    return { seq, channelId, direction, contactNo, pending: to === 'pending' ? reader.pending(seq) : null };
  }

  verdict(verdict: PlatformVerdict): Awaited<ReturnType<RelayStore['platformVerdict']>> {
    const { channels, counts, events, reader } = this.#parts;
    const channelNo = channels.find(verdict.channelId);
    const found = channelNo === null ? undefined : this.#ofPlatform.get([verdict.platformMessageId, channelNo]);
    if (channelNo === null || found === undefined) return null;
    const seq = numberAt(found, 0);
    const id = textAt(found, 1);
    const record = reader.find(id as MessageRecord['id']);
    if (record === null) return null;
    const at = whole(verdict.at);
    const { code, platformCode } = verdict;
    this.#noteDelivery(record);
    this.#fail.run([at, code, platformCode, seq]);
    counts.messageMoved(channelNo, 'outbound', 'delivered', 'dead_letter', at);
    events.add({ seq, at, kind: 'platform_failed', code, platformCode });
    this.#report(record, verdict.report, at);
    return { seq, id: record.id };
  }

  /** Changes the row. Returns the state it has now. */
  #act(record: MessageRecord, action: MessageAction, at: number): MessageState {
    switch (action) {
      case 'send_again':
        return this.#toPending(record, at);
      case 'confirm_arrived':
        return this.#toArrived(record, at);
      case 'give_up':
        demand(record.state === 'unconfirmed');
        this.#move.run([at, record.seq]);
        return 'dead_letter';
      case 'discard':
        demand(record.state !== 'delivered' && record.state !== 'discarded' && record.claimedAt === null);
        this.#discard.run([stateNumber[record.state], at, record.seq]);
        return 'discarded';
      case 'restore': {
        const to = record.discardedFrom;
        demand(record.state === 'discarded' && to !== null);
        this.#restore.run([stateNumber[to], at, record.seq]);
        return to;
      }
    }
  }

  #toPending(record: MessageRecord, at: number): MessageState {
    demand(mayBeSentAgain.has(record.state));
    this.#demandReadable(record);
    this.#sendAgain.run([at, record.seq]);
    if (record.parts > 0) this.#parts.parts.again(record.seq, at);
    return 'pending';
  }

  /** What cannot be read cannot be sent, and would only be quarantined again. */
  #demandReadable(record: MessageRecord): void {
    demand(this.#parts.reader.pendingFrom(record) !== null);
  }

  /** What was seen at the other side used up replies of the end user's window. Parts that never left are sent now. */
  #toArrived(record: MessageRecord, at: number): MessageState {
    const { state, seq, direction, contactNo, parts } = record;
    demand(state === 'unconfirmed');
    const isWhole = parts === 0 || partsLeft(this.#parts.parts.of(seq)) === 0;
    if (!isWhole) this.#demandReadable(record);
    const arrived = parts === 0 ? 1 : this.#parts.parts.confirm(seq, at);
    const contact = direction === 'inbound' || contactNo === null ? null : this.#parts.contacts.byNo(contactNo);
    for (let left = arrived; contact !== null && left > 0; left -= 1) this.#parts.contacts.replyDelivered(contact);
    if (!isWhole) return this.#toPending(record, at);
    this.#confirm.run([at, seq]);
    return 'delivered';
  }

  /** The row will not tell any longer that it was accepted once. */
  #noteDelivery({ seq, changedAt, attempts, deliveryMs }: MessageRecord): void {
    if (deliveryMs === null) return;
    const began = { attempt: attempts, durationMs: deliveryMs, beganAt: changedAt - deliveryMs };
    this.#parts.events.add({ seq, at: changedAt, kind: 'delivered', ...began });
  }

  #report({ seq, contactNo }: MessageRecord, report: StatusReportDraft | null, at: number): void {
    if (report !== null) this.#parts.reports.put(seq, contactNo, report, at);
  }
}

function demand(isPossible: boolean): asserts isPossible {
  if (!isPossible) throw new RelayError('MESSAGE_ACTION_NOT_POSSIBLE', 'the state of the message does not allow it');
}
