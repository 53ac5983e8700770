import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { CustomerFigures } from '../ports/customer-figures.ts';
import type { CustomerNames } from '../ports/customer-names.ts';
import type { ExportPiece } from '../ports/message-export.ts';
import type { PieceQuestion } from '../storage/sqlite/search/exporter.ts';
import type { FindQuestion, FoundPiece } from '../storage/sqlite/search/finder.ts';
import type { FoundPage, PageQuestion } from '../storage/sqlite/search/search-engine.ts';
import type { FromSearch, SearchAnswer, SearchLine, SearchQuestion, SearchStart } from './protocol.ts';
import type { StartSearch } from './start-search.ts';

export interface SearchWorkerDeps extends SearchStart {
  readonly start: StartSearch;
  /** Told to each new thread, and later ones as they are given. */
  readonly names: () => readonly CustomerNames[];
  readonly clock: Clock;
  readonly log: Logger;
}

interface Waiting {
  readonly resolve: (answer: SearchAnswer) => void;
  readonly reject: (error: RelayError) => void;
}

const firstRetryMs = 500;
const longestRetryMs = 60_000;
/** A thread that has not closed its files by then is ended. */
const stopMs = 3_000;

/** A question under way. */
export interface Asked<T> {
  readonly answer: Promise<T>;
  takeBack(): void;
}

/** The thread of the search: started again when it dies, and asked. */
export class SearchWorker {
  readonly #deps: SearchWorkerDeps;
  readonly #waiting = new Map<number, Waiting>();
  readonly #untold = new Map<number, CustomerNames>();
  #line: SearchLine | null = null;
  #lastId = 0;
  #isOpen = false;
  #isStopped = false;
  #retryMs = firstRetryMs;
  #cancelRetry: () => void = () => undefined;
  #onStopped: () => void = () => undefined;

  constructor(deps: SearchWorkerDeps) {
    this.#deps = deps;
  }

  /** True while questions can be answered. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  start(): void {
    if (this.#isStopped) return;
    const { start, dataDir, storeKey, names } = this.#deps;
    try {
      const line = start({ dataDir, storeKey });
      this.#line = line;
      line.onMessage((message) => {
        this.#take(message);
      });
      line.onEnd((detail) => {
        if (this.#line === line) this.#ended(detail);
      });
      line.post({ kind: 'names', names: names() });
    } catch (thrown) {
      this.#ended(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** `goesFirst`: a person waits for it. */
  page(question: PageQuestion, goesFirst: boolean): Asked<FoundPage> {
    // What comes back is of the question's own kind.
    return this.#ask({ kind: 'page', question }, goesFirst) as Asked<FoundPage>;
  }

  customer(contactNo: number): Asked<CustomerFigures> {
    return this.#ask({ kind: 'customer', contactNo }, true) as Asked<CustomerFigures>;
  }

  exportPiece(question: PieceQuestion): Asked<ExportPiece> {
    return this.#ask({ kind: 'export', question }, false) as Asked<ExportPiece>;
  }

  found(question: FindQuestion): Asked<FoundPiece> {
    return this.#ask({ kind: 'found', question }, false) as Asked<FoundPiece>;
  }

  purge(): Asked<null> {
    return this.#ask({ kind: 'purge' }, false) as Asked<null>;
  }

  /** Told together with those of the same moment, and before the next question. */
  named(names: CustomerNames): void {
    if (this.#untold.size === 0) {
      queueMicrotask(() => {
        this.#tell();
      });
    }
    // The one named last is told last.
    this.#untold.delete(names.contactNo);
    this.#untold.set(names.contactNo, names);
  }

  /** Its files are closed when this resolves. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    const line = this.#line;
    if (line === null) return;
    const stopped = new Promise<void>((resolve) => {
      this.#onStopped = resolve;
    });
    line.post({ kind: 'stop' });
    const cancel = this.#deps.clock.after(stopMs, () => {
      this.#onStopped();
    });
    await stopped;
    cancel();
    this.#line = null;
    this.#isOpen = false;
    this.#refuseAll('the search has stopped');
    await line.end();
  }

  #tell(): void {
    if (this.#untold.size === 0) return;
    this.#line?.post({ kind: 'names', names: [...this.#untold.values()] });
    this.#untold.clear();
  }

  #ask(question: SearchQuestion, goesFirst: boolean): Asked<SearchAnswer> {
    const line = this.#line;
    if (line === null || !this.#isOpen || this.#isStopped) {
      const error = new RelayError('SEARCH_UNAVAILABLE', 'the search is not running');
      return { answer: Promise.reject(error), takeBack: () => undefined };
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<SearchAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#tell();
    line.post({ kind: 'ask', id, question, goesFirst });
    const takeBack = (): void => {
      if (!this.#waiting.has(id)) return;
      line.post({ kind: 'take_back', id });
      this.#refuse(id, new RelayError('SEARCH_OVERTAKEN', 'a newer question came'));
    };
    return { answer, takeBack };
  }

  #take(message: FromSearch): void {
    switch (message.kind) {
      case 'answer': {
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        waiting?.resolve(message.answer);
        return;
      }
      case 'refused':
        this.#refuse(message.id, new RelayError(message.code, message.detail));
        return;
      case 'log':
        this.#deps.log[message.level](message.event, message.fields);
        return;
      case 'opened':
        this.#isOpen = true;
        this.#retryMs = firstRetryMs;
        return;
      case 'stopped':
        this.#onStopped();
    }
  }

  #ended(detail: string): void {
    this.#line = null;
    this.#isOpen = false;
    this.#refuseAll('the search ended');
    this.#onStopped();
    if (this.#isStopped) return;
    this.#deps.log.error('search.ended', { detail, againInMs: this.#retryMs });
    this.#cancelRetry = this.#deps.clock.after(this.#retryMs, () => {
      this.start();
    });
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  #refuseAll(detail: string): void {
    for (const id of [...this.#waiting.keys()]) this.#refuse(id, new RelayError('SEARCH_UNAVAILABLE', detail));
  }

  #refuse(id: number, error: RelayError): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.reject(error);
  }
}
