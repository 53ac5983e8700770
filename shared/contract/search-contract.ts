import { z } from 'zod';
import { Customer, SearchPage, SearchRequest } from '../domain/message-search.ts';
import { invoke } from './contract-types.ts';
import { withOperator } from './with-operator.ts';

const contactNo = z.number().int().min(0);

/** Questions that change nothing. */
export const searchQuestions = {
  /** A newer question of the same window ends one under way: that one is answered SEARCH_OVERTAKEN. */
  'search.page': invoke(SearchRequest, SearchPage),
  /** Throws CUSTOMER_UNKNOWN. */
  'customer.get': invoke(z.object({ contactNo }), Customer),
} as const;

/** Acts of an operator. */
export const searchActs = {
  /** What staff call a customer, and what they noted. Found by searching at once. Throws CUSTOMER_UNKNOWN. */
  'customer.set': invoke(z.object({ contactNo, label: z.string().max(100), note: z.string().max(2_000) }), Customer),
} as const;

export const searchForRelay = withOperator(searchActs);
