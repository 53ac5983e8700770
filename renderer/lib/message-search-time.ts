import { everything } from '#shared/search/query.ts';
import { readSearch } from '#shared/search/read-search.ts';
import type { Format } from './format.ts';
import { toLocalInput } from './local-time.ts';
import { valuesOf, withTime } from './message-search-text.ts';

/** The zone dates are meant and times are shown in: this computer's. */
export const searchZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The time a search is narrowed to, as it is typed. All null: all time. */
export interface SearchTime {
  readonly on: string | null;
  readonly after: string | null;
  readonly before: string | null;
}

export function timeOf(text: string): SearchTime {
  return {
    on: valuesOf(text, 'on').at(-1) ?? null,
    after: valuesOf(text, 'after').at(-1) ?? null,
    before: valuesOf(text, 'before').at(-1) ?? null,
  };
}

export type TimePreset = 'all' | 'hour' | 'today' | 'yesterday' | 'week' | 'month';
export const timePresets: readonly TimePreset[] = ['all', 'hour', 'today', 'yesterday', 'week', 'month'];

/** A day so many days before the one `now` is in, as it is typed: "2026-11-22". */
export function dayBefore(now: number, days: number): string {
  const day = new Date(now);
  // Noon, so that a change of the clock leads to no other day.
  day.setHours(12, 0, 0, 0);
  day.setDate(day.getDate() - days);
  return toLocalInput(day.getTime()).slice(0, 10);
}

/** Words and ages, no dates: they stay right in a search that is saved or sent to a colleague. */
function timeOfPreset(preset: TimePreset): Parameters<typeof withTime>[1] {
  switch (preset) {
    case 'all':
      return {};
    case 'today':
    case 'yesterday':
      return { on: preset };
    case 'hour':
      return { after: '1h' };
    case 'week':
      return { after: '7d' };
    case 'month':
      return { after: '30d' };
  }
}

export const withPreset = (text: string, preset: TimePreset): string => withTime(text, timeOfPreset(preset));

/** Which of the usual times a search is narrowed to; null: another one. */
export function presetOf(text: string): TimePreset | null {
  const { on, after, before } = timeOf(text);
  return (
    timePresets.find((preset) => {
      const time = timeOfPreset(preset);
      return (time.on ?? null) === on && (time.after ?? null) === after && (time.before ?? null) === before;
    }) ?? null
  );
}

/** From (inclusive) and until (exclusive) which a search looks, epoch ms; null: open. */
export function rangeOf(
  text: string,
  zone: string,
  now: number,
): { readonly from: number | null; readonly until: number | null } {
  const { query } = readSearch(text, everything, { channels: [], timeZone: zone, now });
  return { from: query.from, until: query.until };
}

/** A moment in words; midnight is the day alone. */
export function momentOfRange(at: number, format: Pick<Format, 'dayOfYear' | 'shortTime'>): string {
  const time = format.shortTime(at);
  return time === '00:00' ? format.dayOfYear(at) : `${format.dayOfYear(at)} ${time}`;
}
