import type { ChannelId } from '../domain/ids.ts';
import type { SearchFilter, SearchProblem } from '../domain/message-search.ts';
import type { Direction, MessageKind, MessageState } from '../domain/message.ts';
import type { Term } from './find-term.ts';

/** Text to be found in a message, or not to be. */
export interface SearchWord extends Term {
  readonly isNegated: boolean;
  /** In quotation marks: only text is meant, no id and no name. */
  readonly isPhrase: boolean;
  /** As it was typed: ids are not folded. */
  readonly typed: string;
}

/** One of these, when there are any, and none of those. */
export interface Wanted {
  readonly any: readonly string[];
  readonly none: readonly string[];
}

/** What a search asks for, ready to be looked up. A list that is null excludes nothing; one that is empty, everything. */
export interface SearchQuery {
  readonly words: readonly SearchWord[];
  readonly channelIds: readonly ChannelId[] | null;
  readonly directions: readonly Direction[] | null;
  readonly kinds: readonly MessageKind[] | null;
  readonly states: readonly MessageState[] | null;
  readonly codes: Wanted;
  readonly ids: Wanted;
  readonly cases: Wanted;
  readonly openIds: Wanted;
  /** Normalised. */
  readonly customers: Wanted;
  /** Received from (inclusive) and until (exclusive), epoch ms. */
  readonly from: number | null;
  readonly until: number | null;
  readonly contactNo: number | null;
}

/** What reading a search needs to know of the world. */
export interface SearchWorld {
  readonly channels: readonly { readonly id: ChannelId; readonly name: string }[];
  /** IANA zone in which dates are meant. */
  readonly timeZone: string;
  readonly now: number;
}

export interface ReadSearch {
  readonly query: SearchQuery;
  /** When not empty the search must not be run. In order of their places. */
  readonly problems: readonly SearchProblem[];
}

export const everything: SearchFilter = {
  channelIds: [],
  direction: null,
  kinds: [],
  states: [],
  from: null,
  until: null,
  contactNo: null,
};
