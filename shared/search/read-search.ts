import type { ChannelId } from '../domain/ids.ts';
import type { SearchFilter, SearchProblem } from '../domain/message-search.ts';
import { Direction, MessageKind, MessageState } from '../domain/message.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { searchPieces, type SearchPiece } from './lex.ts';
import { momentAgo, spanOf, type Span } from './moments.ts';
import { normalise } from './normalise.ts';
import { directionOf, kindOf, stateOf, type SearchOperatorName } from './operators.ts';
import type { ReadSearch, SearchQuery, SearchWord, SearchWorld, Wanted } from './query.ts';
import { tokensOfTerm } from './tokens.ts';

/** Nobody types more; pasted text is shortened by whoever pasted it. */
const mostPieces = 32;
const shortestOpenIdEnd = 4;
/** How an openid is shown: its end behind an ellipsis. */
const maskedStart = /^(?:\u2026|\.\.\.|\u2022+)/u;

/**
 * Reads what a person typed, together with the filter beside it. Words are all to be found; the same operator twice means
 * either of the two; what differs must hold together. Never throws: what is wrong is told with its place.
 */
export function readSearch(text: string, filter: SearchFilter, world: SearchWorld): ReadSearch {
  const pieces = searchPieces(text);
  const reading = new Reading(filter, world, text.length);
  for (const piece of pieces.slice(0, mostPieces)) reading.take(piece);
  const first = pieces[mostPieces];
  if (first !== undefined) reading.object('SEARCH_TOO_LONG', first.from, text.length);
  return reading.result();
}

/** Values of one operator that were asked for, and that were excluded. */
interface Choice<T> {
  readonly any: T[];
  readonly none: T[];
}

const noChoice = <T>(): Choice<T> => ({ any: [], none: [] });

