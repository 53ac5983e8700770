import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { schemaVersionOf } from '#relay/storage/sqlite/migrate.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { openDatabase } from '#relay/storage/sqlite/open-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { aRecord } from '#test/contracts/operations-store.contract.ts';
import { anna, aNewMessage, noon, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, recordingLogger, testKey, withRawDatabase } from './sqlite-harness.ts';

const messages = 120_000;
const everyMs = 100;
const hour = 3_600_000;

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/**
 * A file as version 2 left it. A message every 100 ms: the last hour's inbound ones wait, but for every tenth; before that
 * all were delivered at once, but for every thousandth, which took a minute.
 */
function leaveVersionTwo(): void {
  const clock = new HandClock(noon);
  const migrations = allMigrations.slice(0, 2);
  const keys = buildKeyLadder(testKey);
  const database = openDatabase({
    files: storeFilesIn(folder),
    keys,
    migrations,
    clock,
    random: randomBytes,
    log: silentLogger,
  });
  expect(schemaVersionOf(database)).toBe(2);
  database.command('INSERT INTO channel VALUES (1, ?)').run([tulip]);
  database.command('INSERT INTO contact VALUES (1, 1, ?, ?, ?, 5)').run([anna, Buffer.alloc(16, 3), noon]);
  const waits = messages - hour / everyMs;
  database.exec(`
    WITH RECURSIVE line (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line WHERE n < ${messages})
    INSERT INTO message (seq, id, channel_no, direction, kind, contact_no, received_at, stored_at, state, changed_at, due_at)
    SELECT n, 'wxin-' || n, 1, n % 2, 0, 1, ${noon} + n * ${everyMs}, ${noon} + n * ${everyMs},
      CASE WHEN n > ${waits} AND n % 2 = 0 AND n % 10 <> 0 THEN 0 ELSE 1 END,
      ${noon} + n * ${everyMs} + CASE WHEN n % 1000 = 0 THEN 60000 ELSE 5 END, ${noon}
    FROM line;
    INSERT INTO state_count SELECT 1, direction, state, count(*) FROM message GROUP BY direction, state;
    UPDATE store_state SET accepted = ${messages}, last_seq = ${messages};
  `);
  database.close();
}

describe('a store of the second version', () => {
  const end = noon + messages * everyMs;
  let store: RelayStore;

  beforeEach(() => {
    leaveVersionTwo();
    store = openIn(folder);
  });
  afterEach(async () => {
    await store.close();
  });

  it('is taken over with a backup, and answers for the messages it held', async () => {
    expect(readdirSync(storeFilesIn(folder).backups)).toHaveLength(1);
    expect((await store.verifyCounts()).agrees).toBe(true);
    const inHour = hour / everyMs;
    const waiting = (inHour / 10) * 4;
    expect(await store.waitingNow(tulip)).toEqual({ total: waiting, lastSeq: messages - 2 });
    expect(await store.impactOf(tulip, end - hour + 1, end + 1)).toEqual({
      inbound: inHour / 2,
      outbound: inHour / 2,
      conversations: 1,
      waiting,
      deadLetters: 0,
      unconfirmed: 0,
      expired: 0,
    });
    // Ten messages a second for 30 s: the outbound half, and a tenth of inbound ones that were delivered.
    const since = end - 30_000;
    const settled = await store.settledSince(tulip, since, messages);
    expect(settled).toEqual({ waiting, delivered: 181, expired: 0, unconfirmed: 0, failed: 0 });
    await store.putRecord(aRecord());
    expect(await store.getRecord('incident', 'one')).toEqual(aRecord());
  });

  it('counts a period of many messages in several questions, each of bounded work', async () => {
    const first = await store.impactOf(tulip, noon, end + 1);
    expect(first.inbound + first.outbound).toBe(100_000);
    const second = await store.impactOf(tulip, noon, end + 1);
    expect(second.inbound + second.outbound).toBe(messages);
  });

  it('keeps only messages that waited in the index of those', async () => {
    await store.close();
    withRawDatabase(folder, (database) => {
      const late = database.value(
        'SELECT count(*) FROM message INDEXED BY message_late WHERE state <> 0 AND changed_at > received_at + 10000',
      );
      expect(late).toBe(messages / 1_000);
    });
    store = openIn(folder);
  });
});

describe('a damaged record', () => {
  it('is left out and logged; the others come', async () => {
    const { logger, events } = recordingLogger();
    let store = openIn(folder);
    await Promise.all(['a', 'b', 'c', 'd'].map((id, no) => store.putRecord(aRecord({ id, at: noon + no }))));
    await store.close();
    withRawDatabase(folder, (database) => {
      database.exec("UPDATE operations_record SET body = zeroblob(40) WHERE id = 'a'");
      // Copied from another record, and with another end: neither is what was written.
      database.exec(
        "UPDATE operations_record SET body = (SELECT body FROM operations_record WHERE id = 'd') WHERE id = 'b'",
      );
      database.exec("UPDATE operations_record SET ended_at = 5 WHERE id = 'c'");
    });
    store = openIn(folder, { logger });
    const found = await store.records({ kind: 'incident', order: 'oldest_first', limit: 10 });
    expect(found.map(({ id }) => id)).toEqual(['d']);
    expect(await store.getRecord('incident', 'a')).toBeNull();
    expect(events.filter(({ event }) => event === 'store.operations_damaged').map(({ fields }) => fields)).toEqual([
      { kind: 'incident', records: 3 },
      { kind: 'incident', records: 1 },
    ]);
    await store.putRecord(aRecord({ id: 'a' }));
    expect(await store.getRecord('incident', 'a')).toEqual(aRecord({ id: 'a' }));
    await store.close();
  });
});

describe('questions about messages', () => {
  it('are answered from indexes alone', async () => {
    const queries = vi.spyOn(NativeDatabase.prototype, 'query');
    const store = openIn(folder);
    await store.accept(aNewMessage());
    const database = queries.mock.contexts[0] as NativeDatabase;
    const statements = [...new Set(queries.mock.calls.map(([sql]) => sql))];
    queries.mockRestore();
    const planOf = (part: string): string => {
      const found = statements.filter((sql) => sql.includes(part));
      expect(found).toHaveLength(1);
      const sql = found[0] ?? '';
      const named = new Set(sql.match(/\?\d/gu));
      const values = Array.from({ length: named.size || sql.split('?').length - 1 }, () => 1);
      const steps = database.query(`EXPLAIN QUERY PLAN ${sql}`).all(values);
      return steps.map((row) => String(row[3])).join('; ');
    };
    expect(planOf('LIMIT 100000)')).toContain(
      'COVERING INDEX message_open (state=? AND channel_no=? AND direction=? AND seq>?',
    );
    expect(planOf('LIMIT 1 OFFSET')).toContain('COVERING INDEX message_late (channel_no=? AND changed_at>?)');
    expect(planOf('changed_at < ?3 AND seq <= ?4')).toContain(
      'COVERING INDEX message_late (channel_no=? AND changed_at>? AND changed_at<?)',
    );
    expect(planOf('changed_at <= received_at + 10000')).toContain('message_channel (channel_no=? AND seq>? AND seq<?)');
    expect(planOf('channel_no = ? AND seq > ? AND seq <= ?')).toContain(
      'message_channel (channel_no=? AND seq>? AND seq<?)',
    );
    expect(planOf('channel_no = ? AND seq >= ?\n')).toContain('message_channel (channel_no=? AND seq>?)');
    await store.close();
  });
});
