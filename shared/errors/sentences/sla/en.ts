import type { SlaSentences } from '../sentence.ts';

/** English. */
export const slaEn: SlaSentences = {
  SLA_CASE_NOT_FOUND: {
    title: 'This conversation is not timed any more',
    help: 'It ended a while ago and was removed by the retention rule, or it was never timed. Nothing was changed.',
  },
  SLA_LINK_UNKNOWN: {
    title: 'CXone gave no address for this case',
    help: 'Search for the case number in CXone instead[ ({{value}})].',
  },
  SLA_NOT_POSSIBLE: {
    title: 'That cannot be done with this conversation now',
    help: 'Its idle timer is not running, or may not be extended by the targets of its channel. Nothing was changed.',
  },
  SLA_PERIOD_INVALID: {
    title: 'This period cannot be reported',
    help: 'Choose a beginning before the end, at most 400 days apart, in a time zone that exists.',
  },
  SLA_SETTINGS_INVALID: {
    title: 'The SLA settings were not saved',
    help: 'Something in them is wrong; it is marked at its field[ ({{value}})]. The settings in force stay in force.',
  },
  SLA_SETTINGS_CHANGED: {
    title: 'Somebody else saved SLA settings meanwhile',
    help: 'Nothing of yours was saved or lost. Look at the newer settings[ (saved by {{value}})], then save again.',
  },
  SLA_NAME_MISSING: {
    title: 'A name is missing',
    help: 'Give it a name of 1 to 100 characters.',
  },
  SLA_NAME_TWICE: {
    title: 'This name is used twice',
    help: 'Give each calendar a name of its own[ ({{value}})].',
  },
  SLA_SPAN_EMPTY: {
    title: 'These hours have no length',
    help: 'Begin and end are the same[ ({{value}})]. For a whole day use 00:00 to 24:00; for a closed day remove the hours.',
  },
  SLA_SPANS_OVERLAP: {
    title: 'These hours overlap',
    help: 'They would be counted twice[ ({{value}})]. A night shift reaches into the next day. Change one of them.',
  },
  SLA_CALENDAR_NEVER_OPEN: {
    title: 'This calendar is never open',
    help: 'No clock would ever run. Enter hours for at least one day of the week.',
  },
  SLA_CALENDAR_UNKNOWN: {
    title: 'There is no such calendar',
    help: 'Choose one of the calendars[ ({{value}} does not exist)].',
  },
  SLA_CALENDAR_TWICE: {
    title: 'This calendar exists twice',
    help: 'Remove one of the two[ ({{value}})].',
  },
  SLA_CHANNEL_TWICE: {
    title: 'This channel has own targets twice',
    help: 'Remove one of them[ ({{value}})].',
  },
  SLA_TIME_ZONE_UNKNOWN: {
    title: 'This time zone is not known',
    help: 'Use a name as Europe/Amsterdam or Asia/Shanghai[; {{value}} is none].',
  },
  SLA_DATE_INVALID: {
    title: 'This date does not exist',
    help: 'Enter a day of the calendar as year-month-day[, not {{value}}].',
  },
  SLA_DATE_TWICE: {
    title: 'This date is entered twice',
    help: 'Keep one line for each date[ ({{value}})].',
  },
  SLA_TARGET_ZERO: {
    title: 'This target is zero',
    help: 'Everything would be late at once. Enter at least one minute, or switch the target off.',
  },
  SLA_TARGET_TOO_LONG: {
    title: 'This target is longer than a year',
    help: 'It would never be missed. Enter at most 366 days.',
  },
  SLA_TARGET_NOT_WHOLE_MINUTES: {
    title: 'A target is counted in whole minutes',
    help: 'Enter days, hours and minutes.',
  },
  SLA_WARNING_TOO_EARLY: {
    title: 'This warning would come before the clock starts',
    help: 'The minutes left are not fewer than the target[ ({{value}})]. Enter fewer minutes.',
  },
  SLA_WARNING_TWICE: {
    title: 'This warning is entered twice',
    help: 'Keep one of the two.',
  },
  ICAL_NOT_A_CALENDAR: {
    title: 'This file is no iCalendar file',
    help: 'Choose an ICS file that was exported from a calendar[ (line {{value}})]. Nothing was taken over.',
  },
  ICAL_TOO_LARGE: {
    title: 'This calendar file is too large',
    help: 'At most 1 MB is read. Export the holidays alone.',
  },
  ICAL_EVENT_UNREADABLE: {
    title: 'An event of this file cannot be read',
    help: 'It was left out[: {{value}}]. The others can be taken over.',
  },
  ICAL_TOO_MANY_DAYS: {
    title: 'This file holds more days than a calendar takes',
    help: 'At most 2,000 days are taken over[; {{value}}]. Choose fewer years.',
  },
  ICAL_NOTHING_FOUND: {
    title: 'This file names no day in the years chosen',
    help: 'Choose other years, or another file.',
  },
  CXONE_CASES_NOT_ALLOWED: {
    title: 'CXone does not let us look at cases',
    help: 'Solution times and assignments are not known; first responses are timed by our own messages. Ask the CXone administrator to let this access key read contacts[ ({{value}})].',
  },
  CXONE_CASES_UNREADABLE: {
    title: 'CXone’s list of cases cannot be read',
    help: 'It is asked again by itself. Until then, nothing is called missed that CXone could still answer for[ ({{value}})].',
  },
};
