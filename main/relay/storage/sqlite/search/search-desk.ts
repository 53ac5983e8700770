import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { CustomerFigures } from '../../../ports/customer-figures.ts';
import type { CustomerNames } from '../../../ports/customer-names.ts';
import type { ExportPiece } from '../../../ports/message-export.ts';
import { buildKeyLadder, type KeyLadder } from '../key-ladder.ts';
import { failureKind, sqliteCode } from '../sqlite-failure.ts';
import { storeFilesIn, type StoreFiles } from '../store-files.ts';
import { Exporter, type PieceQuestion } from './exporter.ts';
import { Finder, type FindQuestion, type FoundPiece } from './finder.ts';
import { forgetErased } from './erased-people.ts';
import { IndexFailure } from './index-failure.ts';
import { openIndexFile, removeIndexFile } from './index-file.ts';
import { Indexer, type IndexStep } from './indexer.ts';
import { Names } from './names.ts';
import { SearchEngine, type FoundPage, type PageQuestion, type Pause } from './search-engine.ts';
import { SearchIndex } from './search-index.ts';
import { StoreWindow, type StoreBounds } from './store-window.ts';

export interface SearchDeskDeps {
  readonly dataDir: string;
  readonly storeKey: Buffer;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Opened {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
  readonly indexer: Indexer;
  readonly engine: SearchEngine;
  readonly exporter: Exporter;
  readonly finder: Finder;
}

/** Words of removed messages leave the file this long after, at the latest: each time the whole index is rewritten. */
const purgeEveryMs = 6 * 3_600_000;
/** About 20 ms of work. */
const purgePages = 64;
/** Keys of end users are remembered no longer: one that was destroyed must not go on opening messages. */
const forgetMs = 5_000;
/** A failure that comes back so soon is not of the moment. */
const soonMs = 60_000;

/**
 * Index, store and names together: opened, mended and thrown away as need be. Everything happens on the thread it is called
 * on, in short steps.
 */
export class SearchDesk {
  readonly #deps: SearchDeskDeps;
  readonly #files: StoreFiles;
  readonly #keys: KeyLadder;
  readonly #names = new Names();
  #opened: Opened | null = null;
  #lastFailureAt = Number.NEGATIVE_INFINITY;
  #purgedAt = Number.NEGATIVE_INFINITY;
  #forgotAt = Number.NEGATIVE_INFINITY;
  #generation = 0;

  constructor(deps: SearchDeskDeps) {
    this.#deps = deps;
    this.#files = storeFilesIn(deps.dataDir);
    this.#keys = buildKeyLadder(deps.storeKey);
  }

  get isOpen(): boolean {
    return this.#opened !== null;
  }

  /** Another number: what was begun on the files of before cannot go on. */
  get generation(): number {
    return this.#generation;
  }

