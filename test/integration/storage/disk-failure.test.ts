import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { aNewMessage, aReply, textOf } from '#test/contracts/new-message.ts';
import { buildStoreChild, startChild, type Child } from './child-process.ts';
import { makeFolder, openIn, recordingLogger, testKey } from './sqlite-harness.ts';

let program: string;
let root: string;
let folder: string;

beforeAll(async () => {
  program = await buildStoreChild();
});
beforeEach(() => {
  root = makeFolder();
  folder = join(root, 'data');
  mkdirSync(folder);
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Needs root, and a machine that lets root mount. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = makeFolder();
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status === 0;
  if (isMounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return isMounted;
}

/** Everything the child was told is stored is there. */
async function expectAllOf(child: Child, store: RelayStore): Promise<void> {
  for (const { id } of child.lines.filter(({ said }) => said === 'accepted')) {
    expect((await store.message(MessageId.parse(id))).row.state).toBe('pending');
  }
  expect((await store.verifyCounts()).agrees).toBe(true);
  expect(store.missingRecords()).toBe(0);
}

describe('a full disk', () => {
  it('is said as such, loses nothing, and heals by itself', async () => {
    const opened = vi.spyOn(NativeDatabase.prototype, 'value');
    const store = openIn(folder);
    const database = opened.mock.contexts.at(-1) as NativeDatabase;
    // The engine's own limit on the size of the file: the same result code as a disk without room.
    const limitPages = (pages: number): void => {
      database.exec(`PRAGMA max_page_count = ${pages}`);
    };
    const big = () => aNewMessage(textOf('x'.repeat(50_000)));
    const kept = big();
    await store.accept(kept);
    limitPages(60);
    const results = await Promise.allSettled([store.accept(big()), store.accept(big()), store.accept(big())]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'STORE_FULL', retryable: true } });
    }
    expect((await store.message(kept.id)).row.state).toBe('pending');
    expect((await store.stateCounts()).accepted).toBe(1);
    limitPages(1_000_000);
    expect((await store.accept(big())).kind).toBe('stored');
    expect((await store.verifyCounts()).agrees).toBe(true);
    await store.close();
  });

  it.runIf(canMount())(
    'of three megabytes, really full, loses nothing and flows again when there is room',
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m,mode=700', 'tmpfs', folder]);
      const child = startChild(program, ['fill', folder]);
      try {
        const refused = await child.heard('refused');
        expect(refused).toMatchObject({ code: 'STORE_FULL', counts: refused['accepted'] });
        expect(refused['accepted']).toBeGreaterThan(10);
        execFileSync('mount', ['-o', 'remount,size=20m', folder]);
        child.send('again');
        expect(await child.heard('again')).toMatchObject({ outcome: 'stored', agrees: true });
        child.send('stop');
        expect(await child.ended).toMatchObject({ code: 0 });
        const store = openIn(folder);
        await expectAllOf(child, store);
        await store.close();
      } finally {
        child.process.kill('SIGKILL');
        await child.ended;
        execFileSync('umount', [folder]);
      }
    },
  );
});

describe.runIf(canMount())('a full disk with ballast', () => {
  it('ends what was begun, takes nothing new, and flows again within seconds of having room', async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=700', 'tmpfs', folder]);
    const { ballast } = storeFilesIn(folder);
    const child = startChild(program, ['fill', folder, '4000', 'later']);
    try {
      await child.heard('open');
      await vi.waitFor(() => expect(statSync(ballast).size).toBe(3 * 1_048_576), 10_000);
      child.send('fill');
      expect(await child.heard('refused')).toMatchObject({ code: 'STORE_FULL' });
      expect(existsSync(ballast)).toBe(false);
      child.send('deliver');
      expect(await child.heard('drained')).toMatchObject({ outcome: 'delivered', again: 'STORE_FULL' });
      execFileSync('mount', ['-o', 'remount,size=64m', folder]);
      const enlargedAt = performance.now();
      await vi.waitFor(() => expect(existsSync(ballast)).toBe(true), 10_000);
      child.send('again');
      expect(await child.heard('again')).toMatchObject({ outcome: 'stored', agrees: true });
      expect(performance.now() - enlargedAt).toBeLessThan(10_000);
      child.send('stop');
      expect(await child.ended).toMatchObject({ code: 0 });
      const store = openIn(folder);
      expect((await store.stateCounts()).delivered).toBe(100);
      expect(store.missingRecords()).toBe(0);
      await store.close();
    } finally {
      child.process.kill('SIGKILL');
      await child.ended;
      execFileSync('umount', [folder]);
    }
  });
});

