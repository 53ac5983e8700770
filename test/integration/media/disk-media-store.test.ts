import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { openDiskMediaStore } from '#relay/media/disk-media-store.ts';
import type { MediaStore } from '#relay/ports/media-store.ts';
import { buildChild } from './child-program.ts';
import { bytes, collect, filesIn, pieces, storeKey, testFolder } from './media-kit.ts';

const megabyte = 1024 * 1024;
const frameOnDisk = 64 * 1024 + 16;
const root = testFolder();
let folder = '';
let store: MediaStore;
let tests = 0;

beforeEach(async () => {
  tests += 1;
  folder = join(root, String(tests));
  store = await openDiskMediaStore({ folder, storeKey });
});

async function saved(content: Buffer): Promise<{ readonly ref: string; readonly path: string }> {
  const result = await store.save(pieces(content), 64 * megabyte);
  if (!result.ok) expect.fail(result.code);
  const { ref } = result.file;
  return { ref, path: join(folder, ref.slice(0, 2), ref.slice(2)) };
}

const unreadable = { code: 'MEDIA_UNREADABLE' };

describe('message files on disk', () => {
  it.each([0, 1, 15, 65_535, 65_536, 65_537, 131_072, 300_000])('gives back %i bytes as they came', async (size) => {
    const content = bytes(size);
    const result = await store.save(pieces(content, 7_777), size);
    expect(result).toMatchObject({ ok: true, file: { sizeBytes: size } });
    if (result.ok) expect((await collect(store.open(result.file.ref))).equals(content)).toBe(true);
  });

  it('shows nothing of the content or its kind on disk, and keeps everybody else out', async () => {
    const content = Buffer.from(`%PDF-1.7 a secret line that must not be found ${'x'.repeat(500)}`);
    const { path } = await saved(content);
    const result = await store.save(pieces(content), megabyte);
    expect(result).toMatchObject({ ok: true, file: { mimeType: 'application/pdf' } });
    const onDisk = filesIn(folder);
    expect(onDisk).toHaveLength(2);
    for (const file of onDisk) {
      expect(readFileSync(file).includes('secret line')).toBe(false);
      expect(readFileSync(file).includes('PDF')).toBe(false);
    }
    expect(readFileSync(onDisk[0] ?? '').equals(readFileSync(onDisk[1] ?? ''))).toBe(false);
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
  });

  it('notices every kind of damage before it hands on the damaged piece', async () => {
    const content = bytes(200_000);
    const damages: Readonly<Record<string, (path: string) => void>> = {
      'a changed byte in the middle': (path) => {
        change(path, 20 + frameOnDisk + 100);
      },
      'a changed head': (path) => {
        change(path, 10);
      },
      'another mark': (path) => {
        change(path, 0);
      },
      'the end cut off inside a frame': (path) => {
        truncateSync(path, 20 + frameOnDisk + 5);
      },
      'the end cut off between two frames': (path) => {
        truncateSync(path, 20 + 2 * frameOnDisk);
      },
      'all but the head cut off': (path) => {
        truncateSync(path, 20);
      },
      'everything cut off': (path) => {
        truncateSync(path, 0);
      },
      'something added': (path) => {
        appendFileSync(path, Buffer.alloc(frameOnDisk));
      },
      'two frames in each other’s place': (path) => {
        const all = readFileSync(path);
        const [first, second] = [0, 1].map((at) =>
          Buffer.from(all.subarray(20 + at * frameOnDisk, 20 + (at + 1) * frameOnDisk)),
        );
        writeFileSync(
          path,
          Buffer.concat([
            all.subarray(0, 20),
            second ?? '',
            first ?? '',
            all.subarray(20 + 2 * frameOnDisk),
          ] as Buffer[]),
        );
      },
      'a frame left out': (path) => {
        const all = readFileSync(path);
        writeFileSync(path, Buffer.concat([all.subarray(0, 20), all.subarray(20 + frameOnDisk)]));
      },
      'no file any more': (path) => {
        rmSync(path);
      },
    };
    for (const [name, damage] of Object.entries(damages)) {
      const { ref, path } = await saved(content);
      damage(path);
      const read: Uint8Array[] = [];
      const reading = (async () => {
        for await (const chunk of store.open(ref)) read.push(chunk);
      })();
      await expect(reading, name).rejects.toMatchObject(unreadable);
      const head = Buffer.concat(read);
      expect(head.equals(content.subarray(0, head.length)), name).toBe(true);
    }
  });

  it('tells a file that the system does not give now from a damaged one', async () => {
    const content = bytes(2_000);
    const { ref, path } = await saved(content);
    renameSync(path, `${path}-aside`);
    mkdirSync(path);
    await expect(collect(store.open(ref))).rejects.toMatchObject({ code: 'MEDIA_SOURCE_UNREACHABLE' });
    rmdirSync(path);
    renameSync(`${path}-aside`, path);
    expect((await collect(store.open(ref))).equals(content)).toBe(true);
  });

  it('opens no file under another name, another key, or a name that is none', async () => {
    const first = await saved(bytes(1_000));
    const second = await saved(bytes(2_000));
    copyFileSync(first.path, second.path);
    await expect(collect(store.open(second.ref))).rejects.toMatchObject(unreadable);
    const stranger = await openDiskMediaStore({ folder, storeKey: Buffer.alloc(32, 1) });
    await expect(collect(stranger.open(first.ref))).rejects.toMatchObject(unreadable);
    for (const name of ['../../etc/passwd', '', 'a'.repeat(31), 'G'.repeat(32)]) {
      await expect(collect(store.open(name)), name).rejects.toMatchObject(unreadable);
      await store.remove(name);
    }
  });

  it('stops reading a file that is too long, and leaves nothing of what failed', async () => {
    let read = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        read += 50_000;
        yield await Promise.resolve(Buffer.alloc(50_000));
      }
    };
    expect(await store.save(endless(), 1_000_000)).toEqual({ ok: false, code: 'MEDIA_TOO_LARGE', retryable: false });
    expect(read).toBe(1_050_000);
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes(100_000));
      throw new Error('the line broke');
    };
    expect(await store.save(broken(), megabyte)).toEqual({ ok: false, code: 'MEDIA_UNREADABLE', retryable: true });
    expect(filesIn(folder)).toEqual([]);
  });

  it('leaves the last of the disk to the messages', async () => {
    const greedy = await openDiskMediaStore({ folder, storeKey, leftFreeBytes: Number.MAX_SAFE_INTEGER });
    expect(await greedy.save(pieces(bytes(10)), 100)).toEqual({ ok: false, code: 'STORE_FULL', retryable: true });
    expect(filesIn(folder)).toEqual([]);
  });

  it('says so when the disk refuses', async () => {
    rmSync(join(folder, 'unfinished'), { recursive: true });
    expect(await store.save(pieces(bytes(10)), 100)).toMatchObject({ ok: false, code: 'STORE_WRITE_FAILED' });
  });

  it('removes a file, lists old ones, and clears what a kill left', async () => {
    const old = await saved(bytes(10));
    const young = await saved(bytes(20));
    utimesSync(old.path, 1_000, 1_000);
    mkdirSync(join(folder, 'zz'), { recursive: true });
    writeFileSync(join(folder, old.ref.slice(0, 2), 'not-ours.txt'), 'x');
    const listed: string[] = [];
    for await (const batch of store.list(Date.now() - 60_000)) listed.push(...batch);
    expect(listed).toEqual([old.ref]);

    await store.remove(old.ref);
    await store.remove(old.ref);
    await expect(collect(store.open(old.ref))).rejects.toMatchObject(unreadable);
    expect(await collect(store.open(young.ref))).toHaveLength(20);

    writeFileSync(join(folder, 'unfinished', 'half'), 'half a file');
    const again = await openDiskMediaStore({ folder, storeKey });
    expect(filesIn(join(folder, 'unfinished'))).toEqual([]);
    expect(await collect(again.open(young.ref))).toHaveLength(20);
  });

  it('holds little of a large file in memory, both ways', async () => {
    const sizeBytes = 40 * megabyte;
    const before = held();
    let most = 0;
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for (let sent = 0; sent < sizeBytes; sent += 65_536) {
        if (sent % (4 * megabyte) === 0) most = Math.max(most, held());
        yield await Promise.resolve(Buffer.alloc(65_536, 5));
      }
    };
    const result = await store.save(source(), sizeBytes);
    if (!result.ok) expect.fail(result.code);
    let read = 0;
    for await (const chunk of store.open(result.file.ref)) {
      read += chunk.byteLength;
      if (read % (4 * megabyte) === 0) most = Math.max(most, held());
    }
    expect(read).toBe(sizeBytes);
    expect(most - before).toBeLessThan(30 * megabyte);
  });

  it('leaves nothing half behind when the program is killed while it saves', async () => {
    const program = await buildChild('save-child', join(root, 'program'));
    for (const kill of [1, 3, 6]) {
      const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = 0;
      child.stdout.on('data', () => {
        said += 1;
        if (said === kill) child.kill('SIGKILL');
      });
      await once(child, 'close');
      expect(filesIn(join(folder, 'unfinished'))).toHaveLength(1);
      await openDiskMediaStore({ folder, storeKey });
      expect(filesIn(folder)).toEqual([]);
    }
  }, 30_000);
});

function change(path: string, at: number): void {
  const all = readFileSync(path);
  all[at] = (all[at] ?? 0) ^ 1;
  writeFileSync(path, all);
}

function held(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
