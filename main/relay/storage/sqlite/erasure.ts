import { RelayError } from '#shared/errors/relay-error.ts';
import type { ErasedMessages } from '../../ports/customer-store.ts';
import type { OperationsRecord } from '../../ports/operations-store.ts';
import type { ContactBook, ContactRecord } from './contact-book.ts';
import type { MediaBook } from './media-book.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import type { OperationsBook } from './operations/operations-book.ts';
import { directionName, stateName, stateNumber } from './record-codes.ts';
import type { RunningCounts } from './running-counts.ts';
import { integer, numberAt } from './sql-cells.ts';
import type { ThreadBook } from './thread-book.ts';

export interface ErasureParts {
  readonly database: NativeDatabase;
  readonly contacts: ContactBook;
  readonly threads: ThreadBook;
  readonly counts: RunningCounts;
  readonly media: MediaBook;
  readonly operations: OperationsBook;
}

/** So many messages are looked at in one go; then others have their turn. */
const span = 5_000;
/** And so many are removed in one commit. */
const most = 100;

/** Removes what is kept of one end user. */
export class Erasure {
  readonly #parts: ErasureParts;
  readonly #waiting: SqlStatement;
  readonly #erase: SqlStatement;
  readonly #unlink: SqlStatement;
  readonly #last: SqlStatement;
  readonly #of: SqlStatement;
  readonly #remove: SqlStatement;

  constructor(parts: ErasureParts) {
    this.#parts = parts;
    const { database } = parts;
    this.#waiting = database.query(
      `SELECT ${integer('count(*)')} FROM message WHERE contact_no = ? AND state = ${stateNumber.pending}`,
    );
    // The row stays without what it said: its number must not be given to somebody else.
    this.#erase = database.command(
      'UPDATE contact SET open_id = ?, salt = NULL, window_until = NULL, replies_left = NULL WHERE no = ?',
    );
    this.#unlink = database.command('DELETE FROM thread_link WHERE channel_no = ? AND contact_no = ?');
    this.#last = database.query(
      `SELECT ${integer('max(seq)')}, ${integer('count(*)')}
       FROM (SELECT seq FROM message WHERE seq > ? ORDER BY seq LIMIT ${span})`,
    );
    this.#of = database.query(
      `SELECT ${integer('seq')} FROM message WHERE seq > ? AND seq <= ? AND contact_no = ? ORDER BY seq LIMIT ${most}`,
    );
    this.#remove = database.query(
      `DELETE FROM message WHERE seq = ? AND contact_no = ?
       RETURNING ${['channel_no', 'direction', 'state'].map(integer).join(', ')}`,
    );
  }

  /** Null when nothing is kept of the end user. */
  contact(contactNo: number): ContactRecord | null {
    const contact = this.#parts.contacts.byNo(contactNo);
    return contact?.key == null ? null : contact;
  }

  /** Within a transaction. Throws CUSTOMER_UNKNOWN, CUSTOMER_HAS_WAITING. */
  begin(contactNo: number, mark: OperationsRecord): void {
    const { contacts, threads, operations } = this.#parts;
    const contact = this.contact(contactNo);
    if (contact === null) throw new RelayError('CUSTOMER_UNKNOWN', 'nothing is kept of an end user of this number');
    const waiting = numberAt(this.#waiting.get([contactNo]) ?? [], 0);
    if (waiting > 0) {
      throw new RelayError('CUSTOMER_HAS_WAITING', 'messages of this end user wait', { value: String(waiting) });
    }
    contacts.write();
    this.#erase.run([`erased-${contactNo}`, contactNo]);
    this.#unlink.run([contact.channelNo, contactNo]);
    // Both remember rows as they were.
    contacts.forget();
    threads.forget();
    operations.put(mark);
  }

  look(contactNo: number, afterSeq: number): ErasedMessages {
    const [last, count] = this.#last.get([afterSeq]) ?? [];
    if (typeof last !== 'number') return { seqs: [], mediaRefs: [], lastSeq: afterSeq, isEnd: true };
    const seqs = this.#of.all([afterSeq, last, contactNo]).map((row) => numberAt(row, 0));
    const mediaRefs = seqs.flatMap((seq) => this.#parts.media.refsOf(seq));
    const isFull = seqs.length === most;
    return {
      seqs,
      mediaRefs,
      lastSeq: isFull ? (seqs.at(-1) ?? last) : last,
      isEnd: !isFull && count !== span,
    };
  }

  /** Within a transaction. */
  remove(contactNo: number, seqs: readonly number[], mark: OperationsRecord): number {
    const { counts, operations } = this.#parts;
    let removed = 0;
    for (const seq of seqs) {
      const row = this.#remove.get([seq, contactNo]);
      if (row === undefined) continue;
      counts.messageRemoved(numberAt(row, 0), directionName(numberAt(row, 1)), stateName(numberAt(row, 2)));
      removed += 1;
    }
    operations.put(mark);
    return removed;
  }

  /** Outside a transaction: writes the log back and cuts it off. False when somebody reads from it. */
  emptyLog(): boolean {
    return this.#parts.database.value('PRAGMA wal_checkpoint(TRUNCATE)') === 0;
  }
}