describe('a commit that is reported as failed and is on disk all the same', () => {
  const clock = new HandClock();

  /** As when the disk takes the pages and fails to flush them. */
  function failNextCommit(): void {
    const { execAside } = NativeDatabase.prototype;
    vi.spyOn(NativeDatabase.prototype, 'execAside').mockImplementationOnce(async function (this: NativeDatabase, sql) {
      await execAside.call(this, sql);
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' });
    });
  }

  async function untilWritable(store: RelayStore): Promise<void> {
    clock.wind(2_000);
    await vi.waitFor(() => {
      expect(store.storage()).toEqual({ writable: true, code: null });
    });
  }

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('says at once that nothing can be stored, and by itself that it can again', async () => {
    const store = openIn(folder, { clock });
    expect(store.storage()).toEqual({ writable: true, code: null });
    failNextCommit();
    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect(store.storage()).toEqual({ writable: false, code: 'STORE_WRITE_FAILED' });
    await untilWritable(store);
    await store.close();
  });

  it('offers a message of an end user for delivery, without anybody sending it again', async () => {
    const store = openIn(folder, { clock });
    const found: MessageId[] = [];
    store.onFoundWaiting(({ id }) => found.push(id));
    const message = aNewMessage({ dedupeKey: 'key' });
    failNextCommit();
    await expect(store.accept(message)).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect(found).toEqual([]);
    await untilWritable(store);
    expect(found).toEqual([message.id]);
    expect(await store.accept(aNewMessage({ dedupeKey: 'key' }))).toMatchObject({ kind: 'duplicate', id: message.id });
    expect((await store.verifyCounts()).agrees).toBe(true);
    await store.close();
  });

  it('discards a reply: its sender was told that it was not taken', async () => {
    const store = openIn(folder, { clock });
    const found = vi.fn();
    store.onFoundWaiting(found);
    const reply = aReply();
    failNextCommit();
    await expect(store.accept(reply)).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await untilWritable(store);
    expect(found).not.toHaveBeenCalled();
    const { row, events } = await store.message(reply.id);
    expect(row.state).toBe('discarded');
    expect(events).toContainEqual(expect.objectContaining({ kind: 'discarded', by: 'rule:not_acknowledged' }));
    expect((await store.verifyCounts()).agrees).toBe(true);
    await store.close();
  });

  it('has nothing to tell of what is not there', async () => {
    const store = openIn(folder, { clock });
    const found = vi.fn();
    store.onFoundWaiting(found);
    vi.spyOn(NativeDatabase.prototype, 'execAside').mockImplementationOnce(() =>
      Promise.reject(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })),
    );
    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await untilWritable(store);
    expect(found).not.toHaveBeenCalled();
    expect((await store.stateCounts()).accepted).toBe(0);
    await store.close();
  });
});

describe('another program that writes to the database', () => {
  it('is waited for beside the event loop; what could not be stored in time is refused', async () => {
    const store = openIn(folder);
    await store.accept(aNewMessage());
    const other = new NativeDatabase(storeFilesIn(folder).database, buildKeyLadder(testKey).fileKey);
    other.exec('BEGIN IMMEDIATE');
    const startedAt = performance.now();
    let longestTurnMs = 0;
    for (let round = 0; round < 3; round += 1) {
      const refusal = expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
      for (let isOver = false; !isOver;) {
        const turnAt = performance.now();
        isOver = await Promise.race([refusal.then(() => true), new Promise<false>((go) => setTimeout(go, 5, false))]);
        longestTurnMs = Math.max(longestTurnMs, performance.now() - turnAt);
      }
    }
    expect(performance.now() - startedAt).toBeLessThan(4_500);
    expect(longestTurnMs).toBeLessThan(500);
    expect(store.storage().writable).toBe(false);
    const waiting = store.accept(aNewMessage());
    setTimeout(() => {
      other.exec('ROLLBACK');
    }, 200);
    expect((await waiting).kind).toBe('stored');
    expect(store.storage().writable).toBe(true);
    other.close();
    await store.close();
  });
});

