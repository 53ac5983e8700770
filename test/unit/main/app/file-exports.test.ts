import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileExports, type FileExportsDeps } from '#main/app/exports/file-exports.ts';
import { openUnfinishedExports } from '#main/app/exports/unfinished.ts';
import { exportsHandlers } from '#main/ipc/handlers/exports-handlers.ts';
import type { ExportProgress } from '#shared/domain/message-export.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { everything } from '#shared/search/query.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

const request = {
  search: { text: 'parcel', filter: everything, timeZone: 'Europe/Amsterdam' },
  form: 'csv' as const,
  revealReason: null,
};
type Piece = { readonly text: string; readonly rows: number; readonly isEnd: boolean };

/** The relay's end: pieces are handed over when the test says so. */
class FakeRelay {
  readonly calls: { readonly name: string; readonly input: unknown }[] = [];
  readonly #answers: ((piece: Piece | RelayError) => void)[] = [];
  openFails: RelayError | null = null;

  readonly client: FileExportsDeps['client'] = {
    invoke: (async (name: string, input: unknown): Promise<unknown> => {
      this.calls.push({ name, input });
      if (name === 'export.open') {
        if (this.openFails !== null) throw this.openFails;
        return { exportId: `e${this.calls.length}`, expected: { count: 20, isMore: false } };
      }
      if (name === 'export.close') return null;
      return new Promise((resolve, reject) => {
        this.#answers.push((piece) => {
          if (piece instanceof RelayError) reject(piece);
          else resolve(piece);
        });
      });
    }) as FileExportsDeps['client']['invoke'],
  };

  async untilAsked(): Promise<void> {
    const deadline = Date.now() + 5_000;
    while (this.#answers.length === 0) {
      if (Date.now() > deadline) throw new Error('nobody asks');
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  async answer(piece: Piece | RelayError): Promise<void> {
    await this.untilAsked();
    this.#answers.shift()?.(piece);
  }

  closed(): unknown[] {
    return this.calls.filter(({ name }) => name === 'export.close').map(({ input }) => input);
  }
}

let folder: string;
let profile: string;
let clock: HandClock;
let relay: FakeRelay;
let notices: ExportProgress[];
let shown: string[];
let path: string | null;
let exports: FileExports;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
  profile = mkdtempSync(join(tmpdir(), 'exports-profile-'));
  clock = new HandClock(Date.parse('2026-11-23T13:30:00Z'));
  relay = new FakeRelay();
  notices = [];
  shown = [];
  path = join(folder, 'messages.csv');
  exports = new FileExports({
    client: relay.client,
    askPath: ({ title, defaultPath, extension }) => {
      expect([title, defaultPath, extension]).toEqual([
        'Berichten opslaan',
        join('documents', 'veerpont-messages-2026-11-23-1430.csv'),
        'csv',
      ]);
      return Promise.resolve(path);
    },
    folder: () => 'documents',
    language: () => 'nl',
    show: (file) => void shown.push(file),
    onProgress: (progress) => void notices.push(progress),
    unfinished: openUnfinishedExports(join(profile, 'unfinished-exports.json')),
    clock,
  });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(profile, { recursive: true, force: true });
});

async function begin(): Promise<ExportProgress> {
  const begun = await exports.start(request, 'anna');
  if (begun === null) throw new Error('called off');
  return begun;
}

async function untilOver(id: string): Promise<ExportProgress> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline) {
    const progress = exports.list().find((one) => one.id === id);
    if (progress !== undefined && progress.state !== 'running' && relay.closed().length > 0) return progress;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('it is not over');
}

const more = (text: string): Piece => ({ text, rows: 5, isEnd: false });
const last = (text: string): Piece => ({ text, rows: 5, isEnd: true });

