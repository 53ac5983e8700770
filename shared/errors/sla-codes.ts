import type { ErrorEntry } from './entry.ts';

const never = { retryable: false, action: 'none' } as const;
const wait = { retryable: true, action: 'none' } as const;

/** Errors of SLA clocks, their settings and reports. */
export const slaCatalogue = {
  SLA_CASE_NOT_FOUND: never,
  SLA_LINK_UNKNOWN: never,
  SLA_NOT_POSSIBLE: never,
  SLA_PERIOD_INVALID: never,
  SLA_SETTINGS_INVALID: never,
  SLA_SETTINGS_CHANGED: never,
  // At a field of the settings.
  SLA_NAME_MISSING: never,
  SLA_NAME_TWICE: never,
  SLA_SPAN_EMPTY: never,
  SLA_SPANS_OVERLAP: never,
  SLA_CALENDAR_NEVER_OPEN: never,
  SLA_CALENDAR_UNKNOWN: never,
  SLA_CALENDAR_TWICE: never,
  SLA_CHANNEL_TWICE: never,
  SLA_TIME_ZONE_UNKNOWN: never,
  SLA_DATE_INVALID: never,
  SLA_DATE_TWICE: never,
  SLA_TARGET_ZERO: never,
  SLA_TARGET_TOO_LONG: never,
  SLA_TARGET_NOT_WHOLE_MINUTES: never,
  SLA_WARNING_TOO_EARLY: never,
  SLA_WARNING_TWICE: never,
  // A calendar file.
  ICAL_NOT_A_CALENDAR: never,
  ICAL_TOO_LARGE: never,
  ICAL_EVENT_UNREADABLE: never,
  ICAL_TOO_MANY_DAYS: never,
  ICAL_NOTHING_FOUND: never,
  // Asking CXone about cases.
  CXONE_CASES_NOT_ALLOWED: never,
  CXONE_CASES_UNREADABLE: wait,
} as const satisfies Record<string, ErrorEntry>;

export type SlaCode = keyof typeof slaCatalogue;
