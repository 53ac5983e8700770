import type { ErrorEntry } from './entry.ts';

const never = { retryable: false, action: 'none' } as const;

/** Errors of the certificate desk and of the care of credentials. */
export const deskCatalogue = {
  DESK_FILES_UNUSABLE: never,
  DESK_PLACE_UNKNOWN: never,
  DESK_NO_TLS: never,
  DESK_NOTHING_NEXT: never,
  DESK_NOT_TRIED: never,
  DESK_NOT_FOUND: never,
  DESK_EXPIRED: never,
  DESK_IN_USE: never,
  DESK_AUTHORITY_EXISTS: never,
  DESK_OF_CONFIG: never,
  DESK_LAST_ONE: never,
  DESK_NO_CLIENT_LISTENER: never,
  DESK_REFUSED_BY_CALLERS: never,
  DESK_WENT_SILENT: never,
  DESK_TRIAL_HANDSHAKE: never,
  DESK_TRIAL_CHAIN: never,
  DESK_TRIAL_CLIENTS: never,
  DESK_TRIAL_REFUSED: never,
  DESK_TRIAL_UNREACHABLE: never,
  CREDENTIAL_UNKNOWN: never,
  CREDENTIAL_INVALID: never,
  BOX_SECRETS_FULL: never,
  CONFIG_KEY_COMMAND_FAILED: never,
} as const satisfies Record<string, ErrorEntry>;

export type DeskCode = keyof typeof deskCatalogue;
