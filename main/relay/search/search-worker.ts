import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { CustomerLabel } from '../storage/sqlite/search/labels.ts';
import type { CustomerFigures, FoundPage, PageQuestion } from '../storage/sqlite/search/search-engine.ts';
import type { FromSearch, SearchLine, SearchQuestion, SearchStart } from './protocol.ts';
import type { StartSearch } from './start-search.ts';

export interface SearchWorkerDeps extends SearchStart {
  readonly start: StartSearch;
  /** Told to each new thread, and later ones as they are given. */
  readonly labels: () => readonly CustomerLabel[];
  readonly clock: Clock;
  readonly log: Logger;
}

interface Waiting {
  readonly resolve: (answer: FoundPage | CustomerFigures | null) => void;
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
    const { start, dataDir, storeKey, labels } = this.#deps;
    try {
      const line = start({ dataDir, storeKey });
      this.#line = line;
      line.onMessage((message) => {
        this.#take(message);
      });
      line.onEnd((detail) => {
        if (this.#line === line) this.#ended(detail);
      });
      line.post({ kind: 'labels', labels: labels() });
    } catch (thrown) {
      this.#ended(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  page(question: PageQuestion): Asked<FoundPage> {
    // What comes back is of the question's own kind.
    return this.#ask({ kind: 'page', question }) as Asked<FoundPage>;
  }

  customer(contactNo: number): Asked<CustomerFigures> {
    return this.#ask({ kind: 'customer', contactNo }) as Asked<CustomerFigures>;
  }

  purge(): Asked<null> {
    return this.#ask({ kind: 'purge' }) as Asked<null>;
  }

  label(label: CustomerLabel): void {
    this.#line?.post({ kind: 'labels', labels: [label] });
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

  #ask(question: SearchQuestion): Asked<FoundPage | CustomerFigures | null> {
    const line = this.#line;
    if (line === null || !this.#isOpen || this.#isStopped) {
      const error = new RelayError('SEARCH_UNAVAILABLE', 'the search is not running');
      return { answer: Promise.reject(error), takeBack: () => undefined };
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<FoundPage | CustomerFigures | null>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    line.post({ kind: 'ask', id, question });
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
