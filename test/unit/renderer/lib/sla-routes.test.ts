import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';
import { hrefOf, parseRoute, type Route } from '#renderer/lib/router.ts';
import {
  breachedLately,
  slaBoardHref,
  slaBreachedHref,
  slaCaseHref,
  wholeBoard,
  type SlaPeriod,
} from '#renderer/lib/sla-routes.ts';

describe('addresses of the SLA pages', () => {
  it('reads each page', () => {
    expect(parseRoute('#/sla')).toEqual({ page: 'sla', tab: 'board', filter: wholeBoard });
    expect(parseRoute('#/sla/breached')).toEqual({ page: 'sla', tab: 'breached', filter: breachedLately });
    expect(parseRoute('#/sla/report')).toEqual({ page: 'sla', tab: 'report' });
    expect(parseRoute('#/sla/settings')).toEqual({ page: 'sla', tab: 'settings' });
    expect(parseRoute('#/sla/case/01JD-x')).toEqual({ page: 'sla', tab: 'case', caseId: '01JD-x' });
  });

  it('is readable', () => {
    expect(slaBoardHref({ show: 'at_risk', channelId: ChannelId.parse('tulip') })).toBe(
      '#/sla?show=at_risk&channel=tulip',
    );
    expect(slaBreachedHref({ period: 'today', cause: 'outage' })).toBe('#/sla/breached?period=today&cause=outage');
    expect(slaBreachedHref({ period: { from: 5, until: 9 } })).toBe('#/sla/breached?period=5-9');
    expect(slaCaseHref('a1')).toBe('#/sla/case/a1');
  });

  it('ignores what it does not know', () => {
    expect(parseRoute('#/sla?show=all&channel=<b>&metric=speed')).toEqual({
      page: 'sla',
      tab: 'board',
      filter: wholeBoard,
    });
    for (const period of ['year', '9-5', '5-5', '-', '1-2-3', '1e3-2e3', `1-${'9'.repeat(16)}`]) {
      expect(parseRoute(`#/sla/breached?period=${period}`)).toMatchObject({ filter: { period: '7d' } });
    }
    for (const hash of ['#/sla/', '#/sla/other', '#/sla/case/', '#/sla/case/a/b', `#/sla/case/${'a'.repeat(65)}`]) {
      expect(parseRoute(hash)).toEqual({ page: 'overview' });
    }
  });

  it('leads back to the route it was made from', () => {
    const channelId = fc.option(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/u).map((id) => ChannelId.parse(id)));
    const metric = fc.option(fc.constantFrom(...SlaMetric.options));
    const period: fc.Arbitrary<SlaPeriod> = fc.oneof(
      fc.constantFrom<SlaPeriod>('today', '7d', '30d', '90d'),
      fc
        .tuple(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }))
        .map(([from, length]) => ({ from, until: from + length })),
    );
    const routes: fc.Arbitrary<Route> = fc.oneof(
      fc.record({
        page: fc.constant('sla' as const),
        tab: fc.constant('board' as const),
        filter: fc.record({
          show: fc.constantFrom('open' as const, 'at_risk' as const, 'breached' as const, 'unsure' as const),
          channelId,
          metric,
        }),
      }),
      fc.record({
        page: fc.constant('sla' as const),
        tab: fc.constant('breached' as const),
        filter: fc.record({
          period,
          channelId,
          metric,
          cause: fc.option(fc.constantFrom('people' as const, 'outage' as const)),
        }),
      }),
      fc.record({
        page: fc.constant('sla' as const),
        tab: fc.constant('case' as const),
        caseId: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/u),
      }),
    );
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(hrefOf(route))).toEqual(route);
      }),
    );
  });
});
