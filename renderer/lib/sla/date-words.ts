import { dayNoOf } from '#shared/sla/zone-time.ts';
import { languageTags } from '#renderer/i18n/i18n.ts';
import type { Language } from '#shared/contract/console-contract.ts';

/** Words for dates that belong to no clock: a day of a calendar is the same everywhere. */
export interface DateWords {
  /** "Mon 23 Mar". */
  readonly day: (date: string) => string;
  /** "23 March 2026". */
  readonly long: (date: string) => string;
  /** "23 Mar": for an axis. */
  readonly short: (date: string) => string;
  /** 0: Monday → "Monday". */
  readonly weekday: (weekday: number) => string;
  /** 0: Monday → "Mon". */
  readonly shortWeekday: (weekday: number) => string;
}

const dayMs = 86_400_000;
/** A Monday. */
const someMonday = 4 * dayMs;

export function dateWords(language: Language): DateWords {
  const tag = languageTags[language];
  const format = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const made = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
    return (at) => made.format(at);
  };
  const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const long = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const short = format({ day: 'numeric', month: 'short' });
  const weekday = format({ weekday: 'long' });
  const shortWeekday = format({ weekday: 'short' });
  const ofDate = (write: (at: number) => string) => (date: string) => {
    const no = dayNoOf(date);
    return no === null ? date : write(no * dayMs);
  };
  return {
    day: ofDate(day),
    long: ofDate(long),
    short: ofDate(short),
    weekday: (index) => weekday(someMonday + index * dayMs),
    shortWeekday: (index) => shortWeekday(someMonday + index * dayMs),
  };
}
