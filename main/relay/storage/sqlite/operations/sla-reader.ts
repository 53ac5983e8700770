import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { SlaMessagePage, SlaStoredMessage } from '../../../ports/sla-store.ts';
import type { ChannelBook } from '../channel-book.ts';
import type { ContactBook } from '../contact-book.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from '../native-database.ts';
import { directionName, kindName, stateName } from '../record-codes.ts';
import { bytes, integer, numberAt, numberOrNullAt, textAt, textOrNullAt, whole } from '../sql-cells.ts';
import { failureKind } from '../sqlite-failure.ts';
import { Arrivals } from './arrivals.ts';
import type { Steps } from './operations-reader.ts';

/** Looked through in one go for one conversation; then others have their turn. */
const span = 5_000;
/** And in all. */
const mostSpans = 60;

const columns = [
  integer('seq'),
  bytes('id'),
  integer('channel_no'),
  integer('direction'),
  integer('kind'),
  integer('contact_no'),
  integer('platform_at'),
  integer('received_at'),
  integer('state'),
  integer('changed_at'),
  bytes('case_id'),
].join(', ');

/** Messages without their content, for SLA clocks. */
export class SlaReader {
  readonly #channels: ChannelBook;
  readonly #contacts: ContactBook;
  readonly #arrivals: Arrivals;
  readonly #page: SqlStatement;
  readonly #bySeq: SqlStatement;
  readonly #last: SqlStatement;
  readonly #spanStart: SqlStatement;
  readonly #ofContact: SqlStatement;

  constructor(database: NativeDatabase, channels: ChannelBook, contacts: ContactBook) {
    this.#channels = channels;
    this.#contacts = contacts;
    this.#arrivals = new Arrivals(database);
    this.#page = database.query(`SELECT ${columns} FROM message WHERE seq > ? ORDER BY seq LIMIT ?`);
    this.#bySeq = database.query(`SELECT ${columns} FROM message WHERE seq = ?`);
    this.#last = database.query(`SELECT ${integer('last_seq')} FROM store_state`);
    this.#spanStart = database.query(
      `SELECT ${integer('min(seq)')}, ${integer('count(*)')} FROM (
         SELECT seq FROM message WHERE channel_no = ? AND seq < ? AND seq >= ? ORDER BY seq DESC LIMIT ${span})`,
    );
    this.#ofContact = database.query(
      `SELECT ${columns} FROM message WHERE channel_no = ?1 AND seq >= ?2 AND seq < ?3 AND contact_no = ?4
       ORDER BY seq DESC LIMIT ?5`,
    );
  }

  lastSeq(): number {
    return numberAt(this.#last.get([]) ?? [], 0);
  }

  page(afterSeq: number, limit: number): SlaMessagePage {
    const rows = this.#unlessDamaged(() => this.#page.all([afterSeq, limit]));
    if (rows !== null) {
      const lastSeq = rows.length === 0 ? afterSeq : numberAt(rows.at(-1) ?? [], 0);
      return { messages: this.#read(rows), lastSeq, end: rows.length < limit };
    }
    // One page of the file costs the messages on it, not the others.
    const lastSeq = afterSeq + limit;
    const seqs = Array.from({ length: limit }, (_, index) => afterSeq + 1 + index);
    return { messages: this.bySeq(seqs), lastSeq, end: lastSeq >= this.lastSeq() };
  }

  bySeq(seqs: readonly number[]): SlaStoredMessage[] {
    return seqs.flatMap((seq) => this.#read(this.#unlessDamaged(() => this.#bySeq.all([seq])) ?? []));
  }

  conversation(channelId: ChannelId, openId: OpenId, since: number, limit: number): Steps<readonly SlaStoredMessage[]> {
    const channelNo = this.#channels.find(channelId);
    const contactNo = channelNo === null ? null : (this.#contacts.find(channelNo, openId)?.no ?? null);
    if (channelNo === null || contactNo === null) return { next: () => [] };
    const first = this.#arrivals.firstFrom(channelNo, whole(since));
    const found: SlaStoredMessage[] = [];
    let before = Number.MAX_SAFE_INTEGER;
    let spansLeft = mostSpans;
    return {
      next: () => {
        const [start, count] = this.#spanStart.get([channelNo, before, first]) ?? [];
        if (typeof start !== 'number') return found;
        const left = limit - found.length;
        const rows = this.#unlessDamaged(() => this.#ofContact.all([channelNo, start, before, contactNo, left]));
        found.unshift(...this.#read(rows ?? []).reverse());
        before = start;
        spansLeft -= 1;
        return count === span && spansLeft > 0 && found.length < limit ? null : found;
      },
    };
  }

  #read(rows: readonly SqlRow[]): SlaStoredMessage[] {
    return rows.flatMap((row) => this.#unlessDamaged(() => this.#from(row)) ?? []);
  }

  #from(row: SqlRow): SlaStoredMessage | null {
    const channelId = this.#channels.idOf(numberAt(row, 2));
    const contactNo = numberOrNullAt(row, 5);
    const openId = contactNo === null ? null : (this.#contacts.byNo(contactNo)?.openId ?? null);
    if (channelId === null || contactNo === null || openId === null) return null;
    return {
      seq: numberAt(row, 0),
      id: textAt(row, 1) as MessageId,
      channelId,
      direction: directionName(numberAt(row, 3)),
      kind: kindName(numberAt(row, 4)),
      contactNo,
      openId,
      platformAt: numberOrNullAt(row, 6),
      receivedAt: numberAt(row, 7),
      state: stateName(numberAt(row, 8)),
      changedAt: numberAt(row, 9),
      caseId: textOrNullAt(row, 10),
    };
  }

  /** Null when the pages or the values that are read are damaged. */
  #unlessDamaged<T>(read: () => T): T | null {
    try {
      return read();
    } catch (thrown) {
      if (thrown instanceof RelayError || failureKind(thrown) === 'damaged') return null;
      throw thrown;
    }
  }
}
