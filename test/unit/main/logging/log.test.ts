import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppLog, logLevelOf } from '#main/logging/app-log.ts';
import { defaultLogFile, openLogFile } from '#main/logging/log-file.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const small = { name: 'veerpont', maxFileBytes: 100, maxFiles: 3, maxAgeMs: 14 * 86_400_000 };
const line = (number: number): string => `${number}`.padEnd(49, '.');
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('log file', () => {
  it('turns over by size and keeps a bounded number', () => {
    const file = openLogFile({ ...small, folder }, 0);
    for (let number = 1; number <= 9; number += 1) file.append(line(number));
    file.close();

    expect(readdirSync(folder).sort()).toEqual(['veerpont.1.log', 'veerpont.2.log', 'veerpont.log']);
    expect(textOf('veerpont.log')).toBe(`${line(9)}\n`);
    expect(textOf('veerpont.1.log')).toBe(`${line(7)}\n${line(8)}\n`);
    expect(textOf('veerpont.2.log')).toBe(`${line(5)}\n${line(6)}\n`);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  it('goes on where the last session ended', () => {
    openLogFile({ ...small, folder }, 0).append(line(1));
    openLogFile({ ...small, folder }, 0).append(line(2));

    expect(textOf('veerpont.log')).toBe(`${line(1)}\n${line(2)}\n`);
  });

  it('forgets files of more than two weeks ago, and none that are not its own', () => {
    const now = Date.now();
    for (const name of ['veerpont.1.log', 'veerpont.2.log', 'notes.log']) writeFileSync(join(folder, name), 'old');
    const old = (now - 15 * 86_400_000) / 1_000;
    utimesSync(join(folder, 'veerpont.2.log'), old, old);
    utimesSync(join(folder, 'notes.log'), old, old);
    openLogFile({ ...small, folder }, now);

    expect(readdirSync(folder).sort()).toEqual(['notes.log', 'veerpont.1.log', 'veerpont.log']);
  });

  it('counts lines it could not write instead of failing', () => {
    const blocked = join(folder, 'a file');
    writeFileSync(blocked, '');
    const file = openLogFile({ ...small, folder: blocked }, 0);
    file.append(line(1));

    expect(file.lostLines).toBe(1);
  });

  it('keeps at most 50 MB', () => {
    expect(defaultLogFile.maxFileBytes * defaultLogFile.maxFiles).toBe(50 * 1024 * 1024);
  });
});

function setUp(level: 'debug' | 'info' = 'info') {
  const lines: string[] = [];
  const mirrored: string[] = [];
  const log = createAppLog({
    file: { append: (text) => lines.push(text) },
    clock: new HandClock(Date.UTC(2026, 0, 2)),
    level,
    mirror: (text) => mirrored.push(text),
  });
  const last = () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown>;
  return { log, lines, mirrored, last };
}

describe('log of the console', () => {
  it('writes events with fields, one line of JSON each', () => {
    const { log, lines } = setUp();
    log.info('relay.exited', { pid: 7, code: null });

    expect(lines).toEqual([
      '{"time":"2026-01-02T00:00:00.000Z","level":"info","process":"console","event":"relay.exited","pid":7,"code":null}',
    ]);
  });

  it('leaves out what is below its level, and mirrors warnings', () => {
    const { log, lines, mirrored } = setUp();
    log.debug('too much');
    log.info('noted');
    log.warn('look');

    expect(lines).toHaveLength(2);
    expect(mirrored).toEqual([lines[1]]);
    expect([logLevelOf('debug'), logLevelOf('loud'), logLevelOf(undefined)]).toEqual(['debug', 'info', 'info']);
  });

  it.each([
    'accessToken',
    'client_secret',
    'passphrase',
    'encodingAesKey',
    'storeKey',
    'openId',
    'authorization',
    'text',
  ])('blanks a field called %s', (name) => {
    const { log, lines } = setUp();
    log.warn('careless', { [name]: 'canary-5512' });

    expect(lines.join()).not.toContain('canary');
  });

  it('keeps a line on one line, short, and without characters that mislead', () => {
    const { log, lines, last } = setUp();
    log.warn('forged\n{"level":"error"}', { detail: 'a\u202Eb\u0085c\u2028d\nfake', long: 'x'.repeat(100_000) });
    expect(lines.join('')).not.toMatch(/[\n\u0085\u2028\u202e]/u);
    expect(last()['detail']).toBe('a<U+202e>b<U+0085>c<U+2028>d\nfake');
    log.warn('many', Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x'.repeat(1_000)])));

    for (const text of lines) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_192);
    expect(last()).toMatchObject({ event: 'many', cut: true });
  });

  it('does not let a field pass for the time, level or process', () => {
    const { log, last } = setUp();
    log.warn('event', { level: 'debug', process: 'relay', time: 'never', event: 'other' });

    expect(last()).toMatchObject({ level: 'warn', process: 'console', event: 'event' });
  });
});

describe('lines of a child process', () => {
  it('keep their time, level and fields', () => {
    const { log, last } = setUp();
    log.childLine(
      'relay',
      '{"level":"warn","time":"2026-01-01T10:00:00.000Z","process":"relay","msg":"leg.down","leg":"wechatOut"}',
    );

    expect(last()).toEqual({
      time: '2026-01-01T10:00:00.000Z',
      level: 'warn',
      process: 'relay',
      event: 'leg.down',
      leg: 'wechatOut',
    });
  });

  it('that are no JSON become the text of a warning', () => {
    const { log, last } = setUp();
    log.childLine('relay', 'thread panicked at src/lib.rs');

    expect(last()).toMatchObject({
      level: 'warn',
      process: 'relay',
      event: 'output',
      detail: 'thread panicked at src/lib.rs',
    });
  });

  it('cannot pass for the console, nor carry objects or secrets', () => {
    const { log, last, lines } = setUp();
    log.childLine(
      'sandbox',
      '{"event":"x","process":"console","time":"soon","nested":{"token":"canary"},"secret":"canary"}',
    );

    expect(last()).toMatchObject({ process: 'sandbox', time: '2026-01-02T00:00:00.000Z', nested: '[object]' });
    expect(lines.join()).not.toContain('canary');
  });
});
