import type { ChannelId } from '#shared/domain/ids.ts';
import type { RecordPlace, RecordRange } from '../../../ports/sla-store.ts';
import type { OperationsRecord, RecordKind, RecordQuery } from '../../../ports/operations-store.ts';
import { seal, unseal, type NonceSource } from '../envelope.ts';
import type { KeyLadder } from '../key-ladder.ts';
import type { NativeDatabase, SqlRow, SqlStatement, SqlValue } from '../native-database.ts';
import { bytes, bytesOrNullAt, integer, numberAt, numberOrNullAt, textAt, textOrNullAt } from '../sql-cells.ts';
import { whole, wholeOrNull } from '../sql-cells.ts';
import { overAt, recordKindNumber } from './record-kinds.ts';

export interface FoundRecords {
  readonly records: readonly OperationsRecord[];
  /** How many could not be read and are left out. */
  readonly damaged: number;
}

const columns = [bytes('id'), bytes('channel_id'), bytes('parent'), integer('at'), integer('ended_at'), bytes('body')];

/** Records of operations, their bodies sealed. Changes run within a transaction. */
export class OperationsBook {
  readonly #database: NativeDatabase;
  readonly #keys: KeyLadder;
  readonly #nonces: NonceSource;
  readonly #put: SqlStatement;
  readonly #get: SqlStatement;
  readonly #remove: SqlStatement;
  readonly #count: SqlStatement;
  readonly #prune: SqlStatement;
  /** By their text: one for each combination of conditions that was asked for. */
  readonly #queries = new Map<string, SqlStatement>();

