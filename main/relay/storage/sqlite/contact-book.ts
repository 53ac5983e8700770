import type { KeyObject } from 'node:crypto';
import type { OpenId } from '#shared/domain/ids.ts';
import { BoundedCache } from '#relay/core/bounded-cache.ts';
import type { NewMessage } from '../../ports/relay-store.ts';
import type { KeyLadder } from './key-ladder.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { RandomBlocks } from './random-blocks.ts';
import { bytes, bytesOrNullAt, integer, numberAt, numberOrNullAt, textAt, wholeOrNull } from './sql-cells.ts';

export interface ContactRecord {
  readonly no: number;
  readonly channelNo: number;
  readonly openId: OpenId;
  /** Null when the contact's salt is gone: what was sealed for the contact cannot be read again. */
  readonly key: KeyObject | null;
  windowUntil: number | null;
  repliesLeft: number | null;
  /** When the window was opened, epoch ms; null when that was before it was read. Not stored. */
  windowOpenedAt: number | null;
}

const kept = 4_096;
const saltBytes = 16;

/** End users and their reply windows. Changes are gathered while a transaction runs, and written before it commits. */
export class ContactBook {
  readonly #keys: KeyLadder;
  readonly #salts: RandomBlocks;
  readonly #byOpenId: SqlStatement;
  readonly #byNo: SqlStatement;
  readonly #highestNo: SqlStatement;
  readonly #insert: SqlStatement;
  readonly #saveSalt: SqlStatement;
  readonly #saveWindow: SqlStatement;
  readonly #openIds = new BoundedCache<string, ContactRecord>(kept);
  readonly #numbers = new BoundedCache<number, ContactRecord>(kept);
  readonly #changed = new Set<ContactRecord>();
  /** The highest number given; null until it is read. To have the table give them out costs a third of the insertion. */
  #lastNo: number | null = null;

  constructor(database: NativeDatabase, keys: KeyLadder, random: (byteCount: number) => Buffer) {
    this.#keys = keys;
    this.#salts = new RandomBlocks(random, saltBytes);
    const columns = [
      integer('no'),
      integer('channel_no'),
      bytes('open_id'),
      bytes('salt'),
      integer('window_until'),
      integer('replies_left'),
    ].join(', ');
    this.#byOpenId = database.query(`SELECT ${columns} FROM contact WHERE channel_no = ? AND open_id = ?`);
    this.#byNo = database.query(`SELECT ${columns} FROM contact WHERE no = ?`);
    this.#highestNo = database.query(`SELECT ${integer('max(no)')} FROM contact`);
    this.#insert = database.command(
      'INSERT INTO contact (no, channel_no, open_id, salt, window_until, replies_left) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#saveSalt = database.command('UPDATE contact SET salt = ? WHERE no = ?');
    this.#saveWindow = database.command('UPDATE contact SET window_until = ?, replies_left = ? WHERE no = ?');
  }

  /**
   * Within a transaction: the contact with a key to seal with, made at the first message together with the window that
   * the message opens.
   */
  obtain(
    channelNo: number,
    openId: OpenId,
    opensWindow: NewMessage['opensWindow'] = null,
    at: number | null = null,
  ): ContactRecord & { readonly key: KeyObject } {
    const known = this.find(channelNo, openId);
    if (known?.key) return known as ContactRecord & { readonly key: KeyObject };
    const salt = this.#salts.next();
    const key = this.#keys.contactKey(salt);
    if (known !== null) {
      this.#saveSalt.run([salt, known.no]);
      return this.#keep({ ...known, key });
    }
    const windowUntil = opensWindow?.until ?? null;
    const repliesLeft = opensWindow?.replies ?? null;
    const no = this.#nextNo();
    this.#insert.run([no, channelNo, openId, salt, wholeOrNull(windowUntil), wholeOrNull(repliesLeft)]);
    this.#lastNo = no;
    const windowOpenedAt = opensWindow === null ? null : at;
    return this.#keep({ no, channelNo, openId, key, windowUntil, repliesLeft, windowOpenedAt });
  }

  find(channelNo: number, openId: OpenId): ContactRecord | null {
    return this.#openIds.get(`${channelNo} ${openId}`) ?? this.#read(this.#byOpenId, [channelNo, openId]);
  }

  byNo(no: number): ContactRecord | null {
    return this.#numbers.get(no) ?? this.#read(this.#byNo, [no]);
  }

  /** A window that ends before the one that is open takes nothing away from it. */
  openWindow(contact: ContactRecord, window: NonNullable<NewMessage['opensWindow']>, at: number): void {
    contact.windowOpenedAt = at;
    // As it was made: nothing to write.
    if (window.until === contact.windowUntil && window.replies === contact.repliesLeft) return;
    if (window.until >= (contact.windowUntil ?? 0)) {
      contact.windowUntil = window.until;
      contact.repliesLeft = window.replies;
    } else {
      contact.repliesLeft = Math.max(contact.repliesLeft ?? 0, window.replies);
    }
    this.#changed.add(contact);
  }

  replyDelivered(contact: ContactRecord): void {
    if (contact.repliesLeft === null || contact.repliesLeft <= 0) return;
    contact.repliesLeft -= 1;
    this.#changed.add(contact);
  }

  /** WeChat's own word: no reply is left, or the window is closed. What was opened since it was asked stays open. */
  refused(contact: ContactRecord, kind: 'count' | 'window', askedAt: number): void {
    if (contact.windowOpenedAt !== null && contact.windowOpenedAt >= askedAt) return;
    const [until, left] = [contact.windowUntil, contact.repliesLeft];
    if (kind === 'count') contact.repliesLeft = 0;
    else contact.windowUntil = Math.min(until ?? askedAt, askedAt);
    if (until !== contact.windowUntil || left !== contact.repliesLeft) this.#changed.add(contact);
  }

  /** Writes what was gathered; within the transaction it belongs to. */
  write(): void {
    for (const { no, windowUntil, repliesLeft } of this.#changed) {
      this.#saveWindow.run([wholeOrNull(windowUntil), wholeOrNull(repliesLeft), no]);
    }
    this.#changed.clear();
  }

  forget(): void {
    this.#changed.clear();
    this.#lastNo = null;
    this.#openIds.clear();
    this.#numbers.clear();
  }

  #nextNo(): number {
    return (this.#lastNo ?? numberOrNullAt(this.#highestNo.get([]) ?? [null], 0) ?? 0) + 1;
  }

  #read(statement: SqlStatement, values: readonly (string | number)[]): ContactRecord | null {
    // A contact that has just left the cache must not be read older than it is.
    if (this.#changed.size > 0) this.write();
    const row = statement.get(values);
    return row === undefined ? null : this.#keep(this.#fromRow(row));
  }

  #fromRow(row: SqlRow): ContactRecord {
    const salt = bytesOrNullAt(row, 3);
    return {
      no: numberAt(row, 0),
      channelNo: numberAt(row, 1),
      openId: textAt(row, 2) as OpenId,
      key: salt === null ? null : this.#keys.contactKey(salt),
      windowUntil: numberOrNullAt(row, 4),
      repliesLeft: numberOrNullAt(row, 5),
      windowOpenedAt: null,
    };
  }

  #keep<C extends ContactRecord>(contact: C): C {
    this.#openIds.set(`${contact.channelNo} ${contact.openId}`, contact);
    this.#numbers.set(contact.no, contact);
    return contact;
  }
}
