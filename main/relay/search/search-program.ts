import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { SearchDesk } from '../storage/sqlite/search/search-desk.ts';
import type { Pause } from '../storage/sqlite/search/search-engine.ts';
import type { FromSearch, SearchAnswer, SearchQuestion, SearchStart, ToSearch } from './protocol.ts';
import { Turns } from './turns.ts';

export interface SearchProgramDeps extends SearchStart {
  readonly clock: Clock;
  readonly post: (message: FromSearch) => void;
  /** The next turn of the event loop. */
  readonly nextTurn: () => Promise<void>;
}

/** How often it is looked whether there are new messages. A search looks by itself, too. */
const pollMs = 250;
/** Between two batches of old messages: two cores have other work. */
const breathMs = 15;
/** While a person searches the index waits, but not for ever. */
const longestWaitMs = 1_000;
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

/** Answers questions, and brings the index up to date in between. Runs in a thread of its own, or among others. */
export class SearchProgram {
  readonly #deps: SearchProgramDeps;
  readonly #desk: SearchDesk;
  readonly #turns: Turns;
  readonly #takenBack = new Map<number, boolean>();
  #cancelTimer: () => void = () => undefined;
  #retryMs = firstRetryMs;
  #steppedAt = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(deps: SearchProgramDeps) {
    this.#deps = deps;
    const { clock, dataDir, storeKey } = deps;
    this.#turns = new Turns(deps.nextTurn);
    const log = this.#logger();
    this.#desk = new SearchDesk({ dataDir, storeKey: Buffer.from(storeKey), clock, log });
  }

  start(): void {
    this.#plan(0);
  }

  take(message: ToSearch): void {
    if (this.#isStopped) return;
    if (message.kind === 'names') for (const names of message.names) this.#desk.name(names);
    else if (message.kind === 'ask') void this.#answer(message.id, message.question, message.goesFirst);
    else if (message.kind === 'stop') this.stop();
    else if (this.#takenBack.has(message.id)) {
      this.#takenBack.set(message.id, true);
      this.#turns.wake();
    }
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#cancelTimer();
    for (const id of this.#takenBack.keys()) this.#takenBack.set(id, true);
    this.#turns.wake();
    this.#desk.close();
    this.#deps.post({ kind: 'stopped' });
  }

  async #answer(id: number, question: SearchQuestion, goesFirst: boolean): Promise<void> {
    this.#takenBack.set(id, false);
    this.#turns.begin(goesFirst);
    const { generation } = this.#desk;
    const isWanted = (): boolean => this.#takenBack.get(id) === false;
    const pause: Pause = async () => {
      await this.#turns.pause(goesFirst, isWanted);
      if (!isWanted()) throw new RelayError('SEARCH_OVERTAKEN', 'taken back');
      if (this.#desk.generation !== generation)
        throw new RelayError('SEARCH_UNAVAILABLE', 'the files were opened anew');
    };
    try {
      if (!goesFirst) await pause();
      const answer = await this.#answerTo(question, pause);
      this.#deps.post({ kind: 'answer', id, answer });
    } catch (thrown) {
      const error = this.#errorOf(thrown);
      this.#deps.post({ kind: 'refused', id, code: error.code, detail: error.message });
    } finally {
      this.#takenBack.delete(id);
      this.#turns.end(goesFirst);
    }
  }

  async #answerTo(question: SearchQuestion, pause: Pause): Promise<SearchAnswer> {
    switch (question.kind) {
      case 'page':
        return this.#desk.page(question.question, pause);
      case 'customer':
        return this.#desk.customer(question.contactNo, pause);
      case 'export':
        return this.#desk.exportPiece(question.question, pause);
      case 'found':
        return this.#desk.found(question.question, pause);
      case 'purge':
        await this.#desk.purge(pause);
        return null;
    }
  }

  /** What is not meant for whoever asks is a failure of ours: everything is opened anew. */
  #errorOf(thrown: unknown): RelayError {
    if (thrown instanceof RelayError) return thrown;
    if (!this.#isStopped) this.#fail(thrown);
    return new RelayError('SEARCH_UNAVAILABLE', toRelayError(thrown).message);
  }

  #plan(delayMs: number): void {
    if (this.#isStopped) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#deps.clock.after(delayMs, () => {
      this.#step();
    });
  }

  #step(): void {
    const { clock } = this.#deps;
    if (this.#turns.isPersonWaiting && clock.monotonic() - this.#steppedAt < longestWaitMs) {
      this.#plan(breathMs);
      return;
    }
    this.#steppedAt = clock.monotonic();
    try {
      if (!this.#desk.isOpen) {
        this.#desk.open();
        this.#deps.post({ kind: 'opened' });
      }
      const step = this.#desk.step();
      this.#retryMs = firstRetryMs;
      this.#plan(step === 'idle' ? pollMs : step === 'new' ? 0 : breathMs);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    const isMended = this.#desk.recover(thrown);
    this.#plan(isMended ? 0 : this.#retryMs);
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  #logger(): Logger {
    const at =
      (level: 'debug' | 'info' | 'warn' | 'error'): Logger['info'] =>
      (event, fields) => {
        this.#deps.post({ kind: 'log', level, event, fields: fields ?? {} });
      };
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }
}
