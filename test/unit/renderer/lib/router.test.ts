import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelId, MessageId } from '#shared/domain/ids.ts';
import { MessageKind, MessageState } from '#shared/domain/message.ts';
import { hrefOf, parseRoute, trafficHref, wholeTraffic, type Route } from '#renderer/lib/router.ts';

describe('addresses', () => {
  it('reads the pages', () => {
    expect(parseRoute('')).toEqual({ page: 'overview' });
    expect(parseRoute('#/')).toEqual({ page: 'overview' });
    expect(parseRoute('#/settings')).toEqual({ page: 'settings' });
    expect(parseRoute('#/settings/alerts')).toEqual({ page: 'settings', section: 'alerts' });
    expect(parseRoute('#/channel/tulip')).toEqual({ page: 'channel', channelId: 'tulip' });
    expect(parseRoute('#/incidents')).toEqual({ page: 'incidents', incidentId: null });
    expect(parseRoute('#/incident/inc-1A')).toEqual({ page: 'incidents', incidentId: 'inc-1A' });
    expect(parseRoute('#/hand-over')).toEqual({ page: 'handOver' });
    expect(parseRoute('#/sandbox')).toEqual({ page: 'sandbox' });
    expect(parseRoute('#/traffic')).toEqual({ page: 'traffic', query: wholeTraffic, messageId: null });
  });

  it('reads a filter', () => {
    expect(parseRoute('#/traffic?channel=tulip&direction=outbound&state=pending,unconfirmed')).toEqual({
      page: 'traffic',
      query: {
        channelIds: ['tulip'],
        direction: 'outbound',
        kinds: [],
        states: ['pending', 'unconfirmed'],
        text: '',
      },
      messageId: null,
    });
  });

  it('reads several channels and types, and a text', () => {
    const hash = '#/traffic?channel=tulip,delta,tulip&type=voice,image,nonsense&text=%E8%AE%A2%E5%8D%95+a%26b';
    expect(parseRoute(hash)).toMatchObject({
      query: { channelIds: ['tulip', 'delta'], kinds: ['image', 'voice'], text: '订单 a&b' },
    });
    const long = parseRoute(`#/traffic?text=${'😀'.repeat(80)}`);
    expect(long).toMatchObject({ query: { text: '😀'.repeat(50) } });
    expect(parseRoute(`#/traffic?text=a${'😀'.repeat(80)}`)).toMatchObject({ query: { text: `a${'😀'.repeat(49)}` } });
  });

  it('ignores what it does not know', () => {
    expect(parseRoute('#/traffic?channel=<b>&direction=up&state=gone,delivered&x=1')).toEqual({
      page: 'traffic',
      query: { ...wholeTraffic, states: ['delivered'] },
      messageId: null,
    });
    for (const hash of ['#/incident/', '#/incident/<b>', '#/incident/../settings', `#/incident/${'a'.repeat(65)}`]) {
      expect(parseRoute(hash)).toEqual({ page: 'incidents', incidentId: null });
    }
    for (const hash of ['#/channel/', '#/channel/<b>', '#/channel/a/b', '#/settings/other']) {
      expect(parseRoute(hash)).toEqual({ page: 'overview' });
    }
    for (const hash of ['#/nowhere', '#javascript:alert(1)', '#/message/', '#/message/%E0%A4%A']) {
      expect(parseRoute(hash)).toEqual({ page: 'overview' });
    }
  });

  it('is readable', () => {
    expect(trafficHref({ channelId: ChannelId.parse('tulip'), states: ['pending', 'expired'] })).toBe(
      '#/traffic?channel=tulip&state=pending,expired',
    );
  });

  it('leads back to the route it was made from', () => {
    const channelId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/u).map((id) => ChannelId.parse(id));
    const query = fc.record({
      channelIds: fc.uniqueArray(channelId, { maxLength: 5 }),
      direction: fc.option(fc.constantFrom('inbound' as const, 'outbound' as const)),
      kinds: fc.subarray([...MessageKind.options]),
      states: fc.subarray([...MessageState.options]),
      text: fc.string({ maxLength: 40, unit: 'grapheme' }).map((text) => text.slice(0, 40)),
    });
    const messageId = fc.option(fc.string({ minLength: 1, maxLength: 64 }).map((id) => MessageId.parse(id)));
    const routes: fc.Arbitrary<Route> = fc.oneof(
      fc.constantFrom<Route>(
        { page: 'overview' },
        { page: 'settings' },
        { page: 'settings', section: 'alerts' },
        { page: 'handOver' },
        { page: 'sandbox' },
      ),
      fc.record({ page: fc.constant('channel' as const), channelId }),
      fc.record({
        page: fc.constant('incidents' as const),
        incidentId: fc.option(fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/u)),
      }),
      fc.record({ page: fc.constant('traffic' as const), query, messageId }),
    );
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(hrefOf(route))).toEqual(route);
      }),
    );
  });
});
