import type { ErrorCode } from '#shared/errors/catalogue.ts';

const troubles: ReadonlySet<ErrorCode> = new Set(['STORE_FULL', 'STORE_WRITE_FAILED', 'STORE_DAMAGED', 'STORE_LOCKED']);

/** The store as a whole does not work: nothing is wrong with the message. */
export function isStoreTrouble(code: ErrorCode): boolean {
  return troubles.has(code);
}
