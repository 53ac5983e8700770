import { describe, expect, it } from 'vitest';
import { createI18n, languageTags } from '#renderer/i18n/i18n.ts';
import { createFormat } from '#renderer/lib/format.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** Sunday 22 November 2026, 14:20:58.114 in Amsterdam. */
const now = Date.UTC(2026, 10, 22, 13, 20, 58, 114);

const formatIn = (language: 'en' | 'nl' | 'zh') =>
  createFormat(createI18n(language).t, languageTags[language], 'Europe/Amsterdam');
const en = formatIn('en');
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('ages', () => {
  it.each([
    [0, 'just now'],
    [999, 'just now'],
    [4 * second, '4 s ago'],
    [59_999, '59 s ago'],
    [minute, '1 min ago'],
    [59 * minute, '59 min ago'],
    [hour, '1 h ago'],
    [47 * hour, '47 h ago'],
    [2 * day, '2 days ago'],
    [400 * day, '400 days ago'],
  ])('%i ms is "%s"', (elapsed, words) => {
    expect(plain(en.age(now - elapsed, now))).toBe(words);
  });

  it('takes a time in the future for now: clocks differ', () => {
    expect(en.age(now + 5 * second, now)).toBe('just now');
  });

  it('speaks Dutch and Chinese', () => {
    expect(plain(formatIn('nl').age(now - 3 * hour, now))).toBe('3 uur geleden');
    expect(plain(formatIn('zh').age(now - 4 * second, now))).toBe('4 秒前');
  });
});

describe('times to come', () => {
  it.each([
    [-5 * second, 'any moment'],
    [8_400, 'in 8 s'],
    [61 * second, 'in 2 min'],
    [90 * minute, 'in 2 h'],
    [49 * hour, 'in 3 days'],
  ])('%i ms is "%s"', (left, words) => {
    expect(plain(en.until(now + left, now))).toBe(words);
  });
});

describe('durations', () => {
  it.each([
    [-3, '0 ms'],
    [17.4, '17 ms'],
    [15_000, '15.0 s'],
    [131 * second, '2 min 11 s'],
    [120 * second, '2 min'],
    [200 * minute, '3 h 20 min'],
    [3 * hour, '3 h'],
    [5 * day, '5 days'],
  ])('%f ms is "%s"', (length, words) => {
    expect(plain(en.duration(length))).toBe(words);
  });

  it('uses the decimal sign of the language', () => {
    expect(plain(formatIn('nl').duration(15_000))).toBe('15,0 s');
  });
});

describe('times of day', () => {
  it('always has 24 hours and two digits', () => {
    const midnight = Date.UTC(2026, 10, 21, 23, 5, 7, 9);
    expect(en.timeOfDay(midnight)).toBe('00:05:07');
    expect(en.shortTime(midnight)).toBe('00:05');
    expect(en.exactTime(midnight)).toBe('00:05:07.009');
    expect(formatIn('zh').timeOfDay(midnight)).toBe('00:05:07');
  });

  it('names the day when it is another one', () => {
    expect(en.moment(now - hour, now)).toBe('13:20');
    expect(en.moment(now - 2 * day, now)).toBe('Fri 14:20');
    expect(en.moment(now - 19 * day, now)).toBe('3 Nov 14:20');
    expect(formatIn('nl').moment(now - 2 * day, now)).toBe('vr 14:20');
  });

  it('takes the day from the zone shown, not from UTC', () => {
    const lateEvening = Date.UTC(2026, 10, 21, 23, 30);
    expect(en.moment(lateEvening, now)).toBe('00:30');
  });

  it('writes the date as the language does', () => {
    expect(en.date(now)).toBe('Sunday 22 November');
    expect(formatIn('nl').date(now)).toBe('zondag 22 november');
    expect(en.full(now)).toContain('22 November 2026');
    expect(en.full(now)).toContain('14:20:58');
  });
});
