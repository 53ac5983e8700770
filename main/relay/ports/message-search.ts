import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { Customer, SearchPage, SearchRequest } from '#shared/domain/message-search.ts';

export interface CustomerAct {
  readonly contactNo: number;
  readonly label: string;
  readonly note: string;
  /** Who does it. */
  readonly by: string;
}

/** Finds messages and customers, beside the way of messages and never in front of it. */
export interface MessageSearch {
  /**
   * A newer question ends one under way: that one rejects with SEARCH_OVERTAKEN. Rejects with SEARCH_CURSOR_OLD for a
   * cursor that is not of this search, SEARCH_UNAVAILABLE while the index cannot be asked.
   */
  page(request: SearchRequest): Promise<SearchPage>;
  /** Rejects with CUSTOMER_UNKNOWN, SEARCH_UNAVAILABLE. */
  customer(contactNo: number): Promise<Customer>;
  /** The same, and what the store rejects with. */
  setCustomer(act: CustomerAct): Promise<Customer>;
  /**
   * Words of messages that left the store are gone from the file of the index when this resolves. Messages that left are not
   * found before that, and without it their words go by themselves within hours.
   */
  purge(): Promise<void>;
  /** Once the store is open. Never rejects: messages pass without a search, too. */
  start(): Promise<void>;
  /** Before the store is closed. */
  stop(): Promise<void>;
  readonly handlers: Pick<Handlers<RelayContract>, 'search.page' | 'customer.get' | 'customer.set'>;
}
