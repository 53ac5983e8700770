import type { Format } from './format.ts';

/** Beginning and end as "00:12" and "07:58" within one day, with the day where it is needed. */
export function periodWords(
  format: Pick<Format, 'moment' | 'shortTime'>,
  from: number,
  until: number,
  now: number,
): { readonly from: string; readonly until: string } {
  const sameDay = new Date(from).toDateString() === new Date(until).toDateString();
  return { from: format.moment(from, now), until: sameDay ? format.shortTime(until) : format.moment(until, now) };
}
