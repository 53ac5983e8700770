import type { MessageState } from '#shared/domain/message.ts';
import type { SearchQuery, SearchWord, Wanted } from '#shared/search/query.ts';
import { tokensOfTerm } from '#shared/search/tokens.ts';
import { allDirections, directionNumber, kindNumber, stateNumber } from '../record-codes.ts';
import { channelToken, contactToken, directionToken, externalToken, kindToken } from './attribute-tokens.ts';
import type { Names } from './names.ts';
import type { SearchIndex } from './search-index.ts';
import type { OpenLane, StoreWindow } from './store-window.ts';

/** Where the messages that a search wants may be looked for. What is found there is still to be looked at. */
export interface SearchPlan {
  /** For the word index; null when it narrows nothing. */
  readonly match: string | null;
  /** Only messages of these end users are wanted: more of them than the word index is asked for. Null: of everybody. */
  readonly contacts: ReadonlySet<number> | null;
  /** Messages of these are wanted too, whatever `match` says: a word is a part of their name. Null: there are none. */
  readonly beside: ReadonlySet<number> | null;
  /** The index finds all of them only together with these: known by an id. Newest first. */
  readonly known: readonly number[];
  /** True when nothing but `known` can be meant. */
  readonly isOnlyKnown: boolean;
  /** True when every row that `match` finds is wanted. */
  readonly isExact: boolean;
  /** True when text must be looked at, so that only the index can tell within reasonable time. */
  readonly needsText: boolean;
  /** Where to look by the store's own index of what is not delivered; null when delivered ones are wanted too. */
  readonly openLanes: readonly OpenLane[] | null;
  /** What more the store can tell of those. */
  readonly openCondition: string;
  readonly openValues: readonly string[];
  /** For messages that are not in the index: what the store itself can tell of them. */
  readonly condition: string;
}

/** Nothing can meet it. */
export const impossible = 'impossible';

export interface PlanParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
  readonly names: Names;
}

/** For more end users the word index is not asked: each costs it as much as a word does. */
const mostAsked = 60;
const mostOfCase = 500;
const everyone = Number.MAX_SAFE_INTEGER;
const mostKnown = 500;
/** Of more channels the index is not asked: looking at the messages is faster. */
const mostChannels = 20;

const openStates: readonly MessageState[] = [
  'pending',
  'unconfirmed',
  'dead_letter',
  'expired',
  'quarantined',
  'discarded',
];

/** One thing that must hold: found by an expression, or known by seq. */
interface Condition {
  /** True when the lanes of what is not delivered hold nothing else anyhow. */
  readonly isOfLanes?: boolean;
  readonly match: string | null;
  readonly known: readonly number[];
  readonly isExact: boolean;
  /** Too many to be asked for: `match` is null and does not count. */
  readonly contacts?: ReadonlySet<number>;
  /** Besides what `match` finds. */
  readonly beside?: ReadonlySet<number>;
}

export function planOf(query: SearchQuery, parts: PlanParts): SearchPlan | typeof impossible {
  const conditions: Condition[] = [];
  const channels = channelNumbers(query, parts);
  if (channels?.length === 0 || isEmpty(query.directions) || isEmpty(query.kinds) || isEmpty(query.states)) {
    return impossible;
  }
  const attribute = (tokens: readonly string[], isOfLanes = false): void => {
    conditions.push({ match: anyOf(tokens.map(quoted)), known: [], isExact: true, isOfLanes });
  };
  const isManyChannels = channels !== null && channels.length > mostChannels;
  if (channels !== null && !isManyChannels) attribute(channels.map(channelToken), true);
  if (query.directions !== null) attribute(query.directions.map(directionToken), true);
  if (query.kinds !== null) attribute(query.kinds.map(kindToken));
  if (query.contactNo !== null) attribute([contactToken(query.contactNo)]);
  for (const condition of namedConditions(query, parts)) conditions.push(condition);
  const wanted = query.words.filter(({ isNegated }) => !isNegated);
  const unfindable = wanted.filter((word) => !isFindable(word));
  for (const word of wanted) if (isFindable(word)) conditions.push(wordCondition(word, parts));

  const openLanes = openLanesOf(query, channels, parts);
  const asked = openLanes === null ? conditions : conditions.filter(({ isOfLanes }) => isOfLanes !== true);
  const matches = asked.flatMap(({ match, contacts }) => (contacts === undefined ? [match] : []));
  const sets = conditions.flatMap(({ contacts }) => contacts ?? []);
  const beside = new Set(conditions.flatMap((condition) => [...(condition.beside ?? [])]));
  const known = [...new Set(conditions.flatMap((condition) => condition.known))].sort((one, other) => other - one);
  const isOnlyKnown = matches.includes(null);
  const isNarrowedElsewhere =
    isManyChannels || query.states !== null || query.from !== null || query.until !== null || hasExclusions(query);
  return {
    match: isOnlyKnown || matches.length === 0 ? null : allOf(matches.flatMap((match) => match ?? [])),
    contacts: sets.length === 0 ? null : sets.reduce(common),
    beside: beside.size === 0 ? null : beside,
    known,
    isOnlyKnown,
    isExact:
      !isNarrowedElsewhere &&
      unfindable.length === 0 &&
      known.length === 0 &&
      sets.length === 0 &&
      beside.size === 0 &&
      conditions.every(({ isExact }) => isExact),
    needsText: query.words.length > 0,
    openLanes,
    openCondition: query.codes.any.length === 0 ? '1' : `(${query.codes.any.map(() => codeCondition).join(' OR ')})`,
    openValues: query.codes.any.flatMap((code) => [code.toUpperCase(), ` ${code.toUpperCase()} `]),
    condition: conditionOf(query, channels),
  };
}

