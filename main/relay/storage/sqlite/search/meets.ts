import { findTerm } from '#shared/search/find-term.ts';
import { normalise } from '#shared/search/normalise.ts';
import type { SearchQuery, SearchWord, Wanted } from '#shared/search/query.ts';
import type { OpenId } from '#shared/domain/ids.ts';
import type { ChannelBook } from '../channel-book.ts';
import { isCode } from './meets-code.ts';
import type { Names } from './names.ts';
import type { SearchedMessage } from './store-window.ts';
import { looksLikeExternalId, looksLikeOpenId, openIdEnds } from './word-conditions.ts';

export interface MeetingParts {
  readonly channels: ChannelBook;
  readonly names: Names;
  readonly openIdOf: (contactNo: number) => OpenId | null;
  /** Whether a conversation of this end user is called so. */
  readonly isConversation: (id: string, contactNo: number) => boolean;
}

/** Whether the message is what the search asks for, all of it. The index only says where to look. */
export function meets(query: SearchQuery, message: SearchedMessage, parts: MeetingParts): boolean {
  const { record } = message;
  const { channelIds, directions, kinds, states, from, until, contactNo } = query;
  const channelId = parts.channels.idOf(record.channelNo);
  if (channelIds !== null && (channelId === null || !channelIds.includes(channelId))) return false;
  if (directions !== null && !directions.includes(record.direction)) return false;
  if (kinds !== null && !kinds.includes(record.kind)) return false;
  if (states !== null && !states.includes(record.state)) return false;
  if (from !== null && record.receivedAt < from) return false;
  if (until !== null && record.receivedAt >= until) return false;
  if (contactNo !== null && record.contactNo !== contactNo) return false;
  return meetsNames(query, message, parts) && meetsWords(query, message, parts);
}

function meetsNames(query: SearchQuery, message: SearchedMessage, parts: MeetingParts): boolean {
  const { record } = message;
  const { codes, ids, cases, openIds, customers } = query;
  const openId = isAsked(openIds) && record.contactNo !== null ? parts.openIdOf(record.contactNo) : null;
  const names = isAsked(customers) && record.contactNo !== null ? parts.names.textOf(record.contactNo) : '';
  return (
    allows(codes, (code) => isCode(code, record.code) || isCode(code, record.platformCode)) &&
    allows(ids, (id) => isId(id, message, parts)) &&
    allows(cases, (caseId) => record.caseId === caseId) &&
    allows(openIds, (end) => openId?.endsWith(end) === true) &&
    allows(customers, (text) => names.includes(text))
  );
}

function isAsked({ any, none }: Wanted): boolean {
  return any.length > 0 || none.length > 0;
}

function allows({ any, none }: Wanted, is: (value: string) => boolean): boolean {
  return (any.length === 0 || any.some(is)) && !none.some(is);
}

/** What we, WeChat or CXone call the message, or what CXone calls its conversation. */
function isId(wanted: string, message: SearchedMessage, { isConversation }: MeetingParts): boolean {
  const { id, externalId, platformMessageId, contactNo } = message.record;
  return (
    id === wanted ||
    externalId === wanted ||
    platformMessageId === wanted ||
    isIdStart(wanted, id) ||
    (contactNo !== null && isConversation(wanted, contactNo)) ||
    message.platformIds.includes(wanted)
  );
}

function isIdStart(wanted: string, id: string): boolean {
  return /^wx(?:in|out)-.{6}/u.test(wanted) && id.startsWith(wanted);
}

function meetsWords({ words }: SearchQuery, message: SearchedMessage, parts: MeetingParts): boolean {
  if (words.length === 0) return true;
  const text = normalise(message.text);
  return words.every((word) => holds(word, text, message, parts) !== word.isNegated);
}

function holds(word: SearchWord, text: string, message: SearchedMessage, parts: MeetingParts): boolean {
  if (findTerm(text, word) >= 0) return true;
  if (word.isPhrase) return false;
  const { typed } = word;
  const { record } = message;
  if (record.caseId === typed || isIdStart(typed, record.id)) return true;
  // Of other words it need not be asked, and that costs more.
  if (looksLikeExternalId(typed) && isId(typed, message, parts)) return true;
  const { contactNo } = record;
  if (contactNo === null) return false;
  if (findTerm(parts.names.textOf(contactNo), word) >= 0) return true;
  const ends = looksLikeOpenId(typed) ? [typed] : openIdEnds(typed);
  return ends.some((end) => parts.openIdOf(contactNo)?.endsWith(end) === true);
}
