import type { SearchQuery, Wanted } from '#shared/search/query.ts';
import { directionNumber, errorCodeOf, kindNumber, stateNumber } from '../record-codes.ts';
import { caseToken, channelToken, contactToken, directionToken, kindToken } from './attribute-tokens.ts';
import { isCode } from './meets-code.ts';
import { openLanes, openStates } from './open-lanes.ts';
import type { OutlineWish } from './outlines.ts';
import type { IndexedRange } from './search-index.ts';
import { storeCondition, type StoreCondition } from './store-condition.ts';
import type { CodeLane, OpenLane } from './store-lanes.ts';
import {
  allOf,
  anyOf,
  idCondition,
  isFindable,
  mostAsked,
  quoted,
  wordCondition,
  type PlanParts,
} from './word-conditions.ts';

/**
 * What gives the messages to be looked at, newest first. words: the word index. cases: the same, and what was learned
 * of messages later. open, codes: the
 * store's own index of what is not delivered, and of why. all: every message, by what never changes of it.
 */
export type Source =
  | { readonly of: 'words'; readonly match: string; readonly isExact: boolean }
  | { readonly of: 'cases'; readonly match: string }
  | { readonly of: 'open'; readonly lanes: readonly OpenLane[] }
  | { readonly of: 'codes'; readonly lanes: readonly CodeLane[] }
  | { readonly of: 'all' };

/** Where the messages that a search wants may be looked for. What is found there is still to be looked at. */
export interface SearchPlan {
  readonly source: Source;
  /** What the word index must find besides, where it is not the source; null: nothing. */
  readonly text: string | null;
  /** What never changes of the messages that are wanted. */
  readonly wish: OutlineWish;
  /** Messages of these are wanted too, whatever the words say: a word is a part of their name. Null: there are none. */
  readonly beside: ReadonlySet<number> | null;
  /** The index finds all of them only together with these: known by an id. Newest first. */
  readonly known: readonly number[];
  /** True when nothing in the index but `known` can be meant. */
  readonly isOnlyKnown: boolean;
  /** True when source, wish and time leave nothing but what is wanted. */
  readonly isSure: boolean;
  /** Delivered messages are wanted, and not these others; empty: the source takes care of states. */
  readonly notOpen: readonly OpenLane[];
  /** True when text must be looked at, so that only the index can tell within reasonable time. */
  readonly needsText: boolean;
  /** For messages that are not in the index: what the store itself can tell of them. */
  readonly condition: StoreCondition;
}

/** Nothing can meet it. */
export const impossible = 'impossible';

/** Of more channels the index is not asked: looking at the messages is faster. */
const mostChannels = 20;
/** Of so few messages of an end user each is looked at, whatever else is asked. */
const fewMessages = 200;

export function planOf(query: SearchQuery, parts: PlanParts): SearchPlan | typeof impossible {
  const channels = channelNumbers(query, parts);
  if (channels?.size === 0 || isEmpty(query.directions) || isEmpty(query.kinds) || isEmpty(query.states)) {
    return impossible;
  }
  const contacts = contactsOf(query, parts);
  const wish: OutlineWish = {
    channels,
    directions: query.directions === null ? null : new Set(query.directions.map((one) => directionNumber[one])),
    kinds: query.kinds === null ? null : new Set(query.kinds.map((one) => kindNumber[one])),
    contacts,
  };
  const wanted = query.words.filter(({ isNegated }) => !isNegated);
  const findable = wanted.filter(isFindable);
  const conditions = [
    ...(query.ids.any.length === 0 ? [] : [idCondition(query.ids.any, parts)]),
    ...findable.map((word) => wordCondition(word, parts)),
  ];
  const text = conditions.length === 0 ? null : allOf(conditions.map(({ match }) => match));
  const beside = new Set(conditions.flatMap((condition) => [...condition.beside]));
  const known = [...new Set(conditions.flatMap((condition) => condition.known))].sort((one, other) => other - one);
  const isTextExact =
    known.length === 0 &&
    beside.size === 0 &&
    findable.length === wanted.length &&
    conditions.every(({ isExact }) => isExact);
  const source = sourceOf({ query, text, wish, isTextExact }, parts);
  const notOpen = source.of === 'all' ? unwantedOpen(query, wish, parts) : [];
  return {
    source,
    text: source.of === 'words' ? null : text,
    wish,
    beside: beside.size === 0 ? null : beside,
    known,
    isOnlyKnown: contacts?.size === 0,
    isSure: isSure(query, source, text),
    notOpen,
    needsText: query.words.length > 0,
    condition: storeCondition(query, wish, query.contactNo),
  };
}

function isEmpty(list: readonly unknown[] | null): boolean {
  return list?.length === 0;
}

/** Two cases may share a token: rarely enough for a number that is told as about so many. */
function isSure(query: SearchQuery, source: Source, text: string | null): boolean {
  if (source.of === 'words') return source.isExact;
  const isState = source.of === 'cases' && (query.states !== null || query.codes.any.length > 0);
  return !isState && text === null && query.words.length === 0 && !hasExclusions(query);
}

/** Numbers of the wanted channels; null for all. A channel without messages has none. */
function channelNumbers({ channelIds }: SearchQuery, { window }: PlanParts): ReadonlySet<number> | null {
  if (channelIds === null) return null;
  return new Set(channelIds.flatMap((id) => window.session.channels.find(id) ?? []));
}

