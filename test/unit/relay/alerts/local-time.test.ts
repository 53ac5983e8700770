import { describe, expect, it } from 'vitest';
import { dailyNotice, dailyTurn } from '#relay/alerts/daily-line.ts';
import { freshAlertState, type AlertState } from '#relay/alerts/alert-state.ts';
import { isQuiet, isTimeZone, localMoment } from '#relay/alerts/local-time.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { anIncident, minuteMs, noon } from './incidents.ts';

const zone = 'Europe/Amsterdam';
const quiet = (at: string, from: string, until: string): boolean =>
  isQuiet(Date.parse(at), { timeZone: zone, quietHours: { from, until, urgentToo: false } });

describe('quiet hours', () => {
  it('go by the clock on the wall of the zone, over midnight', () => {
    expect(quiet('2026-01-14T20:59:00Z', '22:00', '07:00')).toBe(false);
    expect(quiet('2026-01-14T21:00:00Z', '22:00', '07:00')).toBe(true);
    expect(quiet('2026-01-15T00:30:00Z', '22:00', '07:00')).toBe(true);
    expect(quiet('2026-01-15T05:59:00Z', '22:00', '07:00')).toBe(true);
    expect(quiet('2026-01-15T06:00:00Z', '22:00', '07:00')).toBe(false);
  });

  it('within one day do not reach into the night', () => {
    expect(quiet('2026-01-14T12:00:00Z', '12:30', '14:00')).toBe(true);
    expect(quiet('2026-01-14T23:00:00Z', '12:30', '14:00')).toBe(false);
  });

  it('keep the wall clock when summer time begins and ends', () => {
    // 29 March 2026: at 01:00 UTC it becomes 03:00 in Amsterdam; 02:30 does not exist.
    expect(quiet('2026-03-29T00:59:00Z', '02:30', '06:00')).toBe(false);
    expect(quiet('2026-03-29T01:00:00Z', '02:30', '06:00')).toBe(true);
    expect(quiet('2026-03-29T04:00:00Z', '22:00', '06:00')).toBe(false);
    // 25 October 2026: at 01:00 UTC it becomes 02:00 again.
    expect(quiet('2026-10-25T04:59:00Z', '22:00', '06:00')).toBe(true);
    expect(quiet('2026-10-25T05:00:00Z', '22:00', '06:00')).toBe(false);
  });
});

it('knows zones by name', () => {
  expect(isTimeZone('Asia/Shanghai')).toBe(true);
  expect(isTimeZone('Mars/Olympus')).toBe(false);
  expect(localMoment(Date.parse('2026-01-14T16:30:00Z'), 'Asia/Shanghai')).toEqual({ date: '2026-01-15', minutes: 30 });
});

describe('the daily line', () => {
  const settings = { daily: { enabled: true, at: '08:00' }, timeZone: zone };

  /** Every minute from `from` on; returns the local moments at which it was due. */
  function dueTimes(from: string, minutes: number, start: AlertState = freshAlertState): string[] {
    let state = start;
    const due: string[] = [];
    for (let passed = 0; passed < minutes; passed += 1) {
      const now = Date.parse(from) + passed * minuteMs;
      const turn = dailyTurn(state, now, settings);
      // As after a restart at any minute.
      state = JSON.parse(JSON.stringify(turn.state)) as AlertState;
      if (turn.isDue) due.push(new Date(now).toISOString());
    }
    return due;
  }

  it('comes once on each day, also when the clock is changed', () => {
    expect(dueTimes('2026-03-28T00:00:00Z', 3 * 1_440)).toEqual([
      '2026-03-28T07:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
    ]);
    expect(dueTimes('2026-10-24T00:00:00Z', 3 * 1_440)).toEqual([
      '2026-10-24T06:00:00.000Z',
      '2026-10-25T07:00:00.000Z',
      '2026-10-26T07:00:00.000Z',
    ]);
  });

  it('begins on the next day when it is switched on after its time', () => {
    expect(dueTimes('2026-01-14T10:00:00Z', 1_440)).toEqual(['2026-01-15T07:00:00.000Z']);
  });

  it('is made up for when the relay did not run at its time, once', () => {
    const start = { ...freshAlertState, dailyDate: '2026-01-12' };
    expect(dueTimes('2026-01-14T14:00:00Z', 600, start)).toEqual(['2026-01-14T14:00:00.000Z']);
  });

  it('is not silenced for years by a clock that was wrong', () => {
    const start = { ...freshAlertState, dailyDate: '2038-01-19' };
    expect(dueTimes('2026-01-14T05:00:00Z', 1_440, start)).toEqual(['2026-01-14T07:00:00.000Z']);
  });

  it('says that all is well only when every channel is connected', () => {
    const what = { now: noon, id: 'n' };
    const paused = { id: ChannelId.parse('shop'), name: 'Shop' };
    expect(dailyNotice([], [], null, what)).toMatchObject({ state: 'connected', severity: 'info' });
    expect(dailyNotice([], [paused], null, what)).toMatchObject({ state: null, channelNames: ['Shop'] });
    expect(dailyNotice([anIncident({ id: 'a' })], [], null, what)).toMatchObject({
      state: null,
      severity: 'urgent',
      incidentIds: ['a'],
      code: 'WECHAT_SECRET_INVALID',
    });
  });
});
