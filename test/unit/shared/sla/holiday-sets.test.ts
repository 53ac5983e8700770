import { describe, expect, it } from 'vitest';
import type { OfficeSpan } from '#shared/domain/sla-settings.ts';
import { holidaySets } from '#shared/sla/holiday-sets.ts';

const workingDay: OfficeSpan[] = [{ from: '09:00', until: '18:00' }];
const daysOf = (id: 'nl' | 'cn', year: number) =>
  holidaySets.find((set) => set.id === id)?.days(year, workingDay) ?? [];
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

describe('holiday sets', () => {
  it.each(holidaySets.flatMap(({ id, years }) => years.map((year) => [id, year] as const)))(
    '%s %i: each date once, in order, in its year',
    (id, year) => {
      const dates = daysOf(id, year).map(({ date }) => date);
      expect(dates.length).toBeGreaterThan(7);
      expect(dates).toEqual([...new Set(dates)].sort());
      expect(dates.every((date) => date.startsWith(`${year}-`))).toBe(true);
    },
  );

  it('say nothing about years they do not name', () => {
    expect(daysOf('nl', 2013)).toEqual([]);
    expect(daysOf('nl', 2100)).toEqual([]);
    expect(daysOf('nl', Number.NaN)).toEqual([]);
    expect(daysOf('cn', 2023)).toEqual([]);
    expect(daysOf('cn', 2027)).toEqual([]);
  });
});

describe('Dutch public holidays', () => {
  it('of 2026 are those of the government', () => {
    expect(daysOf('nl', 2026)).toEqual(
      [
        ['2026-01-01', 'Nieuwjaarsdag'],
        ['2026-04-05', 'Eerste paasdag'],
        ['2026-04-06', 'Tweede paasdag'],
        ['2026-04-27', 'Koningsdag'],
        ['2026-05-14', 'Hemelvaartsdag'],
        ['2026-05-24', 'Eerste pinksterdag'],
        ['2026-05-25', 'Tweede pinksterdag'],
        ['2026-12-25', 'Eerste kerstdag'],
        ['2026-12-26', 'Tweede kerstdag'],
      ].map(([date, name]) => ({ date, name, spans: [] })),
    );
  });

  it.each([
    [2014, '2014-04-26'],
    [2025, '2025-04-26'],
    [2026, '2026-04-27'],
    [2031, '2031-04-26'],
    [2036, '2036-04-26'],
  ])('King’s Day %i is %s: never on a Sunday', (year, date) => {
    expect(daysOf('nl', year).find(({ name }) => name === 'Koningsdag')?.date).toBe(date);
  });

  // Earliest, latest, and the years other rules for Easter get wrong.
  it.each([
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
    [2079, '2079-04-23'],
  ])('Easter %i is %s', (year, date) => {
    expect(daysOf('nl', year).find(({ name }) => name === 'Eerste paasdag')?.date).toBe(date);
  });

  it('have Liberation Day in every fifth year', () => {
    const years = [2020, 2021, 2024, 2025, 2026, 2030].filter((year) =>
      daysOf('nl', year).some(({ date }) => date.endsWith('-05-05')),
    );
    expect(years).toEqual([2020, 2025, 2030]);
  });
});

describe('Chinese public holidays', () => {
  it.each([
    // Days off by law, 11 until 2024 and 13 since: the rest are weekends, and weekdays worked for on a weekend.
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ])('of %i come to %i days by law', (year, lawDays) => {
    const days = daysOf('cn', year);
    const off = days.filter(({ spans }) => spans.length === 0);
    const worked = days.filter(({ spans }) => spans.length > 0);
    expect(worked.every(({ date }) => isWeekend(date))).toBe(true);
    expect(off.length - off.filter(({ date }) => isWeekend(date)).length - worked.length).toBe(lawDays);
  });

  it.each([
    ['2024-02-04', true],
    ['2024-02-09', null],
    ['2024-02-10', false],
    ['2024-10-12', true],
    ['2025-01-26', true],
    ['2025-02-04', false],
    ['2025-02-08', true],
    ['2025-10-08', false],
    ['2025-10-09', null],
    ['2026-01-02', false],
    ['2026-01-04', true],
    ['2026-02-14', true],
    ['2026-02-23', false],
    ['2026-05-09', true],
    ['2026-09-20', true],
    ['2026-10-10', true],
  ])('%s: worked instead of the weekend %s', (date, isWorked) => {
    const day = daysOf('cn', Number(date.slice(0, 4))).find((candidate) => candidate.date === date);
    expect(day?.spans ?? null).toEqual(isWorked === null ? null : isWorked ? workingDay : []);
  });

  it('give each working day hours of its own, so that changing one changes no other', () => {
    const spans = daysOf('cn', 2026).flatMap((day) => (day.spans.length > 0 ? [day.spans] : []));
    expect(new Set(spans).size).toBe(spans.length);
    expect(spans).not.toContain(workingDay);
  });
});
