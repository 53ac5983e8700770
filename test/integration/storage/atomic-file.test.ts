import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import { makeFolder } from './sqlite-harness.ts';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('replaces the content and leaves nothing beside it', () => {
  const path = join(folder, 'file');
  writeFileAtomically(path, 'old');
  writeFileAtomically(path, Buffer.from('渡'.repeat(100_000)));
  expect(readFileSync(path, 'utf8')).toBe('渡'.repeat(100_000));
  expect(readdirSync(folder)).toEqual(['file']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('gives the file the mode it is asked for', () => {
  const path = join(folder, 'file');
  writeFileAtomically(path, 'x', 0o644);
  expect(statSync(path).mode & 0o777 & ~0o022).toBe(0o644 & ~0o022);
});

it('that cannot be replaced stays as it was', () => {
  const path = join(folder, 'folder');
  mkdirSync(join(path, 'inside'), { recursive: true });
  expect(() => {
    writeFileAtomically(path, 'x');
  }).toThrow();
  expect(readdirSync(folder)).toEqual(['folder']);
});
