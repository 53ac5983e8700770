import { describe, expect, it } from 'vitest';
import {
  dateOf,
  dayNoOf,
  isKnownZone,
  offsetAt,
  offsetStretches,
  startOfDay,
  wallClock,
} from '#shared/sla/zone-time.ts';

const at = (text: string): number => Date.parse(text);

describe('zones', () => {
  it.each([
    'Europe/Amsterdam',
    'Asia/Shanghai',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT+5',
    'UTC',
    'europe/amsterdam',
  ])('knows %s', (name) => {
    expect(isKnownZone(name)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'Europe/Amstelveen',
    'Amsterdam',
    '+01:00',
    '-0500',
    'Europe/Amsterdam ',
    'Europe/Amsterdam\n',
    'W. Europe Standard Time',
    '../../etc/localtime',
    'Europe/\u202eAmsterdam',
    'A'.repeat(5_000),
  ])('does not know %j', (name) => {
    expect(isKnownZone(name)).toBe(false);
  });

  it('cannot be asked about a zone that does not exist', () => {
    expect(() => offsetAt('Mars/Olympus', 0)).toThrow(RangeError);
    expect(() => startOfDay('Mars/Olympus', '2026-01-01')).toThrow(RangeError);
  });
});

describe('wall clocks', () => {
  it.each([
    ['Europe/Amsterdam', '2026-03-29T00:59:59.999Z', '2026-03-29', 6, 1, 59],
    ['Europe/Amsterdam', '2026-03-29T01:00:00Z', '2026-03-29', 6, 3, 0],
    ['Europe/Amsterdam', '2026-10-25T00:59:59Z', '2026-10-25', 6, 2, 59],
    ['Europe/Amsterdam', '2026-10-25T01:00:00Z', '2026-10-25', 6, 2, 0],
    ['Asia/Shanghai', '2026-06-30T16:00:00Z', '2026-07-01', 2, 0, 0],
    ['Asia/Kolkata', '2026-06-30T18:30:00Z', '2026-07-01', 2, 0, 0],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05', 6, 1, 30],
    ['America/St_Johns', '2010-11-07T02:31:00Z', '2010-11-06', 5, 23, 1],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29', 3, 23, 59],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31', 5, 0, 0],
    ['America/New_York', '2028-02-29T05:00:00Z', '2028-02-29', 1, 0, 0],
  ])('in %s at %s show %s, weekday %i, %i:%i', (zone, moment, date, weekday, hour, minute) => {
    expect(wallClock(zone, at(moment))).toEqual({ date, weekday, hour, minute });
  });

  it('change on the second, and keep their distance in between', () => {
    expect(offsetStretches('Europe/Amsterdam', at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z'))).toEqual([
      { from: at('2026-01-01T00:00:00Z'), until: at('2026-03-29T01:00:00Z'), offsetMs: 3_600_000 },
      { from: at('2026-03-29T01:00:00Z'), until: at('2026-10-25T01:00:00Z'), offsetMs: 7_200_000 },
      { from: at('2026-10-25T01:00:00Z'), until: at('2027-01-01T00:00:00Z'), offsetMs: 3_600_000 },
    ]);
    // The last zone with seconds in its distance from UTC.
    expect(offsetStretches('Africa/Monrovia', at('1972-01-06T00:00:00Z'), at('1972-01-08T00:00:00Z'))).toEqual([
      { from: at('1972-01-06T00:00:00Z'), until: at('1972-01-07T00:44:30Z'), offsetMs: -2_670_000 },
      { from: at('1972-01-07T00:44:30Z'), until: at('1972-01-08T00:00:00Z'), offsetMs: 0 },
    ]);
  });

  it('are cut to the time asked for, and are nowhere when none is', () => {
    const noon = at('2026-06-01T12:00:00Z');
    expect(offsetStretches('Asia/Shanghai', noon, noon + 1)).toEqual([
      { from: noon, until: noon + 1, offsetMs: 28_800_000 },
    ]);
    expect(offsetStretches('Asia/Shanghai', noon, noon)).toEqual([]);
  });

  it('take absurd moments as the nearest that can be', () => {
    expect(wallClock('UTC', Number.NaN).date).toBe('1970-01-01');
    expect(wallClock('UTC', Number.NEGATIVE_INFINITY).date).toBe('1970-01-01');
    expect(wallClock('UTC', Number.POSITIVE_INFINITY).date).toBe('2200-01-01');
  });
});

describe('days', () => {
  it.each([
    ['Europe/Amsterdam', '2026-11-22', '2026-11-21T23:00:00Z'],
    ['Asia/Shanghai', '2026-11-22', '2026-11-21T16:00:00Z'],
    // No midnight that day: it begins at one.
    ['Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
    // Shown twice: the first time counts.
    ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00Z'],
    // Never was: what came instead.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z'],
  ])('begin in %s on %s at %s', (zone, date, moment) => {
    expect(startOfDay(zone, date)).toBe(at(moment));
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '1969-12-31',
    '2200-01-01',
    '26-01-01',
    '2026-1-1',
    '',
  ])('that do not exist have no beginning: %j', (date) => {
    expect(dayNoOf(date)).toBeNull();
    expect(startOfDay('Europe/Amsterdam', date)).toBeNull();
  });

  it('are numbered and named both ways', () => {
    expect(dayNoOf('1970-01-01')).toBe(0);
    expect(dateOf(dayNoOf('2028-02-29') ?? 0)).toBe('2028-02-29');
  });
});
