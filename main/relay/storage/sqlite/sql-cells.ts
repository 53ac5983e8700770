import { RelayError } from '#shared/errors/relay-error.ts';
import type { SqlRow } from './native-database.ts';

/**
 * Columns are always selected through one of these. A damaged row may say that a number is text, and text that is not
 * UTF-8 makes the native layer end the process; a cast to a number or to bytes never does.
 */
export const integer = (column: string): string => `CAST(${column} AS INTEGER)`;
export const real = (column: string): string => `CAST(${column} AS REAL)`;
export const bytes = (column: string): string => `CAST(${column} AS BLOB)`;

export function numberAt(row: SqlRow, index: number): number {
  const value = row[index];
  if (typeof value === 'number') return value;
  throw new RelayError('RECORD_DAMAGED', `column ${index} is not a number`);
}

export function numberOrNullAt(row: SqlRow, index: number): number | null {
  return row[index] === null ? null : numberAt(row, index);
}

export function bytesOrNullAt(row: SqlRow, index: number): Buffer | null {
  const value = row[index];
  if (value === null || Buffer.isBuffer(value)) return value;
  throw new RelayError('RECORD_DAMAGED', `column ${index} is not bytes`);
}

/** Text selected as bytes. What is not UTF-8 becomes replacement characters. */
export function textOrNullAt(row: SqlRow, index: number): string | null {
  return bytesOrNullAt(row, index)?.toString('utf8') ?? null;
}

export function textAt(row: SqlRow, index: number): string {
  return textOrNullAt(row, index) ?? '';
}

/** Epoch milliseconds as a whole number: a fraction would be refused by the table. */
export function whole(value: number): number {
  return Math.round(value);
}

export function wholeOrNull(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}