describe('exports to files', () => {
  it('write what the relay gives, and put it in its place when it is whole', async () => {
    writeFileSync(join(folder, 'messages.csv'), 'of before');
    const begun = await begin();
    expect(begun).toMatchObject({
      fileName: 'messages.csv',
      state: 'running',
      isMasked: true,
      expected: { count: 20 },
    });
    await relay.answer(more('\ufeffone\r\n'));
    await relay.answer(more('王\r\n'));
    expect(readFileSync(join(folder, 'messages.csv'), 'utf8')).toBe('of before');
    await relay.answer(last('three\r\n'));
    const over = await untilOver(begun.id);

    expect(over).toMatchObject({ state: 'done', rows: 15, sizeBytes: 20, code: null, endedAt: clock.now() });
    expect(readFileSync(join(folder, 'messages.csv'), 'utf8')).toBe('\ufeffone\r\n王\r\nthree\r\n');
    expect(statSync(join(folder, 'messages.csv')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['messages.csv']);
    expect(relay.calls[0]).toEqual({ name: 'export.open', input: { ...request, by: 'anna' } });
    expect(relay.closed()).toEqual([{ exportId: begun.id, outcome: 'done', rows: 15, by: 'anna' }]);
    exports.show(begun.id);
    expect(shown).toEqual([path]);
  });

  it('tell how far they are at most five times a second, and always at the end', async () => {
    const begun = await begin();
    for (let no = 0; no < 20; no += 1) {
      clock.wind(50);
      await relay.answer(more('x'));
    }
    await relay.answer(last('x'));
    await untilOver(begun.id);

    expect(notices.length).toBeGreaterThan(4);
    expect(notices.length).toBeLessThanOrEqual(7);
    expect(notices.at(-1)).toMatchObject({ state: 'done', rows: 105 });
  });

  it('are nothing when the question is called off', async () => {
    path = null;
    expect(await exports.start(request, 'anna')).toBeNull();
    expect(relay.calls).toEqual([]);
    expect(exports.list()).toEqual([]);
  });

  it('leave nothing when they are cancelled, at once, whatever the relay does', async () => {
    const begun = await begin();
    await relay.answer(more('one'));
    await relay.untilAsked();
    await exports.cancel(begun.id);

    expect(readdirSync(folder)).toEqual([]);
    expect(exports.list()[0]).toMatchObject({ state: 'cancelled', code: null, rows: 5 });
    expect(relay.closed()).toEqual([{ exportId: begun.id, outcome: 'cancelled', rows: 5, by: 'anna' }]);
    expect(() => {
      exports.show(begun.id);
    }).toThrow(expect.objectContaining({ code: 'EXPORT_UNKNOWN' }) as Error);
    await exports.cancel(begun.id);
    await exports.cancel('unknown');
  });

  it.each(['RELAY_NOT_RUNNING', 'RELAY_UNRESPONSIVE', 'EXPORT_UNKNOWN'] as const)(
    'leave nothing when the relay is gone (%s)',
    async (code) => {
      const begun = await begin();
      await relay.answer(more('one'));
      await relay.answer(new RelayError(code, 'gone'));

      expect(await untilOver(begun.id)).toMatchObject({ state: 'failed', code: 'EXPORT_INTERRUPTED' });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('go on after the search was away, and give up when it stays away', async () => {
    const away = new RelayError('SEARCH_UNAVAILABLE', 'away');
    const first = await begin();
    await relay.answer(more('one,'));
    for (let times = 0; times < 3; times += 1) {
      await relay.answer(away);
      await settled();
      clock.wind(1_000);
    }
    await relay.answer(last('two'));
    expect(await untilOver(first.id)).toMatchObject({ state: 'done', rows: 10 });
    expect(readFileSync(join(folder, 'messages.csv'), 'utf8')).toBe('one,two');

    const second = await begin();
    for (let times = 0; times <= 30; times += 1) {
      await relay.answer(away);
      await settled();
      clock.wind(1_000);
    }
    expect(await untilOver(second.id)).toMatchObject({ state: 'failed', code: 'SEARCH_UNAVAILABLE' });
  });

  it('begin nothing when the search is wrong, or the place cannot be written', async () => {
    relay.openFails = new RelayError('EXPORT_TOO_MANY', 'many');
    await expect(begin()).rejects.toMatchObject({ code: 'EXPORT_TOO_MANY' });
    expect(readdirSync(folder)).toEqual([]);
    path = join(folder, 'nowhere', 'messages.csv');
    await expect(begin()).rejects.toMatchObject({ code: 'FILE_NOT_SAVED', value: path });
    expect(relay.calls).toHaveLength(1);
    expect(exports.list()).toEqual([]);
  });

  it('fail when the place has become a folder meanwhile', async () => {
    const begun = await begin();
    mkdirSync(join(folder, 'messages.csv', 'inside'), { recursive: true });
    await relay.answer(last('one'));

    expect(await untilOver(begun.id)).toMatchObject({ state: 'failed', code: 'FILE_NOT_SAVED' });
    expect(readdirSync(folder)).toEqual(['messages.csv']);
  });

  it('end with the session', async () => {
    await begin();
    await begin();
    await exports.stop();

    expect(exports.list().map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are what the window asks for', async () => {
    const handlers = exportsHandlers({ exports });
    const begun = await handlers['export.start'](request);
    expect(relay.calls[0]?.input).toMatchObject({ by: expect.stringMatching(/./u) as string });
    expect(await handlers['exports.list'](null)).toEqual([begun]);
    expect(await handlers['export.cancel']({ id: begun?.id ?? '' })).toBeNull();
    expect(() => handlers['export.show']({ id: 'none' })).toThrow(
      expect.objectContaining({ code: 'EXPORT_UNKNOWN' }) as Error,
    );
  });
});

describe('what a killed console leaves', () => {
  const list = (): string => join(profile, 'unfinished-exports.json');

  it('is removed at the next start, and nothing else', async () => {
    await begin();
    await relay.answer(more('private words'));
    await relay.untilAsked();
    const other = join(folder, 'thesis.0123456789ab.part.txt');
    writeFileSync(other, 'somebody’s own');
    expect(readdirSync(folder)).toHaveLength(2);

    expect(openUnfinishedExports(list()).removeLeft()).toBe(1);
    expect(readdirSync(folder)).toEqual(['thesis.0123456789ab.part.txt']);
    expect(openUnfinishedExports(list()).removeLeft()).toBe(0);
  });

  it('is not guessed at from a list that was tampered with', () => {
    const precious = join(folder, 'precious.docx');
    writeFileSync(precious, 'x');
    writeFileSync(list(), JSON.stringify([precious, 7, null, join(folder, 'gone.0123456789ab.part')]));
    expect(openUnfinishedExports(list()).removeLeft()).toBe(0);
    writeFileSync(list(), '{');
    expect(openUnfinishedExports(list()).removeLeft()).toBe(0);
    expect(readdirSync(folder)).toEqual(['precious.docx']);
  });

  it('on a drive that is away is remembered until it is back', () => {
    const away = join(folder, 'stick');
    const part = join(away, 'messages.csv.0123456789ab.part');
    openUnfinishedExports(list()).begun(part);
    expect(openUnfinishedExports(list()).removeLeft()).toBe(0);
    mkdirSync(away);
    writeFileSync(part, 'x');
    expect(openUnfinishedExports(list()).removeLeft()).toBe(1);
  });

  it('is nothing once an export is over', async () => {
    const begun = await begin();
    await relay.answer({ ...more('x'), isEnd: true });
    await untilOver(begun.id);
    expect(readFileSync(list(), 'utf8')).toBe('[]');
  });
});

/** A disk of a quarter of a megabyte. */
function smallDisk(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'exports-disk-'));
  chmodSync(place, 0o700);
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', place]).status === 0;
  if (isMounted) return place;
  rmSync(place, { recursive: true, force: true });
  return null;
}

const disk = smallDisk();

describe.skipIf(disk === null)('exports to a full disk', () => {
  afterEach(() => {
    spawnSync('umount', [disk ?? '']);
    rmSync(disk ?? '', { recursive: true, force: true });
  });

  it('fail, and leave nothing', async () => {
    path = join(disk ?? '', 'messages.csv');
    const begun = await begin();
    await relay.answer(more('x'.repeat(100_000)));
    await relay.answer(more('x'.repeat(400_000)));

    expect(await untilOver(begun.id)).toMatchObject({ state: 'failed', code: 'FILE_NOT_SAVED', rows: 5 });
    expect(readdirSync(disk ?? '')).toEqual([]);
  });
});
