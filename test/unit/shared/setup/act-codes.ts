import type { SetupCode } from '#shared/errors/setup-codes.ts';

/** Acts and their outcomes: no field breaks them. */
export const ofActs: readonly SetupCode[] = [
  'SETUP_TOO_LONG',
  'SETUP_ID_TAKEN',
  'SETUP_NOT_APPLIED',
  'SETUP_ENTRY_UNKNOWN',
  'SETUP_STILL_USED',
  'SETUP_NAME_NOT_TYPED',
  'SETUP_VALUES_HIDDEN',
  'SETUP_BOOK_DAMAGED',
  'SETUP_BOOK_NOT_SAVED',
  'SETUP_FILE_UNREADABLE',
  'SETUP_FILE_NEWER',
  'SETUP_FILE_SECRETS',
  'SETUP_IMPORT_OLD',
  'SETUP_RELAY_FILE_PRACTICE',
];
