import { describe, expect, it } from 'vitest';
import { clockHours, globalZone } from '#renderer/lib/sla/clock-hours.ts';
import { dayStart } from '#renderer/lib/sla/day-start.ts';
import { alwaysOpen } from '#shared/sla/office-hours.ts';
import { heldOrder } from '#renderer/features/sla/board/held-order.ts';
import { periodBounds } from '#renderer/features/sla/breaches/breach-period.ts';
import { mergeBreaches } from '#renderer/features/sla/breaches/merge-breaches.ts';
import { caseCourse } from '#renderer/features/sla/case/case-course.ts';
import { clockGroups } from '#renderer/features/sla/case/clock-groups.ts';
import { channelId, hour, minute, present } from '../fake-data.ts';
import { aBreach, aCalendar, aPolicy, aReading, aSlaRow, aWhy, exactly, someSlaSettings } from '../fake-sla.ts';

describe('the hours of a clock', () => {
  const night = aCalendar({
    id: 'night',
    week: Array.from({ length: 7 }, () => [{ from: '22:00', until: '06:00' }]),
  });
  const settings = someSlaSettings({
    calendars: [aCalendar(), night],
    channels: [{ channelId: channelId('tulip'), policy: aPolicy({ calendarId: 'night', timersInOfficeHours: false }) }],
  });
  const at = present - 30 * 60_000;

  it('are those of the channel’s own policy, else of the global one', () => {
    expect(clockHours(settings, channelId('delta'), 'first_response').isOpen(at)).toBe(true);
    expect(clockHours(settings, channelId('tulip'), 'first_response').isOpen(at)).toBe(false);
    expect(clockHours(settings, channelId('tulip'), 'first_response').isOpen(at + 9 * hour)).toBe(true);
  });

  it('are round the clock for timers that do not heed them, and while nothing is known', () => {
    expect(clockHours(settings, channelId('tulip'), 'customer_idle').isOpen(at)).toBe(true);
    expect(clockHours(null, channelId('tulip'), 'solution')).toBe(alwaysOpen);
  });

  it('are compiled once', () => {
    expect(clockHours(settings, channelId('delta'), 'solution')).toBe(
      clockHours(settings, channelId('duin'), 'first_response'),
    );
  });

  it('have a zone in which days begin', () => {
    expect(globalZone(settings)).toBe('Europe/Amsterdam');
    expect(globalZone(null)).toBeNull();
  });
});

describe('the beginning of a day', () => {
  it('is midnight of the zone, on short and long days too', () => {
    expect(dayStart(present, 'Europe/Amsterdam')).toBe(Date.UTC(2026, 10, 21, 23));
    expect(dayStart(present, 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 21, 16));
    expect(dayStart(Date.UTC(2026, 9, 25, 22, 30), 'Europe/Amsterdam')).toBe(Date.UTC(2026, 9, 24, 22));
    expect(dayStart(Date.UTC(2026, 2, 29, 21, 59), 'Europe/Amsterdam')).toBe(Date.UTC(2026, 2, 28, 23));
    expect(dayStart(Date.UTC(2026, 10, 21, 23), 'Europe/Amsterdam')).toBe(Date.UTC(2026, 10, 21, 23));
  });

  it('bounds the periods of the missed list', () => {
    expect(periodBounds('today', present, 'Europe/Amsterdam').from).toBe(Date.UTC(2026, 10, 21, 23));
    expect(periodBounds('7d', present, null).from).toBe(present - 7 * 24 * hour);
    expect(periodBounds('30d', present, null).until).toBeGreaterThan(present);
    expect(periodBounds({ from: 1, until: 2 }, present, null)).toEqual({ from: 1, until: 2 });
  });
});

describe('a list somebody points at', () => {
  const row = (id: string, agent = 'a') => aSlaRow({ id, agent });
  const ids = (rows: readonly { id: string }[]): string => rows.map((one) => one.id).join('');

  it('keeps its places and takes the new content', () => {
    const held = heldOrder([row('1'), row('2'), row('3')], [row('3', 'b'), row('1'), row('2')]);
    expect(ids(held.rows)).toBe('123');
    expect(held.rows[2]?.agent).toBe('b');
    expect(held).toMatchObject({ newCount: 0, orderWaits: true });
  });

  it('marks what is gone and counts what is new', () => {
    const held = heldOrder([row('1'), row('2'), row('3')], [row('9'), row('1'), row('3')]);
    expect(ids(held.rows)).toBe('123');
    expect([...held.gone]).toEqual(['2']);
    expect(held).toMatchObject({ newCount: 1, orderWaits: true });
  });

  it('says nothing when nothing changed its place', () => {
    const held = heldOrder([row('1'), row('2')], [row('1', 'b'), row('2')]);
    expect(held).toMatchObject({ newCount: 0, orderWaits: false });
    expect(held.gone.size).toBe(0);
  });
});

describe('pieces of lists', () => {
  it('takes the newer word on a missed target and keeps the newest first', () => {
    const old = aBreach({ id: 'a', breachedAt: present - 3 * minute, lateMs: null });
    const other = aBreach({ id: 'b', breachedAt: present - minute });
    const merged = mergeBreaches([old], [other, { ...old, lateMs: 60_000 }]);
    expect(merged.map((one) => [one.id, one.lateMs])).toEqual([
      ['b', other.lateMs],
      ['a', 60_000],
    ]);
  });

  it('groups rounds by clock, the newest apart', () => {
    const round = (number: number) => aWhy(aReading({ metric: 'agent_follow_up', round: number }));
    const groups = clockGroups([round(0), aWhy(aReading()), round(2), round(1)]);
    expect(groups.map((one) => one.metric)).toEqual(['first_response', 'agent_follow_up']);
    expect(groups[1]?.newest.reading.round).toBe(2);
    expect(groups[1]?.earlier.map((one) => one.reading.round)).toEqual([1, 0]);
  });

  it('tells what CXone told, the newest first', () => {
    const course = caseCourse({
      statuses: [
        { status: 'new', at: exactly(1) },
        { status: 'open', at: { earliest: 3, latest: 5 } },
      ],
      assignments: [{ agent: 'x', at: exactly(4) }],
      extensions: [{ at: 9, by: 'desk-2' }],
    });
    expect(course.map((one) => one.kind)).toEqual(['extension', 'status', 'assignment', 'status']);
  });
});
