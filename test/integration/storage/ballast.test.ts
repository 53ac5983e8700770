import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Ballast } from '#relay/storage/sqlite/ballast.ts';
import { makeFolder, recordingLogger } from './sqlite-harness.ts';

let folder: string;
let path: string;
let log: ReturnType<typeof recordingLogger>;
let ballast: Ballast;

beforeEach(() => {
  folder = makeFolder();
  path = join(folder, 'ballast');
  log = recordingLogger();
  ballast = new Ballast(path, folder, log.logger);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('gives its room back once', () => {
  writeFileSync(path, 'x'.repeat(1_000));
  expect(ballast.release()).toBe(true);
  expect(existsSync(path)).toBe(false);
  expect(ballast.release()).toBe(false);
  expect(log.names()).toEqual(['store.ballast_released']);
});

it('that cannot be removed makes no room, and says so once', () => {
  // Stands for a file that another program keeps open, or a disk that needs room to free some.
  mkdirSync(path);
  writeFileSync(join(path, 'file'), 'x');
  expect(ballast.release()).toBe(false);
  expect(ballast.release()).toBe(false);
  expect(log.events).toMatchObject([{ level: 'warn', event: 'store.ballast_not_released' }]);
  rmSync(path, { recursive: true });
  writeFileSync(path, 'x'.repeat(1_000));
  expect(ballast.release()).toBe(true);
});
