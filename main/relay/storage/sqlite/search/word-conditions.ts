import type { SearchWord } from '#shared/search/query.ts';
import { tokensOfTerm } from '#shared/search/tokens.ts';
import { caseToken, contactToken, externalToken } from './attribute-tokens.ts';
import type { Names } from './names.ts';
import type { SearchIndex } from './search-index.ts';
import type { StoreWindow } from './store-window.ts';

export interface PlanParts {
  readonly window: StoreWindow;
  readonly index: SearchIndex;
  readonly names: Names;
}

/** One thing that must hold: found by an expression for the word index, known by seq, or of these end users. */
export interface WordCondition {
  readonly match: string;
  readonly known: readonly number[];
  /** Too many to be asked for. */
  readonly beside: ReadonlySet<number>;
  /** True when every row that is found by `match` is meant. */
  readonly isExact: boolean;
}

/** Of more end users the word index is not asked: each costs it as much as a word does. */
export const mostAsked = 60;
const everyone = Number.MAX_SAFE_INTEGER;
const mostKnown = 500;
/** Nobody writes so often in one case. */
const mostOfCase = 5_000;
const nobody: ReadonlySet<number> = new Set();

/** Our id, WeChat's, what CXone calls the message, or its conversation. */
export function idCondition(ids: readonly string[], parts: PlanParts): WordCondition {
  const contacts = ids.flatMap((id) => contactsOfConversation(id, parts.window));
  const tokens = [...ids.map(externalToken), ...contacts.map(contactToken)];
  return {
    match: anyOf([...new Set(tokens)].map(quoted)),
    known: ids.flatMap((id) => seqsOfId(id, parts)),
    beside: nobody,
    isExact: false,
  };
}

/** Text, or what a word may be besides: an id, a case, an end user. */
export function wordCondition(word: SearchWord, parts: PlanParts): WordCondition {
  const { tokens, beginning, isExact } = tokensOfTerm(word.text, word.mayGrow);
  const text = allOf([...tokens.map(quoted), ...(beginning === null ? [] : [`${quoted(beginning)} *`])]);
  if (word.isPhrase) return { match: text, known: [], beside: nobody, isExact };
  const { index, names, window } = parts;
  const isId = looksLikeExternalId(word.typed);
  const contacts = new Set([
    ...names.holding(word, everyone),
    ...(looksLikeOpenId(word.typed) ? window.contactsOfOpenId(word.typed) : []),
    ...openIdEnds(word.typed).flatMap((end) => index.contactsOfOpenIdEnd(end)),
    ...(isId ? contactsOfConversation(word.typed, window) : []),
  ]);
  const ofCase = looksLikeCase(word.typed) ? caseCondition(word.typed, index) : noCase;
  const known = [...(isId || looksLikeId(word.typed) ? seqsOfId(word.typed, parts) : []), ...ofCase.known];
  const isMany = contacts.size > mostAsked;
  const tokensBeside = [
    ...(isMany ? [] : [...contacts].map(contactToken)),
    ...(isId ? [externalToken(word.typed)] : []),
    ...ofCase.tokens,
  ];
  return {
    match: anyOf([text, ...tokensBeside.map(quoted)]),
    known,
    beside: isMany ? contacts : nobody,
    isExact: isExact && !isId && known.length === 0 && ofCase.tokens.length === 0,
  };
}

const noCase = { tokens: [], known: [] };

/** Most words with a digit are no case: those cost no more than they would. */
function caseCondition(word: string, index: SearchIndex): { readonly tokens: string[]; readonly known: number[] } {
  const token = caseToken(word);
  const isKnown = index.find('words', quoted(token), 0, everyone, 1).length > 0;
  return { tokens: isKnown ? [token] : [], known: index.seqsOfCase(word, mostOfCase) };
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

/** What is known only since delivery may be meant: a case, or what CXone calls a message. */
export function looksLikeCase(typed: string): boolean {
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

export function isFindable({ text, mayGrow }: SearchWord): boolean {
  const { tokens, beginning } = tokensOfTerm(text, mayGrow);
  return tokens.length > 0 || beginning !== null;
}

/** Tokens hold no quotation marks. */
export function quoted(token: string): string {
  return `"${token}"`;
}

/** Of at least one. */
export function anyOf(expressions: readonly string[]): string {
  return joined(expressions, 'OR');
}

export function allOf(expressions: readonly string[]): string {
  return joined(expressions, 'AND');
}

function joined(expressions: readonly string[], word: 'AND' | 'OR'): string {
  return expressions.length === 1 ? (expressions[0] ?? '') : `(${expressions.join(` ${word} `)})`;
}
