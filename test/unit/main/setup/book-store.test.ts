import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookText, readBookText, type ReadBook } from '#main/setup/book/book-file.ts';
import { BookStore } from '#main/setup/book/book-store.ts';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { emptyBook } from '#shared/setup/new-entry.ts';
import { goodBook } from '../../shared/setup/good-setup.ts';

let folder: string;
let disk: 'works' | 'full';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-book-'));
  disk = 'works';
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = (): BookStore =>
  new BookStore({
    folder,
    name: 'setup',
    log: silentLogger,
    now: () => Date.UTC(2026, 0, 5),
    write: (path, text) => {
      if (disk === 'full') throw new Error('ENOSPC');
      writeFileAtomically(path, text);
    },
  });
const file = (name = 'setup.json'): string => join(folder, name);
const named =
  (name: string) =>
  (book: SetupBook): SetupBook => ({
    ...book,
    address: { way: 'tunnel', publicUrl: name },
  });
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'nothing was thrown';
  } catch (thrown) {
    return thrown instanceof RelayError ? thrown.code : String(thrown);
  }
};

describe('set-up book on disk', () => {
  it('starts empty and writes nothing by itself', () => {
    const store = open();

    expect(store.book).toEqual(emptyBook());
    expect(store.problem).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is there again after a restart, with a revision that rises by each change only', () => {
    const store = open();
    store.change(() => goodBook());
    store.change((book) => book);
    store.change(named('ferry'));
    const again = open();

    expect(again.book).toEqual(store.book);
    expect(again.book.revision).toBe(2);
    expect(again.problem).toBeNull();
  });

  /** A cut at a place, or some bits turned there. */
  const harm = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 255 }));
  const harmed = (sound: Buffer, at: number, bits: number | null): Buffer => {
    const bytes = Buffer.from(bits === null ? sound.subarray(0, at) : sound);
    if (bits !== null) bytes[at] = (bytes[at] ?? 0) ^ bits;
    return bytes;
  };

  it('never takes a cut or changed file for another book', () => {
    const book = goodBook();
    const sound = Buffer.from(bookText(book));
    fc.assert(
      fc.property(fc.nat(sound.length - 2), harm, (at, bits) => {
        const read = readBookText(harmed(sound, at, bits).toString('utf8'));
        // A changed byte may stand where nothing is said (a space between two fields), or in the number of the format.
        const allowed: ReadBook[] = [{ kind: 'damaged' }, { kind: 'sound', book }, { kind: 'newer', book: null }];
        expect(allowed).toContainEqual(read);
        if (bits === null) expect(read.kind).toBe('damaged');
      }),
      // The space before the number of the format becomes a digit: a newer format.
      { numRuns: 300, examples: [[12, 0x20 ^ 0x31]] },
    );
  });

  it('loses nothing to a cut of its file', () => {
    open().change(() => goodBook());
    const sound = readFileSync(file());
    const wanted = open().book;
    fc.assert(
      fc.property(fc.nat(sound.length - 2), (at) => {
        writeFileSync(file(), harmed(sound, at, null));
        const { book, problem } = open();
        expect(book).toEqual(wanted);
        expect(problem?.code).toBe('SETUP_BOOK_DAMAGED');
      }),
      { numRuns: 15 },
    );
  });

  it('puts a damaged file aside, says where, and goes on with the last good copy', () => {
    open().change(named('ferry'));
    writeFileSync(file(), '{"format":1,');
    const store = open();
    const aside = readdirSync(folder).find((name) => name.startsWith('setup.damaged-'));

    expect(store.book.address.publicUrl).toBe('ferry');
    expect(store.problem).toEqual({ code: 'SETUP_BOOK_DAMAGED', value: file(aside) });
    expect(readFileSync(file(aside), 'utf8')).toBe('{"format":1,');
  });

  it('keeps both files when both are damaged', () => {
    open().change(named('ferry'));
    writeFileSync(file(), 'x');
    writeFileSync(file('setup.last-good.json'), 'y');
    const store = open();
    store.change(named('anew'));

    expect(readdirSync(folder).filter((name) => name.includes('damaged')).length).toBe(2);
    expect(open().book.address.publicUrl).toBe('anew');
  });

  it('restores a book whose file went missing, and says so', () => {
    open().change(named('ferry'));
    rmSync(file());
    const store = open();
    store.flush();

    expect(store.problem?.code).toBe('SETUP_BOOK_DAMAGED');
    expect(open().book.address.publicUrl).toBe('ferry');
    expect(open().problem).toBeNull();
  });

  it.each([
    ['a newer format', (text: string) => text.replace('"format": 1', '"format": 2')],
    ['fields that are not known', () => bookText({ ...goodBook(), surprise: 1 } as SetupBook)],
  ])('never overwrites a book with %s', (_what, alter) => {
    const text = alter(bookText(goodBook()));
    writeFileSync(file(), text);
    const store = open();

    expect(store.problem).toEqual({ code: 'SETUP_FILE_NEWER', value: file() });
    expect(codeOf(() => store.change(named('x')))).toBe('SETUP_FILE_NEWER');
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it('keeps what could not be written, says so, and writes it with the next change', () => {
    const store = open();
    store.change(named('first'));
    disk = 'full';
    expect(codeOf(() => store.change(named('second')))).toBe('SETUP_BOOK_NOT_SAVED');
    expect(store.book.address.publicUrl).toBe('second');
    expect(open().book.address.publicUrl).toBe('first');
    disk = 'works';
    store.change((book) => book);

    expect(open().book.address.publicUrl).toBe('second');
  });

  it('does not count what must be on disk first when it cannot be written', () => {
    const store = open();
    store.change(named('first'));
    disk = 'full';

    expect(codeOf(() => store.changeForGood(named('second')))).toBe('SETUP_BOOK_NOT_SAVED');
    expect(store.book.address.publicUrl).toBe('first');
  });

  it.each(['', 'null', '[]', '{}', '{"format":1}', '{"format":"1","checksum":"","book":{}}', '7'])(
    'takes %j for damaged',
    (text) => {
      expect(readBookText(text)).toEqual({ kind: 'damaged' });
    },
  );

  it('keeps channel ids that look like numbers, and a name that is a trap', () => {
    const role = { id: 'agent', name: '__proto__', viewSkills: true, channels: { '12': ['reply' as const], a: [] } };
    const book = { ...goodBook(), roles: [role] };

    expect(readBookText(bookText(book))).toEqual({ kind: 'sound', book });
  });
});
