import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAmongOthers } from '#relay/search/start-search.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { noon } from '#test/contracts/new-message.ts';
import { openIn, testKey } from '#test/integration/storage/sqlite-harness.ts';
import { SearchBench, help, messageOf, shop, text } from './search-harness.ts';

let bench: SearchBench;

beforeEach(() => {
  bench = new SearchBench();
});

afterEach(async () => {
  await bench.dispose();
});

const index = (): string => join(bench.folder, 'search.db');

/** Everything in the file itself, nothing in its log. */
function settleLog(folder: string): void {
  const database = new NativeDatabase(join(folder, 'search.db'), buildKeyLadder(testKey).searchFileKey);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  collectGarbage();
}

/** Every token the file of the index still knows, with how many messages have it. */
function tokensInFile(): Map<string, number> {
  const database = new NativeDatabase(index(), buildKeyLadder(testKey).searchFileKey);
  try {
    database.exec("CREATE VIRTUAL TABLE temp.words_in_file USING fts5vocab('main', 'words', 'row')");
    const rows = database.query('SELECT term, doc FROM temp.words_in_file').all([]);
    return new Map(rows.map(([term, count]) => [String(term), Number(count)]));
  } finally {
    database.close();
    collectGarbage();
  }
}

/** What the pages of the word index hold, byte by byte. */
function bytesInFile(): string {
  const database = new NativeDatabase(index(), buildKeyLadder(testKey).searchFileKey);
  try {
    const rows = database.query('SELECT block FROM words_data').all([]);
    return Buffer.concat(rows.flatMap(([block]) => (Buffer.isBuffer(block) ? [block] : []))).toString('latin1');
  } finally {
    database.close();
    collectGarbage();
  }
}

