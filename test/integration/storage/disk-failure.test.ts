import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { aNewMessage, textOf } from '#test/contracts/new-message.ts';
import { buildStoreChild, startChild, type Child } from './child-process.ts';
import { makeFolder, openIn } from './sqlite-harness.ts';

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
});
