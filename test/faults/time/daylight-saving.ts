import { windowOpenedBy } from '#relay/connectors/wechat/reply-window.ts';
import { nextTry, retrySchedulesMs } from '#relay/core/retry-policy.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

/** A day of 23 and one of 25 hours each (Lord Howe: half an hour; Kolkata: none, but a zone of a half hour). */
const zones = [
  { name: 'Europe/Amsterdam', changes: ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'] },
  { name: 'America/New_York', changes: ['2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z'] },
  { name: 'Australia/Lord_Howe', changes: ['2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z'] },
  { name: 'America/St_Johns', changes: ['2026-03-08T05:30:00Z', '2026-11-01T04:30:00Z'] },
  { name: 'Asia/Kolkata', changes: ['2026-03-29T01:00:00Z'] },
  { name: 'Africa/Casablanca', changes: ['2026-02-15T02:00:00Z', '2026-03-22T02:00:00Z'] },
] as const;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const jitter = 0.2;

export const daylightSaving: Scenario = {
  name: 'daylight-saving',
  group: 'time',
  title:
    'waits between attempts and reply windows are counted across changes of daylight saving time in six zones: each is as long as a minute-by-minute count says',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const properties = context.times({ slice: 200, full: 200, night: 20_000 });
    const before = process.env['TZ'];
    context.onEnd(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    let crossed = 0;
    for (let property = 0; property < properties; property += 1) {
      const zone = zones[property % zones.length] ?? zones[0];
      process.env['TZ'] = zone.name;
      const change = Date.parse(zone.changes[Math.floor(context.chance() * zone.changes.length)] ?? zone.changes[0]);
      const now = change - Math.floor(context.chance() * 2 * dayMs);
      crossed += checkRetry(context.chance, now) + checkWindow(now);
    }
    if (crossed === 0) throw new Error('no wait crossed a change of the clocks');
    return { injections: properties, figures: { crossedAChange: crossed } };
  },
};

/** 1 when the local time changed its distance to UTC in between. */
const crosses = (from: number, to: number): number =>
  new Date(from).getTimezoneOffset() === new Date(to).getTimezoneOffset() ? 0 : 1;

function checkRetry(chance: () => number, now: number): number {
  const direction: Direction = chance() < 0.5 ? 'inbound' : 'outbound';
  const schedule = retrySchedulesMs[direction];
  const failedAttempts = 1 + Math.floor(chance() * schedule.length);
  const expectedMs = schedule[failedAttempts - 1] ?? 0;
  const next = nextTry({ direction, failedAttempts, acceptedAt: now, now, retryAfterMs: null, chance });
  if (next.kind !== 'retry') throw new Error('a message that was accepted just now is given up');
  const waitMs = minutesBetween(now, next.dueAt);
  if (waitMs < expectedMs * (1 - jitter) - 1 || waitMs > expectedMs * (1 + jitter) + 1)
    throw new Error(
      `${process.env['TZ'] ?? ''}: ${waitMs} ms instead of ${expectedMs} ms from ${new Date(now).toISOString()}`,
    );
  // Two days after it was accepted, not after two local midnights.
  const late = nextTry({ direction, failedAttempts, acceptedAt: now - 2 * dayMs, now, retryAfterMs: null, chance });
  const early = nextTry({
    direction,
    failedAttempts,
    acceptedAt: now - 2 * dayMs + 1,
    now,
    retryAfterMs: null,
    chance,
  });
  if (late.kind !== 'exhausted' || early.kind !== 'retry') throw new Error('48 hours are not 48 hours');
  return crosses(now, next.dueAt);
}

function checkWindow(now: number): number {
  const opened = windowOpenedBy({ kind: 'text', text: 'hello' }, false, { repliesPerMessage: 5, repliesPerAction: 3 });
  if (opened === null) throw new Error('a message opens no reply window');
  const until = now + opened.windowMs;
  if (minutesBetween(now, until) !== 48 * 60 * minuteMs) throw new Error('the reply window is not 48 hours long');
  return crosses(now, until);
}

/** The oracle: walks from one moment to the other minute by minute, by the fields of local time alone. */
function minutesBetween(from: number, to: number): number {
  let at = from;
  let counted = 0;
  while (to - at >= minuteMs) {
    const before = new Date(at).getMinutes();
    at += minuteMs;
    if (new Date(at).getMinutes() === before) throw new Error('a minute did not move the clock');
    counted += minuteMs;
  }
  return counted + (to - at);
}
