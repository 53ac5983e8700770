import type { ErrorEntry } from './entry.ts';

const never = { retryable: false, action: 'none' } as const;
const wait = { retryable: true, action: 'none' } as const;

/** Errors of searching and of customers. */
export const searchCatalogue = {
  SEARCH_OPERATOR_UNKNOWN: never,
  SEARCH_VALUE_UNKNOWN: never,
  SEARCH_DATE_INVALID: never,
  SEARCH_QUOTE_OPEN: never,
  SEARCH_NOTHING_LEFT: never,
  SEARCH_TOO_LONG: never,
  SEARCH_OVERTAKEN: wait,
  SEARCH_CURSOR_OLD: wait,
  SEARCH_UNAVAILABLE: wait,
  CUSTOMER_UNKNOWN: never,
} as const satisfies Record<string, ErrorEntry>;

export type SearchCode = keyof typeof searchCatalogue;
