import { describe, expect, it } from 'vitest';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { chiefClock, clockRank, clockView, momentParts } from '#renderer/lib/describe/describe-sla.ts';
import { createFormat } from '#renderer/lib/format.ts';
import { clockWords, minuteWords, momentWords, officeTime } from '#renderer/lib/sla/clock-words.ts';
import { alwaysOpen, compileCalendar } from '#shared/sla/office-hours.ts';
import { hour, minute, present } from '../fake-data.ts';
import { aCalendar, aReading, aSlaRow, aSolution, exactly } from '../fake-sla.ts';

const { t } = createI18n('en');
const format = createFormat(t, 'en-GB', 'Europe/Amsterdam');
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const words = (...args: Parameters<typeof clockView>): readonly (string | null)[] => {
  const { figure, note } = clockWords(clockView(...args), t, format, args[2]);
  return [plain(figure), note === null ? null : plain(note)];
};
/** Monday to Friday; the made-up present is a Sunday. */
const weekdays = compileCalendar(
  aCalendar({ week: [...Array.from({ length: 5 }, () => [{ from: '09:00', until: '17:30' }]), [], []] }),
);

describe('a running clock', () => {
  it('counts down by itself, and is at risk from its warning on', () => {
    const reading = aReading({ grade: 'normal', warnAt: [present + minute] });
    expect(clockView(reading, alwaysOpen, present)).toMatchObject({ word: 'on_time', tone: 'ok', leftMs: 10 * minute });
    expect(clockView(reading, alwaysOpen, present + minute)).toMatchObject({ word: 'at_risk', leftMs: 9 * minute });
    expect(words(reading, alwaysOpen, present)).toEqual(['10 min', 'until 15:42']);
    expect(clockView(reading, alwaysOpen, present).share).toBeCloseTo(2 / 3);
  });

  it('is due, not missed, when its deadline comes: only the relay knows what CXone said', () => {
    const view = clockView(aReading(), alwaysOpen, present + 11 * minute);
    expect(view).toMatchObject({ word: 'due', leftMs: 0, overMs: null });
    expect(words(aReading(), alwaysOpen, present + 11 * minute)).toEqual(['target reached', '15:42']);
  });

  it('stands while the office is closed, and says until when', () => {
    const deadlineAt = weekdays.addOpen(present, 10 * minute);
    const reading = aReading({ state: 'closed', grade: 'normal', warnAt: [], deadlineAt });
    const view = clockView(reading, weekdays, present);
    expect(view).toMatchObject({ word: 'stands', tone: 'idle', leftMs: 10 * minute });
    expect(words(reading, weekdays, present)).toEqual(['10 min', 'resumes Mon 09:00']);
    expect(clockView(aReading({ deadlineAt }), weekdays, present)).toMatchObject({ word: 'stands', tone: 'warn' });
  });

  it('goes on by itself when the office opens after it was read', () => {
    const deadlineAt = weekdays.addOpen(present, 10 * minute) ?? 0;
    const reading = aReading({ state: 'closed', grade: 'normal', warnAt: [], deadlineAt });
    expect(clockView(reading, weekdays, deadlineAt - 4 * minute)).toMatchObject({
      word: 'on_time',
      leftMs: 4 * minute,
    });
  });
});

describe('other clocks', () => {
  it('counts what was missed in office time, and stops when it ended', () => {
    const breachedAt = present - 15 * hour;
    const reading = aReading({ state: 'breached', breachedAt, deadlineAt: breachedAt });
    expect(clockView(reading, compileCalendar(aCalendar()), present).overMs).toBe(
      compileCalendar(aCalendar()).openMs(breachedAt, present),
    );
    const ended = { ...reading, endedAt: exactly(breachedAt + minute) };
    expect(clockView(ended, alwaysOpen, present)).toMatchObject({ word: 'missed', overMs: minute, ended: true });
  });

  it('says of the customer’s idle timer that its time is over, not that somebody missed it', () => {
    const breachedAt = present - minute;
    const reading = aReading({ metric: 'customer_idle', state: 'breached', breachedAt, deadlineAt: breachedAt });
    expect(clockView(reading, alwaysOpen, present)).toMatchObject({ word: 'over', tone: 'idle', overMs: null });
    expect(words(reading, alwaysOpen, present)).toEqual(['Time over', 'since 15:31']);
  });

  it('tells an open question from one that stays open', () => {
    expect(words(aReading({ state: 'unsure', deadlineAt: present - minute }), alwaysOpen, present)).toEqual([
      'waits for CXone',
      'target 15:31',
    ]);
    const ended = aReading({ state: 'unsure', endedAt: { earliest: present - minute, latest: present } });
    expect(words(ended, alwaysOpen, present)[0]).toBe('too close to tell');
  });

  it('holds what is left while a rule holds it', () => {
    const held = aSolution({ state: 'held', deadlineAt: null, usedMs: { least: 3 * hour, most: 3 * hour } });
    expect(words(held, alwaysOpen, present)).toEqual(['5 h', 'held by a rule']);
  });

  it('orders the worst first', () => {
    expect(clockRank('missed')).toBeLessThan(clockRank('at_risk'));
    expect(clockRank('at_risk')).toBeLessThan(clockRank('on_time'));
    expect(clockRank('held')).toBeLessThan(clockRank('attained'));
  });
});

describe('the clock a row is about', () => {
  it('is the one asked for, else the one that decides its place, else one that goes on', () => {
    const done = aReading({ state: 'attained', endedAt: exactly(present) });
    const row = aSlaRow({ clocks: [done, aSolution()], next: { metric: 'solution', deadlineAt: null } });
    expect(chiefClock(row, 'first_response')).toBe(done);
    expect(chiefClock(row, null)?.metric).toBe('solution');
    expect(chiefClock({ ...row, next: null }, null)?.metric).toBe('solution');
    expect(chiefClock({ ...row, next: null, clocks: [done] }, 'customer_idle')).toBe(done);
    expect(chiefClock({ clocks: [], next: null }, null)).toBeNull();
  });
});

describe('moments', () => {
  it('names an exact one once and an uncertain one by both ends', () => {
    const at = present - 30 * minute;
    expect(momentWords(exactly(at), t, format, present)).toBe('15:02');
    expect(momentWords({ earliest: at, latest: at + 500 }, t, format, present)).toBe('15:02');
    expect(momentWords({ earliest: at, latest: at + minute }, t, format, present)).toBe('between 15:02 and 15:03');
  });

  it('adds seconds where the minutes would say nothing, except where the minute is all that is asked', () => {
    const moment = { earliest: present, latest: present + 15_000 };
    expect(momentWords(moment, t, format, present)).toBe('between 15:32:05 and 15:32:20');
    expect(minuteWords(moment, t, format, present)).toBe('15:32');
    expect(minuteWords({ earliest: present, latest: present + minute }, t, format, present)).toBe('15:32–15:33');
  });

  it('keeps the day of an older one', () => {
    const earliest = present - 48 * hour;
    expect(momentParts({ earliest, latest: earliest + 15_000 }, format, present)).toEqual({
      from: 'Fri 15:32:05',
      until: '15:32:20',
    });
  });
});

describe('office time', () => {
  it.each([
    [0, '0 s'],
    [42_900, '42 s'],
    [6 * minute + 42_000, '6 min 42 s'],
    [30 * minute, '30 min'],
    [8 * hour, '8 h'],
    [52 * hour + 10 * minute + 30_000, '52 h 10 min'],
    [-5, '0 s'],
  ])('%d ms is %s', (ms, said) => {
    expect(plain(officeTime(ms, t, format))).toBe(said);
  });
});
