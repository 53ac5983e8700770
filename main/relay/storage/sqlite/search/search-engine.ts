import type { OpenId } from '#shared/domain/ids.ts';
import type { Customer, SearchPage, SearchRow } from '#shared/domain/message-search.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { excerpt, maskId } from '#shared/lib/mask.ts';
import type { SearchQuery } from '#shared/search/query.ts';
import { snippetOf } from '#shared/search/snippet.ts';
import { directionNumber, stateNumber } from '../record-codes.ts';
import { contactToken } from './attribute-tokens.ts';
import { candidates, mostLookedAt, type CandidateList } from './candidates.ts';
import type { Indexer } from './indexer.ts';
import type { Labels } from './labels.ts';
import { meets } from './meets.ts';
import { impossible, planOf, type SearchPlan } from './plan.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchedMessage, StoreWindow } from './store-window.ts';

export interface EngineParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
  readonly indexer: Indexer;
  readonly labels: Labels;
  /** Growing milliseconds. */
  readonly monotonic: () => number;
}

/** One page of what a search finds. */
export interface PageQuestion {
  readonly query: SearchQuery;
  /** Only messages below this seq; null: from the newest on. */
  readonly below: number | null;
  readonly limit: number;
}

/** `next`: below which seq the next page begins. */
export type FoundPage = Pick<SearchPage, 'matches' | 'notIndexed'> & {
  readonly rows: SearchRow[];
  readonly next: number | null;
};

/** What the index and the store know of an end user; what staff wrote is known elsewhere. */
export type CustomerFigures = Pick<
  Customer,
  'contactNo' | 'channelId' | 'openId' | 'windowUntil' | 'repliesLeft' | 'firstAt' | 'lastAt' | 'messages'
>;

/** Gives others their turn. Rejects when the question was taken back. */
export type Pause = () => Promise<void>;

/** After so long others have their turn. */
const sliceMs = 15;
/** Read in one question: each question of its own takes the file's locks. */
const readAtOnce = 64;
/** Beside the first page, so long is spent on counting what must be looked at one by one. */
const countMs = 10;
/** What can be counted without looking is counted up to here. */
const mostCounted = 10_000;
const characters = 160;