function isEmpty(list: readonly unknown[] | null): boolean {
  return list?.length === 0;
}

/** Numbers of the wanted channels; null for all. A channel without messages has none. */
function channelNumbers({ channelIds }: SearchQuery, { window }: PlanParts): readonly number[] | null {
  if (channelIds === null) return null;
  return channelIds.flatMap((id) => window.session.channels.find(id) ?? []);
}

/** The whole code, or a word of it. */
const codeCondition = "(upper(code) = ? OR instr(' ' || upper(platform_code) || ' ', ?) > 0)";

/** A code is kept while a message is not delivered, and no longer. */
function openLanesOf(
  { states, codes, directions }: SearchQuery,
  channels: readonly number[] | null,
  { window }: PlanParts,
): readonly OpenLane[] | null {
  const wanted = codes.any.length === 0 ? states : (states ?? openStates).filter((state) => state !== 'delivered');
  if (wanted === null || wanted.includes('delivered')) return null;
  const numbers = channels ?? [...window.session.channels.all().keys()];
  return wanted.flatMap((state) =>
    numbers.flatMap((channelNo) =>
      (directions ?? allDirections).map((direction) => ({
        state: stateNumber[state],
        channelNo,
        direction: directionNumber[direction],
      })),
    ),
  );
}

function* namedConditions(query: SearchQuery, parts: PlanParts): Generator<Condition> {
  const { ids, cases, openIds, customers } = query;
  const { index, names, window } = parts;
  if (ids.any.length > 0) {
    const known = ids.any.flatMap((id) => seqsOfId(id, parts));
    const contacts = ids.any.flatMap((id) => contactsOfConversation(id, window));
    const tokens = [...ids.any.map(externalToken), ...contacts.map(contactToken)];
    yield { match: anyOf([...new Set(tokens)].map(quoted)), known, isExact: false };
  }
  if (cases.any.length > 0) {
    yield ofContacts(
      cases.any.flatMap((id) => index.contactsOfCase(id, mostOfCase)),
      false,
    );
  }
  if (openIds.any.length > 0) {
    const found = openIds.any.flatMap((end) => [
      ...window.contactsOfOpenId(end),
      ...index.contactsOfOpenIdEnd(end, everyone),
    ]);
    yield ofContacts(found, true);
  }
  if (customers.any.length > 0) {
    yield ofContacts(
      customers.any.flatMap((text) => names.containing(text, everyone)),
      true,
    );
  }
}

function common(one: ReadonlySet<number>, other: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...one].filter((no) => other.has(no)));
}

function ofContacts(contacts: readonly number[], isExact: boolean): Condition {
  if (contacts.length > mostAsked) return { match: null, known: [], isExact: false, contacts: new Set(contacts) };
  return { match: anyOf([...new Set(contacts)].map((no) => quoted(contactToken(no)))), known: [], isExact };
}

