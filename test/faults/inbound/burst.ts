import { expect } from 'vitest';
import { countsOf } from '#test/faults/kit/counts.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const mebibyte = 1024 * 1024;

/** Ten times the usual traffic. */
export const burst: Scenario = {
  name: 'inbound-burst',
  group: 'inbound',
  title:
    'ten times the usual traffic, 200 messages a second: half are acknowledged within 50 ms, 99 % within 500 ms, all within 4.5 s, and the backlog is gone within five minutes',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const rounds = context.times({ slice: 1, full: 1, night: 5 });
    const seconds = context.times({ slice: 5, full: 60, night: 600 });
    const rig = await startRig(context, {
      sandbox: { wechatRules: { responseTimeoutMs: 5_000, retryIntervalMs: 5_000, maxPushesInFlight: 256 } },
    });
    for (let round = 0; round < rounds; round += 1) {
      await rig.load({ perSecond: 200, seconds, direction: 'in', conversations: 2_000, maxInFlight: 256 }).done;
    }
    const startedAt = performance.now();
    expect(await rig.drained(5 * 60_000)).toBe(true);
    const drainedMs = Math.round(performance.now() - startedAt);
    const { ackP50Ms, ackP99Ms, ackMaxMs, offeredIn } = rig.sandbox.witness.report(0);
    const figures = { ackP50Ms: ackP50Ms ?? 0, ackP99Ms: ackP99Ms ?? 0, ackMaxMs: ackMaxMs ?? 0, drainedMs };
    context.say(`${offeredIn} offered: ${JSON.stringify(figures)}`);
    expect(offeredIn).toBeGreaterThanOrEqual(rounds * seconds * 200 * 0.9);
    expect(figures.ackP50Ms).toBeLessThan(50);
    expect(figures.ackP99Ms).toBeLessThan(500);
    expect(figures.ackMaxMs).toBeLessThan(4_500);
    // A process that has carried such a burst keeps a larger heap than one that has just started.
    const judgement = await rig.verdict({ injections: rounds, memoryGrowthBytes: 150 * mebibyte });
    return { ...countsOf(judgement), figures };
  },
};
