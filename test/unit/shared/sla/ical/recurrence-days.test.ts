import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, durationMs, wallMoment } from '#shared/sla/ical/calendar-day.ts';
import { recurrenceDays, TooMuchWork } from '#shared/sla/ical/recurrence-days.ts';
import { readRule } from '#shared/sla/ical/recurrence-rule.ts';
import { dateOf } from '#shared/sla/zone-time.ts';

const dayNo = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

function daysOf(text: string, start: string, first: string, last: string, daysLeft = 1_000_000): string[] {
  const rule = readRule(text, 'Europe/Amsterdam');
  if (rule === null) throw new Error(`unreadable: ${text}`);
  return recurrenceDays(rule, dayNo(start), dayNo(first), dayNo(last), { daysLeft }).map(dateOf);
}

describe('recurring days', () => {
  // Most are the examples of RFC 5545, 3.8.5.3, without their times.
  it.each([
    ['FREQ=DAILY;COUNT=3', '1997-09-02', '1997', '1998', '1997-09-02 1997-09-03 1997-09-04'],
    [
      'FREQ=DAILY;INTERVAL=10;COUNT=5',
      '1997-09-02',
      '1997',
      '1998',
      '1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12',
    ],
    ['FREQ=DAILY;UNTIL=19970904T000000Z', '1997-09-02', '1997', '1998', '1997-09-02 1997-09-03 1997-09-04'],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05',
      '1997',
      '1998',
      '1997-08-05 1997-08-10 1997-08-19 1997-08-24',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05',
      '1997',
      '1998',
      '1997-08-05 1997-08-17 1997-08-19 1997-08-31',
    ],
    ['FREQ=MONTHLY;COUNT=4;BYDAY=1FR', '1997-09-05', '1997', '1998', '1997-09-05 1997-10-03 1997-11-07 1997-12-05'],
    [
      'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
      '1997-09-22',
      '1997',
      '1998',
      '1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16',
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3', '1997-09-28', '1997', '1998', '1997-09-28 1997-10-29 1997-11-28'],
    [
      'FREQ=MONTHLY;INTERVAL=18;COUNT=4;BYMONTHDAY=10,11',
      '1997-09-10',
      '1997',
      '1999',
      '1997-09-10 1997-09-11 1999-03-10 1999-03-11',
    ],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      '1998-02-13',
      '1998',
      '1999',
      '1998-02-13 1998-03-13 1998-11-13 1999-08-13',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3',
      '1997-09-29',
      '1997',
      '1997',
      '1997-09-29 1997-10-30 1997-11-27',
    ],
    ['FREQ=MONTHLY;COUNT=3', '2026-01-31', '2026', '2026', '2026-01-31 2026-03-31 2026-05-31'],
    ['FREQ=YEARLY;COUNT=4;BYMONTH=6,7', '1997-06-10', '1997', '1999', '1997-06-10 1997-07-10 1998-06-10 1998-07-10'],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200',
      '1997-01-01',
      '1997',
      '2000',
      '1997-01-01 1997-04-10 1997-07-19 2000-01-01',
    ],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=3', '1997-05-19', '1997', '1999', '1997-05-19 1998-05-18 1999-05-17'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3', '1997-05-12', '1997', '1999', '1997-05-12 1998-05-11 1999-05-17'],
    ['FREQ=YEARLY;BYWEEKNO=20;COUNT=2', '1997-05-12', '1997', '1999', '1997-05-12 1998-05-11'],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR;COUNT=3', '2021-01-01', '2021', '2033', '2021-01-01 2027-01-01 2032-12-31'],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '1996-11-05',
      '1996',
      '2004',
      '1996-11-05 2000-11-07 2004-11-02',
    ],
    ['FREQ=YEARLY', '2024-02-29', '2024', '2033', '2024-02-29 2028-02-29 2032-02-29'],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25', '1601-12-25', '2026', '2027', '2026-12-25 2027-12-25'],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '1601-11-22', '2026', '2027', '2026-11-26 2027-11-25'],
    ['FREQ=YEARLY;UNTIL=20270101', '2020-12-26', '2026', '2029', '2026-12-26'],
    // The start is the first, though the rule does not name it.
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;COUNT=2', '2026-03-01', '2026', '2029', '2026-03-01 2026-12-25'],
    // One weekday, however often it is named.
    ['FREQ=MONTHLY;BYDAY=1MO,1MO,1MO;COUNT=2', '2026-11-02', '2026', '2029', '2026-11-02 2026-12-07'],
    // No such day.
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01', '2026', '2099', '2026-01-01'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31', '2026-01-01', '2026', '2099', '2026-01-01'],
    ['FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;COUNT=99', '2026-01-01', '2026', '2099', '2026-01-01'],
  ])('%s from %s', (text, start, first, last, expected) => {
    expect(daysOf(text, start, `${first}-01-01`, `${last}-12-31`).join(' ')).toBe(expected);
  });

  it('are the same in a part of the time as in the whole', () => {
    const rules = [
      'FREQ=YEARLY;BYMONTH=1,12;BYDAY=-1FR',
      'FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=-1',
      'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU',
      'FREQ=DAILY;INTERVAL=17',
      'FREQ=DAILY;INTERVAL=17;COUNT=70',
      'FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=MO,SU',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.nat(2_000), fc.nat(3_000), fc.nat(900), (text, start, from, length) => {
        const begin = dayNo('2019-01-01') + start;
        const [first, last] = [begin - 500 + from, begin - 500 + from + length].map(dateOf);
        const whole = daysOf(text, dateOf(begin), '1990-01-01', '2035-12-31');
        const inside = whole.filter((day) => day >= (first ?? '') && day <= (last ?? ''));
        expect(daysOf(text, dateOf(begin), first ?? '', last ?? '')).toEqual(inside);
      }),
      { numRuns: 300 },
    );
  });

  it('are not looked for without end', () => {
    expect(() => daysOf('FREQ=DAILY', '2026-01-01', '2026-01-01', '2199-12-31', 10_000)).toThrow(TooMuchWork);
    expect(() => daysOf('FREQ=YEARLY;COUNT=999999', '1601-01-01', '2199-01-01', '2199-12-31', 50_000)).toThrow(
      TooMuchWork,
    );
  });
});