class Reading {
  readonly #filter: SearchFilter;
  readonly #world: SearchWorld;
  readonly #length: number;
  readonly #problems: SearchProblem[] = [];
  readonly #words: (SearchWord & { readonly from: number; readonly until: number })[] = [];
  readonly #channels = noChoice<ChannelId>();
  readonly #directions = noChoice<Direction>();
  readonly #kinds = noChoice<MessageKind>();
  readonly #states = noChoice<MessageState>();
  readonly #texts: Record<'code' | 'id' | 'case' | 'openid' | 'customer', Choice<string>> = {
    code: noChoice(),
    id: noChoice(),
    case: noChoice(),
    openid: noChoice(),
    customer: noChoice(),
  };
  #from: number | null;
  #until: number | null;

  constructor(filter: SearchFilter, world: SearchWorld, length: number) {
    this.#filter = filter;
    this.#world = world;
    this.#length = length;
    this.#from = filter.from;
    this.#until = filter.until;
  }

  take(piece: SearchPiece): void {
    const { from, until, operator, value } = piece;
    if (piece.isOpen) this.object('SEARCH_QUOTE_OPEN', piece.valueFrom - 1, until);
    else if (operator === null) this.#takeWord(piece);
    else if (operator === 'unknown') this.#objectToName(piece);
    else if (value.trim() === '') this.object('SEARCH_VALUE_UNKNOWN', from, until);
    else if (!this.#takeOperator(operator, piece)) {
      const isDate = operator === 'after' || operator === 'before' || operator === 'on';
      this.object(isDate ? 'SEARCH_DATE_INVALID' : 'SEARCH_VALUE_UNKNOWN', piece.valueFrom, until, value);
    }
  }

  object(code: ErrorCode, from: number, until: number, value: string | null = null): void {
    this.#problems.push({ code, from, until, value });
  }

  result(): ReadSearch {
    const query = this.#query();
    const positive = this.#words.filter(({ isNegated }) => !isNegated);
    const [first] = positive;
    const isBare = first !== undefined && positive.every((word) => isUnfindable(word)) && !isNarrowed(query);
    if (isBare && this.#problems.length === 0) {
      this.object('SEARCH_NOTHING_LEFT', first.from, positive.at(-1)?.until ?? first.until);
    }
    return { query, problems: this.#problems.sort((one, other) => one.from - other.from) };
  }

  #takeWord({ from, until, value, isNegated, isQuoted }: SearchPiece): void {
    const text = normalise(value).trim();
    if (text === '') return;
    const mayGrow = !isQuoted && !isNegated && until === this.#length;
    this.#words.push({ text, mayGrow, isNegated, isPhrase: isQuoted, typed: value, from, until });
  }

  #objectToName({ from, name, isNegated }: SearchPiece): void {
    const nameFrom = isNegated ? from + 1 : from;
    this.object('SEARCH_OPERATOR_UNKNOWN', nameFrom, nameFrom + name.length, name);
  }

  /** False when the value means nothing. */
  #takeOperator(operator: SearchOperatorName, { value, isNegated }: SearchPiece): boolean {
    const side = isNegated ? 'none' : 'any';
    switch (operator) {
      case 'channel':
        return push(this.#channels[side], channelsOf(value, this.#world));
      case 'is':
        return push(this.#states[side], listOf(stateOf(value)));
      case 'dir':
        return push(this.#directions[side], listOf(directionOf(value)));
      case 'type':
        return push(this.#kinds[side], listOf(kindOf(value)));
      case 'openid': {
        const end = value.replace(maskedStart, '');
        return push(this.#texts.openid[side], end.length < shortestOpenIdEnd ? [] : [end]);
      }
      case 'customer':
        return push(this.#texts.customer[side], [normalise(value).trim()]);
      case 'code':
      case 'id':
      case 'case':
        return push(this.#texts[operator][side], [value.trim()]);
      case 'after':
      case 'before':
      case 'on':
        return !isNegated && this.#takeDate(operator, value);
    }
  }

  #takeDate(operator: 'after' | 'before' | 'on', value: string): boolean {
    const span = this.#spanOf(operator, value.trim());
    if (span === null) return false;
    if (operator !== 'before') this.#from = Math.max(this.#from ?? span.from, span.from);
    if (operator === 'before') this.#until = Math.min(this.#until ?? span.from, span.from);
    if (operator === 'on') this.#until = Math.min(this.#until ?? span.until, span.until);
    return true;
  }

  /** An age is a moment, and there is nothing to be found 'on' one. */
  #spanOf(operator: 'after' | 'before' | 'on', value: string): Span | null {
    const { timeZone, now } = this.#world;
    const at = operator === 'on' ? null : momentAgo(value, now);
    return at === null ? spanOf(value, timeZone, now) : { from: at, until: at };
  }

  #query(): SearchQuery {
    const { channelIds, direction, kinds, states, contactNo } = this.#filter;
    const known = this.#world.channels.map(({ id }) => id);
    const all = [...new Set([...known, ...channelIds])];
    return {
      words: this.#words.map(({ text, mayGrow, isNegated, isPhrase, typed }) => ({
        text,
        mayGrow,
        isNegated,
        isPhrase,
        typed,
      })),
      channelIds: chosen(all, this.#channels, channelIds),
      directions: chosen(Direction.options, this.#directions, direction === null ? [] : [direction]),
      kinds: chosen(MessageKind.options, this.#kinds, kinds),
      states: chosen(MessageState.options, this.#states, states),
      codes: this.#texts.code,
      ids: this.#texts.id,
      cases: this.#texts.case,
      openIds: this.#texts.openid,
      customers: this.#texts.customer,
      from: this.#from,
      until: this.#until,
      contactNo,
    };
  }
}

function listOf<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}

/** False when there was nothing to add. */
function push<T>(to: T[], values: readonly T[]): boolean {
  to.push(...values);
  return values.length > 0;
}

/** By id, by name, or by a part of the name. */
function channelsOf(value: string, { channels }: SearchWorld): readonly ChannelId[] {
  const wanted = normalise(value).trim();
  const byId = channels.filter(({ id }) => id === wanted);
  const byName = channels.filter(({ name }) => normalise(name).trim() === wanted);
  const byPart = channels.filter(({ name }) => normalise(name).includes(wanted));
  const [found = []] = [byId, byName, byPart].filter((list) => list.length > 0);
  return found.map(({ id }) => id);
}

/** What is left of all; null when that is everything. */
function chosen<T>(all: readonly T[], { any, none }: Choice<T>, filter: readonly T[]): readonly T[] | null {
  if (any.length === 0 && none.length === 0 && filter.length === 0) return null;
  return all.filter(
    (one) =>
      (any.length === 0 || any.includes(one)) && !none.includes(one) && (filter.length === 0 || filter.includes(one)),
  );
}

function isUnfindable({ text, mayGrow }: SearchWord): boolean {
  const { tokens, beginning } = tokensOfTerm(text, mayGrow);
  return tokens.length === 0 && beginning === null;
}

function isSet({ any, none }: Wanted): boolean {
  return any.length > 0 || none.length > 0;
}

function isNarrowed(query: SearchQuery): boolean {
  const { channelIds, directions, kinds, states, from, until, contactNo } = query;
  const lists = [channelIds, directions, kinds, states, from, until, contactNo];
  const texts = [query.codes, query.ids, query.cases, query.openIds, query.customers];
  return lists.some((one) => one !== null) || texts.some(isSet);
}
