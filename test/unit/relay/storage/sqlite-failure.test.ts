import { expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { failureKind, toReadError, toWriteError } from '#relay/storage/sqlite/sqlite-failure.ts';

function sqliteError(code: string): Error {
  return Object.assign(new Error('it failed'), { code });
}

it.each([
  ['SQLITE_FULL', 'full', 'STORE_FULL', 'STORE_WRITE_FAILED'],
  ['SQLITE_IOERR_FSYNC', 'broken', 'STORE_WRITE_FAILED', 'STORE_WRITE_FAILED'],
  ['SQLITE_IOERR_WRITE', 'broken', 'STORE_WRITE_FAILED', 'STORE_WRITE_FAILED'],
  ['SQLITE_READONLY_DBMOVED', 'broken', 'STORE_WRITE_FAILED', 'STORE_WRITE_FAILED'],
  ['SQLITE_BUSY', 'busy', 'STORE_WRITE_FAILED', 'STORE_WRITE_FAILED'],
  ['SQLITE_CORRUPT', 'damaged', 'STORE_WRITE_FAILED', 'STORE_DAMAGED'],
  ['SQLITE_NOTADB', 'damaged', 'STORE_WRITE_FAILED', 'STORE_DAMAGED'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'operation', 'STORE_WRITE_FAILED', 'STORE_WRITE_FAILED'],
])('%s is %s: writing says %s, reading %s', (code, kind, write, read) => {
  const error = sqliteError(code);
  expect(failureKind(error)).toBe(kind);
  expect(toWriteError(error)).toMatchObject({ code: write, cause: error });
  expect(toReadError(error)).toMatchObject({ code: read, cause: error });
});

it('what is not the database’s concerns only the call', () => {
  expect(failureKind(new TypeError('x'))).toBe('operation');
  expect(failureKind('text')).toBe('operation');
  expect(toWriteError('text').code).toBe('STORE_WRITE_FAILED');
});

it('an error of ours stays what it is', () => {
  const error = new RelayError('MESSAGE_NOT_FOUND', 'x');
  expect(toWriteError(error)).toBe(error);
  expect(toReadError(error)).toBe(error);
});