/** Answers questions from the index and the store. Of one thread: questions take turns. */
export class SearchEngine {
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  async page({ query, below, limit }: PageQuestion, pause: Pause): Promise<FoundPage> {
    const { window, index, indexer } = this.#parts;
    window.forgetChannels();
    const bounds = window.bounds();
    const behind = indexer.behind(bounds);
    const notIndexed = behind.older + Math.max(0, behind.newer - mostLookedAt);
    const plan = planOf(query, this.#parts);
    if (plan === impossible) return { rows: [], next: null, matches: { count: 0, isMore: false }, notIndexed };
    const look = new Look(query, this.#parts, pause);
    const source = candidates(plan, query, below ?? bounds.last + 1, { window, index });
    const found = await look.take(source, limit + 1, Number.POSITIVE_INFINITY);
    const page = found.slice(0, limit);
    const isMore = found.length > limit;
    const matches = below === null ? await this.#count(plan, { look, source, found, isMore }) : null;
    return {
      rows: page.flatMap((message) => this.#row(query, message) ?? []),
      next: isMore ? (page.at(-1)?.record.seq ?? null) : null,
      matches,
      notIndexed,
    };
  }

  /** Throws CUSTOMER_UNKNOWN. */
  async customer(contactNo: number, pause: Pause): Promise<CustomerFigures> {
    const { window, index } = this.#parts;
    window.forgetChannels();
    window.forgetContacts();
    const contact = window.session.contacts.byNo(contactNo);
    const channelId = contact === null ? null : window.session.channels.idOf(contact.channelNo);
    // Without a key nothing of the end user is kept any more.
    if (contact?.key == null || channelId === null) {
      throw new RelayError('CUSTOMER_UNKNOWN', 'no end user has this number');
    }
    const figures = { inbound: 0, outbound: 0, notDelivered: 0 };
    let firstAt: number | null = null;
    let lastAt: number | null = null;
    const isSettledBadly = (state: number): boolean => state !== stateNumber.delivered && state !== stateNumber.pending;
    const plan = customerPlan(contactNo);
    const all = candidates(plan, { from: null, until: null }, window.bounds().last + 1, { window, index });
    for (const { seqs } of all) {
      for (const { direction, state, at } of window.outlines(seqs)) {
        if (direction === directionNumber.inbound) figures.inbound += 1;
        else figures.outbound += 1;
        if (isSettledBadly(state)) figures.notDelivered += 1;
        firstAt = Math.min(firstAt ?? at, at);
        lastAt = Math.max(lastAt ?? at, at);
      }
      await pause();
    }
    const { openId, windowUntil, repliesLeft } = contact;
    return {
      contactNo,
      channelId,
      openId: maskId(openId),
      windowUntil,
      repliesLeft,
      firstAt,
      lastAt,
      messages: figures,
    };
  }

  async #count(
    plan: SearchPlan,
    { look, source, found, isMore }: Counting,
  ): Promise<{ readonly count: number; readonly isMore: boolean }> {
    if (!isMore) return { count: found.length, isMore: false };
    const { index } = this.#parts;
    const { range } = index;
    if (plan.isExact && plan.match !== null && range !== null) {
      const newer = found.filter(({ record }) => record.seq > range.high).length;
      const counted = newer + index.count(plan.match, range.low, range.high + 1, mostCounted + 1);
      return { count: Math.min(counted, mostCounted), isMore: counted > mostCounted };
    }
    const further = await look.take(source, mostCounted - found.length + 1, countMs);
    const count = found.length + further.length;
    return { count: Math.min(count, mostCounted), isMore: !look.isAtEnd || count > mostCounted };
  }

  #row(query: SearchQuery, { record, content, text }: SearchedMessage): SearchRow | null {
    const { session } = this.#parts.window;
    const row = session.reader.rowFrom(record, content);
    if (row === null) return null;
    const { contactNo, caseId } = record;
    const words = query.words.filter(({ isNegated }) => !isNegated);
    const snippet = snippetOf(text, words);
    return {
      ...row,
      contactNo,
      customer: contactNo === null ? null : this.#nameOf(contactNo),
      caseId,
      snippet: snippet.text,
      hits: [...snippet.hits],
    };
  }

  #nameOf(contactNo: number): SearchRow['customer'] {
    const label = this.#parts.labels.of(contactNo);
    if (label !== null) return { text: excerpt(label, characters), source: 'label' };
    const openId = openIdIn(this.#parts.window, contactNo);
    return openId === null ? null : { text: maskId(openId), source: 'openid' };
  }
}

interface Counting {
  readonly look: Look;
  readonly source: Generator<CandidateList>;
  readonly found: readonly SearchedMessage[];
  readonly isMore: boolean;
}

/** Looks at candidates one by one, others in between. */
class Look {
  readonly #query: SearchQuery;
  readonly #parts: EngineParts;
  readonly #pause: Pause;
  #list: readonly number[] = [];
  #place = 0;
  #read = new Map<number, SearchedMessage>();
  #isAtEnd = false;

  constructor(query: SearchQuery, parts: EngineParts, pause: Pause) {
    this.#query = query;
    this.#parts = parts;
    this.#pause = pause;
  }

  /** True when every candidate was looked at. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** The next ones that are wanted: so many, or as many as were found within the time. */
  async take(source: Generator<CandidateList>, count: number, withinMs: number): Promise<SearchedMessage[]> {
    const { monotonic } = this.#parts;
    const found: SearchedMessage[] = [];
    const startedAt = monotonic();
    let sliceAt = startedAt;
    while (found.length < count) {
      const now = monotonic();
      if (now - startedAt > withinMs) return found;
      if (now - sliceAt > sliceMs) {
        await this.#pause();
        sliceAt = monotonic();
      }
      const seq = this.#list[this.#place];
      if (seq === undefined) {
        const next = source.next();
        if (next.done === true) {
          this.#isAtEnd = true;
          return found;
        }
        this.#list = next.value.seqs;
        this.#place = 0;
        continue;
      }
      if (this.#place % readAtOnce === 0) {
        this.#read = this.#parts.window.messagesOf(this.#list.slice(this.#place, this.#place + readAtOnce));
      }
      this.#place += 1;
      const message = this.#read.get(seq);
      if (message !== undefined && this.#isWanted(message)) found.push(message);
    }
    return found;
  }

  #isWanted(message: SearchedMessage): boolean {
    const { window, labels } = this.#parts;
    const { channels } = window.session;
    const openIdOf = (contactNo: number): OpenId | null => openIdIn(window, contactNo);
    return meets(this.#query, message, { channels, labels, openIdOf });
  }
}

function openIdIn(window: StoreWindow, contactNo: number): OpenId | null {
  return window.session.contacts.byNo(contactNo)?.openId ?? null;
}

/** All messages of one end user. */
function customerPlan(contactNo: number): SearchPlan {
  return {
    match: `"${contactToken(contactNo)}"`,
    known: [],
    isOnlyKnown: false,
    isExact: true,
    needsText: false,
    condition: `contact_no = ${contactNo}`,
    openLanes: null,
    openCondition: '1',
    openValues: [],
  };
}
