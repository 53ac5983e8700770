import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { SetupBook } from '#shared/domain/setup/book.ts';
import { strayField } from './stray-field.ts';

/** Rises when the book's form changes so that an older program cannot write it. */
const presentFormat = 1;
/** The largest book there can be takes less; what is larger is not ours. */
const longestFileBytes = 64 * 1024 * 1024;

const Envelope = z.strictObject({
  format: z.literal(presentFormat),
  /** SHA-256 over the book's JSON: tells a damaged book from one that is only odd. */
  checksum: z.string(),
  book: z.unknown(),
});
const AnyFormat = z.looseObject({ format: z.number().int().gt(presentFormat) });

export type ReadBook =
  | { readonly kind: 'missing' }
  /** Not a whole book: cut, changed, or something else. */
  | { readonly kind: 'damaged' }
  /** Of a newer version; `book` is what this one understands of it, or null. */
  | { readonly kind: 'newer'; readonly book: SetupBook | null }
  | { readonly kind: 'sound'; readonly book: SetupBook };

/** Never throws and never changes the file. */
export function readBookFile(path: string): ReadBook {
  let text: string;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return { kind: 'missing' };
    if (!stat.isFile() || stat.size > longestFileBytes) return { kind: 'damaged' };
    text = readFileSync(path, 'utf8');
  } catch {
    // Not ours to read: it is put aside, untouched.
    return { kind: 'damaged' };
  }
  return readBookText(text);
}

export function readBookText(text: string): ReadBook {
  const raw = jsonOrUndefined(text);
  if (AnyFormat.safeParse(raw).success) return { kind: 'newer', book: null };
  const envelope = Envelope.safeParse(raw);
  if (!envelope.success || envelope.data.checksum !== checksumOf(envelope.data.book)) return { kind: 'damaged' };
  const book = SetupBook.safeParse(envelope.data.book);
  // Whole, and not in the form of today: somebody newer wrote it.
  if (!book.success) return { kind: 'newer', book: null };
  return strayField(envelope.data.book, book.data) === null
    ? { kind: 'sound', book: book.data }
    : { kind: 'newer', book: book.data };
}

export function bookText(book: SetupBook): string {
  return `${JSON.stringify({ format: presentFormat, checksum: checksumOf(book), book }, null, 1)}\n`;
}

const checksumOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex');

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
