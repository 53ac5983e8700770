import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDiskMediaStore } from '#relay/media/disk-media-store.ts';
import { createMediaDepot, type MediaDepot } from '#relay/media/media-depot.ts';
import type { FetchedMedia, MediaDownload, MediaOutcome } from '#relay/ports/message-media.ts';
import type { MediaStore } from '#relay/ports/media-store.ts';
import type { PendingMessage, StoredMedia } from '#relay/ports/relay-store.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { bytes, collect, filesIn, pieces, storeKey, testFolder } from './media-kit.ts';

const root = testFolder();
let tests = 0;
let folder = '';
let files: MediaStore;
let clock: HandClock;
let records: MemoryRecords;
let depot: MediaDepot;
let downloads: MediaDownload[];
let fetches: number;
const never = new AbortController().signal;

class MemoryRecords {
  readonly rows = new Map<string, StoredMedia>();
  readonly states: string[] = [];
  failing = false;

  mediaOf(seq: number): Promise<readonly StoredMedia[]> {
    return Promise.resolve([...this.rows].filter(([key]) => key.startsWith(`${seq}:`)).map(([, media]) => media));
  }

  putMedia(seq: number, media: StoredMedia): Promise<void> {
    if (this.failing) return Promise.reject(new Error('no room'));
    this.rows.set(`${seq}:${media.no}`, media);
    this.states.push(media.state);
    return Promise.resolve();
  }
}

beforeEach(async () => {
  tests += 1;
  folder = join(root, String(tests));
  files = await openDiskMediaStore({ folder, storeKey });
  clock = new HandClock();
  records = new MemoryRecords();
  downloads = [];
  fetches = 0;
  depot = createMediaDepot({ files, records, downloadsOf: () => downloads, clock, log: silentLogger });
});

const message = (changes: Partial<PendingMessage> = {}): PendingMessage => aPendingMessage({ parts: [], ...changes });

function download(fetch: () => Promise<FetchedMedia>, no = 1): MediaDownload {
  return {
    no,
    name: `file ${no}`,
    declaredType: 'image/png',
    longestBytes: 100_000,
    fetch: () => {
      fetches += 1;
      return fetch();
    },
  };
}

/** The next reads fail as the system says. */
function readFailing(code: string, times: number): Error {
  const failure = Object.assign(new Error(code), { code, errno: -1, syscall: 'open' });
  const working = files.open.bind(files);
  let left = times;
  files.open = async function* (ref) {
    if (left-- > 0) throw failure;
    yield* working(ref);
  };
  return failure;
}

const giving = (content: Buffer) => () => Promise.resolve({ ok: true as const, stream: pieces(content) });
const failing = (retryable: boolean) => () =>
  Promise.resolve({
    ok: false as const,
    code: retryable ? ('MEDIA_SOURCE_UNREACHABLE' as const) : ('MEDIA_EXPIRED' as const),
    platformCode: 'HTTP 1',
    retryable,
    retryAfterMs: retryable ? 7_000 : null,
  });

function ready(outcome: MediaOutcome | undefined) {
  if (outcome?.kind !== 'ready') expect.fail(JSON.stringify(outcome));
  return outcome.media;
}

