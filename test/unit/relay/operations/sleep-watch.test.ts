import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { judgeTick } from '#relay/operations/sleep-rules.ts';
import { SleepWatch } from '#relay/operations/sleep-watch.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const hour = 3_600_000;
const wall = 1_767_268_800_000;
const start = { wall, steady: 1_000, up: 900_000 };
const linux = { everyMs: 2_000, steadyStopsInSleep: true };
const elsewhere = { everyMs: 2_000, steadyStopsInSleep: false };

function after(wallMs: number, steadyMs: number, upMs: number) {
  return { wall: start.wall + wallMs, steady: start.steady + steadyMs, up: start.up + upMs };
}

describe('judging a tick', () => {
  it('an ordinary one, or one that is a little late, says nothing', () => {
    expect(judgeTick(start, after(2_000, 2_000, 2_000), linux)).toEqual({ kind: 'awake' });
    expect(judgeTick(start, after(16_999, 16_999, 16_999), elsewhere)).toEqual({ kind: 'awake' });
  });

  it('asleep where the steady clock stands still meanwhile', () => {
    const now = after(hour + 2_000, 2_000, hour + 2_000);
    expect(judgeTick(start, now, linux)).toEqual({ kind: 'slept', from: start.wall, until: now.wall });
  });

  it('asleep where the steady clock goes on', () => {
    const now = after(hour, hour, hour);
    expect(judgeTick(start, now, elsewhere)).toEqual({ kind: 'slept', from: start.wall, until: now.wall });
  });

  it('held up, where the steady clock tells that the computer was awake', () => {
    const now = after(20_000, 20_000, 20_000);
    expect(judgeTick(start, now, linux)).toMatchObject({ kind: 'held_up', from: start.wall });
  });

  it('asleep, and the clock set at waking: by how long it slept, not by what the wall says', () => {
    const now = after(-hour, 2_000, 60_000);
    expect(judgeTick(start, now, linux)).toEqual({ kind: 'slept', from: now.wall - 60_000, until: now.wall });
  });

  it('a clock that was set is no sleep, whatever by', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10 * hour, max: 10 * hour }), fc.boolean(), (byMs, steadyStopsInSleep) => {
        const verdict = judgeTick(start, after(2_000 + byMs, 2_000, 2_000), { everyMs: 2_000, steadyStopsInSleep });
        expect(verdict).toEqual(Math.abs(byMs) >= 15_000 ? { kind: 'clock_set', byMs } : { kind: 'awake' });
      }),
    );
  });
});

describe('sleep watch', () => {
  let clock: HandClock;
  let asleepMs: number;
  let told: [string, number, number][];

  beforeEach(() => {
    clock = new HandClock(wall);
    asleepMs = 0;
    told = [];
  });

  function watch(steadyStopsInSleep: boolean): SleepWatch {
    const started = new SleepWatch({
      clock,
      uptimeMs: () => clock.monotonic() + asleepMs,
      steadyStopsInSleep,
      log: silentLogger,
      onSlept: (from, until) => void told.push(['slept', from, until]),
      onHeldUp: (from, until) => void told.push(['held_up', from, until]),
    });
    started.start();
    return started;
  }

  it('tells of a sleep within two seconds of waking, once, and not of what comes after', () => {
    const sleepWatch = watch(true);
    clock.wind(61_000);
    asleepMs += hour;
    clock.setWall(clock.now() + hour);
    const wokeAt = clock.now();
    clock.wind(2_000);
    // From its last look on, which was up to two seconds before.
    expect(told).toEqual([['slept', wall + 60_000, expect.any(Number)]]);
    expect(told[0]?.[2]).toBeLessThanOrEqual(wokeAt + 2_000);
    clock.wind(hour);
    expect(told).toHaveLength(1);
    sleepWatch.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not take a clock that was set for a sleep', () => {
    watch(true);
    clock.wind(10_000);
    clock.setWall(clock.now() + hour);
    clock.wind(10_000);
    clock.setWall(clock.now() - 2 * hour);
    clock.wind(10_000);
    expect(told).toEqual([]);
  });
});
