import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { Exchange } from '#shared/domain/message-view.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { AcceptResult, AttemptExchange, NewMessage, RelayStore } from '#relay/ports/relay-store.ts';
import { NonceSource, seal } from '#relay/storage/sqlite/envelope.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { identityText } from '#relay/storage/sqlite/message-record.ts';
import { schemaVersionOf } from '#relay/storage/sqlite/migrate.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import { openDatabase } from '#relay/storage/sqlite/open-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { anna, aNewMessage, aReply, aSettlement, noon, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, testKey, withRawDatabase } from './sqlite-harness.ts';

let folder: string;
let store: RelayStore;

beforeEach(() => {
  folder = makeFolder();
  store = openIn(folder);
});
afterEach(async () => {
  expect((await store.verifyCounts()).agrees).toBe(true);
  await store.close();
  rmSync(folder, { recursive: true });
});

function call(changes: Partial<AttemptExchange> = {}): AttemptExchange {
  return {
    at: noon + 500,
    part: null,
    platform: 'cxone',
    method: 'POST',
    url: 'https://api.example/dfo/3.0/channels/c/messages',
    request: '{"text":"秘密 words of the customer"}',
    status: 503,
    answer: '{"errors":[]}',
    isCut: false,
    durationMs: 12.5,
    failure: null,
    ...changes,
  };
}

async function stored(message: NewMessage): Promise<Extract<AcceptResult, { kind: 'stored' }>> {
  const result = await store.accept(message);
  if (result.kind !== 'stored') throw new Error('it was taken for a duplicate');
  return result;
}

/** A message after these attempts: the last one delivers, unless there is none. */
async function attempted(
  message: NewMessage,
  attempts: readonly (readonly AttemptExchange[] | null)[],
): Promise<number> {
  const { seq } = await stored(message);
  for (const [index, exchanges] of attempts.entries()) {
    const attempt = index + 1;
    const at = noon + attempt * 1_000;
    expect(await store.claim(seq, attempt, at)).toBe(true);
    const kind = attempt === attempts.length ? 'delivered' : 'retry';
    await store.settle(aSettlement(seq, { kind }, { at, attempt, ...(exchanges && { exchanges }) }));
  }
  return seq;
}

const rowsKept = (): number =>
  withRawDatabase(folder, (database) => Number(database.value('SELECT count(*) FROM message_exchange')));

