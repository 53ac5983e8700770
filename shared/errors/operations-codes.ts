import type { ErrorEntry } from './entry.ts';

const wait = { retryable: true, action: 'none' } as const;
const never = { retryable: false, action: 'none' } as const;
const alerts = { retryable: false, action: 'edit_alerts' } as const;

/** Reasons and errors of channel health, reconnecting, incidents, alerts and the action pages. */
export const operationsCatalogue = {
  // Why a channel is as it is.
  CHANNEL_UNKNOWN: never,
  CHANNEL_PAUSED: { retryable: false, action: 'start_channel' },
  CHANNEL_STOPPED: { retryable: false, action: 'start_channel' },
  CHANNEL_REMOVED_IN_CXONE: { retryable: false, action: 'start_channel' },
  CHANNEL_CONTROL_UNREADABLE: { retryable: false, action: 'start_channel' },
  CHANNEL_WAITS_FOR_CXONE: { retryable: false, action: 'edit_channel' },
  COMPUTER_ASLEEP: wait,
  NETWORK_DOWN: wait,
  CHECK_CANNOT_TELL: never,
  ANSWERS_SLOW: never,
  WECHAT_CALLBACK_UNREACHABLE: { retryable: true, action: 'copy_value' },
  WECHAT_PUSHES_STOPPED: { retryable: true, action: 'reconnect' },
  WECHAT_QUOTA_LOW: never,
  TARGET_CERTIFICATE_REFUSED: wait,
  OWN_CERTIFICATE_EXPIRED: { retryable: false, action: 'edit_channel' },
  OWN_CERTIFICATE_EXPIRING: never,
  BOX_NOT_CALLED_YET: { retryable: true, action: 'copy_value' },
  // What operators ask for.
  RECONNECT_NOT_FOUND: never,
  RECONNECT_NOT_POSSIBLE: never,
  RECEIPT_NOT_FOUND: never,
  TEST_FOLLOWER_UNKNOWN: never,
  TEST_WORD_NOT_SEEN: never,
  INCIDENT_NOT_FOUND: never,
  INCIDENT_CLOSED: never,
  MAINTENANCE_NOT_FOUND: never,
  WATCH_NOT_FOUND: never,
  WATCH_NOT_POSSIBLE: never,
  TIME_IN_PAST: never,
  TEXT_TOO_LONG: never,
  FILE_NOT_SAVED: never,
  // Telling people.
  ALERT_SETTINGS_INVALID: alerts,
  ALERT_NO_TARGET: alerts,
  ALERT_TARGET_FORBIDDEN: alerts,
  ALERT_UNREACHABLE: { retryable: true, action: 'edit_alerts' },
  ALERT_REFUSED: alerts,
  ALERT_LOGIN_REFUSED: alerts,
  // The pages that CXone's administrator opens.
  ACTION_LINK_INVALID: never,
  ACTION_HOST_NOT_ALLOWED: never,
  ACTION_TOKEN_REFUSED: never,
  ACTION_SESSION_ENDED: never,
  ACTION_CXONE_FAILED: { retryable: true, action: 'retry' },
} as const satisfies Record<string, ErrorEntry>;

export type OperationsCode = keyof typeof operationsCatalogue;
