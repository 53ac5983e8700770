import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlaProblem } from '#shared/domain/sla.ts';
import { OfficeException } from '#shared/domain/sla-settings.ts';
import { largestICalendarBytes, readICalendar } from '#shared/sla/icalendar.ts';

const zone = 'Europe/Amsterdam';
const years = { from: 2026, until: 2027 };

/** A file of these lines, ended as RFC 5545 wants it. */
function file(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function event(...lines: readonly string[]): string {
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
}

const christmas = event('SUMMARY:Christmas', 'DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261226');

/** Days as '2026-12-25 Christmas'. */
function daysOf(text: string, timeZone = zone): string[] {
  return readICalendar(text, years, timeZone).exceptions.map(({ date, name }) => `${date} ${name}`.trim());
}

describe('a calendar file', () => {
  it('closes the days of its events', () => {
    expect(readICalendar(file(christmas), years, zone)).toEqual({
      exceptions: [{ date: '2026-12-25', name: 'Christmas', spans: [] }],
      problems: [],
    });
  });

  it.each<[string, string, string[]]>([
    ['one day, its end left out', event('SUMMARY:A', 'DTSTART;VALUE=DATE:20260501'), ['2026-05-01 A']],
    [
      'one day, its end written as its start',
      event('SUMMARY:A', 'DTSTART:20260501', 'DTEND:20260501'),
      ['2026-05-01 A'],
    ],
    [
      'several days, the end excluded',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'),
      ['2026-12-24 A', '2026-12-25 A', '2026-12-26 A'],
    ],
    ['a length', event('SUMMARY:A', 'DTSTART;VALUE=DATE:20260501', 'DURATION:P2D'), ['2026-05-01 A', '2026-05-02 A']],
    [
      'from before the years chosen into them',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:20251230', 'DTEND;VALUE=DATE:20260103'),
      ['2026-01-01 A', '2026-01-02 A'],
    ],
    [
      'from within the years chosen out of them',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:20271231', 'DTEND;VALUE=DATE:20280104'),
      ['2027-12-31 A'],
    ],
    [
      'midnight to midnight on the wall clock',
      event(
        'SUMMARY:A',
        'DTSTART;TZID=W. Europe Standard Time:20260501T000000',
        'DTEND;TZID="W. Europe Standard Time":20260502T000000',
      ),
      ['2026-05-01 A'],
    ],
    [
      'midnight to midnight without a zone',
      event('SUMMARY:A', 'DTSTART:20260501T000000', 'DURATION:PT48H'),
      ['2026-05-01 A', '2026-05-02 A'],
    ],
    [
      'midnight to midnight, written in UTC, over a change of the clock',
      event('SUMMARY:A', 'DTSTART:20260328T230000Z', 'DTEND:20260329T220000Z'),
      ['2026-03-29 A'],
    ],
    [
      'every year',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:20001225', 'RRULE:FREQ=YEARLY'),
      ['2026-12-25 A', '2027-12-25 A'],
    ],
    [
      'every year since 1601, two days long, over New Year',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:16011231', 'DTEND;VALUE=DATE:16020102', 'RRULE:FREQ=YEARLY'),
      ['2026-01-01 A', '2026-12-31 A', '2027-01-01 A', '2027-12-31 A'],
    ],
    [
      'every year but one',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:20201225', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20261225'),
      ['2027-12-25 A'],
    ],
    [
      'exceptions in a list and as times',
      event(
        'SUMMARY:A',
        'DTSTART;TZID=Europe/Amsterdam:20260104T000000',
        'DTEND;TZID=Europe/Amsterdam:20260105T000000',
        'RRULE:FREQ=WEEKLY;COUNT=5',
        'EXDATE;TZID=Europe/Amsterdam:20260111T000000,20260118T000000',
        'EXDATE:20260124T230000Z',
      ),
      ['2026-01-04 A', '2026-02-01 A'],
    ],
    [
      'more days named one by one',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:20260501', 'RDATE;VALUE=DATE:20260603,20270301'),
      ['2026-05-01 A', '2026-06-03 A', '2027-03-01 A'],
    ],
    [
      'transparent, as public holidays are',
      event('SUMMARY:A', 'DTSTART;VALUE=DATE:20260501', 'TRANSP:TRANSPARENT', 'CLASS:PUBLIC'),
      ['2026-05-01 A'],
    ],
    ['cancelled: not', event('SUMMARY:A', 'DTSTART;VALUE=DATE:20260501', 'STATUS:CANCELLED'), []],
    ['tentative: still', event('SUMMARY:A', 'DTSTART;VALUE=DATE:20260501', 'STATUS:TENTATIVE'), ['2026-05-01 A']],
    ['without a name', event('DTSTART;VALUE=DATE:20260501'), ['2026-05-01']],
    [
      'names in small letters, parameters in capitals',
      event('summary;LANGUAGE=en:A', 'dtstart;value=date:20260501').toLowerCase(),
      ['2026-05-01 a'],
    ],
    [
      'an alarm with a start of its own',
      event(
        'SUMMARY:A',
        'DTSTART;VALUE=DATE:20260501',
        'BEGIN:VALARM',
        'TRIGGER:-PT15M',
        'SUMMARY:Bell',
        '#!',
        'END:VALARM',
      ),
      ['2026-05-01 A'],
    ],
  ])('reads %s', (_, text, expected) => {
    expect(daysOf(file(text))).toEqual(expected);
  });

  it('joins the names of one day, each once, and sorts by date', () => {
    const text = file(
      event('SUMMARY:Late', 'DTSTART;VALUE=DATE:20270105'),
      event('SUMMARY:Ascension', 'DTSTART;VALUE=DATE:20260505'),
      event('SUMMARY:Liberation', 'DTSTART;VALUE=DATE:20260505'),
      event('SUMMARY:Ascension', 'DTSTART;VALUE=DATE:20260505'),
    );
    expect(daysOf(text)).toEqual(['2026-05-05 Ascension, Liberation', '2027-01-05 Late']);
  });

  it('lets an event stand in for one of its series', () => {
    const series = event('UID:1', 'SUMMARY:Monthly', 'DTSTART;VALUE=DATE:20260105', 'RRULE:FREQ=MONTHLY;COUNT=3');
    const moved = event('UID:1', 'SUMMARY:Moved', 'RECURRENCE-ID;VALUE=DATE:20260205', 'DTSTART;VALUE=DATE:20260206');
    const dropped = event(
      'UID:1',
      'RECURRENCE-ID;VALUE=DATE:20260305',
      'DTSTART;VALUE=DATE:20260305',
      'STATUS:CANCELLED',
    );
    const other = event('UID:2', 'SUMMARY:Other', 'DTSTART;VALUE=DATE:20260205');
    expect(daysOf(file(moved, series, dropped, other))).toEqual([
      '2026-01-05 Monthly',
      '2026-02-05 Other',
      '2026-02-06 Moved',
    ]);
  });

  it('may end its lines in any way, fold them, begin with a byte order mark, and hold several calendars', () => {
    const folded = event(
      'SUMMARY:Second Christmas D',
      ' ay\\, and\\n more\\; \\\\',
      'DTSTART;VALUE=DA',
      '\tTE:20261226',
    );
    const expected = ['2026-12-25 Christmas', '2026-12-26 Second Christmas Day, and more; \\'];
    const text = `${file(christmas)}\r\n${file(folded)}`;
    expect(daysOf(text)).toEqual(expected);
    expect(daysOf(`\uFEFF${text}`)).toEqual(expected);
    expect(daysOf(text.replaceAll('\r\n', '\n'))).toEqual(expected);
    expect(daysOf(text.replaceAll('\r\n', '\r'))).toEqual(expected);
    expect(daysOf(text.replaceAll('\r\n', '\r\n\r\n'))).toEqual(expected);
  });

  it('passes over time zones, tasks and what it does not know', () => {
    const text = file(
      'X-WR-CALNAME:Holidays',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Amsterdam',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VTODO',
      'SUMMARY:Shop',
      'DTSTART;VALUE=DATE:20260601',
      'END:VTODO',
      'BEGIN:X-THING',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20260601',
      'END:VEVENT',
      'END:X-THING',
      christmas,
    );
    expect(readICalendar(text, years, zone)).toEqual(readICalendar(file(christmas), years, zone));
  });

  it('shows names on one line, without what hides or reorders text, at most 200 long', () => {
    const named = (name: string): string =>
      daysOf(file(event(`SUMMARY:${name}`, 'DTSTART;VALUE=DATE:20260501')))[0] ?? '';
    expect(named('a\u0000b\u0007c\u2028d')).toBe('2026-05-01 a b c d');
    expect(named('\u202Eevil\u202C \u2066x\u2069\u200B\uFEFF')).toBe('2026-05-01 evil x');
    expect(named('   春节   假期  ')).toBe('2026-05-01 春节 假期');
    expect(named('a\uD800b')).toBe('2026-05-01 a b');
    expect(named('x'.repeat(5_000))).toBe(`2026-05-01 ${'x'.repeat(200)}`);
    expect(named(`${'x'.repeat(199)}😀`)).toBe(`2026-05-01 ${'x'.repeat(199)}`);
  });

  it('places times in UTC in the zone of the calendar', () => {
    const text = file(event('SUMMARY:A', 'DTSTART:20260430T160000Z', 'DTEND:20260501T160000Z'));
    expect(daysOf(text, 'Asia/Shanghai')).toEqual(['2026-05-01 A']);
    expect(readICalendar(text, years, zone).problems.map(({ code }) => code)).toEqual([
      'ICAL_EVENT_UNREADABLE',
      'ICAL_NOTHING_FOUND',
    ]);
  });
});

