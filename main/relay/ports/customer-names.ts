import type { CustomerName } from '#shared/domain/message-search.ts';

/** What a customer is called, the name that is shown first. Empty: nobody calls him anything. */
export interface CustomerNames {
  readonly contactNo: number;
  readonly names: readonly CustomerName[];
}
