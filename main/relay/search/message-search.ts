import type { ChannelId } from '#shared/domain/ids.ts';
import type { SearchPage, SearchRequest, SearchRow } from '#shared/domain/message-search.ts';
import type { SearchScope } from '#shared/domain/message-task.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ReadSearch, SearchQuery } from '#shared/search/query.ts';
import { readSearch } from '#shared/search/read-search.ts';
import type { CustomerFigures } from '../ports/customer-figures.ts';
import type { CustomerNames } from '../ports/customer-names.ts';
import type { ExportPiece, ExportQuestion } from '../ports/message-export.ts';
import type { FoundMessage, MessageSearch } from '../ports/message-search.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { FoundPiece } from '../storage/sqlite/search/finder.ts';
import type { FoundPage } from '../storage/sqlite/search/search-engine.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { SearchWorker, type Asked } from './search-worker.ts';
import { startSearch, type StartSearch } from './start-search.ts';

export interface MessageSearchDeps {
  /** The store's folder. */
  readonly dataDir: string;
  /** 32 bytes; the index has a key of its own, derived from it. */
  readonly storeKey: Buffer;
  /** Open, and closed only after the search was stopped. */
  readonly store: Pick<RelayStore, 'trafficPage'>;
  /** What channels are called: they can be searched by name. */
  readonly channels: () => readonly { readonly id: ChannelId; readonly name: string }[];
  /** What customers are called, the one named last at the end: told to each new thread. What comes later is told by `named`. */
  readonly names: () => readonly CustomerNames[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Left out: a thread of its own where the relay is built, the same thread from sources. */
  readonly startWorker?: StartSearch;
}

/** Of one page of a walk. */
const walkRows = 200;

export function openMessageSearch(deps: MessageSearchDeps): MessageSearch {
  return new Search(deps);
}

class Search implements MessageSearch {
  readonly #deps: MessageSearchDeps;
  readonly #worker: SearchWorker;
  readonly #underWay = new Map<string, Asked<unknown>>();
  readonly handlers: MessageSearch['handlers'] = {
    'search.page': (request) => this.page(request),
  };

  constructor(deps: MessageSearchDeps) {
    const { dataDir, storeKey, names, clock, log } = deps;
    this.#deps = deps;
    this.#worker = new SearchWorker({
      dataDir,
      storeKey,
      start: deps.startWorker ?? startSearch(clock),
      names,
      clock,
      log,
    });
  }

  start(): Promise<void> {
    this.#worker.start();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    await this.#worker.stop();
  }

  async page(request: SearchRequest): Promise<SearchPage> {
    const { asker = '' } = request;
    this.#underWay.get(asker)?.takeBack();
    this.#underWay.delete(asker);
    const { query, problems } = this.#read(request);
    if (problems.length > 0) return { rows: [], next: null, problems: [...problems], matches: null, notIndexed: 0 };
    const below = readCursor(request);
    if (!this.#worker.isOpen) return this.#withoutIndex(request, query, below);
    const asked = this.#worker.page({ query, below, limit: request.limit }, true);
    this.#underWay.set(asker, asked);
    try {
      const found = await asked.answer;
      const next = found.next === null ? null : cursorOf(request, found.next);
      return { ...found, next, problems: [] };
    } finally {
      if (this.#underWay.get(asker) === asked) this.#underWay.delete(asker);
    }
  }

  async *walk(scope: SearchScope): AsyncGenerator<readonly SearchRow[]> {
    const query = this.#demandQuery(scope);
    let below: number | null = null;
    do {
      const page: FoundPage = await this.#worker.page({ query, below, limit: walkRows }, false).answer;
      if (page.notIndexed > 0 && query.words.length > 0) {
        throw new RelayError('SEARCH_UNAVAILABLE', 'the index does not hold all messages yet');
      }
      if (page.rows.length > 0) yield page.rows;
      below = page.next;
    } while (below !== null);
  }

  async *found(scope: SearchScope): AsyncGenerator<readonly FoundMessage[]> {
    const query = this.#demandQuery(scope);
    let below: number | null = null;
    do {
      const piece: FoundPiece = await this.#worker.found({ query, below }).answer;
      yield piece.messages;
      below = piece.next;
    } while (below !== null);
  }

  async exportPiece({ search, form, isMasked, below, asOf }: ExportQuestion): Promise<ExportPiece> {
    const query = this.#demandQuery(search, asOf);
    return this.#worker.exportPiece({ query, form, isMasked, below, timeZone: search.timeZone }).answer;
  }

  async count(scope: SearchScope): Promise<NonNullable<SearchPage['matches']>> {
    const query = this.#demandQuery(scope);
    const { matches, rows, next } = await this.#worker.page({ query, below: null, limit: 1 }, true).answer;
    return matches ?? { count: rows.length, isMore: next !== null };
  }

  async customer(contactNo: number): Promise<CustomerFigures> {
    const figures = await this.#worker.customer(contactNo).answer;
    const { windowUntil } = figures;
    const isOpen = windowUntil !== null && windowUntil > this.#deps.clock.now();
    return isOpen ? figures : { ...figures, windowUntil: null, repliesLeft: null };
  }

  named(names: CustomerNames): void {
    this.#worker.named(names);
  }

  async purge(): Promise<void> {
    await this.#worker.purge().answer;
  }

  #read({ text, filter, timeZone }: SearchScope, now = this.#deps.clock.now()): ReadSearch {
    return readSearch(text, filter, { channels: this.#deps.channels(), timeZone, now });
  }

  #demandQuery(scope: SearchScope, now?: number): SearchQuery {
    const { query, problems } = this.#read(scope, now);
    const [problem] = problems;
    if (problem === undefined) return query;
    const { code, value } = problem;
    throw new RelayError(code, 'the text of the search cannot be read', value === null ? {} : { value });
  }

  /** What the store's own list can answer. The way to the newest messages must not hang on the index. */
  async #withoutIndex(request: SearchRequest, query: SearchQuery, below: number | null): Promise<SearchPage> {
    if (!isPlain(query)) throw new RelayError('SEARCH_UNAVAILABLE', 'the search is not running');
    const { channelIds, directions, states } = query;
    const direction = directions?.length === 1 ? directions[0] : undefined;
    const filter = {
      ...(channelIds === null ? {} : { channelIds: [...channelIds] }),
      ...(direction === undefined ? {} : { direction }),
      ...(states === null ? {} : { states: [...states] }),
    };
    const { rows, nextBeforeSeq } = await this.#deps.store.trafficPage(filter, below, request.limit);
    return {
      rows: rows.map((row) => ({
        ...row,
        contactNo: null,
        customer: row.endUser === null ? null : { text: row.endUser, source: 'openid' },
        caseId: null,
        snippet: row.preview,
        hits: [],
      })),
      next: nextBeforeSeq === null ? null : cursorOf(request, nextBeforeSeq),
      problems: [],
      matches: null,
      notIndexed: 0,
    };
  }
}

/** True when it asks for channels, direction and states only. */
function isPlain(query: SearchQuery): boolean {
  const { words, kinds, from, until, contactNo, codes, ids, cases, openIds, customers } = query;
  const texts = [codes, ids, cases, openIds, customers];
  return (
    words.length === 0 &&
    [kinds, from, until, contactNo].every((one) => one === null) &&
    query.directions?.length !== 0 &&
    texts.every(({ any, none }) => any.length === 0 && none.length === 0)
  );
}
