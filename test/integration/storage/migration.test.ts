import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { NonceSource, seal } from '#relay/storage/sqlite/envelope.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { identityText } from '#relay/storage/sqlite/message-record.ts';
import { schemaVersionOf } from '#relay/storage/sqlite/migrate.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import type { Migration } from '#relay/storage/sqlite/migrations/migration.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { openDatabase } from '#relay/storage/sqlite/open-database.ts';
import { directionNumber, stateNumber } from '#relay/storage/sqlite/record-codes.ts';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import { anna, aNewMessage, noon, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, testKey } from './sqlite-harness.ts';

const keys = buildKeyLadder(testKey);
const next = allMigrations.length + 1;

let folder: string;
let files: StoreFiles;

beforeEach(async () => {
  folder = makeFolder();
  files = storeFilesIn(folder);
  const store = openIn(folder);
  await store.accept(aNewMessage());
  await store.close();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function withMigrations(...added: readonly Migration[]): NativeDatabase {
  const clock = new HandClock();
  const migrations = [...allMigrations, ...added];
  return openDatabase({ files, keys, migrations, clock, random: randomBytes, log: silentLogger });
}

function step(version: number, sql: string): Migration {
  return {
    version,
    name: `step-${version}`,
    up: (database) => {
      database.exec(sql);
    },
  };
}

it('the migrations are numbered without gaps', () => {
  expect(allMigrations.map(({ version }) => version)).toEqual(allMigrations.map((_, index) => index + 1));
});

it('a new step is taken after a backup that can be read', () => {
  const database = withMigrations(step(next, 'CREATE TABLE extra (a INTEGER) STRICT'));
  expect(schemaVersionOf(database)).toBe(next);
  expect(database.value('SELECT count(*) FROM extra')).toBe(0);
  database.close();

  const [name = ''] = readdirSync(files.backups);
  const path = join(files.backups, name);
  expect([statSync(files.backups).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
  const backup = new NativeDatabase(path, keys.fileKey);
  expect(schemaVersionOf(backup)).toBe(next - 1);
  expect(backup.value('SELECT count(*) FROM message')).toBe(1);
  backup.close();
});

it('a step that fails leaves the schema before it, whole', async () => {
  const half = step(next + 1, 'CREATE TABLE half (a INTEGER) STRICT; INSERT INTO message VALUES (1)');
  expect(() => withMigrations(step(next, 'CREATE TABLE extra (a INTEGER) STRICT'), half)).toThrow();
  const database = new NativeDatabase(files.database, keys.fileKey);
  expect(schemaVersionOf(database)).toBe(next);
  expect(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'half'")).toBe(0);
  expect(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'")).toBe(1);
  database.close();
  await Promise.resolve();
});

it('no step is taken without a backup', () => {
  mkdirSync(files.backups);
  // A folder of the backup's name stands in its way.
  const clock = new HandClock();
  mkdirSync(join(files.backups, `before-schema-${next}-${clock.now()}.db`, 'x'), { recursive: true });
  expect(() => withMigrations(step(next, 'CREATE TABLE extra (a INTEGER) STRICT'))).toThrow();
  const database = new NativeDatabase(files.database, keys.fileKey);
  expect(schemaVersionOf(database)).toBe(next - 1);
  database.close();
});

describe('a store of the first version', () => {
  let old: string;
  const channel = tulip;
  const salt = Buffer.alloc(16, 3);
  const rows = [
    { seq: 1, direction: 'inbound', state: 'pending', text: 'waits' },
    { seq: 2, direction: 'outbound', state: 'delivered', text: 'went out' },
    { seq: 3, direction: 'outbound', state: 'dead_letter', text: 'was refused' },
    { seq: 4, direction: 'outbound', state: 'pending', text: 'was being sent' },
  ] as const;
  const idOf = (seq: number) => MessageId.parse(`wxin-old${String(seq).padStart(4, '0')}`);

  /** As the first version wrote it: its own schema, its own columns. */
  beforeEach(() => {
    old = makeFolder();
    const clock = new HandClock(noon);
    const migrations = allMigrations.slice(0, 1);
    const oldFiles = storeFilesIn(old);
    const request = { files: oldFiles, keys, migrations, clock, random: randomBytes, log: silentLogger };
    const database = openDatabase(request);
    expect(schemaVersionOf(database)).toBe(1);
    database.command('INSERT INTO channel VALUES (1, ?)').run([channel]);
    database.command('INSERT INTO contact VALUES (1, 1, ?, ?, ?, 5)').run([anna, salt, noon + 1_000]);
    const nonces = new NonceSource(randomBytes);
    for (const { seq, direction, state, text } of rows) {
      const id = idOf(seq);
      database
        .command(
          `INSERT INTO message (seq, id, channel_no, direction, kind, contact_no, received_at, stored_at, state,
             changed_at, attempts, due_at, claimed_at, delivery_ms)
           VALUES (?1, ?2, 1, ?3, 0, 1, ?4, ?4, ?5, ?4, 1, ?4, ?6, ?7)`,
        )
        .run([
          seq,
          id,
          directionNumber[direction],
          noon,
          stateNumber[state],
          seq === 4 ? noon : null,
          state === 'delivered' ? 12.5 : null,
        ]);
      const fixed = { seq, id, channelId: channel, direction, kind: 'text', openId: anna } as const;
      const identity = identityText({ ...fixed, externalId: null, platformAt: null, receivedAt: noon });
      const payload = JSON.stringify({ content: { kind: 'text', text }, raw: text });
      const body = seal(keys.contactKey(salt), identity, nonces.next(), payload);
      database.command('INSERT INTO message_payload VALUES (?, ?)').run([seq, body]);
      database
        .command('INSERT INTO state_count VALUES (1, ?, ?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1')
        .run([directionNumber[direction], stateNumber[state]]);
    }
    database.exec(
      `INSERT INTO message_event VALUES (3, 1, ${noon}, 4, 1, ${noon - 40}, 40, 'WECHAT_MEDIA_REFUSED', '40007', NULL)`,
    );
    database.exec('UPDATE store_state SET accepted = 4, last_seq = 4, outbound_claims = 3');
    database.close();
  });
  afterEach(() => {
    rmSync(old, { recursive: true });
  });

  it('is taken over where it is, whole, and everything new can be done with it', async () => {
    let store = openIn(old);
    expect(readdirSync(storeFilesIn(old).backups)).toHaveLength(1);
    expect(await store.recoverClaims(noon)).toEqual({ requeued: 0, unconfirmed: 1 });
    for (const { seq, text, state } of rows) {
      const message = await store.message(idOf(seq));
      expect(message.content).toEqual({ kind: 'text', text });
      expect(message.row.state).toBe(seq === 4 ? 'unconfirmed' : state);
      expect(message).toMatchObject({ parts: [], media: [], statusReport: null });
    }
    expect((await store.message(idOf(3))).events.map(({ kind }) => kind)).toContain('dead_letter');
    expect((await store.pendingPage(channel, 'inbound', 0, 10)).messages).toMatchObject([{ seq: 1, parts: [] }]);
    expect(await store.contact(channel, anna)).toMatchObject({ repliesLeft: 5 });
    const decision = { action: 'send_again', by: 'Jan', at: noon, report: null } as const;
    expect((await store.decide({ ...decision, id: idOf(3) })).pending).toMatchObject({ seq: 3, attempts: 1 });
    expect(await store.prune({ settledBefore: noon + 1, openBefore: 0, limit: 10 })).toMatchObject({ removed: 1 });
    expect((await store.accept(aNewMessage())).seq).toBe(5);
    await store.close();
    store = openIn(old);
    expect(store.missingRecords()).toBe(0);
    expect((await store.verifyCounts()).agrees).toBe(true);
    expect((await store.stateCounts()).accepted).toBe(4);
    await store.close();
  });

  it('killed before the step is complete is still of the first version', () => {
    const failing = { ...(allMigrations[1] as Migration) };
    const half: Migration = {
      ...failing,
      up: (database) => {
        failing.up(database);
        throw new Error('stopped');
      },
    };
    const oldFiles = storeFilesIn(old);
    const migrations = [...allMigrations.slice(0, 1), half];
    const clock = new HandClock(noon);
    expect(() =>
      openDatabase({ files: oldFiles, keys, migrations, clock, random: randomBytes, log: silentLogger }),
    ).toThrow();
    const database = new NativeDatabase(oldFiles.database, keys.fileKey);
    expect(schemaVersionOf(database)).toBe(1);
    expect(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'message_part'")).toBe(0);
    database.close();
  });
});

it('a start without new steps makes no backup', async () => {
  await openIn(folder).close();
  expect(readdirSync(folder)).not.toContain('backups');
});
