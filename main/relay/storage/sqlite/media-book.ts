import { RelayError } from '#shared/errors/relay-error.ts';
import type { StoredMedia } from '../../ports/relay-store.ts';
import type { EventLog } from './event-log.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { errorCodeOf, mediaStateName, mediaStateNumber, stateNumber } from './record-codes.ts';
import type { RecordSeal, SealedPlace } from './record-seal.ts';
import { bytes, bytesOrNullAt, integer, numberAt, numberOrNullAt, textOrNullAt, whole } from './sql-cells.ts';

const { stored, removed } = mediaStateNumber;

/** What is sealed of a file. */
interface Details {
  readonly name: string;
  readonly mimeType: string;
}

/** Files of messages: where they are, and what they are. Changes run within a transaction. */
export class MediaBook {
  readonly #seal: RecordSeal;
  readonly #events: EventLog;
  readonly #of: SqlStatement;
  readonly #put: SqlStatement;
  readonly #contactOf: SqlStatement;
  readonly #stateOf: SqlStatement;
  readonly #refsOf: SqlStatement;
  readonly #old: SqlStatement;
  readonly #remove: SqlStatement;
  readonly #isReferred: SqlStatement;

  constructor(database: NativeDatabase, seal: RecordSeal, events: EventLog) {
    this.#seal = seal;
    this.#events = events;
    const columns = [
      integer('no'),
      integer('state'),
      integer('at'),
      bytes('ref'),
      integer('size_bytes'),
      bytes('code'),
      bytes('details'),
    ].join(', ');
    this.#of = database.query(`SELECT ${columns} FROM message_media WHERE seq = ? ORDER BY no`);
    this.#put = database.command(
      `INSERT INTO message_media VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state,
         at = excluded.at, ref = excluded.ref, size_bytes = excluded.size_bytes, code = excluded.code,
         details = excluded.details`,
    );
    this.#contactOf = database.query(`SELECT ${integer('contact_no')} FROM message WHERE seq = ?`);
    this.#stateOf = database.query(`SELECT ${integer('state')} FROM message_media WHERE seq = ? AND no = ?`);
    this.#refsOf = database.query(`SELECT ${bytes('ref')} FROM message_media WHERE seq = ? AND state = ${stored}`);
    this.#old = database.query(
      `SELECT ${integer('seq')}, ${integer('no')}, ${bytes('ref')} FROM message_media
       WHERE state = ${stored} AND at < ? AND NOT EXISTS
         (SELECT 1 FROM message WHERE message.seq = message_media.seq AND message.state = ${stateNumber.pending})
       ORDER BY at LIMIT ?`,
    );
    this.#remove = database.command(`UPDATE message_media SET state = ${removed} WHERE seq = ? AND no = ?`);
    this.#isReferred = database.query(`SELECT 1 FROM message_media WHERE state = ${stored} AND ref = ? LIMIT 1`);
  }

  of(seq: number, contactNo: number | null): StoredMedia[] {
    return this.#of.all([seq]).map((row) => this.#mediaFrom(seq, contactNo, row));
  }

  /** Of the message with this seq. Throws MESSAGE_NOT_FOUND. */
  ofMessage(seq: number): StoredMedia[] {
    return this.of(seq, this.#contactNoOf(seq));
  }

  put(seq: number, media: StoredMedia): void {
    const contactNo = this.#contactNoOf(seq);
    const { no, name, mimeType, sizeBytes, state, code, ref } = media;
    const at = whole(media.at);
    const before = this.#stateOf.get([seq, no])?.[0];
    const details = JSON.stringify({ name, mimeType } satisfies Details);
    const sealed = this.#seal.seal(contactNo, placeOf(seq, no, ref, sizeBytes), details);
    this.#put.run([seq, no, mediaStateNumber[state], at, ref, sizeBytes, code, sealed]);
    if (before === mediaStateNumber[state]) return;
    if (state === 'stored') this.#events.add({ seq, at, kind: 'media_stored', part: no });
    if (state === 'refused') this.#events.add({ seq, at, kind: 'media_failed', part: no, code });
  }

  /** The files that a message has on disk. */
  refsOf(seq: number): string[] {
    return this.#refsOf.all([seq]).flatMap((row) => textOrNullAt(row, 0) ?? []);
  }

  /** Marks the oldest ones as removed and names them. */
  removeOlderThan(before: number, limit: number): string[] {
    return this.#old.all([whole(before), limit]).flatMap((row) => {
      this.#remove.run([numberAt(row, 0), numberAt(row, 1)]);
      return textOrNullAt(row, 2) ?? [];
    });
  }

  isReferred(ref: string): boolean {
    return this.#isReferred.get([ref]) !== undefined;
  }

  #contactNoOf(seq: number): number | null {
    const row = this.#contactOf.get([seq]);
    if (row === undefined) throw new RelayError('MESSAGE_NOT_FOUND', 'no message has this number');
    return numberOrNullAt(row, 0);
  }

  #mediaFrom(seq: number, contactNo: number | null, row: SqlRow): StoredMedia {
    const no = numberAt(row, 0);
    const state = mediaStateName(numberAt(row, 1));
    const ref = textOrNullAt(row, 3);
    const sizeBytes = numberOrNullAt(row, 4);
    const plain = this.#seal.unseal(contactNo, placeOf(seq, no, ref, sizeBytes), bytesOrNullAt(row, 6));
    const at = numberAt(row, 2);
    if (plain === null) {
      // Changed, or moved from another message: whatever file it names is not to be sent.
      return { no, name: '', mimeType: '', sizeBytes, state: 'refused', code: 'RECORD_DAMAGED', ref: null, at };
    }
    const { name, mimeType } = JSON.parse(plain) as Details;
    const code = errorCodeOf(textOrNullAt(row, 5));
    return { no, name, mimeType, sizeBytes, state, code, ref: state === 'stored' ? ref : null, at };
  }
}

function placeOf(seq: number, no: number, ref: string | null, sizeBytes: number | null): SealedPlace {
  return ['message_media.details', seq, no, ref, sizeBytes];
}
