import { describe, expect, it } from 'vitest';
import type { OfficeCalendar, OfficeException, OfficeSpan } from '#shared/domain/sla-settings.ts';
import { alwaysOpen, compileCalendar } from '#shared/sla/office-hours.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const at = (text: string): number => Date.parse(text);

/** '09:00-12:30, 13:00-17:30'. */
function spansOf(text: string): OfficeSpan[] {
  return text === '' ? [] : text.split(', ').map((part) => ({ from: part.slice(0, 5), until: part.slice(6) }));
}

interface Written {
  zone?: string;
  /** Monday to Friday. */
  weekdays?: string;
  saturday?: string;
  sunday?: string;
  exceptions?: Readonly<Record<string, string>>;
}

function aCalendar({ zone = 'Europe/Amsterdam', weekdays = '', saturday = '', sunday = '', exceptions = {} }: Written) {
  const calendar: OfficeCalendar = {
    id: 'office',
    name: 'Office',
    timeZone: zone,
    week: [...Array.from({ length: 5 }, () => spansOf(weekdays)), spansOf(saturday), spansOf(sunday)],
    exceptions: Object.entries(exceptions).map(([date, spans]): OfficeException => ({
      date,
      name: 'Special',
      spans: spansOf(spans),
    })),
  };
  return compileCalendar(calendar);
}

