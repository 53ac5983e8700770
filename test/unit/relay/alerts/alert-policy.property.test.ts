import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { followUpMs } from '#relay/alerts/alert-policy.ts';
import { isQuiet } from '#relay/alerts/local-time.ts';
import { anIncident, minuteMs, noon, PolicyRun, someSettings } from './incidents.ts';

const channelCount = 6;
const codes = ['WECHAT_SECRET_INVALID', 'WECHAT_UNREACHABLE'] as const;

type Step =
  | { readonly does: 'break'; readonly channel: number; readonly worst: Incident['worst']; readonly code: number }
  | { readonly does: 'mend' | 'worsen' | 'acknowledge' | 'maintain' | 'unmaintain'; readonly channel: number }
  | { readonly does: 'pass'; readonly minutes: number };

const channelNumber = fc.nat(channelCount - 1);
const steps = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constant('break' as const),
      channel: channelNumber,
      worst: fc.constantFrom('degraded', 'retrying', 'action_required', 'down'),
      code: fc.nat(codes.length - 1),
    }),
    fc.record({
      does: fc.constantFrom('mend', 'worsen', 'acknowledge', 'maintain', 'unmaintain'),
      channel: channelNumber,
    }),
    fc.record({ does: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 200 }) }),
  ),
  { maxLength: 40 },
);

const settings = fc.record({
  reminderMinutes: fc.constantFrom(0, 10, 60),
  tellAfterMinutes: fc.constantFrom(0, 1, 10),
  quietHours: fc.constantFrom(
    null,
    { from: '22:00', until: '07:00', urgentToo: false },
    { from: '13:00', until: '15:30', urgentToo: true },
  ),
});

/** Plays the steps and checks each notice at the moment it is made. */
function play(all: readonly Step[], run: PolicyRun): void {
  let ids = 0;
  const openOf = new Map<number, string>();
  const look = (): void => {
    const before = run.notices.length;
    run.turn();
    for (const notice of run.notices.slice(before)) {
      const quiet = isQuiet(run.now, run.settings);
      expect(quiet && run.settings.quietHours?.urgentToo).not.toBe(true);
      if (quiet && notice.kind !== 'closed') expect(notice.severity).toBe('urgent');
      if (notice.kind !== 'closed') expect(notice.channelIds.some((id) => run.inMaintenance.has(id))).toBe(false);
      else expect(notice.channelIds.every((id) => run.inMaintenance.has(id))).toBe(false);
    }
  };
  for (const step of all) {
    if (step.does === 'pass') {
      for (let minute = 0; minute < step.minutes; minute += 1) {
        run.now += minuteMs;
        look();
      }
      continue;
    }
    const id = openOf.get(step.channel);
    const channelId = ChannelId.parse(`channel-${step.channel}`);
    if (step.does === 'break' && id === undefined) {
      const next = `incident-${++ids}`;
      openOf.set(step.channel, next);
      const duringMaintenance = run.inMaintenance.has(channelId);
      const code = codes[step.code] ?? codes[0];
      run.put(anIncident({ id: next, channelId, openedAt: run.now, worst: step.worst, code, duringMaintenance }));
    } else if (step.does === 'mend' && id !== undefined) {
      run.change(id, { closedAt: run.now });
      openOf.delete(step.channel);
    } else if (step.does === 'worsen' && id !== undefined) run.change(id, { worst: 'action_required' });
    else if (step.does === 'acknowledge' && id !== undefined) run.change(id, { acknowledgedAt: run.now });
    else if (step.does === 'maintain') run.inMaintenance.add(channelId);
    else if (step.does === 'unmaintain') run.inMaintenance.delete(channelId);
    look();
  }
}

describe('whatever happens', () => {
  it('each incident is opened at most once for each gravity, and closed at most once and never unopened', () => {
    fc.assert(
      fc.property(steps, settings, (all, chosen) => {
        const run = new PolicyRun(someSettings(chosen), noon);
        play(all, run);
        const opened = new Map<string, string[]>();
        const closed = new Set<string>();
        for (const { kind, severity, incidentIds } of run.notices) {
          for (const id of incidentIds) {
            expect(closed.has(id)).toBe(false);
            if (kind === 'opened') opened.set(id, [...(opened.get(id) ?? []), severity]);
            else expect(opened.has(id)).toBe(true);
            if (kind === 'closed') closed.add(id);
          }
        }
        for (const severities of opened.values()) expect(new Set(severities).size).toBe(severities.length);
      }),
      { numRuns: 500 },
    );
  });

  it('every incident that lasts is told in the end, and its end too', () => {
    fc.assert(
      fc.property(steps, settings, (all, chosen) => {
        const run = new PolicyRun(someSettings(chosen), noon);
        play(all, run);
        run.inMaintenance.clear();
        const open = [...run.incidents.values()].filter(({ closedAt }) => closedAt === null);
        // A day without quiet hours in the way at its end.
        run.settings = { ...run.settings, quietHours: null };
        run.pass(30 * minuteMs, minuteMs);
        const told = (kind: string) =>
          new Set(run.notices.filter((notice) => notice.kind === kind).flatMap(({ incidentIds }) => incidentIds));
        for (const { id } of open) expect(told('opened')).toContain(id);
        for (const { id } of open) run.change(id, { closedAt: run.now });
        run.pass(10 * minuteMs, minuteMs);
        for (const id of told('opened')) expect(told('closed')).toContain(id);
        expect(run.state.groups).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('channels that keep failing of one cause cannot make a flood', () => {
    const failures = fc.array(fc.nat(30), { minLength: 50, maxLength: 300 });
    fc.assert(
      fc.property(failures, (gapsInSeconds) => {
        const run = new PolicyRun(someSettings({ tellAfterMinutes: 0 }), noon);
        gapsInSeconds.forEach((seconds, number) => {
          const channelId = ChannelId.parse(`channel-${number}`);
          run.put(anIncident({ id: `incident-${number}`, channelId, openedAt: run.now }));
          run.now += seconds * 1_000;
          run.turn();
        });
        run.pass(10 * minuteMs);
        expect(run.notices.length).toBeLessThanOrEqual(Math.ceil((run.now - noon) / followUpMs) + 1);
        expect(run.notices.flatMap(({ incidentIds }) => incidentIds)).toHaveLength(gapsInSeconds.length);
      }),
      { numRuns: 100 },
    );
  });
});
