import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MissingSecret, resolveSecrets } from '#main/node/resolve-secrets.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-secrets-'));
  writeFileSync(join(folder, 'key'), 'from a file\r\n');
  writeFileSync(join(folder, 'empty'), '\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const resolve = (value: unknown) => resolveSecrets(value, { folder, environment: { NAME: 'from outside', NONE: '' } });

describe('secrets by reference', () => {
  it('are found at any depth; everything else stays', () => {
    expect(
      resolve({ a: { env: 'NAME' }, list: [{ b: { file: 'key' }, n: 3, no: null, yes: true }], text: 'env' }),
    ).toEqual({ a: 'from outside', list: [{ b: 'from a file', n: 3, no: null, yes: true }], text: 'env' });
  });

  it('are taken from a command, too, and a text of that name stays a text', () => {
    expect(resolve({ a: { command: [process.execPath, '-p', '"from a command"'] }, b: { command: 'x' } })).toEqual({
      a: 'from a command',
      b: { command: 'x' },
    });
  });

  it('of a command that fails say so by a code of their own', () => {
    expect(() => resolve({ key: { command: ['pass', 'show'] } })).toThrow(
      new MissingSecret('key', 'the command pass must be named by its absolute path', 'CONFIG_KEY_COMMAND_FAILED'),
    );
  });

  it('take an absolute path too', () => {
    expect(resolve({ a: { file: join(folder, 'key') } })).toEqual({ a: 'from a file' });
  });

  it.each([
    [{ channels: [{ token: { env: 'UNSET' } }] }, 'channels.0.token: the environment variable UNSET is not set'],
    [{ token: { env: 'NONE' } }, 'token: the environment variable NONE is not set'],
    [{ token: { env: '__proto__x' } }, 'token: the environment variable __proto__x is not set'],
    [{ key: { file: 'nowhere' } }, 'key: the file nowhere cannot be read or is empty'],
    [{ key: { file: 'empty' } }, 'key: the file empty cannot be read or is empty'],
  ])('that lead nowhere are named by their place', (value, message) => {
    expect(() => resolve(value)).toThrow(
      new MissingSecret(message.split(':')[0] ?? '', message.slice(message.indexOf(':') + 2)),
    );
  });
});
