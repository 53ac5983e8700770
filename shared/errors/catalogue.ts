import { z } from 'zod';
import type { ErrorEntry } from './entry.ts';
import { certificateCatalogue } from './certificate-codes.ts';
import { deskCatalogue } from './desk-codes.ts';
import { operationsCatalogue } from './operations-codes.ts';
import { logCatalogue } from './log-codes.ts';
import { proxyCatalogue } from './proxy-codes.ts';
import { searchCatalogue } from './search-codes.ts';
import { setupCatalogue } from './setup-codes.ts';
import { slaCatalogue } from './sla-codes.ts';
import { tunnelCatalogue } from './tunnel-codes.ts';

const wait = { retryable: true, action: 'none' } as const;
const retry = { retryable: true, action: 'retry' } as const;
const never = { retryable: false, action: 'none' } as const;
const channel = { retryable: false, action: 'edit_channel' } as const;
const integration = { retryable: false, action: 'edit_integration' } as const;

/** Every error an operator can meet. The sentences stand in `sentences/{en,nl,zh}.ts`, one for each code. */
export const errorCatalogue = {
  INTERNAL: never,
  // Between the processes.
  IPC_SENDER: never,
  IPC_UNKNOWN: never,
  IPC_SCHEMA: never,
  IPC_RATE: never,
  // Configuration and start.
  CONFIG_NOT_FOUND: never,
  CONFIG_NOT_JSON: never,
  CONFIG_INVALID: never,
  CONFIG_SECRET_MISSING: never,
  CONFIG_SECRET_INVALID: never,
  CONFIG_TLS_REQUIRED: never,
  CONFIG_TLS_VERIFICATION_OFF: never,
  DATA_FOLDER_UNUSABLE: { retryable: false, action: 'open_data_folder' },
  PORT_TAKEN: { retryable: true, action: 'restart_relay' },
  LISTEN_FAILED: { retryable: false, action: 'restart_relay' },
  RELAY_NOT_REACHABLE: wait,
  // Settings and secrets on this computer.
  SETTINGS_DAMAGED: { retryable: false, action: 'open_data_folder' },
  VAULT_NO_KEYRING: { retryable: false, action: 'unlock' },
  VAULT_LOCKED: { retryable: false, action: 'unlock' },
  VAULT_WRONG_PASSPHRASE: { retryable: false, action: 'unlock' },
  VAULT_PASSPHRASE_WEAK: { retryable: false, action: 'unlock' },
  VAULT_BACKEND_CHANGED: { retryable: false, action: 'unlock' },
  VAULT_DAMAGED: { retryable: false, action: 'open_data_folder' },
  // The store.
  STORE_LOCKED: { retryable: false, action: 'restart_relay' },
  STORE_WRONG_KEY: { retryable: false, action: 'unlock' },
  STORE_DAMAGED: { retryable: false, action: 'open_data_folder' },
  STORE_MISSING: { retryable: false, action: 'open_data_folder' },
  STORE_NEWER: { retryable: false, action: 'open_data_folder' },
  STORE_FULL: { retryable: true, action: 'open_data_folder' },
  STORE_WRITE_FAILED: { retryable: true, action: 'open_data_folder' },
  STORE_RECORDS_MISSING: { retryable: false, action: 'open_data_folder' },
  RECORD_DAMAGED: never,
  MESSAGE_NOT_FOUND: never,
  MESSAGE_ACTION_NOT_POSSIBLE: never,
  MESSAGE_MAY_ARRIVE_TWICE: never,
  MESSAGE_GIVEN_UP: never,
  // Files of messages.
  MEDIA_TOO_LARGE: never,
  MEDIA_TYPE_REFUSED: never,
  MEDIA_EXPIRED: never,
  MEDIA_UNREADABLE: retry,
  MEDIA_SOURCE_UNREACHABLE: wait,
  MEDIA_NOT_CONVERTIBLE: never,
  // The relay process, seen from the console.
  RELAY_NOT_RUNNING: { retryable: true, action: 'restart_relay' },
  RELAY_UNRESPONSIVE: { retryable: true, action: 'restart_relay' },
  RELAY_START_TIMEOUT: { retryable: true, action: 'restart_relay' },
  RELAY_GAVE_UP: { retryable: false, action: 'restart_relay' },
  SANDBOX_NOT_RUNNING: { retryable: false, action: 'retry' },
  // Targets in general.
  TARGET_FORBIDDEN: never,
  TARGET_REDIRECTED: retry,
  // WeChat, our calls.
  WECHAT_UNREACHABLE: wait,
  WECHAT_BUSY: wait,
  WECHAT_ANSWER_INVALID: wait,
  WECHAT_TOKEN_REFUSED: retry,
  WECHAT_TOKEN_CONFLICT: retry,
  WECHAT_SECRET_INVALID: channel,
  WECHAT_SECRET_FROZEN: channel,
  WECHAT_APPID_INVALID: channel,
  WECHAT_IP_NOT_LISTED: { retryable: false, action: 'copy_value' },
  WECHAT_IP_CONFIRM_PENDING: retry,
  WECHAT_IP_CONFIRM_REFUSED: never,
  WECHAT_QUOTA_EXHAUSTED: wait,
  WECHAT_RATE_LIMITED: wait,
  WECHAT_API_FORBIDDEN: channel,
  WECHAT_ACCOUNT_FROZEN: channel,
  WECHAT_PERMISSION_MISSING: channel,
  WECHAT_CALLBACK_NOT_SET: { retryable: false, action: 'copy_value' },
  WECHAT_REPLY_WINDOW_CLOSED: never,
  WECHAT_REPLY_COUNT_USED: never,
  WECHAT_USER_UNREACHABLE: never,
  WECHAT_USER_BLOCKED: never,
  WECHAT_CONTENT_REFUSED: never,
  WECHAT_TEXT_TOO_LONG: never,
  WECHAT_PARTS_CHANGED: never,
  WECHAT_MEDIA_REFUSED: never,
  WECHAT_NOT_FOLLOWING: never,
  WECHAT_TEMPLATE_MISSING: channel,
  WECHAT_TEMPLATE_REFUSED: channel,
  WECHAT_TEMPLATE_NOT_RECEIVED: never,
  WECHAT_REQUEST_INVALID: never,
  WECHAT_UNKNOWN_CODE: never,
  WECHAT_OUTCOME_UNKNOWN: never,
  // WeChat, its pushes.
  WECHAT_SIGNATURE_MISMATCH: channel,
  WECHAT_AESKEY_MISMATCH: channel,
  WECHAT_APPID_MISMATCH: channel,
  WECHAT_MODE_MISMATCH: channel,
  WECHAT_PUSH_STALE: never,
  WECHAT_PUSH_MALFORMED: never,
  WECHAT_PUSH_UNREADABLE: never,
  CLOCK_WRONG: never,
  // CXone, our calls.
  CXONE_UNREACHABLE: wait,
  CXONE_SERVER_ERROR: wait,
  CXONE_ANSWER_INVALID: wait,
  CXONE_RATE_LIMITED: wait,
  CXONE_CREDENTIALS_REFUSED: integration,
  CXONE_TOKEN_REFUSED: integration,
  CXONE_FORBIDDEN: integration,
  CXONE_CHANNEL_MISSING: channel,
  CXONE_REQUEST_REFUSED: never,
  // CXone, its Box calls.
  BOX_CREDENTIALS_WRONG: integration,
  BOX_TOKEN_INVALID: never,
  BOX_REQUEST_INVALID: never,
  BOX_RECIPIENT_INVALID: never,
  BOX_TEXT_TOO_LONG: never,
  BOX_UNKNOWN_ROUTE: never,
  BOX_BUSY: wait,
  // Nothing is wrong, but nothing is proven yet.
  NO_PROOF_YET: { retryable: true, action: 'copy_value' },
  ...operationsCatalogue,
  ...slaCatalogue,
  ...certificateCatalogue,
  ...deskCatalogue,
  ...searchCatalogue,
  ...logCatalogue,
  ...setupCatalogue,
  ...tunnelCatalogue,
  ...proxyCatalogue,
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;

export const errorCodes = Object.keys(errorCatalogue) as readonly ErrorCode[];

export const ErrorCode = z.custom<ErrorCode>(
  (value) => typeof value === 'string' && Object.hasOwn(errorCatalogue, value),
);

export function entryFor(code: ErrorCode): ErrorEntry {
  return errorCatalogue[code];
}
