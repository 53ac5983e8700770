import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { wallClock } from '#shared/sla/zone-time.ts';
import { OpenId } from '#shared/domain/ids.ts';
import { lotus, tulip } from '#test/contracts/new-message.ts';
import { hour, minutes, SlaKit } from './sla-kit.ts';

describe('the report', () => {
  let kit: SlaKit;

  beforeEach(async () => {
    kit = new SlaKit();
    await kit.start();
  });
  afterEach(async () => {
    await kit.dispose();
  });

  it('refuses a period that is empty, too long, or in no known zone', async () => {
    const query = { channelIds: [], from: 0, until: hour, timeZone: 'UTC' };
    for (const bad of [{ until: 0 }, { until: 401 * 24 * hour }, { timeZone: 'Nowhere/At_All' }]) {
      await expect(kit.sla.report.report({ ...query, ...bad })).rejects.toMatchObject({ code: 'SLA_PERIOD_INVALID' });
    }
  });

  it('agrees with a count by hand, over restarts', async () => {
    interface Told {
      readonly metric: SlaMetric;
      readonly channel: string;
      readonly at: number;
      readonly usedMs: number;
      readonly result: 'attained' | 'missed';
    }
    const told: Told[] = [];
    let no = 0;
    // A seeded row of chances: the same in every run.
    let seed = 7;
    const chance = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 24; round += 1) {
      no += 1;
      const openId = OpenId.parse(`oCustomer${no}`);
      const channelId = chance(3) === 0 ? lotus : tulip;
      const at = kit.clock.now();
      const written = await kit.write('inbound', { openId, channelId });
      await kit.deliver(written, { caseId: `C${no}` });
      const seen = (status: 'open' | 'resolved' | 'closed') =>
        kit.seen(`C${no}`, {
          threadId: `gh:${openId}`,
          status,
          statusAt: kit.clock.now() - 1,
          cxoneChannelId: channelId === lotus ? 'cx-lotus' : 'cx-tulip',
        });
      const answerMs = minutes(1 + chance(60));
      await kit.wind(answerMs, answerMs);
      const answeredAt = kit.clock.now();
      await kit.answer({ openId, channelId });
      told.push({
        metric: 'first_response',
        channel: channelId,
        at,
        usedMs: answeredAt - at,
        result: answeredAt - at <= minutes(30) ? 'attained' : 'missed',
      });
      await kit.poll([seen('open')]);
      const solveMs = minutes(chance(600));
      kit.clock.wind(solveMs);
      await kit.poll([seen('open')]);
      const solvedAt = kit.clock.now() - 1;
      await kit.poll([], { gone: [{ ...seen('resolved'), statusAt: solvedAt }] });
      const usedMs = solvedAt - at;
      told.push({
        metric: 'solution',
        channel: channelId,
        at,
        usedMs,
        result: usedMs <= 8 * hour ? 'attained' : 'missed',
      });
      await kit.poll([], { gone: [{ ...seen('closed'), statusAt: kit.clock.now() }] });
      await kit.wind(minutes(chance(300)), minutes(60));
      if (round === 10) await kit.restart(minutes(5));
      if (round === 17) await kit.kill(minutes(5));
      await kit.slices();
    }
    await kit.wind(minutes(2), 20_000);
    const report = await kit.report();
    expect(report.cut).toBe(false);
    expect(report.counted).toBe(told.length);
    const naive = (some: readonly Told[], metric: SlaMetric) => {
      const mine = some.filter((one) => one.metric === metric);
      const used = mine.map(({ usedMs }) => usedMs).sort((one, other) => one - other);
      return {
        attained: mine.filter(({ result }) => result === 'attained').length,
        missed: mine.filter(({ result }) => result === 'missed').length,
        p50: used[Math.ceil(used.length * 0.5) - 1],
        p90: used[Math.ceil(used.length * 0.9) - 1],
      };
    };
    const of = (lines: typeof report.total, metric: SlaMetric) => {
      const figures = lines.find((line) => line.metric === metric)?.figures;
      return {
        attained: figures?.attained ?? 0,
        missed: (figures?.missedPeople ?? 0) + (figures?.missedOutage ?? 0),
        p50: figures?.p50Ms ?? undefined,
        p90: figures?.p90Ms ?? undefined,
      };
    };
    for (const metric of ['first_response', 'solution'] as const) {
      expect(of(report.total, metric)).toEqual(naive(told, metric));
      for (const { channelId, lines } of report.byChannel) {
        expect(of(lines, metric)).toEqual(
          naive(
            told.filter(({ channel }) => channel === channelId),
            metric,
          ),
        );
      }
      for (const { date, lines } of report.byDay) {
        expect(of(lines, metric)).toEqual(
          naive(
            told.filter(({ at }) => wallClock('UTC', at).date === date),
            metric,
          ),
        );
      }
      for (const { hour: at, lines } of report.byHour) {
        expect(of(lines, metric)).toEqual(
          naive(
            told.filter((one) => wallClock('UTC', one.at).hour === at),
            metric,
          ),
        );
      }
    }
    const heat = report.heat.reduce((sum, cell) => sum + cell.attained + cell.missedPeople + cell.missedOutage, 0);
    expect(heat).toBe(told.length);
    const missed = told.filter(({ result }) => result === 'missed').length;
    expect(missed).toBeGreaterThan(3);
    expect(await kit.breaches()).toHaveLength(missed);
  }, 120_000);
});
