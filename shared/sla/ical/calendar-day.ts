import { isKnownZone, offsetAt } from '../zone-time.ts';

const dayMs = 86_400_000;

/** A date or date-time of a calendar file on the wall clock it is meant for. */
export interface WallMoment {
  /** Days since 1970-01-01; below 0 before. */
  readonly day: number;
  /** Ms after that day's midnight; 0 for a date. */
  readonly ms: number;
  /** Written as a date, without a time. */
  readonly isDate: boolean;
}

/** Days since 1970 of a date from 1583 (the Gregorian calendar's first whole year; Outlook begins at 1601); month from 1. */
export function calendarDay(year: number, month: number, day: number): number | null {
  if (year < 1583) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() / dayMs : null;
}

const dateForm = /^(\d{4})(\d{2})(\d{2})$/u;
const timeForm = /^(\d{8})T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(Z?)$/u;

/**
 * Reads '20261225', '20261225T000000' or '20261224T230000Z' (RFC 5545, 3.3.4 and 3.3.5); null for anything else. A time in UTC is
 * carried over to `timeZone`; one with a zone of its own or with none is taken as its clock shows it, for a day off is
 * a day where it is.
 */
export function wallMoment(text: string, timeZone: string): WallMoment | null {
  const value = text.trim().toUpperCase();
  const date = dateForm.exec(value);
  if (date !== null) {
    const day = calendarDay(Number(date[1]), Number(date[2]), Number(date[3]));
    return day === null ? null : { day, ms: 0, isDate: true };
  }
  const time = timeForm.exec(value);
  const written = time === null ? null : wallMoment(time[1] ?? '', timeZone);
  if (time === null || written === null) return null;
  const ms = (Number(time[2]) * 3_600 + Number(time[3]) * 60 + Number(time[4])) * 1_000;
  if (time[5] !== 'Z' || !isKnownZone(timeZone)) return { day: written.day, ms, isDate: false };
  const at = written.day * dayMs + ms;
  const shown = at + offsetAt(timeZone, at);
  const day = Math.floor(shown / dayMs);
  return { day, ms: shown - day * dayMs, isDate: false };
}

const durationForm = /^\+?P(?:(\d{1,5})W|(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/u;

/** RFC 5545, 3.3.6, ms; null for anything else, and for a length below zero. */
export function durationMs(text: string): number | null {
  const value = text.trim().toUpperCase();
  const parts = durationForm.exec(value);
  if (parts === null || /[PT]$/u.test(value)) return null;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (
    (((weeks ?? 0) * 7 + (days ?? 0)) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1_000
  );
}