describe('office hours', () => {
  it('count only what is open', () => {
    const hours = aCalendar({ weekdays: '09:00-18:00' });
    // Friday 17:50 in Amsterdam to Monday 09:20.
    const from = at('2026-11-20T16:50:00Z');
    const until = at('2026-11-23T08:20:00Z');
    expect(hours.openMs(from, until)).toBe(30 * 60_000);
    expect(hours.addOpen(from, 30 * 60_000)).toBe(until);
    expect(hours.isOpen(from)).toBe(true);
    expect(hours.nextChange(from)).toBe(at('2026-11-20T17:00:00Z'));
    expect(hours.nextChange(at('2026-11-20T17:00:00Z'))).toBe(at('2026-11-23T08:00:00Z'));
  });

  it('end at the closing moment, not at the next opening', () => {
    const hours = aCalendar({ weekdays: '09:00-12:00, 13:00-17:00' });
    expect(hours.addOpen(at('2026-11-23T08:00:00Z'), 3 * hourMs)).toBe(at('2026-11-23T11:00:00Z'));
    expect(hours.addOpen(at('2026-11-23T08:00:00Z'), 3 * hourMs + 1)).toBe(at('2026-11-23T12:00:00.001Z'));
    expect(hours.isOpen(at('2026-11-23T11:00:00Z'))).toBe(false);
    expect(hours.isOpen(at('2026-11-23T12:00:00Z'))).toBe(true);
  });

  it('stay where they are when nothing is added', () => {
    const hours = aCalendar({ weekdays: '09:00-18:00' });
    const sunday = at('2026-11-22T12:00:00Z');
    expect(hours.addOpen(sunday, 0)).toBe(sunday);
    expect(hours.addOpen(sunday, -5)).toBe(sunday);
    expect(hours.addOpen(sunday, Number.NaN)).toBe(sunday);
  });

  it('end at the closing moment where one block of time meets the next, too', () => {
    const hours = aCalendar({ weekdays: '09:00-17:00' });
    // Blocks of 400 days: one begins on Friday the 4th of October 2024.
    const from = at('2024-09-30T07:00:00Z');
    expect(hours.addOpen(from, 4 * 8 * hourMs)).toBe(at('2024-10-03T15:00:00Z'));
    expect(hours.addOpen(from, 4 * 8 * hourMs + 1)).toBe(at('2024-10-04T07:00:00.001Z'));
    expect(hours.nextChange(at('2024-10-03T15:00:00Z'))).toBe(at('2024-10-04T07:00:00Z'));
  });

  it('of a night shift belong whole to the day it begins on', () => {
    const hours = aCalendar({ weekdays: '22:00-06:00', exceptions: { '2026-11-26': '' } });
    const stretches = hours.stretches(at('2026-11-25T00:00:00Z'), at('2026-11-28T12:00:00Z'), 10);
    // Thursday the 26th is a holiday: Wednesday's night still ends on it, its own does not begin.
    expect(stretches.map(({ from, until }) => [new Date(from).toISOString(), new Date(until).toISOString()])).toEqual([
      ['2026-11-25T00:00:00.000Z', '2026-11-25T05:00:00.000Z'],
      ['2026-11-25T21:00:00.000Z', '2026-11-26T05:00:00.000Z'],
      ['2026-11-27T21:00:00.000Z', '2026-11-28T05:00:00.000Z'],
    ]);
  });

  it('of an exception replace those of its weekday, on a closed day, too', () => {
    const hours = aCalendar({
      weekdays: '09:00-17:00',
      exceptions: { '2026-12-24': '09:00-12:00', '2026-12-25': '', '2026-12-26': '10:00-16:00' },
    });
    expect(hours.openMs(at('2026-12-24T00:00:00Z'), at('2026-12-28T00:00:00Z'))).toBe((3 + 0 + 6) * hourMs);
  });

  it.each([
    ['a day of 23 hours', 'Europe/Amsterdam', '2026-03-29', 23],
    ['a day of 25 hours', 'Europe/Amsterdam', '2026-10-25', 25],
    ['half an hour less', 'Australia/Lord_Howe', '2026-10-04', 23.5],
    ['half an hour more', 'Australia/Lord_Howe', '2026-04-05', 24.5],
    ['a day without midnight', 'Africa/Cairo', '2024-04-26', 23],
    ['a day whose last hour comes twice', 'Africa/Cairo', '2024-10-31', 25],
    ['a leap day', 'America/New_York', '2028-02-29', 24],
    ['a day that never was', 'Pacific/Apia', '2011-12-30', 0],
    ['a quarter more for ever', 'Asia/Kathmandu', '1986-01-01', 23.75],
  ])('have %s', (_, zone, date, openHours) => {
    const hours = aCalendar({ zone, exceptions: { [date]: '00:00-24:00' } });
    const noon = at(`${date}T12:00:00Z`);
    expect(hours.openMs(noon - 3 * dayMs, noon + 3 * dayMs)).toBe(openHours * hourMs);
  });

  it('count a wall time that comes twice twice, and a skipped one never', () => {
    const hours = aCalendar({ sunday: '02:15-02:45' });
    expect(hours.openMs(at('2026-10-25T00:00:00Z'), at('2026-10-25T12:00:00Z'))).toBe(hourMs);
    expect(hours.openMs(at('2026-03-29T00:00:00Z'), at('2026-03-29T12:00:00Z'))).toBe(0);
    expect(hours.stretches(at('2026-10-25T00:00:00Z'), at('2026-10-25T12:00:00Z'), 10)).toEqual([
      { from: at('2026-10-25T00:15:00Z'), until: at('2026-10-25T00:45:00Z') },
      { from: at('2026-10-25T01:15:00Z'), until: at('2026-10-25T01:45:00Z') },
    ]);
  });

  it('round the clock are one stretch, and never change', () => {
    const hours = aCalendar({ weekdays: '00:00-24:00', saturday: '00:00-24:00', sunday: '00:00-00:00' });
    const from = at('2020-01-01T00:00:00Z');
    const until = at('2030-01-01T00:00:00Z');
    expect(hours.openMs(from, until)).toBe(until - from);
    expect(hours.addOpen(from, 3_650 * dayMs)).toBe(from + 3_650 * dayMs);
    expect(hours.nextChange(from)).toBeNull();
    expect(hours.stretches(from, until, 1)).toEqual([{ from, until }]);
  });

  it('that never come are said to be never', () => {
    const hours = aCalendar({});
    const from = at('2026-01-01T00:00:00Z');
    expect(hours.openMs(0, from)).toBe(0);
    expect(hours.addOpen(from, 1)).toBeNull();
    expect(hours.nextChange(from)).toBeNull();
    expect(hours.stretches(0, Number.POSITIVE_INFINITY, 10)).toEqual([]);
  });

  it('are looked for ten years ahead, and no further', () => {
    const from = at('2026-01-01T00:00:00Z');
    const inside = aCalendar({ exceptions: { '2035-12-31': '09:00-17:00' } });
    const outside = aCalendar({ exceptions: { '2036-01-20': '09:00-17:00' } });
    expect(inside.addOpen(from, hourMs)).toBe(at('2035-12-31T09:00:00Z'));
    expect(inside.nextChange(from)).toBe(at('2035-12-31T08:00:00Z'));
    expect(outside.addOpen(from, hourMs)).toBeNull();
    expect(outside.nextChange(from)).toBeNull();
    expect(inside.addOpen(from, Number.POSITIVE_INFINITY)).toBeNull();
  });

  it('give as many stretches as asked for, the oldest', () => {
    const hours = aCalendar({ weekdays: '09:00-12:00, 13:00-17:00' });
    const from = at('2026-11-23T09:30:00Z');
    expect(hours.stretches(from, Number.POSITIVE_INFINITY, 2)).toEqual([
      { from, until: at('2026-11-23T11:00:00Z') },
      { from: at('2026-11-23T12:00:00Z'), until: at('2026-11-23T16:00:00Z') },
    ]);
    expect(hours.stretches(from, Number.POSITIVE_INFINITY, 0)).toEqual([]);
  });

  it('give the same answers however far apart the questions are', () => {
    const hours = aCalendar({ weekdays: '09:00-17:30', exceptions: { '2026-12-25': '' } });
    const fresh = aCalendar({ weekdays: '09:00-17:30', exceptions: { '2026-12-25': '' } });
    const from = at('2026-11-20T16:00:00Z');
    const before = hours.addOpen(from, 100 * hourMs);
    // More blocks than are kept.
    expect(hours.openMs(0, at('2199-01-01T00:00:00Z'))).toBe(
      fresh.openMs(0, from) + fresh.openMs(from, at('2199-01-01T00:00:00Z')),
    );
    expect(hours.addOpen(from, 100 * hourMs)).toBe(before);
    expect(hours.openMs(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(
      fresh.openMs(0, at('2200-01-01T00:00:00Z')),
    );
    expect(hours.openMs(Number.NaN, 0)).toBe(0);
  });

  it('with overlapping spans count each minute once; impossible dates change nothing', () => {
    const hours = aCalendar({
      weekdays: '09:00-12:00, 10:00-13:00, 22:00-08:00',
      saturday: '06:00-09:00',
      exceptions: { '2026-02-30': '00:00-24:00' },
    });
    // Monday from midnight to midnight: Sunday has no night.
    expect(hours.openMs(at('2026-11-22T23:00:00Z'), at('2026-11-23T23:00:00Z'))).toBe((4 + 2) * hourMs);
    // Saturday: Friday's night until eight, then on until nine.
    expect(hours.openMs(at('2026-11-27T23:00:00Z'), at('2026-11-28T23:00:00Z'))).toBe(9 * hourMs);
    expect(hours.openMs(at('2026-02-28T23:00:00Z'), at('2026-03-01T23:00:00Z'))).toBe(0);
  });

  it('cannot be worked out for a zone that does not exist', () => {
    expect(() => aCalendar({ zone: 'Mars/Olympus' })).toThrow(RangeError);
  });

  it('are worked out once: later questions cost no more than looking them up', () => {
    const hours = aCalendar({ weekdays: '09:00-12:30, 13:00-17:30' });
    const now = at('2026-11-20T16:00:00Z');
    hours.addOpen(now - 400 * dayMs, 2_000 * hourMs);
    const startedAt = process.cpuUsage().user;
    let sumMs = 0;
    for (let clock = 0; clock < 20_000; clock += 1) {
      sumMs += hours.openMs(now - clock * 60_000, now) + (hours.addOpen(now - clock * 60_000, 8 * hourMs) ?? 0);
    }
    expect(sumMs).toBeGreaterThan(0);
    // Measured: some 5 ms. A question that compiled anew would take 20,000 times 200 µs.
    expect(process.cpuUsage().user - startedAt).toBeLessThan(400_000);
  });
});

describe('without office hours', () => {
  it('every moment counts', () => {
    expect(alwaysOpen.openMs(1_000, 4_000)).toBe(3_000);
    expect(alwaysOpen.openMs(4_000, 1_000)).toBe(0);
    expect(alwaysOpen.addOpen(1_000, 500)).toBe(1_500);
    expect(alwaysOpen.addOpen(1_000, 0)).toBe(1_000);
    expect(alwaysOpen.addOpen(0, 4_000 * dayMs)).toBeNull();
    expect(alwaysOpen.isOpen(0)).toBe(true);
    expect(alwaysOpen.nextChange(0)).toBeNull();
    expect(alwaysOpen.stretches(5, 9, 1)).toEqual([{ from: 5, until: 9 }]);
    expect(alwaysOpen.stretches(9, 9, 1)).toEqual([]);
    expect(alwaysOpen.stretches(5, 9, 0)).toEqual([]);
  });
});