  constructor(database: NativeDatabase, keys: KeyLadder, nonces: NonceSource) {
    this.#database = database;
    this.#keys = keys;
    this.#nonces = nonces;
    this.#put = database.command(
      `INSERT INTO operations_record (kind, id, channel_id, parent, at, ended_at, over_at, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE SET channel_id = excluded.channel_id, parent = excluded.parent,
         at = excluded.at, ended_at = excluded.ended_at, over_at = excluded.over_at, body = excluded.body`,
    );
    this.#get = database.query(`SELECT ${columns.join(', ')} FROM operations_record WHERE kind = ? AND id = ?`);
    this.#remove = database.command('DELETE FROM operations_record WHERE kind = ? AND id = ?');
    this.#count = database.query(
      `SELECT ${integer('count(*)')} FROM operations_record WHERE parent IS NOT NULL AND kind = ? AND parent = ?`,
    );
    const { incident, incident_event: event, told } = recordKindNumber;
    // What belongs to an open incident stays with it, however old.
    this.#prune = database.command(
      `DELETE FROM operations_record WHERE no IN (
         SELECT no FROM operations_record AS old WHERE over_at IS NOT NULL AND over_at < ?
           AND (kind NOT IN (${event}, ${told}) OR NOT EXISTS (
             SELECT 1 FROM operations_record AS its
             WHERE its.kind = ${incident} AND its.id = old.parent AND its.ended_at IS NULL))
         ORDER BY over_at LIMIT ?)`,
    );
  }

  put(record: OperationsRecord): void {
    const { kind, id, channelId, parent } = record;
    const at = whole(record.at);
    const endedAt = wholeOrNull(record.endedAt);
    const identity = identityOf({ ...record, at, endedAt });
    const body = seal(this.#keys.operationsKey, identity, this.#nonces.next(), record.body);
    this.#put.run([recordKindNumber[kind], id, channelId, parent, at, endedAt, overAt(kind, at, endedAt), body]);
  }

  /** `secure_delete` overwrites the row in its page; the log keeps older pages until it is begun anew. All of it is sealed. */
  remove(kind: RecordKind, id: string): void {
    this.#remove.run([recordKindNumber[kind], id]);
  }

  get(kind: RecordKind, id: string): FoundRecords {
    const row = this.#get.get([recordKindNumber[kind], id]);
    return this.#opened(kind, row === undefined ? [] : [row]);
  }

  find(query: RecordQuery): FoundRecords {
    const conditions = ['kind = ?'];
    const values: SqlValue[] = [recordKindNumber[query.kind]];
    const add = (condition: string, value: SqlValue): void => {
      conditions.push(condition);
      values.push(value);
    };
    if (query.channelId !== undefined) add('channel_id IS NOT NULL AND channel_id = ?', query.channelId);
    if (query.parent !== undefined) add('parent IS NOT NULL AND parent = ?', query.parent);
    if (query.openOnly === true) conditions.push('ended_at IS NULL');
    if (query.endedFrom !== undefined) add('(ended_at IS NULL OR ended_at >= ?)', whole(query.endedFrom));
    if (query.before !== undefined) add('at < ?', whole(query.before));
    const order = query.order === 'newest_first' ? 'at DESC, no DESC' : 'at, no';
    const sql = `SELECT ${columns.join(', ')} FROM operations_record WHERE ${conditions.join(' AND ')}
      ORDER BY ${order} LIMIT ?`;
    return this.#opened(query.kind, this.#statement(sql).all([...values, query.limit]));
  }

  /** By beginning and id. `next`: where to go on, null at the end. */
  range(range: RecordRange): FoundRecords & { readonly next: RecordPlace | null } {
    const { kind, after, limit } = range;
    const conditions = ['kind = ?', 'at >= ?', 'at < ?'];
    const values: SqlValue[] = [recordKindNumber[kind], whole(after?.at ?? range.from), whole(range.before)];
    if (range.channelId !== undefined) {
      conditions.push('channel_id IS NOT NULL AND channel_id = ?');
      values.push(range.channelId);
    }
    if (range.openOnly === true) conditions.push('ended_at IS NULL');
    if (range.endedFrom !== undefined) {
      conditions.push('(ended_at IS NULL OR ended_at >= ?)');
      values.push(whole(range.endedFrom));
    }
    if (after !== null) {
      conditions.push('(at > ? OR id > ?)');
      values.push(whole(after.at), after.id);
    }
    const sql = `SELECT ${columns.join(', ')} FROM operations_record WHERE ${conditions.join(' AND ')}
      ORDER BY at, id LIMIT ?`;
    const rows = this.#statement(sql).all([...values, limit]);
    const last = rows.length < limit ? undefined : rows.at(-1);
    const next = last === undefined ? null : { at: numberAt(last, 3), id: textAt(last, 0) };
    return { ...this.#opened(kind, rows), next };
  }

  count(kind: RecordKind, parent: string): number {
    return numberAt(this.#count.get([recordKindNumber[kind], parent]) ?? [], 0);
  }

  prune(before: number, limit: number): number {
    return this.#prune.run([whole(before), limit]);
  }

  #statement(sql: string): SqlStatement {
    const known = this.#queries.get(sql);
    if (known !== undefined) return known;
    const made = this.#database.query(sql);
    this.#queries.set(sql, made);
    return made;
  }

  #opened(kind: RecordKind, rows: readonly SqlRow[]): FoundRecords {
    const records = rows.flatMap((row) => this.#open(kind, row) ?? []);
    return { records, damaged: rows.length - records.length };
  }

  #open(kind: RecordKind, row: SqlRow): OperationsRecord | null {
    const fixed = {
      kind,
      id: textAt(row, 0),
      channelId: textOrNullAt(row, 1) as ChannelId | null,
      parent: textOrNullAt(row, 2),
      at: numberAt(row, 3),
      endedAt: numberOrNullAt(row, 4),
    };
    const body = unseal(this.#keys.operationsKey, identityOf(fixed), bytesOrNullAt(row, 5) ?? Buffer.alloc(0));
    return body === null ? null : { ...fixed, body };
  }
}

/** Everything the row says: a body opens only beside what it was written with. */
function identityOf({ kind, id, channelId, parent, at, endedAt }: Omit<OperationsRecord, 'body'>): string {
  return JSON.stringify(['operations_record.body', kind, id, channelId, parent, at, endedAt]);
}
