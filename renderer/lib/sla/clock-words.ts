import type { TFunction } from 'i18next';
import type { SlaMoment } from '#shared/domain/sla.ts';
import { momentParts, type ClockView } from '../describe/describe-sla.ts';
import type { Format } from '../format.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Office time in words: "6 min 42 s", "52 h 10 min". Never in days, which would be taken for working days; a day of a
 * target is 24 hours of office time.
 */
export function officeTime(ms: number, t: TFunction, format: Pick<Format, 'number'>): string {
  const length = Math.max(0, ms);
  if (length < minute) return t('time.seconds', { value: format.number(Math.floor(length / second)) });
  if (length < hour) {
    const minutes = format.number(Math.floor(length / minute));
    const seconds = Math.floor((length % minute) / second);
    return seconds === 0
      ? t('time.minutes', { value: minutes })
      : t('time.minutesSeconds', { minutes, seconds: format.number(seconds) });
  }
  const hours = format.number(Math.floor(length / hour));
  const minutes = Math.floor((length % hour) / minute);
  return minutes === 0
    ? t('time.hours', { value: hours })
    : t('time.hoursMinutes', { hours, minutes: format.number(minutes) });
}

/** As `momentWords`, to the minute and without words: "14:02", or "14:02–14:03". For narrow places. */
export function minuteWords(moment: SlaMoment, t: TFunction, format: Format, now: number): string {
  const from = format.moment(moment.earliest, now);
  const until = format.moment(moment.latest, now);
  return from === until ? from : t('sla.betweenShort', { from, until });
}

/** The moment in words: "14:02", or "between 14:02 and 14:03". */
export function momentWords(moment: SlaMoment, t: TFunction, format: Format, now: number): string {
  const parts = momentParts(moment, format, now);
  return 'time' in parts ? parts.time : t('sla.between', parts);
}

export interface ClockWords {
  /** How much is left, or over; what else there is to say where no time counts. */
  readonly figure: string;
  /** Until when, or why not. */
  readonly note: string | null;
}

/** The two lines of a clock: its figure, and the moment it leads to. */
export function clockWords(view: ClockView, t: TFunction, format: Format, now: number): ClockWords {
  const { leftMs, overMs, deadlineAt, opensAt } = view;
  const left = leftMs === null ? '–' : officeTime(leftMs, t, format);
  switch (view.word) {
    case 'on_time':
    case 'at_risk':
      return {
        figure: left,
        note: deadlineAt === null ? null : t('sla.time.until', { time: format.soon(deadlineAt, now) }),
      };
    case 'stands':
      return {
        figure: left,
        note:
          opensAt === null ? t('sla.time.neverOpens') : t('sla.time.standsUntil', { time: format.soon(opensAt, now) }),
      };
    case 'due':
      return { figure: t('sla.time.due'), note: deadlineAt === null ? null : format.moment(deadlineAt, now) };
    case 'missed':
      return {
        figure: t('sla.time.over', { time: officeTime(overMs ?? 0, t, format) }),
        note: deadlineAt === null ? null : t('sla.time.missedAt', { time: format.moment(deadlineAt, now) }),
      };
    case 'held':
      return { figure: left, note: t('sla.time.heldByRule') };
    case 'unsure':
      return {
        figure: view.ended ? t('sla.time.tooClose') : t('sla.time.waitsForCxone'),
        note: deadlineAt === null ? null : t('sla.time.targetAt', { time: format.moment(deadlineAt, now) }),
      };
    case 'over':
      return {
        figure: t('sla.state.over'),
        note: deadlineAt === null ? null : t('sla.time.overSince', { time: format.moment(deadlineAt, now) }),
      };
    case 'attained':
    case 'no_reply':
    case 'void':
      return { figure: t(`sla.state.${view.word}`), note: null };
  }
}
