import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { hrefOf, parseRoute } from '#renderer/lib/router.ts';
import { hrefOfSetup, parseSetupRoute, type SetupRoute } from '#renderer/lib/setup-routes.ts';

const routes: readonly (readonly [string, SetupRoute])[] = [
  ['#/set-up', { page: 'setup', tab: 'overview' }],
  ['#/set-up/permissions', { page: 'setup', tab: 'permissions' }],
  ['#/set-up/routing', { page: 'setup', tab: 'routing' }],
  ['#/set-up/outside', { page: 'setup', tab: 'outside' }],
  ['#/set-up/relay', { page: 'setup', tab: 'relay' }],
  ['#/set-up/configuration', { page: 'setup', tab: 'configuration' }],
  ['#/set-up/integration/support', { page: 'setup', tab: 'integration', id: 'support' }],
  ['#/set-up/integration/support/hand-over', { page: 'setup', tab: 'handOver', id: 'support' }],
  ['#/set-up/channel/tulip', { page: 'setup', tab: 'channel', id: 'tulip', step: null }],
  ['#/set-up/channel/tulip/first-message', { page: 'setup', tab: 'channel', id: 'tulip', step: 'first_message' }],
  ['#/set-up/skills', { page: 'setup', tab: 'skills', id: null, step: null }],
  ['#/set-up/skills/out-1', { page: 'setup', tab: 'skills', id: 'out-1', step: null }],
  ['#/set-up/skills/out-1/timers', { page: 'setup', tab: 'skills', id: 'out-1', step: 'timers' }],
  ['#/set-up/readiness/tulip', { page: 'setup', tab: 'readiness', channelId: ChannelId.parse('tulip') }],
];

describe('addresses of the set-up', () => {
  it.each(routes)('%s leads to its page and back', (href, route) => {
    expect(parseSetupRoute(href.slice(1))).toEqual(route);
    expect(hrefOfSetup(route)).toBe(href);
    expect(hrefOf(parseRoute(href))).toBe(href);
  });

  it.each([
    '/set-up/',
    '/set-upx',
    '/set-up/unknown',
    '/set-up/channel/',
    '/set-up/channel/Tulip',
    '/set-up/channel/a%20b',
    '/set-up/channel/tulip/nowhere',
    '/set-up/channel/tulip/account/more',
    '/set-up/integration/support/sheet',
    '/set-up/readiness',
    '/set-up/readiness/tulip/x',
    '/set-up/skills/out-1/x',
    '/set-up/skills/out-1/sla/x',
    `/set-up/skills/${'a'.repeat(41)}`,
  ])('%s is none of them', (path) => {
    expect(parseSetupRoute(path)).toBeNull();
  });
});
