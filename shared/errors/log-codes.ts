import type { ErrorEntry } from './entry.ts';

const never = { retryable: false, action: 'none' } as const;
const wait = { retryable: true, action: 'none' } as const;

/** Errors of the message log: revealing, acting upon many, exporting, erasing. */
export const logCatalogue = {
  REVEAL_OVER: wait,
  MEDIA_NOT_KEPT: never,
  MEDIA_NO_PREVIEW: never,
  TASK_UNKNOWN: never,
  TASK_PLAN_OLD: wait,
  TASK_NOTHING_TO_DO: never,
  TASK_NOT_POSSIBLE: never,
  TASK_MESSAGE_BUSY: wait,
  EXPORT_UNKNOWN: never,
  EXPORT_TOO_MANY: wait,
  EXPORT_INTERRUPTED: wait,
  ERASE_NOT_CONFIRMED: never,
  CUSTOMER_HAS_WAITING: never,
} as const satisfies Record<string, ErrorEntry>;

export type LogCode = keyof typeof logCatalogue;
