import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewMessage } from '#relay/ports/relay-store.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { anna, aNewMessage, bert, lotus, noon, textOf, tulip } from '#test/contracts/new-message.ts';
import { buildStoreChild, startChild } from './child-process.ts';
import { makeFolder, openIn, recordingLogger, withRawDatabase } from './sqlite-harness.ts';

const flips = Number(process.env['VEERPONT_FLIPS'] ?? 30);

let program: string;
let root: string;
let folder: string;

beforeAll(async () => {
  program = await buildStoreChild();
});
beforeEach(() => {
  root = makeFolder();
  folder = join(root, 'store');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Leaves a closed store with these messages behind. Returns their seqs. */
async function leave(messages: readonly NewMessage[]): Promise<number[]> {
  const store = openIn(folder);
  const results = await Promise.all(messages.map((message) => store.accept(message)));
  await store.close();
  return results.map(({ seq }) => seq);
}

/** The same sequence of numbers for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('one bit changed anywhere in the file', () => {
  it(
    `${flips} times: what was changed is noticed, the rest flows, the process lives`,
    { timeout: 600_000 },
    async () => {
      const messages = Array.from({ length: 60 }, (_, index) =>
        aNewMessage({
          ...textOf(`text ${index} ${'渡'.repeat(150)}`),
          channelId: index % 4 === 0 ? lotus : tulip,
          openId: index % 3 === 0 ? bert : anna,
          externalId: `external-${index}`,
          dedupeKey: `key-${index}`,
        }),
      );
      await leave(messages);
      const original = new Map<string, string>(
        messages.map((message) => {
          const { content } = message.payload;
          return [message.id, `${message.channelId} ${message.openId} ${content.kind === 'text' ? content.text : ''}`];
        }),
      );
      const next = numbersFrom(20_261_122);
      const outcomes = { unnoticed: 0, refused: 0, quarantined: 0, problems: 0 };
      for (let flip = 0; flip < flips; flip += 1) {
        const copy = join(root, 'copy');
        cpSync(folder, copy, { recursive: true });
        const { database } = storeFilesIn(copy);
        const content = readFileSync(database);
        const at = Math.floor(next() * content.length);
        content[at] = (content[at] ?? 0) ^ (1 << Math.floor(next() * 8));
        writeFileSync(database, content);

        const child = startChild(program, ['read', copy]);
        const { code, signal, errors } = await child.ended;
        expect({ at, code, signal, errors }).toEqual({ at, code: 0, signal: null, errors: '' });
        const [answer] = child.lines;
        if (answer?.said === 'refused') {
          expect(answer['code']).toBe('STORE_DAMAGED');
          outcomes.refused += 1;
        } else {
          const texts = answer?.['texts'] as Record<string, string>;
          for (const [id, text] of Object.entries(texts)) expect(text).toBe(original.get(id));
          const missing = original.size - Object.keys(texts).length;
          const problems = answer?.['problems'] as string[];
          if (missing > 0) outcomes.quarantined += 1;
          else if (problems.length > 0) outcomes.problems += 1;
          else outcomes.unnoticed += 1;
        }
        rmSync(copy, { recursive: true });
      }
      // Bits of free space and of indexes need not show; bits of messages must, and most bits belong to messages.
      expect(outcomes.quarantined + outcomes.refused + outcomes.problems).toBeGreaterThan(flips / 4);
      if (process.env['VEERPONT_FLIPS'] !== undefined) process.stderr.write(`${JSON.stringify(outcomes)}\n`);
    },
  );
});

describe('a record that was tampered with', () => {
  const three = () => ['one', 'two', 'three'].map((text) => aNewMessage(textOf(text)));

  it('is quarantined and the others flow', async () => {
    const [first, second, third] = await leave(three());
    withRawDatabase(folder, (database) => {
      const body = database.value(`SELECT body FROM message_payload WHERE seq = ${second}`) as Buffer;
      body[40] = (body[40] ?? 0) ^ 1;
      database.command('UPDATE message_payload SET body = ? WHERE seq = ?').run([body, second ?? 0]);
    });
    const { logger, names } = recordingLogger();
    const store = openIn(folder, { logger });
    const page = await store.pendingPage(tulip, 'inbound', 0, 10);
    expect(page.messages.map(({ seq }) => seq)).toEqual([first, third]);
    expect(page).toMatchObject({ lastSeq: third, end: true });
    expect(names()).toContain('store.records_damaged');
    const [row] = await store.rows([second ?? 0]);
    expect(row).toMatchObject({ state: 'quarantined', code: 'RECORD_DAMAGED', preview: '' });
    expect(await store.stateCounts()).toMatchObject({ accepted: 3, pending: 2, quarantined: 1 });
    expect((await store.verifyCounts()).agrees).toBe(true);
    if (row !== undefined) await expect(store.message(row.id)).rejects.toMatchObject({ code: 'RECORD_DAMAGED' });
    await store.close();
  });

  it('is made up for when a conversation is read', async () => {
    const [first, second, third] = await leave(three());
    withRawDatabase(folder, (database) => {
      database.exec(`DELETE FROM message_payload WHERE seq = ${first}`);
    });
    const store = openIn(folder);
    const contactNo = (await store.contact(tulip, anna))?.contactNo ?? 0;
    const read = await store.pendingOfConversation(contactNo, 'inbound', 0, 2);
    expect(read.map(({ seq }) => seq)).toEqual([second, third]);
    await store.close();
  });

  it.each([
    [
      'content moved to another message',
      'UPDATE message_payload SET body = (SELECT body FROM message_payload WHERE seq = 1) WHERE seq = 2',
    ],
    [
      'messages of one conversation exchanged',
      'UPDATE message_payload SET seq = 9 WHERE seq = 2; UPDATE message SET seq = 9 WHERE seq = 2',
    ],
    ['another id', "UPDATE message SET id = 'wxin-other' WHERE seq = 2"],
    ['another channel', "INSERT INTO channel (id) VALUES ('lotus'); UPDATE message SET channel_no = 2 WHERE seq = 2"],
    ['another direction', 'UPDATE message SET direction = 1 WHERE seq = 2'],
    ['another kind', 'UPDATE message SET kind = 5 WHERE seq = 2'],
    ['another end user', "UPDATE contact SET open_id = 'oSomebodyElse'"],
    ['another time', 'UPDATE message SET received_at = received_at + 1 WHERE seq = 2'],
    ['another id of the platform', "UPDATE message SET external_id = '99' WHERE seq = 2"],
    ['another salt', "UPDATE contact SET salt = x'00112233445566778899aabbccddeeff'"],
  ])('is recognised: %s', async (_name, sql) => {
    await leave(three());
    withRawDatabase(folder, (database) => {
      database.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
    });
    const store = openIn(folder);
    const { messages } = await store.pendingPage(tulip, 'inbound', 0, 10);
    const outbound = await store.pendingPage(tulip, 'outbound', 0, 10);
    const elsewhere = await store.pendingPage(lotus, 'inbound', 0, 10);
    const texts = [...messages, ...outbound.messages, ...elsewhere.messages].map(({ content }) =>
      content.kind === 'text' ? content.text : '',
    );
    expect(texts).not.toContain('two');
    expect((await store.stateCounts()).quarantined).toBeGreaterThan(0);
    await store.close();
  });

  it('that holds text which is not UTF-8 does not end the process', async () => {
    await leave(three());
    withRawDatabase(folder, (database) => {
      database.exec(`
        UPDATE message SET id = CAST(x'ff4180' AS TEXT), code = CAST(x'ffff' AS TEXT) WHERE seq = 2;
        UPDATE contact SET open_id = CAST(x'fffe' AS TEXT);
        INSERT INTO message_event (seq, no, at, kind, code, platform_code)
          VALUES (1, 1, ${noon}, 0, CAST(x'ff' AS TEXT), CAST(x'fe' AS TEXT));
      `);
    });
    const child = startChild(program, ['read', folder]);
    expect(await child.ended).toEqual({ code: 0, signal: null, errors: '' });
    expect(child.lines[0]).toMatchObject({ said: 'read', texts: {} });
  });
});

describe('an index that says other than the messages', () => {
  it('brings no delivered message to delivery again', async () => {
    await leave([aNewMessage(), aNewMessage()]);
    // Changes a row behind the back of the index: taken out of the schema meanwhile.
    const entry = withRawDatabase(folder, (database) => {
      const row = database.query("SELECT rootpage, sql FROM sqlite_schema WHERE name = 'message_open'").get([]);
      database.exec("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'message_open'");
      return row as [number, string];
    });
    withRawDatabase(folder, (database) => {
      database.exec('UPDATE message SET state = 1 WHERE seq = 1; PRAGMA writable_schema = ON');
      database.command("INSERT INTO sqlite_schema VALUES ('index', 'message_open', 'message', ?, ?)").run(entry);
    });
    const { logger, names } = recordingLogger();
    const store = openIn(folder, { logger });
    const { messages } = await store.pendingPage(tulip, 'inbound', 0, 10);
    expect(messages.map(({ seq }) => seq)).toEqual([2]);
    expect(names()).toContain('store.index_damaged');
    expect((await store.rows([1]))[0]?.state).toBe('delivered');
    await store.close();
  });
});

describe('a contact whose salt is destroyed', () => {
  it('cannot be read any more; others can, and the contact may write again', async () => {
    const messages = [aNewMessage(textOf('anna')), aNewMessage({ ...textOf('bert'), openId: bert })];
    await leave(messages);
    withRawDatabase(folder, (database) => {
      database.exec(`UPDATE contact SET salt = NULL WHERE open_id = '${anna}'`);
    });
    const store = openIn(folder);
    const { messages: readable } = await store.pendingPage(tulip, 'inbound', 0, 10);
    expect(readable.map(({ openId }) => openId)).toEqual([bert]);
    const again = aNewMessage(textOf('anna again'));
    await store.accept(again);
    expect((await store.message(again.id)).content).toEqual({ kind: 'text', text: 'anna again' });
    await store.close();
  });
});

describe('a damaged fact', () => {
  it('is refused, and mended by writing it anew', async () => {
    let store = openIn(folder);
    await store.writeFact('proofs', 'a');
    await store.writeFact('token', 'b');
    await store.close();
    withRawDatabase(folder, (database) => {
      database.exec("UPDATE fact SET value = (SELECT value FROM fact WHERE name = 'token') WHERE name = 'proofs'");
    });
    store = openIn(folder);
    await expect(store.readFact('proofs')).rejects.toMatchObject({ code: 'RECORD_DAMAGED' });
    expect(await store.readFact('token')).toBe('b');
    await store.writeFact('proofs', 'c');
    expect(await store.readFact('proofs')).toBe('c');
    await store.close();
  });
});

/** Lets an index of messages begin where that of another table does, which is made by `sql` and called `aside`. */
function exchangeIndex(name: string, aside: string, sql: string): void {
  withRawDatabase(folder, (database) => {
    const rootOf = `(SELECT rootpage FROM sqlite_schema WHERE name = '${name}')`;
    const former = Number(database.value(rootOf.slice(1, -1)));
    database.exec(`${sql};
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = '${aside}')
        WHERE name = '${name}';
      UPDATE sqlite_schema SET rootpage = ${former} WHERE name = '${aside}'`);
  });
}

describe('an index of ids that leads astray', () => {
  const ids = 'sqlite_autoindex_message_1';
  const aside = 'CREATE TABLE aside (id TEXT PRIMARY KEY) STRICT';

  it('hides no message that was listed', async () => {
    const messages = ['one', 'two'].map((text) => aNewMessage(textOf(text)));
    await leave(messages);
    exchangeIndex(ids, 'sqlite_autoindex_aside_1', aside);
    const store = openIn(folder);
    await store.trafficPage({}, null, 10);
    const found = await Promise.all(messages.map(({ id }) => store.message(id)));
    expect(found.map(({ content }) => content)).toEqual(messages.map(({ payload }) => payload.content));
    await store.close();
  });

  it('to another message is called damage', async () => {
    const [first, second] = [aNewMessage(), aNewMessage()];
    await leave([first, second]);
    const crossed = `INSERT INTO aside (rowid, id) VALUES (1, '${second.id}'), (2, '${first.id}')`;
    exchangeIndex(ids, 'sqlite_autoindex_aside_1', `${aside}; ${crossed}`);
    const store = openIn(folder);
    await expect(store.message(first.id)).rejects.toMatchObject({ code: 'RECORD_DAMAGED' });
    await store.close();
  });
});

describe('an index of open messages that leaves some out', () => {
  it('shows in the count', async () => {
    await leave([aNewMessage(), aNewMessage()]);
    exchangeIndex(
      'message_open',
      'aside_open',
      'CREATE TABLE aside (a, b, c); CREATE INDEX aside_open ON aside (a, b, c)',
    );
    const store = openIn(folder);
    expect(await store.verifyCounts()).toMatchObject({ agrees: false, counted: { pending: 0 }, kept: { pending: 2 } });
    await store.close();
  });
});
