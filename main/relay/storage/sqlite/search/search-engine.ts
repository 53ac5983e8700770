import type { OpenId } from '#shared/domain/ids.ts';
import type { SearchPage, SearchRow } from '#shared/domain/message-search.ts';
import { excerpt, maskId } from '#shared/lib/mask.ts';
import type { SearchQuery } from '#shared/search/query.ts';
import { snippetOf } from '#shared/search/snippet.ts';
import type { CustomerFigures } from '../../../ports/customer-figures.ts';
import type { FoundMessage } from '../../../ports/message-search.ts';
import { candidates, mostLookedAt, type CandidateList } from './candidates.ts';
import { customerFigures } from './customer-figures.ts';
import type { Indexer } from './indexer.ts';
import { meets } from './meets.ts';
import type { Names } from './names.ts';
import { impossible, planOf, type SearchPlan } from './plan.ts';
import type { IndexedRange, SearchIndex } from './search-index.ts';
import type { SearchedMessage, StoreWindow } from './store-window.ts';
import { contactsOfConversation, looksLikeCase } from './word-conditions.ts';

export interface EngineParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
  readonly indexer: Indexer;
  readonly names: Names;
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

/** Gives others their turn. Rejects when the question was taken back. */
export type Pause = () => Promise<void>;

/** After so long others have their turn. */
const sliceMs = 15;
/** Read in one question: each question of its own takes the file's locks. */
const readAtOnce = 64;
/** Beside the first page, so long is spent on counting; what it did not come to is told as more. */
const countMs = 10;
/** Of searches without words, which are done sooner. */
const wordlessCountMs = 4;
/** Seqs counted in the first step. */
const countSpan = 50_000;
/** Counted up to here. */
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
    if (asksForDelivered(query)) indexer.followNewest();
    const plan = planOf(query, this.#parts);
    if (plan === impossible) return { rows: [], next: null, matches: { count: 0, isMore: false }, notIndexed };
    const look = new Look(query, this.#parts, pause);
    const source = candidates(plan, query, below ?? bounds.last + 1, { window, index });
    const found = await look.take(source, limit + 1, Number.POSITIVE_INFINITY);
    const page = found.slice(0, limit);
    const isMore = found.length > limit;
    const matches =
      below === null ? await this.#count(plan, { look, source, found, isMore, isWhole: behind.older === 0 }) : null;
    return {
      rows: page.flatMap((message) => this.#row(query, message) ?? []),
      next: isMore ? (page.at(-1)?.record.seq ?? null) : null,
      matches,
      notIndexed,
    };
  }

  /** Throws CUSTOMER_UNKNOWN. */
  customer(contactNo: number, pause: Pause): Promise<CustomerFigures> {
    return customerFigures(this.#parts, contactNo, pause);
  }

  async #count(
    plan: SearchPlan,
    { look, source, found, isMore, isWhole }: Counting,
  ): Promise<{ readonly count: number; readonly isMore: boolean }> {
    if (!isMore) return { count: found.length, isMore: false };
    const { range } = this.#parts.index;
    if (plan.source.of === 'words' && plan.source.isExact && range !== null) {
      const isNewer = ({ record }: SearchedMessage): boolean => record.seq > range.high;
      const last = found.at(-1);
      // More of what is not in the index yet than one page holds.
      const rest = last !== undefined && isNewer(last) ? await look.take(source, mostCounted, countMs) : [];
      const newer = [...found, ...rest].filter(isNewer).length;
      const counted = this.#countInIndex(plan.source.match, range, newer);
      // What of older messages is found without the index is not counted.
      return isWhole || plan.needsText ? counted : { ...counted, isMore: true };
    }
    const withinMs = plan.needsText ? countMs : wordlessCountMs;
    const count = found.length + (await look.count(source, mostCounted - found.length + 1, withinMs));
    return { count: Math.min(count, mostCounted), isMore: !look.isAtEnd || count > mostCounted };
  }

  /** A stretch at a time, the newest first, for as long as it may take: nobody waits for a number. */
  #countInIndex(match: string, { low, high }: IndexedRange, newer: number) {
    const { index, monotonic } = this.#parts;
    const endAt = monotonic() + countMs;
    let count = newer;
    let upper = high + 1;
    // The beginning of a word is looked up in all of the index each time.
    for (let width = match.includes('*') ? upper : countSpan; upper > low && count <= mostCounted; width *= 2) {
      const lower = Math.max(low, upper - width);
      count += index.count(match, lower, upper, mostCounted + 1 - count);
      upper = lower;
      if (monotonic() > endAt) break;
    }
    return { count: Math.min(count, mostCounted), isMore: upper > low || count > mostCounted };
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
    const name = this.#parts.names.of(contactNo);
    if (name !== null) return { ...name, text: excerpt(name.text, characters) };
    const openId = openIdIn(this.#parts.window, contactNo);
    return openId === null ? null : { text: maskId(openId), source: 'openid' };
  }
}

/** True when it may ask for what is known of a message only since it was delivered. */
function asksForDelivered({ cases, ids, words }: SearchQuery): boolean {
  return (
    cases.any.length > 0 || ids.any.length > 0 || words.some((word) => !word.isPhrase && looksLikeCase(word.typed))
  );
}

interface Counting {
  readonly look: Look;
  readonly source: Generator<CandidateList>;
  readonly found: readonly SearchedMessage[];
  readonly isMore: boolean;
  /** The index holds everything from the oldest message on. */
  readonly isWhole: boolean;
}

/** Looks at candidates one by one, others in between. */
export class Look {
  readonly #query: SearchQuery;
  readonly #parts: EngineParts;
  readonly #pause: Pause;
  #list: readonly number[] = [];
  #isSure = false;
  #place = 0;
  /** Of the list, what lies before this place was read. */
  #readTo = 0;
  #read = new Map<number, SearchedMessage>();
  #isAtEnd = false;
  readonly #conversations = new Map<string, ReadonlySet<number>>();
  #lookedTo: number | null = null;
  #lower = 0;

  constructor(query: SearchQuery, parts: EngineParts, pause: Pause) {
    this.#query = query;
    this.#parts = parts;
    this.#pause = pause;
  }

  /** True when every candidate was looked at. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Everything at or above this seq was looked at; null while nothing was. */
  get lookedTo(): number | null {
    return this.#lookedTo;
  }

  /** The next ones that are wanted: so many, or as many as were found within the time. */
  async take(source: Generator<CandidateList>, count: number, withinMs: number): Promise<SearchedMessage[]> {
    const { monotonic } = this.#parts;
    const found: SearchedMessage[] = [];
    const startedAt = monotonic();
    let sliceAt = startedAt;
    // However slow it is, each call comes a step further.
    for (let steps = 0; found.length < count; steps += 1) {
      const now = monotonic();
      if (steps > 0 && now - startedAt > withinMs) return found;
      if (now - sliceAt > sliceMs) {
        await this.#pause();
        sliceAt = monotonic();
      }
      const seq = this.#list[this.#place];
      if (seq === undefined) {
        this.#advance(source);
        if (this.#isAtEnd) return found;
        continue;
      }
      if (this.#place === this.#readTo) {
        // No more than is wanted, where each of them is.
        const atOnce = this.#isSure ? Math.min(readAtOnce, count - found.length) : readAtOnce;
        this.#readTo = Math.min(this.#list.length, this.#place + atOnce);
        this.#read = this.#parts.window.messagesOf(this.#list.slice(this.#place, this.#readTo));
      }
      this.#place += 1;
      this.#lookedTo = seq;
      const message = this.#read.get(seq);
      if (message !== undefined && this.#isWanted(message)) found.push(message);
    }
    return found;
  }

  /** The next ones, some or none of them. What is sure is not opened: of the store only what a row says of itself is read. */
  async takeSome(source: Generator<CandidateList>, withinMs: number): Promise<FoundMessage[]> {
    if (this.#place === this.#list.length) {
      this.#advance(source);
      return [];
    }
    if (!this.#isSure) {
      const found = await this.take(source, this.#list.length - this.#place, withinMs);
      return found.map(({ record: { seq, id, contactNo } }) => ({ seq, id, contactNo }));
    }
    const seqs = this.#list.slice(this.#place);
    this.#place = this.#list.length;
    this.#lookedTo = seqs.at(-1) ?? this.#lookedTo;
    return this.#parts.window.foundOf(seqs);
  }

  /** How many more are wanted, so many at most, as far as it is known within the time. What is sure is not read. */
  async count(source: Generator<CandidateList>, most: number, withinMs: number): Promise<number> {
    const { monotonic } = this.#parts;
    const endAt = monotonic() + withinMs;
    let count = 0;
    while (count < most && !this.#isAtEnd && monotonic() <= endAt) {
      if (this.#isSure && this.#place < this.#list.length) {
        count += this.#list.length - this.#place;
        this.#place = this.#list.length;
      } else if (this.#place < this.#list.length) {
        count += (await this.take(source, 1, endAt - monotonic())).length;
      } else {
        this.#advance(source);
      }
    }
    return count;
  }

  /** The next list, or none. */
  #advance(source: Generator<CandidateList>): void {
    if (this.#lower > 0) this.#lookedTo = this.#lower;
    const next = source.next();
    if (next.done === true) {
      this.#isAtEnd = true;
      return;
    }
    const { seqs, lower, isSure } = next.value;
    this.#list = seqs;
    this.#lower = lower;
    this.#isSure = isSure;
    this.#place = 0;
    this.#read = new Map();
    this.#readTo = 0;
  }

  #isWanted(message: SearchedMessage): boolean {
    const { window, names } = this.#parts;
    const { channels } = window.session;
    const openIdOf = (contactNo: number): OpenId | null => openIdIn(window, contactNo);
    const isConversation = (id: string, contactNo: number): boolean => this.#contactsOf(id).has(contactNo);
    return meets(this.#query, message, { channels, names, openIdOf, isConversation });
  }

  #contactsOf(conversation: string): ReadonlySet<number> {
    const known = this.#conversations.get(conversation);
    if (known !== undefined) return known;
    const found = new Set(contactsOfConversation(conversation, this.#parts.window));
    this.#conversations.set(conversation, found);
    return found;
  }
}

function openIdIn(window: StoreWindow, contactNo: number): OpenId | null {
  return window.session.contacts.byNo(contactNo)?.openId ?? null;
}