const timed = event('SUMMARY:Meeting', 'DTSTART:20260501T090000', 'DTEND:20260501T100000');
const notACalendar = 'ICAL_NOT_A_CALENDAR';
const unreadable = 'ICAL_EVENT_UNREADABLE';
const tooMany = 'ICAL_TOO_MANY_DAYS';

/** Every file holds Christmas or nothing; so either it is taken over, or the whole file is refused. */
const badFiles: readonly (readonly [name: string, text: string, problems: readonly string[], taken: number])[] = [
  ['nothing', '', [`${notACalendar} 1`], 0],
  ['blank lines', ' \r\n\t\r\n\r\n', [`${notACalendar} 1`], 0],
  ['only a byte order mark', '\uFEFF', [`${notACalendar} 1`], 0],
  ['a web page', '<!doctype html>\n<html><body>Sign in</body></html>', [`${notACalendar} 1`], 0],
  ['JSON', '{"events":[{"date":"2026-12-25"}]}', [`${notACalendar} 1`], 0],
  ['a table', 'date,name\n2026-12-25,Christmas\n', [`${notACalendar} 1`], 0],
  ['bytes of a picture', '\u0089PNG\r\n\u001A\n\u0000\u0000\u0000\rIHDR', [`${notACalendar} 1`], 0],
  ['a packed file', 'PK\u0003\u0004\u0014\u0000\u0006', [`${notACalendar} 1`], 0],
  ['zeros', '\u0000'.repeat(10_000), [`${notACalendar} 1`], 0],
  ['UTF-16 read as UTF-8', '\uFFFD\uFFFDB\u0000E\u0000G\u0000I\u0000N\u0000', [`${notACalendar} 1`], 0],
  ['an address card', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Li Wei\r\nEND:VCARD\r\n', [`${notACalendar} 1`], 0],
  ['an event without a calendar', christmas, [`${notACalendar} 1`], 0],
  ['text before the calendar', `Dear all,\r\n${file(christmas)}`, [`${notACalendar} 1`], 0],
  ['text behind the calendar', `${file(christmas)}Kind regards\r\n`, [`${notACalendar} 10`], 0],
  ['a calendar cut off in an event', file(christmas).slice(0, 100), [`${notACalendar} 6`], 0],
  ['a calendar cut off between events', file(christmas).replace('END:VCALENDAR\r\n', ''), [`${notACalendar} 8`], 0],
  ['one end too many', `${file(christmas)}END:VCALENDAR\r\n`, [`${notACalendar} 10`], 0],
  ['ends out of order', file('BEGIN:VEVENT', 'BEGIN:VALARM', 'END:VEVENT', 'END:VALARM'), [`${notACalendar} 6`], 0],
  ['a line that is no property', file('no property', christmas), [`${notACalendar} 4`], 0],
  ['a property without a name', file(':value', christmas), [`${notACalendar} 4`], 0],
  ['a quotation mark without an end', file('X-A;P="x:y', christmas), [`${notACalendar} 4`], 0],
  ['a parameter without a value', file('X-A;P:y', christmas), [`${notACalendar} 4`], 0],
  ['sixty thousand beginnings', 'BEGIN:VCALENDAR\n'.repeat(60_000), [`${notACalendar} 60000`], 0],
  ['an empty calendar', file(), ['ICAL_NOTHING_FOUND'], 0],
  ['only other years', file(event('DTSTART;VALUE=DATE:20250101')), ['ICAL_NOTHING_FOUND'], 0],
  ['only meetings of other years', file(timed.replaceAll('2026', '2025')), ['ICAL_NOTHING_FOUND'], 0],
  ['only a meeting', file(timed), [`${unreadable} Meeting`, 'ICAL_NOTHING_FOUND'], 0],
  ['a meeting between', file(timed, christmas), [`${unreadable} Meeting`], 1],
  ['a moment', file(event('SUMMARY:A', 'DTSTART:20260501T000000'), christmas), [`${unreadable} A`], 1],
  ['an event without a start', file(event('SUMMARY:A'), christmas), [`${unreadable} A`], 1],
  ['an event without anything', file(event(), christmas), [`${unreadable} VEVENT 4`], 1],
  ['a day that does not exist', file(event('DTSTART:20260230'), christmas), [`${unreadable} 20260230`], 1],
  ['a date written with dashes', file(event('SUMMARY:A', 'DTSTART:2026-05-01'), christmas), [`${unreadable} A`], 1],
  [
    'an end before the start',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'DTEND:20260501'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'an end that is none',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'DTEND:later'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'a length below zero',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'DURATION:-P1D'), christmas),
    [`${unreadable} A`],
    1,
  ],
  ['two starts', file(event('SUMMARY:A', 'DTSTART:20260502', 'DTSTART:20260503'), christmas), [`${unreadable} A`], 1],
  [
    'a rule of hours',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'RRULE:FREQ=HOURLY'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'a rule of seconds',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'RRULE:FREQ=SECONDLY'), christmas),
    [`${unreadable} A`],
    1,
  ],
  ['an empty rule', file(event('SUMMARY:A', 'DTSTART:20260502', 'RRULE:'), christmas), [`${unreadable} A`], 1],
  [
    'two rules',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'RRULE:FREQ=DAILY', 'RRULE:FREQ=YEARLY'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'a rule of the Chinese calendar',
    file(event('SUMMARY:A', 'DTSTART:20260217', 'RRULE:RSCALE=CHINESE;FREQ=YEARLY'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'a rule that takes days away',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'EXRULE:FREQ=DAILY'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'an exception that is no date',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'EXDATE:x'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'periods for days',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'RDATE;VALUE=PERIOD:20260503/P1D'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'a rest of a series moved',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260501'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'a broken line inside an event',
    file(event('SUMMARY:A', 'DTSTART:20260502', 'see you there'), christmas),
    [`${unreadable} A`],
    1,
  ],
  [
    'a rule no day fulfils',
    file(event('DTSTART:20200101', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31'), christmas),
    [],
    1,
  ],
  ['a rule that counts from 1601', file(event('DTSTART:16010101', 'RRULE:FREQ=YEARLY;COUNT=2'), christmas), [], 1],
  ['a day of two hundred years', file(event('DTSTART:19000101', 'DTEND:21000101')), [], 730],
  ['an end beyond all time', file(event('SUMMARY:A', 'DTSTART:20260101', 'DURATION:P999999D')), [], 730],
  ['every day', file(event('DTSTART:16010101', 'RRULE:FREQ=DAILY')), [], 730],
  [
    'thousands of rules that count for ever',
    file(...Array.from({ length: 9_000 }, () => event('DTSTART:16010101', 'RRULE:FREQ=DAILY;COUNT=900000'))),
    [tooMany],
    0,
  ],
  [
    'long events that repeat daily',
    file(...Array.from({ length: 9_000 }, () => event('DTSTART:16010101', 'DTEND:21000101', 'RRULE:FREQ=DAILY'))),
    [tooMany],
    0,
  ],
  ['more than a megabyte', file(`X-A:${'x'.repeat(largestICalendarBytes)}`, christmas), ['ICAL_TOO_LARGE'], 0],
  ['more than a megabyte of Chinese', file(`X-A:${'节'.repeat(334_000)}`, christmas), ['ICAL_TOO_LARGE'], 0],
  ['a property name that is too long', file(`${'X'.repeat(900_000)}:1`, christmas), [`${notACalendar} 4`], 0],
  ['a line of half a megabyte of marks', file(`X-A${';P=";"'.repeat(80_000)}:1`, christmas), [], 1],
  ['a name of colons', file(event(`SUMMARY:${':'.repeat(500_000)}`, 'DTSTART:20260501'), christmas), [], 2],
];

describe('a bad calendar file', () => {
  it.each(badFiles)('%s', { timeout: 60_000 }, (_, text, problems, taken) => {
    const startedAt = process.cpuUsage().user;
    const read = readICalendar(text, years, zone);
    // It blocks a window while it lasts: some tenths of a second at the worst.
    expect(process.cpuUsage().user - startedAt).toBeLessThan(4_000_000);
    expect(read.problems.map(({ code, value }) => `${code} ${value ?? ''}`.trim())).toEqual(problems);
    expect(read.exceptions).toHaveLength(taken);
    for (const exception of read.exceptions) OfficeException.parse(exception);
    for (const problem of read.problems) SlaProblem.parse(problem);
  });

  it('tells where an event begins that was left out, and no more of them than are read', () => {
    expect(readICalendar(file(timed, christmas), years, zone).problems[0]?.path).toEqual(['line', 4]);
    const many = readICalendar(file(...Array.from({ length: 130 }, () => timed), christmas), years, zone);
    expect(many.problems).toHaveLength(101);
    expect(many.problems.at(-1)?.value).toBe('+ 30');
    expect(many.exceptions).toHaveLength(1);
  });

  it('cannot hold more days than a calendar', () => {
    const daily = file(event('SUMMARY:A', 'DTSTART:20200101', 'RRULE:FREQ=DAILY'));
    expect(readICalendar(daily, { from: 2025, until: 2029 }, zone).exceptions).toHaveLength(1_826);
    expect(readICalendar(daily, { from: 2025, until: 2030 }, zone)).toEqual({
      exceptions: [],
      problems: [{ path: [], code: 'ICAL_TOO_MANY_DAYS', value: '2191' }],
    });
  });

  it.each([
    [2027, 2026],
    [Number.NaN, 2026],
    [2300, 2301],
    [1900, 1901],
  ])('or bad years give nothing: %d to %d', (from, until) => {
    expect(readICalendar(file(christmas), { from, until }, zone)).toEqual({
      exceptions: [],
      problems: [{ path: [], code: 'ICAL_NOTHING_FOUND', value: null }],
    });
  });

  it('throws nothing, and gives only what a calendar takes', { timeout: 60_000 }, () => {
    const good = [
      ...file(
        event(
          'UID:1',
          'SUMMARY:Naïve ☃',
          'DTSTART;VALUE=DATE:20260105',
          'RRULE:FREQ=YEARLY;BYDAY=1MO;BYMONTH=1;UNTIL=20300101',
        ),
        event('SUMMARY:B', 'DTSTART;TZID=Asia/Shanghai:20260201T000000', 'DURATION:P1D', 'EXDATE:20260201T000000'),
      ),
    ];
    const change = fc.record({
      place: fc.nat(good.length - 1),
      take: fc.nat(20),
      put: fc.oneof(
        fc.string({ maxLength: 6, unit: 'binary' }),
        fc.constantFrom(
          '\r\n',
          ':',
          ';',
          '=',
          ',',
          '"',
          '\r\n ',
          'BEGIN:VEVENT\r\n',
          'END:VEVENT\r\n',
          '-',
          '0',
          '9',
          'T',
        ),
      ),
    });
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(zone, 'Mars/Olympus', ''),
        (changes, where) => {
          const text = [...good];
          for (const { place, take, put } of changes) text.splice(place, take, put);
          const read = readICalendar(text.join(''), years, where);
          expect(read.exceptions.length + read.problems.length).toBeGreaterThan(0);
          for (const exception of read.exceptions) OfficeException.parse(exception);
          for (const problem of read.problems) SlaProblem.parse(problem);
          expect(new Set(read.exceptions.map(({ date }) => date)).size).toBe(read.exceptions.length);
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