describe('the index', () => {
  it('holds no readable text on the disk, and belongs to its owner only', async () => {
    await bench.start();
    await bench.put(text('Geheimtaal zilvervos'), text('秘密包裹在上海'));
    await bench.untilIndexed();

    const files = readdirSync(bench.folder).filter((name) => name.startsWith('search.db'));
    expect(files).toContain('search.db');
    for (const name of files) {
      const held = readFileSync(join(bench.folder, name));
      for (const word of ['zilvervos', 'Geheimtaal', '秘密', '包裹', 'oCustomer', 'zQkJ']) {
        expect(held.includes(Buffer.from(word, 'utf8')), `${word} in ${name}`).toBe(false);
      }
      expect(statSync(join(bench.folder, name)).mode & 0o077).toBe(0);
    }
    expect(tokensInFile().get('zilvervos')).toBe(1);
  });

  it('finds what came while it was not running', async () => {
    await bench.start();
    await bench.put(text('first words'));
    await bench.untilIndexed();
    await bench.search.stop();
    await bench.put(text('second words'));

    await bench.start();

    expect(await bench.found('words')).toEqual(['second words', 'first words']);
    expect(bench.log.names()).not.toContain('search.thrown_away');
  });

  it('holds the words of the first message of each channel, though nobody asked meanwhile', async () => {
    await bench.start();
    for (const [channelId, word] of [
      [shop, 'allereerste'],
      [help, 'nogeerder'],
    ] as const) {
      const known = tokensInFile().size;
      await bench.put({ ...text(word), channelId });
      await bench.until(() => tokensInFile().size > known);

      expect(tokensInFile().get(word)).toBe(1);
    }
    expect(await bench.found('nogeerder')).toEqual(['nogeerder']);
  });

  it('is made anew when it is gone', async () => {
    await bench.start();
    await bench.put(text('still there'));
    await bench.untilIndexed();
    await bench.search.stop();
    for (const path of [index(), `${index()}-wal`, `${index()}-shm`]) rmSync(path, { force: true });

    await bench.start();
    await bench.untilIndexed();

    expect(await bench.found('still')).toEqual(['still there']);
    expect(tokensInFile().get('still')).toBe(1);
  });

  it('is thrown away and made anew when it is damaged', async () => {
    await bench.start();
    await bench.put(...Array.from({ length: 300 }, (_, no) => text(`number ${no} pakket bestelling 订单${no}`)));
    await bench.untilIndexed();
    await bench.search.stop();
    settleLog(bench.folder);
    const { size } = statSync(index());
    const fd = openSync(index(), 'r+');
    for (let at = 8_192; at < size; at += 4_096) writeSync(fd, Buffer.alloc(4_000, 0x5a), 0, 4_000, at);
    closeSync(fd);

    await bench.start();
    await bench.until(async () => {
      try {
        return (await bench.page('订单7 bestelling ')).matches?.count === 1;
      } catch {
        return false;
      }
    });

    expect(bench.log.names()).toContain('search.thrown_away');
  });

  it('is not taken from another store, nor from another format', async () => {
    const other = new SearchBench();
    await other.start();
    await other.put(text('somebody else'));
    await other.untilIndexed();
    await other.search.stop();
    settleLog(other.folder);
    await bench.put(text('our own words'));
    copyFileSync(join(other.folder, 'search.db'), index());
    await other.dispose();

    await bench.start();

    expect(await bench.found('somebody')).toEqual([]);
    expect(await bench.found('words')).toEqual(['our own words']);
    expect(bench.log.events.find(({ event }) => event === 'search.thrown_away')?.fields).toEqual({
      detail: 'the index of another store',
    });
    await bench.search.stop();
    const database = new NativeDatabase(index(), buildKeyLadder(testKey).searchFileKey);
    database.exec('PRAGMA user_version = 999');
    database.close();
    collectGarbage();
    await bench.start();
    expect(await bench.found('words')).toEqual(['our own words']);
    expect(bench.log.events.at(-1)?.fields).toEqual({ detail: 'format 999, this program knows 3' });
  });

  it('is thrown away when the store was put back from a copy', async () => {
    await bench.put(text('before the copy'));
    await bench.store.close();
    const copy = join(bench.folder, 'copy.db');
    copyFileSync(join(bench.folder, 'store.db'), copy);
    bench.store = openIn(bench.folder);
    await bench.put(text('lost words'), text('lost again'));
    await bench.start();
    await bench.untilIndexed();
    await bench.search.stop();
    await bench.store.close();
    copyFileSync(copy, join(bench.folder, 'store.db'));
    bench.store = openIn(bench.folder);

    await bench.start();

    expect(await bench.found('lost')).toEqual([]);
    expect(await bench.found('copy')).toEqual(['before the copy']);
  });

  it('leaves a copy that is put in the place of the running store as it is', async () => {
    await bench.put(text('before the copy'));
    await bench.store.close();
    const copy = join(bench.folder, 'copy.db');
    copyFileSync(join(bench.folder, 'store.db'), copy);
    const wanted = readFileSync(copy);
    bench.store = openIn(bench.folder);
    await bench.put(text('only in the log'));
    await bench.start();
    await bench.untilIndexed();
    expect(statSync(join(bench.folder, 'store.db-wal')).size).toBeGreaterThan(0);

    renameSync(copy, join(bench.folder, 'store.db'));
    // The search looks for itself, finds the store exchanged, and must leave both files to whoever writes them.
    await bench.until(() => bench.log.names().includes('search.failed'));
    await bench.search.stop();
    collectGarbage();

    expect(readFileSync(join(bench.folder, 'store.db')).equals(wanted)).toBe(true);
    expect(statSync(join(bench.folder, 'store.db-wal')).size).toBeGreaterThan(0);
  });

  it('forgets messages that left the store, and then their words', async () => {
    await bench.start();
    const [gone] = await bench.put(text('zilvervos 秘密 4711477'), text('zilver blijft'));
    await bench.deliver(gone?.seq ?? 0);
    await bench.untilIndexed();
    expect(tokensInFile().get('zilvervos')).toBe(1);
    const { removed } = await bench.store.prune({ settledBefore: noon + 1_000_000, openBefore: 0, limit: 10 });
    expect(removed).toBe(1);

    await bench.until(async () => (await bench.found('zilvervos ')).length === 0);
    await bench.search.purge();
    await bench.search.stop();

    const left = tokensInFile();
    for (const token of ['zilvervos', '秘密', '秘', '471']) expect(left.has(token), token).toBe(false);
    expect(left.get('zilver')).toBe(1);
    const held = bytesInFile();
    for (const piece of ['vervos', 'vos', Buffer.from('秘密', 'utf8').toString('latin1')]) {
      expect(held.includes(piece), piece).toBe(false);
    }
  });

  it('keeps structured searches whole while it is being built', async () => {
    await bench.put(...Array.from({ length: 1_200 }, (_, no) => text(`message number ${no}`)));
    await bench.put({ content: { kind: 'location', latitude: '1', longitude: '2', label: 'Dam' } });
    await bench.start();

    const page = await bench.page('type:text', { limit: 200 });

    expect(page.rows).toHaveLength(200);
    expect(page.rows[0]?.seq).toBe(1_200);
    const seqs: number[] = [];
    let cursor: string | null = null;
    do {
      const next = await bench.page('type:text', { limit: 200, cursor });
      seqs.push(...next.rows.map(({ seq }) => seq));
      cursor = next.next;
    } while (cursor !== null);
    expect(seqs).toEqual(Array.from({ length: 1_200 }, (_, no) => 1_200 - no));
    await bench.until(async () => (await bench.page('')).notIndexed === 0);
  });

  it('lives on when its thread dies', async () => {
    const lines: { end(): Promise<void> }[] = [];
    const start = startAmongOthers(systemClock);
    await bench.put(text('survivor'));
    await bench.start({
      startWorker: (given) => {
        const line = start(given);
        lines.push(line);
        return line;
      },
    });
    expect(await bench.found('survivor')).toEqual(['survivor']);

    await lines[0]?.end();
    await expect(bench.page('survivor')).rejects.toMatchObject({ code: 'SEARCH_UNAVAILABLE' });
    expect((await bench.page('dir:in')).rows.map(({ preview }) => preview)).toEqual(['survivor']);

    await bench.untilOpen();
    expect(await bench.found('survivor')).toEqual(['survivor']);
    expect(lines).toHaveLength(2);
    expect(bench.log.names()).toContain('search.ended');
  });

  it('never writes to the store, and leaves its log to whoever writes', async () => {
    await bench.start();
    await bench.put(text('some words'));
    await bench.untilIndexed();
    await bench.search.stop();

    expect(existsSync(join(bench.folder, 'store.db-wal'))).toBe(true);
    await expect(bench.store.accept(messageOf(text('more')))).resolves.toMatchObject({ kind: 'stored' });
    await bench.start();
  });
});