/** Text, or what a word may be besides: an id, a case, an end user. */
function wordCondition(word: SearchWord, parts: PlanParts): Condition {
  const { tokens, beginning, isExact } = tokensOfTerm(word.text, word.mayGrow);
  const text = allOf([...tokens.map(quoted), ...(beginning === null ? [] : [`${quoted(beginning)} *`])]);
  if (word.isPhrase) return { match: text, known: [], isExact };
  const { index, names, window } = parts;
  const contacts = [
    ...names.holding(word, everyone),
    ...(looksLikeOpenId(word.typed) ? window.contactsOfOpenId(word.typed) : []),
    ...openIdEnds(word.typed).flatMap((end) => index.contactsOfOpenIdEnd(end, everyone)),
  ];
  const ofCase = looksLikeCase(word.typed) ? index.contactsOfCase(word.typed, mostOfCase) : [];
  const isId = looksLikeExternalId(word.typed);
  const external = isId ? [externalToken(word.typed)] : [];
  if (isId) contacts.push(...contactsOfConversation(word.typed, window));
  const known = isId || looksLikeId(word.typed) ? seqsOfId(word.typed, parts) : [];
  const beside = new Set([...contacts, ...ofCase]);
  const isMany = beside.size > mostAsked;
  const tokensBeside = isMany ? [] : [...beside].map(contactToken);
  return {
    match: anyOf([text, ...[...tokensBeside, ...external].map(quoted)]),
    known,
    isExact: isExact && ofCase.length === 0 && external.length === 0 && known.length === 0,
    ...(isMany && { beside }),
  };
}

/** By CXone's name for it, and by ours: the account's id and the end user's. */
export function contactsOfConversation(id: string, window: StoreWindow): readonly number[] {
  const ours = id.slice(id.lastIndexOf(':') + 1);
  return [...window.contactsOfThread(id), ...(id.includes(':') ? window.contactsOfOpenId(ours) : [])];
}

function seqsOfId(id: string, { window, index }: PlanParts): readonly number[] {
  const whole = window.seqOfId(id);
  if (whole !== null) return [whole];
  return [
    ...(looksLikeId(id) ? window.seqsOfIdStart(id, mostKnown) : []),
    ...window.seqsOfPlatformId(id, mostKnown),
    ...index.seqsOfInboundId(id, mostKnown),
  ];
}

/** Our own ids begin so. Their first characters tell the time: shorter beginnings would mean half a year. */
function looksLikeId(typed: string): boolean {
  return /^wx(?:in|out)-.{6}/u.test(typed);
}

export function looksLikeExternalId(typed: string): boolean {
  return /^[A-Za-z0-9_-]{8,64}$/u.test(typed) && /\d/u.test(typed);
}

function looksLikeCase(typed: string): boolean {
  return /^[A-Za-z0-9_-]{3,64}$/u.test(typed) && /\d/u.test(typed);
}

/** WeChat: openids have 28 characters. */
export function looksLikeOpenId(typed: string): boolean {
  return /^[A-Za-z0-9_-]{20,64}$/u.test(typed);
}

/** As an openid is shown: '…k4Qz'. */
export function openIdEnds(typed: string): readonly string[] {
  const end = /^(?:\u2026|\u2022+)([A-Za-z0-9_-]{4,64})$/u.exec(typed)?.[1];
  return end === undefined ? [] : [end];
}

function isFindable({ text, mayGrow }: SearchWord): boolean {
  const { tokens, beginning } = tokensOfTerm(text, mayGrow);
  return tokens.length > 0 || beginning !== null;
}

function hasExclusions({ words, codes, ids, cases, openIds, customers }: SearchQuery): boolean {
  const lists: readonly Wanted[] = [codes, ids, cases, openIds, customers];
  return codes.any.length > 0 || words.some(({ isNegated }) => isNegated) || lists.some(({ none }) => none.length > 0);
}

/** SQL of our own numbers only. */
function conditionOf(query: SearchQuery, channels: readonly number[] | null): string {
  const conditions = ['1'];
  const among = (column: string, numbers: readonly number[]): void => {
    conditions.push(`+${column} IN (${numbers.join(', ')})`);
  };
  if (channels !== null) among('channel_no', channels);
  if (query.directions !== null)
    among(
      'direction',
      query.directions.map((one) => directionNumber[one]),
    );
  if (query.kinds !== null)
    among(
      'kind',
      query.kinds.map((one) => kindNumber[one]),
    );
  if (query.states !== null)
    among(
      'state',
      query.states.map((one) => stateNumber[one]),
    );
  if (query.contactNo !== null) among('contact_no', [query.contactNo]);
  if (query.from !== null) conditions.push(`received_at >= ${Math.round(query.from)}`);
  if (query.until !== null) conditions.push(`received_at < ${Math.round(query.until)}`);
  return conditions.join(' AND ');
}

/** Tokens hold no quotation marks. */
function quoted(token: string): string {
  return `"${token}"`;
}

function anyOf(expressions: readonly string[]): string | null {
  return expressions.length === 0 ? null : joined(expressions, 'OR');
}

function allOf(expressions: readonly string[]): string {
  return joined(expressions, 'AND');
}

function joined(expressions: readonly string[], word: 'AND' | 'OR'): string {
  return expressions.length === 1 ? (expressions[0] ?? '') : `(${expressions.join(` ${word} `)})`;
}