describe('what passed over the wire', () => {
  it('is there with the message, by attempt, also after a restart', async () => {
    const reply = aReply();
    const first = [
      call({ at: noon + 600, part: 1 }),
      call({ at: noon + 650, part: 2, status: null, failure: 'ETIMEDOUT' }),
    ];
    const second = [call({ at: noon + 1_700, status: 201, answer: null })];
    const seq = await attempted(reply, [first, second]);
    for (const reopened of [false, true]) {
      if (reopened) {
        await store.close();
        store = openIn(folder);
      }
      const wire = await store.wire(reply.id);
      expect(wire).toMatchObject({ seq, channelId: tulip, openId: anna, contactNo: 1, notKept: 0, media: [] });
      expect(wire.payload).toEqual(reply.payload);
      expect(wire.exchanges).toEqual([
        { ...first[0], attempt: 1 },
        { ...first[1], attempt: 1 },
        { ...second[0], attempt: 2 },
      ]);
      expect(wire.exchanges.map((one) => Exchange.parse(one))).toEqual(wire.exchanges);
    }
  });

  it('tells an attempt of which nothing was kept from one that made no call', async () => {
    const message = aNewMessage();
    await attempted(message, [null, [], null, [call()]]);
    expect(await store.wire(message.id)).toMatchObject({ notKept: 2, exchanges: [{ attempt: 4 }] });
  });

  it('counts no attempt that is under way, and none that never was', async () => {
    const [waiting, under] = [aNewMessage(), aReply()];
    await stored(waiting);
    const { seq } = await stored(under);
    await store.claim(seq, 1, noon);
    expect((await store.wire(waiting.id)).notKept).toBe(0);
    expect((await store.wire(under.id)).notKept).toBe(0);
  });

  it('is asked of a message that is', async () => {
    const unknown = MessageId.parse('wxin-nobodyhasthis');
    await expect(store.wire(unknown)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });

  it('is written with a settlement that counts, not with one that comes too late', async () => {
    const message = aNewMessage();
    const seq = await attempted(message, [[call()]]);
    await store.settle(aSettlement(seq, { kind: 'delivered' }, { exchanges: [call(), call()] }));
    expect((await store.wire(message.id)).exchanges).toHaveLength(1);
  });

  it('goes with its message when retention removes it', async () => {
    const [old, young] = [aNewMessage(), aNewMessage()];
    await attempted(old, [[call()], [call()]]);
    await attempted(young, [null, null, null, null, null, [call()]]);
    await store.close();
    expect(rowsKept()).toBe(3);
    store = openIn(folder);
    expect(await store.prune({ settledBefore: noon + 4_000, openBefore: 0, limit: 10 })).toMatchObject({ removed: 1 });
    expect((await store.wire(young.id)).exchanges).toHaveLength(1);
    await store.close();
    expect(rowsKept()).toBe(1);
    store = openIn(folder);
  });

  it('stands sealed in the file, and belongs to its message and attempt', async () => {
    const [one, other] = [aNewMessage(), aNewMessage()];
    await attempted(one, [[call()]]);
    await attempted(other, [[call({ request: 'of the other' })]]);
    await store.close();
    withRawDatabase(folder, (database) => {
      const [row] = database.query('SELECT CAST(body AS BLOB) FROM message_exchange').all([]);
      expect((row?.[0] as Buffer).includes(Buffer.from('words of the customer'))).toBe(false);
      database.exec('UPDATE message_exchange SET body = (SELECT body FROM message_exchange WHERE no = 1) WHERE no = 2');
    });
    store = openIn(folder);
    expect((await store.wire(one.id)).exchanges).toHaveLength(1);
    expect(await store.wire(other.id)).toMatchObject({ exchanges: [], notKept: 1, payload: other.payload });
  });
});

describe('damage', () => {
  it.each<[string, string]>([
    ['of the calls', "UPDATE message_exchange SET body = x'0102'"],
    ['of the number of the attempt', 'UPDATE message_exchange SET attempt = 7'],
    ['of their time', 'UPDATE message_exchange SET at = 1'],
  ])('%s costs the calls, and nothing else', async (_what, sql) => {
    const message = aReply();
    const seq = await attempted(message, [[call()]]);
    await store.close();
    withRawDatabase(folder, (database) => database.exec(sql));
    store = openIn(folder);
    expect(await store.wire(message.id)).toMatchObject({ seq, exchanges: [], notKept: 1, payload: message.payload });
    expect((await store.message(message.id)).row.state).toBe('delivered');
    expect(await store.prune({ settledBefore: noon + 9_000, openBefore: 0, limit: 10 })).toMatchObject({ removed: 1 });
  });

  it('of the payload leaves the calls, where the key is still there', async () => {
    const message = aReply();
    await attempted(message, [[call()]]);
    await store.close();
    withRawDatabase(folder, (database) => database.exec("UPDATE message_payload SET body = x'00'"));
    store = openIn(folder);
    expect(await store.wire(message.id)).toMatchObject({ payload: null, exchanges: [{ attempt: 1 }], openId: anna });
  });

  it('of the whole table hinders no settlement', async () => {
    await store.close();
    withRawDatabase(folder, (database) => database.exec('DROP INDEX message_exchange_seq'));
    store = openIn(folder);
    const message = aReply();
    const { seq } = await stored(message);
    await store.claim(seq, 1, noon);
    await store.close();
    // Every row that is added breaks a rule of the table.
    withRawDatabase(folder, (database) => {
      database.exec('CREATE UNIQUE INDEX spoilt ON message_exchange (seq > 0)');
      database.exec(`INSERT INTO message_exchange (seq, at, attempt, body) VALUES (${seq}, 1, 1, x'00')`);
    });
    store = openIn(folder);
    await store.settle(aSettlement(seq, { kind: 'delivered' }, { exchanges: [call()] }));
    expect((await store.message(message.id)).row.state).toBe('delivered');
    expect(await store.wire(message.id)).toMatchObject({ exchanges: [], notKept: 1 });
  });
});

describe('a store of the third version', () => {
  const keys = buildKeyLadder(testKey);
  const id = MessageId.parse('wxout-ofversion3');
  const salt = Buffer.alloc(16, 3);
  let old: string;

  /** As the third version wrote it. */
  beforeEach(() => {
    old = makeFolder();
    const request = {
      files: storeFilesIn(old),
      keys,
      clock: new HandClock(noon),
      random: randomBytes,
      log: silentLogger,
    };
    const database = openDatabase({ ...request, migrations: allMigrations.slice(0, 3) });
    expect(schemaVersionOf(database)).toBe(3);
    database.command('INSERT INTO channel VALUES (1, ?)').run([tulip]);
    database.command('INSERT INTO contact VALUES (1, 1, ?, ?, ?, 5)').run([anna, salt, noon + 1_000]);
    const fixed = { seq: 1, id, channelId: tulip, direction: 'outbound', kind: 'text', openId: anna } as const;
    const identity = identityText({ ...fixed, externalId: null, platformAt: null, receivedAt: noon });
    const payload = JSON.stringify({ content: { kind: 'text', text: 'old' }, raw: 'as it came' });
    database
      .command(
        `INSERT INTO message (seq, id, channel_no, direction, kind, contact_no, received_at, stored_at, state, changed_at,
           attempts, due_at) VALUES (1, ?1, 1, 1, 0, 1, ?2, ?2, 0, ?2, 0, ?2)`,
      )
      .run([id, noon]);
    const body = seal(keys.contactKey(salt), identity, new NonceSource(randomBytes).next(), payload);
    database.command('INSERT INTO message_payload VALUES (1, ?)').run([body]);
    database.exec('INSERT INTO state_count VALUES (1, 1, 0, 1)');
    database.exec('UPDATE store_state SET accepted = 1, last_seq = 1');
    database.close();
  });
  afterEach(() => {
    rmSync(old, { recursive: true });
  });

  it('is taken over where it is, and keeps calls from then on', async () => {
    const migrated = openIn(old);
    expect(readdirSync(storeFilesIn(old).backups)).toHaveLength(1);
    expect(await migrated.wire(id)).toMatchObject({ payload: { raw: 'as it came' }, exchanges: [], notKept: 0 });
    // Without its mark nobody knows whether it went out: a person decides.
    await migrated.recoverClaims(noon);
    const { row } = await migrated.message(id);
    if (row.state !== 'pending') {
      await migrated.decide({ id, action: 'send_again', by: 'Jan', at: noon, report: null });
    }
    expect(await migrated.claim(1, row.attempts + 1, noon)).toBe(true);
    const attempt = row.attempts + 1;
    await migrated.settle(aSettlement(1, { kind: 'delivered' }, { attempt, exchanges: [call()] }));
    expect((await migrated.wire(id)).exchanges).toEqual([{ ...call(), attempt }]);
    expect((await migrated.verifyCounts()).agrees).toBe(true);
    await migrated.close();
  });

  it('is not opened again by the program it came from', async () => {
    await openIn(old).close();
    const request = {
      files: storeFilesIn(old),
      keys,
      clock: new HandClock(noon),
      random: randomBytes,
      log: silentLogger,
    };
    expect(() => openDatabase({ ...request, migrations: allMigrations.slice(0, 3) })).toThrow(
      expect.objectContaining({ code: 'STORE_NEWER', value: `${allMigrations.length} > 3` }),
    );
    await openIn(old).close();
  });
});