describe('recurrence rules', () => {
  it.each([
    '',
    'FREQ',
    'FREQ=',
    'FREQ=NEVER',
    'FREQ=HOURLY',
    'FREQ=SECONDLY;INTERVAL=1',
    'INTERVAL=2',
    'FREQ=YEARLY;FREQ=DAILY',
    'FREQ=YEARLY;INTERVAL=0',
    'FREQ=YEARLY;INTERVAL=-1',
    'FREQ=YEARLY;INTERVAL=1.5',
    'FREQ=YEARLY;INTERVAL=1e3',
    'FREQ=YEARLY;INTERVAL=99999999999999999999',
    'FREQ=YEARLY;COUNT=0',
    'FREQ=YEARLY;COUNT=3;UNTIL=20270101',
    'FREQ=YEARLY;UNTIL=tomorrow',
    'FREQ=YEARLY;UNTIL=20270230',
    'FREQ=YEARLY;BYMONTH=13',
    'FREQ=YEARLY;BYMONTH=-1',
    'FREQ=YEARLY;BYMONTH=5L',
    'FREQ=YEARLY;BYMONTHDAY=0',
    'FREQ=YEARLY;BYMONTHDAY=32',
    'FREQ=YEARLY;BYMONTHDAY=',
    'FREQ=YEARLY;BYYEARDAY=367',
    'FREQ=YEARLY;BYWEEKNO=54',
    'FREQ=YEARLY;BYDAY=XX',
    'FREQ=YEARLY;BYDAY=0MO',
    'FREQ=YEARLY;BYDAY=54MO',
    'FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO',
    'FREQ=YEARLY;BYHOUR=9',
    'FREQ=YEARLY;WKST=1',
    'FREQ=YEARLY;BYEASTER=0',
    'FREQ=YEARLY;RSCALE=CHINESE',
    'FREQ=MONTHLY;BYWEEKNO=1',
    'FREQ=MONTHLY;BYYEARDAY=1',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=WEEKLY;BYDAY=1MO',
    'FREQ=DAILY;BYDAY=-1SU',
    'FREQ=YEARLY;BYMONTH==1',
    '__proto__=1;FREQ=YEARLY',
  ])('%j is none', (text) => {
    expect(readRule(text, 'UTC')).toBeNull();
  });

  it('may be written small, with zero hours, and with an end in UTC that counts where the calendar is', () => {
    expect(readRule(' freq=yearly;byhour=0;byminute=00;', 'UTC')?.frequency).toBe('YEARLY');
    expect(readRule('RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT', 'UTC')).not.toBeNull();
    const until = readRule('FREQ=YEARLY;UNTIL=20261224T230000Z', 'Europe/Amsterdam')?.untilDay;
    expect(until).toBe(dayNo('2026-12-25'));
  });
});

describe('dates of a calendar file', () => {
  it.each([
    ['20261225', '2026-12-25', 0, true],
    [' 20280229 ', '2028-02-29', 0, true],
    ['16010101', '1601-01-01', 0, true],
    ['20261225T093000', '2026-12-25', 34_200_000, false],
    ['20261224T230000Z', '2026-12-25', 0, false],
    ['20260701t220000z', '2026-07-02', 0, false],
  ])('%j', (text, date, ms, isDate) => {
    expect(wallMoment(text, 'Europe/Amsterdam')).toEqual({ day: dayNo(date), ms, isDate });
  });

  it.each([
    '',
    '2026-12-25',
    '20261301',
    '20270229',
    '15000101',
    '20261225T',
    '20261225T240000',
    '20261225T0930',
    '20261225T093000+01:00',
    '２０２６１２２５',
    'NaN',
  ])('%j is none', (text) => {
    expect(wallMoment(text, 'Europe/Amsterdam')).toBeNull();
  });

  it('are taken as written where the zone is not known', () => {
    expect(wallMoment('20261224T230000Z', 'Mars/Olympus')).toEqual({
      day: dayNo('2026-12-24'),
      ms: 82_800_000,
      isDate: false,
    });
    expect(calendarDay(1582, 12, 31)).toBeNull();
  });

  it.each([
    ['P1D', 24],
    ['p2w', 336],
    ['+PT24H', 24],
    ['P1DT12H30M', 36.5],
    ['PT0S', 0],
  ])('last %s: %d hours', (text, hours) => {
    expect(durationMs(text)).toBe(hours * 3_600_000);
  });

  it.each(['', 'P', 'PT', 'P1DT', '-P1D', 'P1Y', 'P1.5D', '1D', 'P99999999999D', 'P1W2D'])(
    '%j is no length',
    (text) => {
      expect(durationMs(text)).toBeNull();
    },
  );
});
