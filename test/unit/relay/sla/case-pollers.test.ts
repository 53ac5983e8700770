import { describe, expect, it } from 'vitest';
import { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { CaseSource } from '#relay/ports/case-source.ts';
import { contactReadsPerHour } from '#relay/sla/case-poller-ration.ts';
import { CasePollers } from '#relay/sla/case-pollers.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { aCase } from './scripted-cases.ts';

const integrationId = (name: string) => IntegrationId.parse(name);

function several(
  tenants: Readonly<Record<string, string>>,
  broken: readonly string[] = [],
  unasked: readonly string[] = [],
) {
  const clock = new HandClock();
  const calls: string[] = [];
  const observed: string[] = [];
  const cases = Array.from({ length: 50 }, (_, index) => aCase(String(index)));
  const sourceOf = (name: string): CaseSource => ({
    listOpen: (_channels, token) => {
      calls.push(name);
      if (broken.includes(name)) throw new Error('a fault of ours');
      const page = Number(token ?? 0) + 1;
      // Ten thousand cases.
      const next = page < 200 ? String(page) : null;
      const here = cases.map((one) => ({ ...one, caseId: `${page}-${one.caseId}` }));
      return Promise.resolve({ ok: true, value: { cases: here, next, hits: 10_000, unreadable: 0 } });
    },
    one: () => Promise.resolve({ ok: true, value: null }),
    authors: () => Promise.resolve({ ok: true, value: new Map() }),
  });
  const pollers = new CasePollers({
    integrations: Object.entries(tenants).map(([name, tenant]) => ({
      integrationId: integrationId(name),
      tenant,
      channels: [{ id: ChannelId.parse(`${name}-channel`), cxoneChannelId: 'c1' }],
      source: sourceOf(name),
    })),
    reports: {
      observed: (observation) => void observed.push(observation.integrationId),
      authors: () => undefined,
      impossible: () => undefined,
      wanted: () => ({ caseIds: [], messageIds: [], hasOpen: false }),
    },
    clock,
    isAsked: (channelId) => !unasked.includes(channelId),
    chance: () => 0.5,
    log: silentLogger,
  });
  return { clock, calls, observed, pollers };
}

describe('pollers of several integrations', () => {
  it('ask nothing of one whose channels do not exist in CXone yet', async () => {
    const { clock, calls, observed, pollers } = several({ north: 'one', south: 'two' }, [], ['north-channel']);
    pollers.start();
    await clock.windSlowly(60_000, 100);
    expect([calls.includes('north'), observed.includes('north')]).toEqual([false, false]);
    expect(calls).toContain('south');
    expect(pollers.states().find(({ integrationId: id }) => id === 'north')).toMatchObject({ code: null });
    await pollers.stop();
  });

  it('of one tenant share its ration, those of another have their own', async () => {
    const { clock, calls, pollers } = several({ north: 'one', south: 'one', east: 'two' });
    pollers.start();
    await clock.windSlowly(600_000, 100);
    const count = (name: string): number => calls.filter((call) => call === name).length;
    await pollers.stop();

    const share = (contactReadsPerHour / 10) * (600 / 3_600) + 190;
    expect(count('north') + count('south')).toBeLessThanOrEqual(share);
    expect(count('east')).toBeLessThanOrEqual(share);
    expect(count('east')).toBeGreaterThan(0.8 * (count('north') + count('south')));
    expect(Math.min(count('north'), count('south'))).toBeGreaterThan(100);
  });

  it('do not disturb one another', async () => {
    const { clock, observed, pollers } = several({ good: 'one', bad: 'two' }, ['bad']);
    pollers.start();
    await clock.windSlowly(120_000, 100);

    expect(observed.filter((name) => name === 'good').length).toBeGreaterThan(1);
    expect(observed).not.toContain('bad');
    expect(pollers.states().map((state) => [state.integrationId, state.state])).toEqual([
      ['good', 'fresh'],
      ['bad', 'late'],
    ]);
    pollers.pollNow(integrationId('unknown'));
    await pollers.stop();
    expect(clock.pendingTimers).toBe(0);
  });
});