describe('the depot of message files', () => {
  it('has nothing to do for a message without files', async () => {
    expect(await depot.obtain(message(), never)).toEqual([]);
  });

  it('fetches each file once, for all who ask at the same time and later, also after a restart', async () => {
    const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), bytes(50_000)]);
    downloads = [download(giving(jpeg), 1), download(giving(Buffer.from('plain words')), 2)];
    depot.prefetch(message());
    const [one, two] = await Promise.all([depot.obtain(message(), never), depot.obtain(message(), never)]);
    expect(fetches).toBe(2);
    expect(two).toEqual(one.map((outcome) => outcome));
    const first = ready(one[0]);
    expect(first).toMatchObject({ no: 1, name: 'file 1', mimeType: 'image/jpeg', sizeBytes: jpeg.length });
    expect((await collect(first.open())).equals(jpeg)).toBe(true);
    expect(ready(one[1]).mimeType).toBe('text/plain');

    depot = createMediaDepot({ files, records, downloadsOf: () => downloads, clock, log: silentLogger });
    expect((await collect(ready((await depot.obtain(message(), never))[0]).open())).equals(jpeg)).toBe(true);
    expect(fetches).toBe(2);
  });

  it('remembers what was refused for good and asks no more', async () => {
    downloads = [download(failing(false)), download(giving(bytes(200_000)), 2), download(giving(Buffer.alloc(0)), 3)];
    for (let time = 0; time < 2; time += 1) {
      const outcomes = await depot.obtain(message(), never);
      expect(outcomes.map((outcome) => outcome.kind === 'refused' && outcome.code)).toEqual([
        'MEDIA_EXPIRED',
        'MEDIA_TOO_LARGE',
        'MEDIA_EXPIRED',
      ]);
    }
    expect(fetches).toBe(3);
    expect(filesIn(folder)).toEqual([]);
  });

  it('asks again for what was out of reach, until the message has waited long enough', async () => {
    downloads = [download(failing(true))];
    expect(await depot.obtain(message(), never)).toMatchObject([
      { kind: 'try_later', code: 'MEDIA_SOURCE_UNREACHABLE', platformCode: 'HTTP 1', retryAfterMs: 7_000 },
    ]);
    clock.wind(40 * 60_000);
    // Long after the first try but tried only twice: the relay may have been off in between.
    expect(await depot.obtain(message({ attempts: 1 }), never)).toMatchObject([{ kind: 'try_later' }]);
    expect(await depot.obtain(message({ attempts: 6 }), never)).toMatchObject([
      { kind: 'refused', code: 'MEDIA_SOURCE_UNREACHABLE' },
    ]);
    expect(records.states).toEqual(['waiting', 'refused']);
  });

  it('takes a file that broke off for one out of reach, and leaves nothing of it', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes(1_000));
      throw new Error('reset');
    };
    downloads = [download(() => Promise.resolve({ ok: true, stream: broken() }))];
    expect(await depot.obtain(message(), never)).toMatchObject([
      { kind: 'try_later', code: 'MEDIA_SOURCE_UNREACHABLE' },
    ]);
    expect(filesIn(folder)).toEqual([]);
  });

  it('waits when it cannot note what it has, and keeps no file that nothing refers to', async () => {
    downloads = [download(giving(bytes(1_000)))];
    records.failing = true;
    expect(await depot.obtain(message(), never)).toMatchObject([{ kind: 'try_later' }]);
    expect(filesIn(folder)).toEqual([]);
    records.failing = false;
    expect(await depot.obtain(message(), never)).toMatchObject([{ kind: 'ready' }]);
  });

  it('fetches a file anew that was damaged on disk', async () => {
    const content = bytes(70_000);
    downloads = [download(giving(content))];
    const first = ready((await depot.obtain(message(), never))[0]);
    for (const path of filesIn(folder)) rmSync(path);
    await expect(collect(first.open())).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    const second = ready((await depot.obtain(message(), never))[0]);
    expect((await collect(second.open())).equals(content)).toBe(true);
    expect(fetches).toBe(2);
    expect(records.states).toEqual(['stored', 'waiting', 'stored']);
  });

  it('keeps a file that cannot be read at the moment, and does not fetch it anew', async () => {
    const content = bytes(70_000);
    downloads = [download(giving(content))];
    const outOfHandles = readFailing('EMFILE', 1);
    const first = ready((await depot.obtain(message(), never))[0]);
    await expect(collect(first.open())).rejects.toBe(outOfHandles);
    expect(filesIn(folder)).toHaveLength(1);
    expect([...records.rows.values()]).toMatchObject([{ state: 'stored', ref: first.ref }]);
    const second = ready((await depot.obtain(message(), never))[0]);
    expect((await collect(second.open())).equals(content)).toBe(true);
    expect(fetches).toBe(1);
    expect(records.states).toEqual(['stored']);
  });

  it('takes a file for damaged that could not be read for half an hour', async () => {
    const content = bytes(70_000);
    downloads = [download(giving(content))];
    readFailing('EIO', 3);
    const read = async () => collect(ready((await depot.obtain(message(), never))[0]).open());
    await expect(read()).rejects.toThrow();
    clock.wind(29 * 60_000);
    await expect(read()).rejects.toThrow();
    expect(records.states).toEqual(['stored']);
    clock.wind(2 * 60_000);
    await expect(read()).rejects.toThrow();
    expect(filesIn(folder)).toEqual([]);
    expect((await read()).equals(content)).toBe(true);
    expect(records.states).toEqual(['stored', 'waiting', 'stored']);
  });

  it('counts the half hour anew after a read that went well', async () => {
    downloads = [download(giving(bytes(100)))];
    readFailing('EIO', 1);
    const read = async () => collect(ready((await depot.obtain(message(), never))[0]).open());
    await expect(read()).rejects.toThrow();
    await read();
    clock.wind(3_600_000);
    readFailing('EIO', 1);
    await expect(read()).rejects.toThrow();
    expect(filesIn(folder)).toHaveLength(1);
    expect(records.states).toEqual(['stored']);
  });

  it('says that a file the retention rule removed is gone', async () => {
    downloads = [download(giving(bytes(10)))];
    await depot.obtain(message(), never);
    const row = [...records.rows.values()][0];
    if (row) records.rows.set('1:1', { ...row, state: 'removed', ref: null });
    expect(await depot.obtain(message(), never)).toMatchObject([{ kind: 'refused', code: 'MEDIA_EXPIRED' }]);
  });

  it('leaves a caller whose time is up, and goes on for the others', async () => {
    let give = (_fetched: FetchedMedia): void => undefined;
    downloads = [download(() => new Promise<FetchedMedia>((resolve) => (give = resolve)))];
    const impatient = new AbortController();
    const left = depot.obtain(message(), impatient.signal);
    const patient = depot.obtain(message(), never);
    await settled();
    impatient.abort();
    expect(await left).toMatchObject([{ kind: 'try_later' }]);
    give({ ok: true, stream: pieces(bytes(10)) });
    expect(await patient).toMatchObject([{ kind: 'ready' }]);
    expect(fetches).toBe(1);
  });

  it('bounds what one channel, and what all channels, fetch at once', async () => {
    const signals: AbortSignal[] = [];
    const hanging: MediaDownload = {
      ...download(failing(true)),
      fetch: (signal) => {
        signals.push(signal);
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => void failing(true)().then(resolve));
        });
      },
    };
    downloads = [hanging];
    for (let seq = 1; seq <= 10; seq += 1) depot.prefetch(message({ seq }));
    await settled();
    expect(signals).toHaveLength(3);
    for (let channel = 0; channel < 10; channel += 1) {
      const channelId = `channel-${channel}` as PendingMessage['channelId'];
      depot.prefetch(message({ seq: 100 + channel, channelId }));
    }
    await settled();
    expect(signals).toHaveLength(12);
    depot.stop();
    await settled();
    expect(signals.slice(0, 12).every((signal) => signal.aborted)).toBe(true);
    expect(records.states).toEqual([]);
  });

  it('has let go of a fetch that is over when it stops', async () => {
    const signals: AbortSignal[] = [];
    const fetch = giving(bytes(10));
    downloads = [{ ...download(fetch), fetch: (signal) => (signals.push(signal), fetch()) }];
    await depot.obtain(message(), never);
    depot.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('gives up a fetch that takes longer than two minutes', async () => {
    const hanging: MediaDownload = {
      ...download(failing(true)),
      fetch: (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => void failing(true)().then(resolve));
        }),
    };
    downloads = [hanging];
    const outcome = depot.obtain(message(), never);
    await settled();
    clock.wind(120_000);
    expect(await outcome).toMatchObject([{ kind: 'try_later' }]);
  });
});
