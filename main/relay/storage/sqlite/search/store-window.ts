import type { Clock } from '#shared/lib/clock.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { FoundMessage } from '../../../ports/message-search.ts';
import type { MessagePayload } from '../../../ports/relay-store.ts';
import { searchableText } from '#shared/search/message-text.ts';
import { NonceSource } from '../envelope.ts';
import { HeldClaims } from '../held-claims.ts';
import { readMark } from '../high-water-mark.ts';
import type { KeyLadder } from '../key-ladder.ts';
import { MessageContentReader } from '../message-content.ts';
import { recordColumns, recordFrom, type MessageRecord } from '../message-record.ts';
import { NativeDatabase, busyTimeoutMs, type SqlRow, type SqlStatement, type SqlValue } from '../native-database.ts';
import { directionNumber, stateNumber } from '../record-codes.ts';
import { failureKind } from '../sqlite-failure.ts';
import { bytes, bytesOrNullAt, integer, numberAt, numberOrNullAt, textAt, textOrNullAt } from '../sql-cells.ts';
import { fileIdentity, type StoreFiles } from '../store-files.ts';
import { findFiles, isSameFile } from '../store-note.ts';
import { StoreSession } from '../store-session.ts';
import { platformIdsIn } from './platform-ids.ts';
import type { TimeBounds } from './spans.ts';
import { anyMessage, type StoreCondition } from './store-condition.ts';
import { StoreLanes } from './store-lanes.ts';

/** Set and read back: this connection must neither write nor take over the log. */
const settings: readonly (readonly [name: string, value: string | number, shown: string | number])[] = [
  ['query_only', 'ON', 1],
  ['busy_timeout', busyTimeoutMs, busyTimeoutMs],
  ['wal_autocheckpoint', 0, 0],
  ['temp_store', 'MEMORY', 2],
  ['mmap_size', 0, 0],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['cache_size', -2_000, -2_000],
];

/** A message as a search looks at it. Its content is opened when it is asked for: often the rest decides. */
export class SearchedMessage {
  readonly record: MessageRecord;
  readonly #open: () => MessagePayload | null;
  #payload: MessagePayload | null | undefined;

  constructor(record: MessageRecord, open: () => MessagePayload | null) {
    this.record = record;
    this.#open = open;
  }

  /** Null when it cannot be read. */
  get content(): MessageContent | null {
    return this.#opened()?.content ?? null;
  }

  /** What CXone called it, and its conversation, when it sent it; nothing for what came from WeChat. */
  get platformIds(): readonly string[] {
    const payload = this.record.direction === 'outbound' ? this.#opened() : null;
    return payload === null ? [] : platformIdsIn(payload);
  }

  /** Empty when it has none, or cannot be read. */
  get text(): string {
    return this.content === null ? '' : searchableText(this.content);
  }

  #opened(): MessagePayload | null {
    if (this.#payload === undefined) this.#payload = this.#open();
    return this.#payload;
  }
}

/** What is known of a message since it was delivered. */
export interface DeliveredMessage {
  readonly seq: number;
  readonly caseId: string | null;
  /** What CXone calls it, if it came in. */
  readonly inboundId: string | null;
}

export interface StoreBounds {
  readonly storeId: string;
  /** Seqs of the oldest and the newest message; 0 when there is none. */
  readonly first: number;
  readonly last: number;
  /** Changes when messages were removed or lost. */
  readonly removals: string;
}

/**
 * Windows onto a file that lost its name stay open until the process ends: whoever is the last to close one removes the log
 * by its name, and that name belongs to another file by then. A store is put back from a copy a few times in its life.
 */
const keptOpen: NativeDatabase[] = [];

/** Looks into the store beside the connection that writes. Each question is a short transaction of its own. */
export class StoreWindow {
  readonly #database: NativeDatabase;
  readonly #identity: string | null;
  /** What is not delivered. */
  readonly lanes: StoreLanes;
  readonly #files: StoreFiles;
  readonly #session: StoreSession;
  readonly #content: MessageContentReader;
  readonly #bySeq: SqlStatement;
  readonly #ofList: SqlStatement;
  readonly #between: SqlStatement;
  readonly #state: SqlStatement;
  readonly #bounds: SqlStatement;
  readonly #statements = new Map<string, SqlStatement>();