/** Whose messages alone are wanted; null: it does not matter. */
function contactsOf({ openIds, customers, contactNo }: SearchQuery, parts: PlanParts): ReadonlySet<number> | null {
  const { index, names, window } = parts;
  const sets: ReadonlySet<number>[] = [];
  if (contactNo !== null) sets.push(new Set([contactNo]));
  if (openIds.any.length > 0) {
    const found = openIds.any.flatMap((end) => [...window.contactsOfOpenId(end), ...index.contactsOfOpenIdEnd(end)]);
    sets.push(new Set(found));
  }
  if (customers.any.length > 0) {
    sets.push(new Set(customers.any.flatMap((text) => names.containing(text, Number.MAX_SAFE_INTEGER))));
  }
  return sets.length === 0 ? null : sets.reduce(common);
}

function common(one: ReadonlySet<number>, other: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...one].filter((no) => other.has(no)));
}

interface Sought {
  readonly query: SearchQuery;
  readonly text: string | null;
  readonly wish: OutlineWish;
  readonly isTextExact: boolean;
}

/** Whatever gives the fewest messages to look at, as far as that can be told without looking. */
function sourceOf({ query, text, wish, isTextExact }: Sought, parts: PlanParts): Source {
  const { contacts } = wish;
  const attributes = attributesOf(query, wish);
  const isExact = isTextExact && !isNarrowedBeyond(query, wish);
  const words = (match: string): Source => ({ of: 'words', match, isExact });
  if (query.ids.any.length > 0 && text !== null) return words(allOf([text, ...attributes]));
  if (query.cases.any.length > 0) return { of: 'cases', match: anyOf(query.cases.any.map(caseToken).map(quoted)) };
  const isFew = contacts !== null && contacts.size > 0 && contacts.size <= mostAsked;
  const open = openSource(query, wish, parts);
  if (open !== null) {
    const match = allOf(attributes);
    return isFew && text === null && isFewMessages(match, parts) ? words(match) : open;
  }
  if (text !== null && (contacts === null || isFew)) return words(allOf([text, ...attributes]));
  return isFew ? words(allOf(attributes)) : { of: 'all' };
}

/** Attributes as the word index knows them. */
function attributesOf(query: SearchQuery, { channels, contacts }: OutlineWish): string[] {
  const lists = [
    channels === null || channels.size > mostChannels ? null : [...channels].map(channelToken),
    query.directions?.map(directionToken) ?? null,
    query.kinds?.map(kindToken) ?? null,
    contacts === null || contacts.size === 0 || contacts.size > mostAsked ? null : [...contacts].map(contactToken),
  ];
  return lists.flatMap((list) => (list === null ? [] : [anyOf(list.map(quoted))]));
}

function isFewMessages(match: string, { index }: PlanParts): boolean {
  const range: IndexedRange = index.range ?? { low: 0, high: -1 };
  return index.count(match, range.low, range.high + 1, fewMessages + 1) <= fewMessages;
}

/** What the tokens of the word index do not tell. */
function isNarrowedBeyond(query: SearchQuery, { channels, contacts }: OutlineWish): boolean {
  const { states, from, until, cases } = query;
  return (
    (channels !== null && channels.size > mostChannels) ||
    (contacts !== null && contacts.size > mostAsked) ||
    states !== null ||
    from !== null ||
    until !== null ||
    cases.any.length > 0 ||
    query.codes.any.length > 0 ||
    hasExclusions(query)
  );
}

/** The store's own index, where delivered messages are not wanted; null where they are. A code is kept until delivery. */
function openSource({ states, codes, directions }: SearchQuery, wish: OutlineWish, parts: PlanParts): Source | null {
  const wanted = codes.any.length === 0 ? states : (states ?? openStates).filter((state) => state !== 'delivered');
  if (wanted === null || wanted.includes('delivered')) return null;
  if (codes.any.length === 0) {
    return { of: 'open', lanes: openLanes(wanted, channelsOf(wish, parts), directions) };
  }
  const pairs = parts.window.lanes
    .codes()
    .filter(({ code, platformCode }) =>
      codes.any.some((one) => isCode(one, errorCodeOf(code)) || isCode(one, platformCode)),
    );
  const numbers = wanted.map((state) => stateNumber[state]);
  return { of: 'codes', lanes: pairs.flatMap((pair) => numbers.map((state) => ({ ...pair, state }))) };
}

/** Where some of what is not delivered is wanted beside what is, the rest must be left out. */
function unwantedOpen({ states, directions }: SearchQuery, wish: OutlineWish, parts: PlanParts): readonly OpenLane[] {
  if (states === null) return [];
  const unwanted = openStates.filter((state) => !states.includes(state));
  return openLanes(unwanted, channelsOf(wish, parts), directions);
}

function channelsOf({ channels }: OutlineWish, { window }: PlanParts): readonly number[] {
  return [...(channels ?? window.session.channels.all().keys())];
}

function hasExclusions({ words, codes, ids, cases, openIds, customers }: SearchQuery): boolean {
  const lists: readonly Wanted[] = [codes, ids, cases, openIds, customers];
  return words.some(({ isNegated }) => isNegated) || lists.some(({ none }) => none.length > 0);
}
