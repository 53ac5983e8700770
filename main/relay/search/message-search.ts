import type { ChannelId } from '#shared/domain/ids.ts';
import type { Customer, SearchPage, SearchRequest } from '#shared/domain/message-search.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { SearchQuery } from '#shared/search/query.ts';
import { readSearch } from '#shared/search/read-search.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { CustomerAct, MessageSearch } from '../ports/message-search.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { CustomerFigures } from '../storage/sqlite/search/search-engine.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { CustomerBook, type CustomerRecords } from './customer-book.ts';
import { SearchWorker, type Asked } from './search-worker.ts';
import { startSearch, type StartSearch } from './start-search.ts';

export interface MessageSearchDeps {
  /** The store's folder. */
  readonly dataDir: string;
  /** 32 bytes; the index has a key of its own, derived from it. */
  readonly storeKey: Buffer;
  /** Open, and closed only after the search was stopped. */
  readonly store: CustomerRecords & Pick<RelayStore, 'trafficPage'>;
  /** What channels are called: they can be searched by name. */
  readonly channels: () => readonly { readonly id: ChannelId; readonly name: string }[];
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Logger;
  /** Left out: a thread of its own where the relay is built, the same thread from sources. */
  readonly startWorker?: StartSearch;
}

const labelsAgainMs = 10_000;

export function openMessageSearch(deps: MessageSearchDeps): MessageSearch {
  return new Search(deps);
}

class Search implements MessageSearch {
  readonly #deps: MessageSearchDeps;
  readonly #customers: CustomerBook;
  readonly #worker: SearchWorker;
  #underWay: Asked<unknown> | null = null;
  #cancelLabels: () => void = () => undefined;
  #isStopped = false;
  readonly handlers: MessageSearch['handlers'] = {
    'search.page': (request) => this.page(request),
    'customer.get': ({ contactNo }) => this.customer(contactNo),
    'customer.set': (act) => this.setCustomer(act),
  };

  constructor(deps: MessageSearchDeps) {
    const { dataDir, storeKey, store, clock, log } = deps;
    this.#deps = deps;
    this.#customers = new CustomerBook(store, clock);
    this.#worker = new SearchWorker({
      dataDir,
      storeKey,
      start: deps.startWorker ?? startSearch(clock),
      labels: () => this.#customers.labels,
      clock,
      log,
    });
  }

  async start(): Promise<void> {
    this.#worker.start();
    await this.#loadLabels();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelLabels();
    await this.#worker.stop();
  }

  async page(request: SearchRequest): Promise<SearchPage> {
    this.#underWay?.takeBack();
    this.#underWay = null;
    const { clock, channels } = this.#deps;
    const world = { channels: channels(), timeZone: request.timeZone, now: clock.now() };
    const { query, problems } = readSearch(request.text, request.filter, world);
    if (problems.length > 0) return { rows: [], next: null, problems: [...problems], matches: null, notIndexed: 0 };
    const below = readCursor(request);
    if (!this.#worker.isOpen) return this.#withoutIndex(request, query, below);
    const asked = this.#worker.page({ query, below, limit: request.limit });
    this.#underWay = asked;
    try {
      const found = await asked.answer;
      const next = found.next === null ? null : cursorOf(request, found.next);
      return { ...found, next, problems: [] };
    } finally {
      if (this.#underWay === asked) this.#underWay = null;
    }
  }

  async customer(contactNo: number): Promise<Customer> {
    return this.#customerFrom(await this.#worker.customer(contactNo).answer);
  }

  async setCustomer(act: CustomerAct): Promise<Customer> {
    const figures = await this.#worker.customer(act.contactNo).answer;
    const before = await this.#customers.get(act.contactNo);
    const kept = await this.#customers.set(act, figures.channelId);
    this.#worker.label({ contactNo: act.contactNo, label: kept.label });
    const { by } = act;
    const isSame = before?.label === kept.label;
    this.#deps.audit.note({
      by,
      action: 'customer_label',
      channelId: figures.channelId,
      subject: figures.openId,
      // What staff wrote may name a person: the audit says that it changed.
      detail: isSame ? 'note' : kept.label === '' ? 'label removed' : 'label',
    });
    return this.#customerFrom(figures);
  }

  async purge(): Promise<void> {
    await this.#worker.purge().answer;
  }

  async #customerFrom(figures: CustomerFigures): Promise<Customer> {
    const kept = await this.#customers.get(figures.contactNo);
    const label = kept?.label ?? '';
    return {
      ...figures,
      windowUntil: this.#isOver(figures.windowUntil) ? null : figures.windowUntil,
      repliesLeft: this.#isOver(figures.windowUntil) ? null : figures.repliesLeft,
      name: label === '' ? { text: figures.openId, source: 'openid' } : { text: label, source: 'label' },
      label,
      note: kept?.note ?? '',
      changedAt: kept?.changedAt ?? null,
      changedBy: kept?.changedBy ?? null,
    };
  }

  #isOver(until: number | null): boolean {
    return until === null || until <= this.#deps.clock.now();
  }

  /** Labels are told to the thread when they are known; a store that cannot be read now is asked again. */
  async #loadLabels(): Promise<void> {
    try {
      await this.#customers.load();
      for (const label of this.#customers.labels) this.#worker.label(label);
    } catch (thrown) {
      this.#deps.log.warn('search.labels_not_read', { code: toRelayError(thrown).code });
      if (this.#isStopped) return;
      this.#cancelLabels = this.#deps.clock.after(labelsAgainMs, () => {
        void this.#loadLabels();
      });
    }
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
