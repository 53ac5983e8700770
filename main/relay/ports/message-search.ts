import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import type { SearchPage, SearchRequest, SearchRow } from '#shared/domain/message-search.ts';
import type { SearchScope } from '#shared/domain/message-task.ts';
import type { CustomerFigures } from './customer-figures.ts';
import type { CustomerNames } from './customer-names.ts';
import type { ExportPiece, ExportQuestion } from './message-export.ts';

/** A message that a search finds: enough to act upon it. */
export interface FoundMessage {
  readonly seq: number;
  readonly id: MessageId;
  /** Our number of the conversation; null when the sender could not be read. */
  readonly contactNo: number | null;
}

/** Finds messages, beside the way of messages and never in front of it. */
export interface MessageSearch {
  /**
   * A newer question ends one under way: that one rejects with SEARCH_OVERTAKEN. Rejects with SEARCH_CURSOR_OLD for a
   * cursor that is not of this search, SEARCH_UNAVAILABLE while the index cannot be asked.
   */
  page(request: SearchRequest): Promise<SearchPage>;
  /**
   * Everything a search finds, newest first, in pages of at most 200, each at a time the caller chooses. Questions of people
   * go first; it is not overtaken by them. Throws SEARCH_UNAVAILABLE, also while words cannot find every message yet, and the
   * first problem of the text.
   */
  walk(scope: SearchScope): AsyncIterable<readonly SearchRow[]>;
  /**
   * The same without what a row shows, for whoever goes through hundreds of thousands. Pages come at least twice a second,
   * empty ones too, and may hold some thousands. Messages that come meanwhile are not found.
   */
  found(scope: SearchScope): AsyncIterable<readonly FoundMessage[]>;
  /**
   * One piece of an export; questions of people go first. Rejects with SEARCH_UNAVAILABLE, also while words cannot find every
   * message yet, and with the first problem of the text.
   */
  exportPiece(question: ExportQuestion): Promise<ExportPiece>;
  /** How many a search finds, counted up to a bound. */
  count(scope: SearchScope): Promise<NonNullable<SearchPage['matches']>>;
  /** What messages say of a customer. Rejects with CUSTOMER_UNKNOWN, SEARCH_UNAVAILABLE. */
  customer(contactNo: number): Promise<CustomerFigures>;
  /** Found by these names from now on; none: by the openid only. */
  named(names: CustomerNames): void;
  /**
   * Words of messages that left the store are gone from the file of the index when this resolves. Messages that left are not
   * found before that, and without it their words go by themselves within hours.
   */
  purge(): Promise<void>;
  /** Once the store is open. Never rejects: messages pass without a search, too. */
  start(): Promise<void>;
  /** Before the store is closed. */
  stop(): Promise<void>;
  readonly handlers: Pick<Handlers<RelayContract>, 'search.page'>;
}
