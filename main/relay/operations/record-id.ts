import type { Chance } from '#shared/lib/clock.ts';

export type RecordIds = (prefix: string) => string;

const timeDigits = 9;
const chanceDigits = 10;

/** Ids that sort by the time they were made: a prefix, the time and ten characters of chance, in base 36. */
export function createRecordIds(now: () => number, chance: Chance): RecordIds {
  return (prefix) => {
    const time = Math.floor(now()).toString(36).padStart(timeDigits, '0');
    const rest = Array.from({ length: chanceDigits }, () => Math.floor(chance() * 36).toString(36));
    return `${prefix}-${time}${rest.join('')}`;
  };
}
