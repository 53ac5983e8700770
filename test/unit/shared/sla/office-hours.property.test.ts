import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OfficeCalendar, OfficeSpan } from '#shared/domain/sla-settings.ts';
import { compileCalendar } from '#shared/sla/office-hours.ts';
import { MinuteOracle, walkedMs, walkedStretches, walkedUntil } from './minute-oracle.ts';

/** Random calendars and intervals for each zone; VEERPONT_SLA_RUNS sets more. */
const runsPerZone = Number(process.env['VEERPONT_SLA_RUNS'] ?? 2_000);

/** Days whose neighbourhood is walked: clock changes both ways, leap days, and the seams of the compiled blocks. */
const seam = '2024-10-04';
const daysOf: Readonly<Record<string, readonly string[]>> = {
  'Europe/Amsterdam': ['2024-03-31', '2024-10-27', '2024-02-29', '2025-03-30', '2026-10-25', seam],
  'America/New_York': ['2024-03-10', '2024-11-03', '2028-02-29', '2006-04-02', seam],
  'Asia/Shanghai': ['1991-09-15', '1986-05-04', '2024-02-29', '2025-12-31', seam],
  'Asia/Kolkata': ['2024-02-29', '2026-12-31', seam],
  // Half an hour of summer time.
  'Australia/Lord_Howe': ['2024-04-07', '2024-10-06', '1985-10-27', '2028-02-29', seam],
  // Changed one minute after midnight until 2011: a minute of the next day, then the last hour again.
  'America/St_Johns': ['2011-03-13', '2010-11-07', '2024-03-10', '2024-11-03', '1988-04-03', seam],
  'Asia/Kathmandu': ['1986-01-01', '2024-02-29', seam],
  // Changes at midnight: a day without its first hour, a day with its last hour twice; off and on again for Ramadan.
  'Africa/Cairo': ['2024-04-26', '2024-11-01', '2010-08-11', '2010-09-10', seam],
  'America/Sao_Paulo': ['2018-11-04', '2019-02-17', seam],
  'Pacific/Chatham': ['2024-04-07', '2024-09-29', '2028-02-29', seam],
  // Went over the date line: the 30th of December 2011 never was.
  'Pacific/Apia': ['2011-12-30', '2011-09-24', '2012-04-01', seam],
};
const windowDays = 9;

const dayMs = 86_400_000;
const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.nat(1_439),
);
const span: fc.Arbitrary<OfficeSpan> = fc
  .tuple(minuteOfDay, fc.oneof({ weight: 6, arbitrary: minuteOfDay }, { weight: 1, arbitrary: fc.constant(1_440) }))
  .map(([from, until]) => ({ from: minuteText(from), until: minuteText(until) }));
const spans = fc.array(span, { maxLength: 4 });
const week = fc.array(spans, { minLength: 7, maxLength: 7 });

const aCase = fc.record({
  week,
  exceptions: fc.uniqueArray(fc.tuple(fc.nat(windowDays), spans), { maxLength: 4, selector: ([day]) => day }),
  window: fc.nat(),
  /** Places in the window, ms; whole minutes as often as not. */
  moments: fc.array(
    fc.oneof(
      fc.nat(windowDays * dayMs),
      fc.nat(windowDays * 1_440).map((minutes) => minutes * 60_000),
    ),
    { minLength: 4, maxLength: 4 },
  ),
  ms: fc.oneof(
    fc.integer({ min: 1, max: 3 * dayMs }),
    fc.integer({ min: 1, max: 4_320 }).map((minutes) => minutes * 60_000),
  ),
});

describe('office hours equal a walk through every minute', () => {
  it.each(Object.keys(daysOf))(
    '%s',
    (timeZone) => {
      const oracles = (daysOf[timeZone] ?? []).map(
        (day) => new MinuteOracle(timeZone, Date.parse(`${day}T00:00:00Z`) - 4 * dayMs, windowDays),
      );
      fc.assert(
        fc.property(aCase, (drawn) => {
          const oracle = oracles[drawn.window % oracles.length];
          if (oracle === undefined) throw new Error('no window');
          const calendar: OfficeCalendar = {
            id: 'drawn',
            name: 'Drawn',
            timeZone,
            week: drawn.week,
            exceptions: drawn.exceptions.map(([day, own]) => ({
              date: new Date(oracle.from + day * dayMs).toISOString().slice(0, 10),
              name: '',
              spans: own,
            })),
          };
          const hours = compileCalendar(calendar);
          const open = oracle.read(calendar);
          const begin = oracle.from;
          const [from = begin, middle = begin, until = begin, moment = begin] = [
            ...drawn.moments.slice(0, 3).sort((a, b) => a - b),
            Math.min(drawn.moments[3] ?? 0, windowDays * dayMs - 1),
          ].map((place) => begin + place);

          const usedMs = walkedMs(open, begin, from, until);
          expect(hours.openMs(from, until)).toBe(usedMs);
          expect(hours.openMs(from, middle) + hours.openMs(middle, until)).toBe(usedMs);
          expect(hours.openMs(until, from)).toBe(0);
          expect(hours.isOpen(moment)).toBe(open[Math.floor((moment - begin) / 60_000)] === 1);
          expect(hours.stretches(from, until, 1_000)).toEqual(walkedStretches(open, begin, from, until));

          const closedAt = hours.stretches(from, until, 1_000).at(-1)?.until ?? from;
          expect(hours.addOpen(from, usedMs)).toBe(closedAt);

          const reachedAt = walkedUntil(open, begin, from, drawn.ms);
          const added = hours.addOpen(from, drawn.ms);
          if (reachedAt === null) expect(added === null || added > oracle.until).toBe(true);
          else {
            expect(added).toBe(reachedAt);
            expect(hours.openMs(from, reachedAt)).toBe(drawn.ms);
            expect(hours.openMs(from, reachedAt - 1)).toBeLessThan(drawn.ms);
          }

          const isOpenNow = open[Math.floor((moment - begin) / 60_000)];
          const changesIn = open.findIndex(
            (value, place) => place > Math.floor((moment - begin) / 60_000) && value !== isOpenNow,
          );
          const changedAt = hours.nextChange(moment);
          if (changesIn < 0) expect(changedAt === null || changedAt >= oracle.until).toBe(true);
          else expect(changedAt).toBe(begin + changesIn * 60_000);
        }),
        { numRuns: runsPerZone },
      );
    },
    600_000,
  );
});
