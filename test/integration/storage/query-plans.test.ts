import { rmSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { aRecord } from '#test/contracts/operations-store.contract.ts';
import { aNewMessage, aSettlement, noon, tulip } from '#test/contracts/new-message.ts';
import { makeFolder, openIn } from './sqlite-harness.ts';

const folder = makeFolder();
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Statements that may walk a table that grows with the messages, and why. */
const allowed: readonly ((sql: string, step: string) => boolean)[] = [
  // The list from the newest on: within bounds.
  (sql) => sql.includes('seq >= ? AND seq < ?') && sql.includes('LIMIT'),
  // The recount, on request.
  (sql) => sql.includes('count(*) FROM message GROUP BY'),
  // The index holds only what is under way.
  (_sql, step) => step.includes('INDEX message_claimed'),
  // Children of a new row are looked for only while a foreign key is violated, which never lasts beyond a statement.
  (sql) => sql.startsWith('INSERT INTO'),
];

it('no statement of the daily work walks through all messages', async () => {
  const queries = vi.spyOn(NativeDatabase.prototype, 'query');
  const commands = vi.spyOn(NativeDatabase.prototype, 'command');
  const store = openIn(folder);
  const { seq } = await store.accept(aNewMessage());
  await store.claim(seq, 1, noon);
  await store.settle(aSettlement(seq, { kind: 'delivered', threadIds: ['t'] }));
  for (const channelIds of [undefined, [tulip]]) {
    for (const states of [undefined, ['pending' as const], ['delivered' as const], ['dead_letter' as const]]) {
      for (const direction of [undefined, 'inbound' as const]) {
        const filter = {
          ...(channelIds && { channelIds }),
          ...(states && { states }),
          ...(direction && { direction }),
        };
        await store.trafficPage(filter, null, 10);
      }
    }
  }
  await store.putRecord(aRecord());
  await store.pruneRecords(noon, 10);
  for (const channelId of [undefined, tulip]) {
    for (const condition of [{}, { parent: 'p' }, { openOnly: true }, { endedFrom: noon }, { before: noon }]) {
      const query = { kind: 'incident', ...condition, ...(channelId && { channelId }), limit: 10 } as const;
      await store.records({ ...query, order: 'newest_first' });
      await store.records({ ...query, order: 'oldest_first' });
    }
  }
  await store.impactOf(tulip, noon, noon + 1);
  await store.settledSince(tulip, noon, seq);
  const database = queries.mock.contexts[0] as NativeDatabase;
  const statements = new Set([...queries.mock.calls, ...commands.mock.calls].map(([sql]) => sql));
  queries.mockRestore();
  expect(statements.size).toBeGreaterThan(30);

  const walks: string[] = [];
  for (const sql of statements) {
    if (sql.startsWith('PRAGMA')) continue;
    const values = Array.from({ length: sql.split('?').length - 1 }, () => 1);
    const steps = database.query(`EXPLAIN QUERY PLAN ${sql}`).all(values);
    for (const step of steps.map((row) => String(row[3]))) {
      const walksAll = /^SCAN (message|message_payload|message_event|contact|thread_link|operations_record)\b/u.test(
        step,
      );
      if (walksAll && !allowed.some((allows) => allows(sql, step))) walks.push(`${step} <- ${sql}`);
    }
  }
  expect(walks).toEqual([]);
  await store.close();
});
