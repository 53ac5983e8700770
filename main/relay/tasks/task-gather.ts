import type { MessageId } from '#shared/domain/ids.ts';
import { maxTaskMessages, type SearchScope, type TaskSource } from '#shared/domain/message-task.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import type { MessageSearch } from '../ports/message-search.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { bySeq, type MeantMessage } from './planned-message.ts';
import type { Slices } from './slices.ts';
import { isStoreTrouble } from './store-trouble.ts';

export interface GatherDeps {
  readonly store: Pick<RelayStore, 'message'>;
  readonly search: Pick<MessageSearch, 'found'>;
}

/** What is gathered so far. */
export interface Gathered {
  /** Messages meant, so many by now; not more than a task takes. */
  readonly total: number;
  readonly isCut: boolean;
}

export interface Gathering {
  /** True while there is more to come. Rejects when the search or the store cannot be asked. */
  step(): Promise<boolean>;
  readonly gathered: Gathered;
  /** In order of seq. Once `step` said that there is no more. */
  result(): { readonly messages: readonly MeantMessage[]; readonly refused: readonly RelayError[] };
  /** Nobody wants to know any more. */
  drop(): void;
}

export function beginGathering(source: TaskSource, deps: GatherDeps, slices: Slices): Gathering {
  return source.kind === 'chosen'
    ? new ChosenMessages(source.ids, deps.store, slices)
    : new FoundMessages(source.search, deps.search);
}

class ChosenMessages implements Gathering {
  readonly #ids: readonly MessageId[];
  readonly #store: GatherDeps['store'];
  readonly #slices: Slices;
  readonly #messages: MeantMessage[] = [];
  readonly #refused: RelayError[] = [];
  #isDropped = false;

  constructor(ids: readonly MessageId[], store: GatherDeps['store'], slices: Slices) {
    this.#ids = [...new Set(ids)];
    this.#store = store;
    this.#slices = slices;
  }

  get gathered(): Gathered {
    return { total: this.#ids.length, isCut: false };
  }

  async step(): Promise<boolean> {
    for (const id of this.#ids) {
      if (this.#isDropped) return false;
      try {
        const { row, contactNo } = await this.#store.message(id);
        this.#messages.push({ id, seq: row.seq, contactNo });
      } catch (thrown) {
        const error = toRelayError(thrown);
        if (isStoreTrouble(error.code)) throw error;
        this.#refused.push(error);
      }
      await this.#slices.rest();
    }
    return false;
  }

  result() {
    return { messages: this.#messages.sort(bySeq), refused: this.#refused };
  }

  drop(): void {
    this.#isDropped = true;
  }
}

/** A search finds the newest first, and a task takes the oldest: of more than it takes, the newest are let go on the way. */
class FoundMessages implements Gathering {
  readonly #pages: AsyncIterator<readonly MeantMessage[]>;
  #messages: MeantMessage[] = [];
  #isCut = false;

  constructor(scope: SearchScope, search: GatherDeps['search']) {
    this.#pages = search.found(scope)[Symbol.asyncIterator]();
  }

  get gathered(): Gathered {
    return { total: Math.min(this.#messages.length, maxTaskMessages), isCut: this.#isCut };
  }

  async step(): Promise<boolean> {
    const page = await this.#pages.next();
    if (page.done === true) return false;
    for (const message of page.value) this.#messages.push(message);
    if (this.#messages.length > maxTaskMessages) this.#isCut = true;
    // Not at each page: letting go costs a copy of all.
    if (this.#messages.length > 2 * maxTaskMessages) this.#messages = this.#messages.slice(-maxTaskMessages);
    return true;
  }

  result() {
    const unique = new Map(this.#messages.slice(-maxTaskMessages).map((message) => [message.id, message]));
    return { messages: [...unique.values()].sort(bySeq), refused: [] };
  }

  drop(): void {
    // Its end is nobody's news.
    this.#pages.return?.().catch(() => undefined);
  }
}
