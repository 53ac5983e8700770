import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { StartProblem } from '#shared/contract/console-contract.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { emptyBook } from '#shared/setup/new-entry.ts';
import { bookText, readBookFile, type ReadBook } from './book-file.ts';

export interface BookStoreDeps {
  /** The profile's folder, which exists. */
  readonly folder: string;
  /** File name without its end: 'setup'. */
  readonly name: string;
  readonly log: Logger;
  /** Epoch milliseconds, for the names of files put aside. */
  readonly now: () => number;
  /** Replaces a file whole, or throws. Another one only in tests. */
  readonly write?: ((path: string, text: string) => void) | undefined;
}

/**
 * The set-up book and its file. Each change is written whole, and then once more as the last good copy, so that one of the two
 * is sound whatever happens to the other. A damaged file goes aside under a name of its own; a newer version's is shown as
 * far as it is understood and never overwritten.
 */
export class BookStore {
  readonly #deps: BookStoreDeps;
  readonly #file: string;
  readonly #lastGoodFile: string;
  #book: SetupBook;
  #isNewer = false;
  #isSaved = true;
  #problem: StartProblem | null = null;

  constructor(deps: BookStoreDeps) {
    this.#deps = deps;
    this.#file = join(deps.folder, `${deps.name}.json`);
    this.#lastGoodFile = join(deps.folder, `${deps.name}.last-good.json`);
    this.#book = this.#open();
  }

  get book(): SetupBook {
    return this.#book;
  }

  /** What was wrong with the file when it was opened, or null. */
  get problem(): StartProblem | null {
    return this.#problem;
  }

  /** False while the last change could not be written. */
  get isSaved(): boolean {
    return this.#isSaved;
  }

  /**
   * Changes the book and writes it. Nothing is written when `alter` gives the same book back. A failed write keeps the
   * change for the next one and throws SETUP_BOOK_NOT_SAVED; a newer version's book is not changed: SETUP_FILE_NEWER.
   */
  change(alter: (book: SetupBook) => SetupBook): SetupBook {
    const changed = this.#altered(alter);
    if (changed !== null) this.#book = changed;
    if (changed !== null || !this.#isSaved) this.#save(this.#book);
    return this.#book;
  }

  /** The same for a change that must not count before it is on disk: when it cannot be written, the book stays as it was. */
  changeForGood(alter: (book: SetupBook) => SetupBook): SetupBook {
    const changed = this.#altered(alter) ?? this.#book;
    this.#save(changed);
    this.#book = changed;
    return changed;
  }

  /** Tries once more to write what could not be written. Throws SETUP_BOOK_NOT_SAVED. */
  flush(): void {
    if (!this.#isSaved) this.#save(this.#book);
  }

  #altered(alter: (book: SetupBook) => SetupBook): SetupBook | null {
    if (this.#isNewer) {
      throw new RelayError('SETUP_FILE_NEWER', 'the set-up was written by a newer version', { value: this.#file });
    }
    const changed = alter(this.#book);
    return changed === this.#book ? null : { ...changed, revision: this.#book.revision + 1 };
  }

  #save(book: SetupBook): void {
    const write = this.#deps.write ?? writeFileAtomically;
    try {
      const text = bookText(book);
      this.#isSaved = false;
      write(this.#file, text);
      write(this.#lastGoodFile, text);
      this.#isSaved = true;
    } catch (cause) {
      this.#deps.log.error('setup.not_written', { detail: cause instanceof Error ? cause.message : String(cause) });
      throw new RelayError('SETUP_BOOK_NOT_SAVED', 'the set-up could not be written', { cause, value: this.#file });
    }
  }

  #open(): SetupBook {
    const read = readBookFile(this.#file);
    if (read.kind === 'sound') return read.book;
    if (read.kind === 'newer') return this.#leaveAlone(read);
    const lastGood = readBookFile(this.#lastGoodFile);
    if (read.kind === 'missing' && lastGood.kind === 'missing') return emptyBook();
    if (lastGood.kind === 'newer') return this.#leaveAlone(lastGood);
    const aside = [
      ...(read.kind === 'damaged' ? [this.#putAside(this.#file, 'damaged')] : []),
      ...(lastGood.kind === 'damaged' ? [this.#putAside(this.#lastGoodFile, 'last-good-damaged')] : []),
    ];
    this.#problem = { code: 'SETUP_BOOK_DAMAGED', value: aside[0] ?? this.#file };
    this.#deps.log.warn('setup.damaged', { file: read.kind, lastGood: lastGood.kind, keptAs: this.#problem.value });
    if (lastGood.kind !== 'sound') return emptyBook();
    this.#isSaved = false;
    return lastGood.book;
  }

  #leaveAlone(read: Extract<ReadBook, { kind: 'newer' }>): SetupBook {
    this.#isNewer = true;
    this.#problem = { code: 'SETUP_FILE_NEWER', value: this.#file };
    return read.book ?? emptyBook();
  }

  /** Where the file is now. */
  #putAside(path: string, how: string): string {
    const stamp = new Date(this.#deps.now()).toISOString().replaceAll(/[-:.Z]/gu, '');
    const aside = join(this.#deps.folder, `${this.#deps.name}.${how}-${stamp}.json`);
    try {
      renameSync(path, aside);
      return aside;
    } catch {
      return path;
    }
  }
}