  /** The store must be open already, by these files. Throws what the library throws. */
  constructor(files: StoreFiles, keys: KeyLadder, clock: Clock) {
    this.#files = files;
    this.#identity = fileIdentity(files.database);
    if (this.#identity === null) throw new RelayError('SEARCH_UNAVAILABLE', 'there is no store');
    if (isExchanged(files, keys))
      throw new RelayError('SEARCH_UNAVAILABLE', 'another file took the place of the store');
    this.#database = new NativeDatabase(files.database, keys.fileKey);
    for (const [name, value] of settings) this.#database.exec(`PRAGMA ${name} = ${value}`);
    for (const [name, , shown] of settings) {
      const actual = this.#database.value(`PRAGMA ${name}`);
      if (actual !== shown) throw new RelayError('INTERNAL', `${name} is ${String(actual)}, not ${shown}`);
    }
    this.#session = new StoreSession({
      database: this.#database,
      keys,
      nonces: new NonceSource(() => noChance()),
      random: () => noChance(),
      clock,
      held: new HeldClaims(),
    });
    this.lanes = new StoreLanes((sql, values) => this.#all(sql, values));
    this.#content = new MessageContentReader(keys, this.#session.channels, this.#session.contacts);
    const from = `FROM message LEFT JOIN message_payload ON message_payload.seq = message.seq`;
    this.#bySeq = this.#database.query(`SELECT ${recordColumns} ${from} WHERE message.seq = ?`);
    this.#ofList = this.#database.query(
      `SELECT ${recordColumns} ${from} WHERE message.seq IN (SELECT value FROM json_each(?))`,
    );
    this.#between = this.#database.query(
      `SELECT ${recordColumns} ${from} WHERE message.seq >= ? AND message.seq < ? ORDER BY message.seq LIMIT ?`,
    );
    this.#state = this.#database.query(
      `SELECT ${bytes('store_id')}, ${integer('removed')}, ${integer('missing')} FROM store_state`,
    );
    this.#bounds = this.#database.query(
      `SELECT (SELECT ${integer('min(seq)')} FROM message), (SELECT ${integer('max(seq)')} FROM message)`,
    );
  }

  get session(): StoreSession {
    return this.#session;
  }

  /** False when another file has taken the store's place: the window must be opened anew. */
  get isCurrent(): boolean {
    return fileIdentity(this.#files.database) === this.#identity;
  }

  /** Reads channels anew: a message may have come of one that was not known. They are few. */
  forgetChannels(): void {
    this.#session.channels.forget();
  }

  /** Reply windows change, and an end user's key may be gone. */
  forgetContacts(): void {
    this.#session.contacts.forget();
  }

  bounds(): StoreBounds {
    const state = this.#state.get([]) ?? [];
    const [first, last] = this.#bounds.get([]) ?? [];
    return {
      storeId: bytesOrNullAt(state, 0)?.toString('hex') ?? '',
      first: typeof first === 'number' ? first : 0,
      last: typeof last === 'number' ? last : 0,
      removals: `${numberAt(state, 1)} ${numberAt(state, 2)}`,
    };
  }

  /** Null when it is gone or cannot be read at all. */
  message(seq: number): SearchedMessage | null {
    return unlessDamaged(() => {
      const row = this.#bySeq.get([seq]);
      return row === undefined ? null : this.#searched(row);
    });
  }

  /** Those of the seqs that are still there and can be read, by seq. */
  messagesOf(seqs: readonly number[]): Map<number, SearchedMessage> {
    const rows = unlessDamaged(() => this.#ofList.all([JSON.stringify(seqs)]));
    const found =
      rows === null
        ? seqs.flatMap((seq) => this.message(seq) ?? [])
        : rows.flatMap((row) => unlessDamaged(() => this.#searched(row)) ?? []);
    return new Map(found.map((message) => [message.record.seq, message]));
  }

  /** What the rows of those that are still there say, newest first. They are not opened. */
  foundOf(seqs: readonly number[]): FoundMessage[] {
    const columns = [integer('seq'), bytes('id'), integer('contact_no')].join(', ');
    return this.#all(`SELECT ${columns} FROM message WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC`, [
      JSON.stringify(seqs),
    ]).map((row) => ({ seq: numberAt(row, 0), id: textAt(row, 1) as MessageId, contactNo: numberOrNullAt(row, 2) }));
  }

  /** From `from` to below `until`, in order of seq. Those that cannot be read are left out. */
  messages(from: number, until: number, limit: number): SearchedMessage[] {
    const rows = unlessDamaged(() => this.#between.all([from, until, limit]));
    if (rows !== null) return rows.flatMap((row) => unlessDamaged(() => this.#searched(row)) ?? []);
    // One damaged page must not cost the others.
    return this.seqs(anyMessage, from, until, limit)
      .reverse()
      .flatMap((seq) => this.message(seq) ?? []);
  }

  /** Seqs of messages that meet the condition, newest first. */
  seqs({ sql, values }: StoreCondition, from: number, until: number, limit: number): number[] {
    const rows = this.#all(
      `SELECT ${integer('seq')} FROM message WHERE seq >= ? AND seq < ? AND ${sql} ORDER BY seq DESC LIMIT ?`,
      [from, until, ...values, limit],
    );
    return rows.map((row) => numberAt(row, 0));
  }

  /** 0 when there is no message. */
  oldestSeq(): number {
    const row = this.#all(`SELECT ${integer('min(seq)')} FROM message`, [])[0];
    return typeof row?.[0] === 'number' ? row[0] : 0;
  }

  /** The seq below which there are no more than `count` messages down from `below`; 0 when there are fewer. */
  seqAfter(below: number, count: number): number {
    const row = this.#all(`SELECT ${integer('seq')} FROM message WHERE seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ?`, [
      below,
      count - 1,
    ])[0];
    return row === undefined ? 0 : numberAt(row, 0);
  }

  /** Those of the seqs that were received in that time. */
  receivedWithin({ from, until }: TimeBounds, seqs: readonly number[]): number[] {
    return this.#all(
      `SELECT ${integer('seq')} FROM message
       WHERE seq IN (SELECT value FROM json_each(?)) AND received_at >= ? AND received_at < ?`,
      [JSON.stringify(seqs), from ?? Number.MIN_SAFE_INTEGER, until ?? Number.MAX_SAFE_INTEGER],
    ).map((row) => numberAt(row, 0));
  }

  seqOfId(id: string): number | null {
    const row = this.#all(`SELECT ${integer('seq')} FROM message WHERE id = ?`, [id])[0];
    return row === undefined ? null : numberAt(row, 0);
  }

  /** Messages whose id begins so, newest first. */
  seqsOfIdStart(start: string, limit: number): number[] {
    return this.#all(`SELECT ${integer('seq')} FROM message WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?`, [
      start,
      `${start}\u{10ffff}`,
      limit,
    ]).map((row) => numberAt(row, 0));
  }

  /** Replies that WeChat gave this id. */
  seqsOfPlatformId(id: string, limit: number): number[] {
    return this.#all(
      `SELECT ${integer('seq')} FROM message
       WHERE direction = 1 AND platform_message_id IS NOT NULL AND platform_message_id = ? ORDER BY seq DESC LIMIT ?`,
      [id, limit],
    ).map((row) => numberAt(row, 0));
  }

  contactsOfOpenId(openId: string): number[] {
    return [...this.#session.channels.all().keys()].flatMap((channelNo) => {
      const row = this.#all(`SELECT ${integer('no')} FROM contact WHERE channel_no = ? AND open_id = ?`, [
        channelNo,
        openId,
      ])[0];
      return row === undefined ? [] : [numberAt(row, 0)];
    });
  }

  /** Contacts of conversations that CXone calls so. */
  contactsOfThread(threadId: string): number[] {
    return this.#all(
      `SELECT ${integer('contact_no')} FROM thread_link
       WHERE channel_no IN (SELECT value FROM json_each(?)) AND thread_id = ?`,
      [JSON.stringify([...this.#session.channels.all().keys()]), threadId],
    ).map((row) => numberAt(row, 0));
  }

  countBetween(from: number, until: number): number {
    const [row = []] = this.#all(`SELECT ${integer('count(*)')} FROM message WHERE seq >= ? AND seq < ?`, [
      from,
      until,
    ]);
    return numberAt(row, 0);
  }

  /** What is known of these messages without opening them: direction, state, when received. */
  outlines(seqs: readonly number[]): { readonly direction: number; readonly state: number; readonly at: number }[] {
    const columns = ['direction', 'state', 'received_at'].map(integer).join(', ');
    return this.#all(`SELECT ${columns} FROM message WHERE seq IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(seqs),
    ]).map((row) => ({ direction: numberAt(row, 0), state: numberAt(row, 1), at: numberAt(row, 2) }));
  }

  /** What is known of those of the messages that are still there, since they were delivered. */
  deliveredOf(seqs: readonly number[]): (DeliveredMessage & { readonly isDelivered: boolean })[] {
    const inboundId = `CASE direction WHEN ${directionNumber.inbound} THEN ${bytes('platform_message_id')} END`;
    const columns = [integer('seq'), integer('state'), bytes('case_id'), inboundId].join(', ');
    return this.#all(`SELECT ${columns} FROM message WHERE seq IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(seqs),
    ]).map((row) => ({
      seq: numberAt(row, 0),
      isDelivered: numberAt(row, 1) === stateNumber.delivered,
      caseId: textOrNullAt(row, 2),
      inboundId: textOrNullAt(row, 3),
    }));
  }

  close(): void {
    if (this.isCurrent) this.#database.close();
    else keptOpen.push(this.#database);
  }

  #searched(row: SqlRow): SearchedMessage {
    const record = recordFrom(row);
    // The first message of a channel: unknown, its content could not be opened, and it would be indexed as one without words.
    if (this.#session.channels.idOf(record.channelNo) === null) this.forgetChannels();
    return new SearchedMessage(record, () => unlessDamaged(() => this.#content.payloadOf(record)));
  }

  #all(sql: string, values: readonly SqlValue[]): SqlRow[] {
    const statement = this.#statements.get(sql) ?? this.#database.query(sql);
    this.#statements.set(sql, statement);
    return statement.all(values);
  }
}

/**
 * True while the file at the store's place is not the one last written to: put back from a copy, and the log beside it
 * still that of the store before. SQLite would take them for one, and write the log into the copy when it closes it.
 */
function isExchanged(files: StoreFiles, keys: KeyLadder): boolean {
  const noted = readMark(files.highWaterMark, keys.markKey)?.note?.database;
  const { database } = findFiles(files);
  return noted != null && database !== null && !isSameFile(noted, database);
}

/** Null when what is read is damaged. */
export function unlessDamaged<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof RelayError || failureKind(thrown) === 'damaged' || thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

/** Whoever only reads seals nothing. */
function noChance(): never {
  throw new RelayError('INTERNAL', 'a connection that only reads was asked to seal');
}
