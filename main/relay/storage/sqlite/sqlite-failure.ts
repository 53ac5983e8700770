import { RelayError } from '#shared/errors/relay-error.ts';

/**
 * What a failed statement means for the others of its transaction and for the connection.
 * full: no room; nothing else is wrong. operation: only this statement is wrong. busy: another process holds the file.
 * damaged: pages cannot be read. broken: the disk failed; the connection must not be trusted any more.
 */
export type FailureKind = 'full' | 'operation' | 'busy' | 'damaged' | 'broken';

/** Result codes: SQLite, "Result and Error Codes". Extended codes begin with the primary one. */
export function failureKind(thrown: unknown): FailureKind {
  const code = sqliteCode(thrown);
  if (code === null) return 'operation';
  if (code.startsWith('SQLITE_FULL')) return 'full';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy';
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return 'damaged';
  const ofTheStatement = ['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG', 'SQLITE_RANGE', 'SQLITE_ERROR'];
  return ofTheStatement.some((prefix) => code.startsWith(prefix)) ? 'operation' : 'broken';
}

/** 'SQLITE_…', or null when the error is not the database's. */
export function sqliteCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return null;
  return thrown.code.startsWith('SQLITE_') ? thrown.code : null;
}

export function toWriteError(thrown: unknown): RelayError {
  if (thrown instanceof RelayError) return thrown;
  const code = failureKind(thrown) === 'full' ? 'STORE_FULL' : 'STORE_WRITE_FAILED';
  return new RelayError(code, `the change is not on disk: ${describe(thrown)}`, { cause: thrown });
}

export function toReadError(thrown: unknown): RelayError {
  if (thrown instanceof RelayError) return thrown;
  const code = failureKind(thrown) === 'damaged' ? 'STORE_DAMAGED' : 'STORE_WRITE_FAILED';
  return new RelayError(code, `the store cannot be read: ${describe(thrown)}`, { cause: thrown });
}

function describe(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = sqliteCode(thrown);
  return code === null ? message : `${code}: ${message}`;
}