  /** Throws what the library throws. */
  open(): void {
    if (this.#opened !== null) return;
    const { clock, dataDir } = this.#deps;
    const window = new StoreWindow(this.#files, this.#keys, clock);
    try {
      const index = this.#soundIndex(window, dataDir);
      const monotonic = (): number => clock.monotonic();
      const indexer = new Indexer({ window, index }, monotonic);
      const parts = { window, index, indexer, names: this.#names, monotonic };
      const askers = { engine: new SearchEngine(parts), exporter: new Exporter(parts), finder: new Finder(parts) };
      this.#opened = { window, index, indexer, ...askers };
    } catch (thrown) {
      window.close();
      throw thrown;
    }
  }

  /** One short piece of work for the index. Throws when it failed; then it must be opened anew. */
  step(): IndexStep {
    const { window, indexer, index } = this.#demandOpened();
    if (!window.isCurrent) {
      this.close();
      this.open();
      return 'new';
    }
    const at = this.#deps.clock.monotonic();
    if (at - this.#forgotAt > forgetMs) {
      this.#forgotAt = at;
      window.forgetChannels();
      window.forgetContacts();
    }
    const step = indexer.step(window.bounds());
    if (step !== 'idle') return step;
    const now = this.#deps.clock.monotonic();
    if (!index.needsPurge || now - this.#purgedAt < purgeEveryMs) return 'idle';
    if (index.purgeStep(purgePages)) return 'removed';
    this.#purgedAt = now;
    this.#deps.log.info('search.purged');
    return 'idle';
  }

  /** Afterwards the file holds no word of a message that left the store. */
  async purge(pause: Pause): Promise<void> {
    const { indexer, window, index } = this.#demandOpened();
    indexer.compareAgain();
    for (let step: IndexStep = 'new'; step !== 'idle' && step !== 'old';) {
      step = indexer.step(window.bounds());
      await pause();
    }
    forgetErased({ window, index });
    while (index.purgeStep(purgePages)) await pause();
    this.#purgedAt = this.#deps.clock.monotonic();
  }

  page(question: PageQuestion, pause: Pause): Promise<FoundPage> {
    return this.#demandOpened().engine.page(question, pause);
  }

  customer(contactNo: number, pause: Pause): Promise<CustomerFigures> {
    return this.#demandOpened().engine.customer(contactNo, pause);
  }

  /** One piece of an export. */
  exportPiece(question: PieceQuestion, pause: Pause): Promise<ExportPiece> {
    return this.#demandOpened().exporter.piece(question, pause);
  }

  /** Some of all that a search finds. */
  found(question: FindQuestion, pause: Pause): Promise<FoundPiece> {
    return this.#demandOpened().finder.piece(question, pause);
  }

  name(names: CustomerNames): void {
    this.#names.set(names);
  }

  /** After a failure: closes everything, and throws the index away when it is damaged. True when it may be opened at once. */
  recover(thrown: unknown): boolean {
    const { clock, dataDir, log } = this.#deps;
    const now = clock.monotonic();
    const isSoon = now - this.#lastFailureAt < soonMs;
    this.#lastFailureAt = now;
    this.close();
    const cause = thrown instanceof IndexFailure ? thrown.cause : thrown;
    const isIndex = thrown instanceof IndexFailure && failureKind(cause) === 'damaged';
    log.warn('search.failed', { of: thrown instanceof IndexFailure ? 'index' : 'store', detail: describe(cause) });
    if (!isIndex) return false;
    try {
      removeIndexFile(dataDir);
      log.error('search.thrown_away', { detail: 'damaged' });
    } catch (failure) {
      log.error('search.not_removed', { detail: describe(failure) });
      return false;
    }
    return !isSoon;
  }

  close(): void {
    if (this.#opened === null) return;
    this.#letGo();
    // Files are closed when the library's objects are collected.
    collectGarbage();
  }

  #letGo(): void {
    this.#opened?.index.close();
    this.#opened?.window.close();
    this.#opened = null;
    this.#generation += 1;
  }

  #soundIndex(window: StoreWindow, dataDir: string): SearchIndex {
    const bounds = window.bounds();
    try {
      return this.#openIndex(bounds, dataDir);
    } catch (thrown) {
      throw thrown instanceof IndexFailure ? thrown : new IndexFailure(thrown);
    }
  }

  #openIndex({ last, storeId }: StoreBounds, dataDir: string): SearchIndex {
    const { log } = this.#deps;
    const opened = openIndexFile(dataDir, this.#keys.searchFileKey, storeId);
    if (opened.thrownAway !== null) log.warn('search.thrown_away', { detail: opened.thrownAway });
    const index = new SearchIndex(opened.database);
    // The store was put back from a copy: the same numbers will be given to other messages.
    if (index.range === null || index.range.high <= last) return index;
    index.close();
    removeIndexFile(dataDir);
    log.warn('search.thrown_away', { detail: 'the store is older than the index' });
    return new SearchIndex(openIndexFile(dataDir, this.#keys.searchFileKey, storeId).database);
  }

  #demandOpened(): Opened {
    if (this.#opened === null) throw new RelayError('SEARCH_UNAVAILABLE', 'the index is not open');
    return this.#opened;
  }
}

function describe(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return `${sqliteCode(thrown) ?? 'error'}: ${message}`;
}