describe('files that vanish under a running store', () => {
  const clock = new HandClock();

  /** The store looks after its files without being asked to write. */
  async function lookedAfter(log: () => readonly string[]): Promise<void> {
    clock.wind(2_000);
    await settled();
    expect(log()).toContain('store.write_failed');
  }

  it('are noticed within seconds; nothing is accepted until they are back', async () => {
    const { logger, events } = recordingLogger();
    const names = () => events.map(({ event }) => event);
    const store = openIn(folder, { clock, logger });
    const message = aNewMessage();
    await store.accept(message);
    const away = `${folder}-away`;
    renameSync(folder, away);
    await lookedAfter(names);
    clock.wind(500);
    const refusal = { code: 'STORE_WRITE_FAILED' };
    await expect(store.accept(aNewMessage())).rejects.toMatchObject(refusal);
    renameSync(away, folder);
    clock.wind(500);
    expect((await store.accept(aNewMessage())).kind).toBe('stored');
    expect((await store.message(message.id)).row.state).toBe('pending');
    expect((await store.stateCounts()).accepted).toBe(2);
    await store.close();
  });

  it('are noticed by the next write at the latest: no acknowledgement into a deleted file', async () => {
    const store = openIn(folder, { clock });
    await store.accept(aNewMessage());
    rmSync(storeFilesIn(folder).database);
    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await store.close();
  });

  it('but for the log alone: what it held is saved into the database', async () => {
    let store = openIn(folder, { clock });
    for (let index = 0; index < 5; index += 1) await store.accept(aNewMessage());
    rmSync(storeFilesIn(folder).writeAheadLog);
    await expect(store.accept(aNewMessage({ dedupeKey: 'key' }))).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    // WeChat repeats what was not acknowledged.
    await store.accept(aNewMessage({ dedupeKey: 'key' }));
    await store.close();
    store = openIn(folder, { clock });
    expect((await store.stateCounts()).accepted).toBe(6);
    expect(store.missingRecords()).toBe(0);
    expect((await store.verifyCounts()).agrees).toBe(true);
    await store.close();
  });
});

describe.runIf(process.platform === 'linux')('a disk that fails', () => {
  /** Refused once; after `mend`, stored again, with everything acknowledged before still there. */
  async function failsAndRecovers(child: Child, mend: () => void): Promise<void> {
    expect(await child.heard('refused')).toMatchObject({ code: 'STORE_WRITE_FAILED' });
    mend();
    child.send('again');
    expect(await child.heard('again')).toMatchObject({ outcome: 'stored', agrees: true });
    child.send('stop');
    expect(await child.ended).toMatchObject({ code: 0 });
    expect(child.lines.filter(({ said }) => said === 'accepted').length).toBeGreaterThan(10);
    const store = openIn(folder);
    await expectAllOf(child, store);
    await store.close();
  }

  it('to write is refused; the connection is made anew', async () => {
    // A limit on the size of files makes the write itself fail (EFBIG).
    const limited = ['bash', '-c', 'trap \'\' XFSZ; ulimit -S -f 1500; exec "$@"', 'bash'];
    const child = startChild(program, ['fill', folder], limited);
    await failsAndRecovers(child, () => {
      execFileSync('prlimit', ['--pid', String(child.process.pid), '--fsize=unlimited:']);
    });
  });

  const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
  it.runIf(canTrace)('to flush, once, is refused; the connection is made anew', async () => {
    const inject = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO:when=40'];
    const child = startChild(program, ['fill', folder, '500'], ['strace', '-f', '-o', '/dev/null', ...inject]);
    await failsAndRecovers(child, () => undefined);
  });

  it.runIf(canTrace).each([
    [200, 1_000],
    [2_000, 8_000],
  ])('to flush within %i ms holds up nothing else', { timeout: 60_000 }, async (delayMs, longestAckMs) => {
    const delay = [
      '-e',
      'trace=fsync,fdatasync',
      '-e',
      `inject=fsync,fdatasync:delay_exit=${delayMs * 1_000}:when=20+`,
    ];
    const child = startChild(
      program,
      ['pace', folder, '4', '100'],
      ['strace', '-f', '--seccomp-bpf', '-o', '/dev/null', ...delay],
    );
    const paced = await child.heard('paced');
    expect(paced['accepted']).toBe(400);
    // One flush under way and one to come: more than that nobody waits.
    expect(paced['p99Ms']).toBeLessThan(longestAckMs);
    // A flush on the event loop's own thread would leave it hardly any time.
    expect(paced['standstill']).toBeLessThan(0.5);
    expect(await child.ended).toMatchObject({ code: 0 });
  });
});
