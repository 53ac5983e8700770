import { createHash, randomBytes } from 'node:crypto';
import { systemClock } from '#main/node/system-clock.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { seal } from '#relay/storage/sqlite/envelope.ts';
import type { KeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { identityText } from '#relay/storage/sqlite/message-record.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import type { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { openDatabase } from '#relay/storage/sqlite/open-database.ts';
import { directionNumber, kindNumber, stateNumber } from '#relay/storage/sqlite/record-codes.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { ensurePrivateFolder } from '#main/node/private-folder.ts';
import { noon, tulip } from '#test/contracts/new-message.ts';

export interface OldStore {
  readonly folder: string;
  readonly keys: KeyLadder;
  /** Of the schema. */
  readonly version: number;
  readonly messages: number;
}

const contacts = 5;

export function oldMessageId(number: number): string {
  return `wxin-old-${String(number).padStart(9, '0')}`;
}

export function oldMessageText(number: number): string {
  return `old message ${number} 渡 ${createHash('sha256').update(String(number)).digest('hex').repeat(4)}`;
}

/** Every third message has been delivered. */
export function isOldMessageDelivered(number: number): boolean {
  return number % 3 === 0;
}

/**
 * Makes a store as a program that knew the schema up to `version` would have left it. Written by SQL of its own: what
 * the present program writes needs the present schema.
 */
export function writeOldStore({ folder, keys, version, messages }: OldStore): void {
  ensurePrivateFolder(folder);
  const database = openDatabase({
    files: storeFilesIn(folder),
    keys,
    migrations: allMigrations.slice(0, version),
    clock: systemClock,
    random: randomBytes,
    log: silentLogger,
  });
  database.exec('BEGIN IMMEDIATE');
  database.command('INSERT INTO channel (no, id) VALUES (1, ?)').run([tulip]);
  const salts = Array.from({ length: contacts }, (_, index) => {
    const salt = randomBytes(16);
    const values = [index + 1, `oOld${index + 1}`, salt];
    database.command('INSERT INTO contact (no, channel_no, open_id, salt) VALUES (?1, 1, ?2, ?3)').run(values);
    return salt;
  });
  for (let number = 1; number <= messages; number += 1) {
    const contactNo = 1 + (number % contacts);
    writeMessage(database, keys, { number, contactNo, salt: salts[contactNo - 1] ?? Buffer.alloc(16) });
  }
  writeTotals(database, messages);
  database.exec('COMMIT');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function writeMessage(
  database: NativeDatabase,
  keys: KeyLadder,
  { number, contactNo, salt }: { readonly number: number; readonly contactNo: number; readonly salt: Buffer },
): void {
  const receivedAt = noon + number;
  const state = isOldMessageDelivered(number) ? stateNumber.delivered : stateNumber.pending;
  database
    .command(
      `INSERT INTO message (seq, id, channel_no, direction, kind, contact_no, dedupe_key, received_at, stored_at, state,
         changed_at, attempts, due_at)
       VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?7, ?9, ?7)`,
    )
    .run([
      number,
      oldMessageId(number),
      directionNumber.inbound,
      kindNumber.text,
      contactNo,
      `old-key-${number}`,
      receivedAt,
      state,
      state === stateNumber.delivered ? 1 : 0,
    ]);
  const identity = identityText({
    seq: number,
    id: oldMessageId(number),
    channelId: tulip,
    direction: 'inbound',
    kind: 'text',
    openId: `oOld${contactNo}`,
    externalId: null,
    platformAt: null,
    receivedAt,
  });
  const payload = { content: { kind: 'text', text: oldMessageText(number) }, raw: `<xml>${number}</xml>` };
  const body = seal(keys.contactKey(salt), identity, randomBytes(12), JSON.stringify(payload));
  database.command('INSERT INTO message_payload (seq, body) VALUES (?, ?)').run([number, body]);
}

function writeTotals(database: NativeDatabase, messages: number): void {
  const numbers = Array.from({ length: messages }, (_, index) => index + 1);
  const delivered = numbers.filter(isOldMessageDelivered).length;
  const count = database.command(
    'INSERT INTO state_count (channel_no, direction, state, messages) VALUES (1, ?, ?, ?)',
  );
  count.run([directionNumber.inbound, stateNumber.delivered, delivered]);
  count.run([directionNumber.inbound, stateNumber.pending, messages - delivered]);
  database.command('UPDATE store_state SET accepted = ?1, last_seq = ?1').run([messages]);
}
