import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import { createCxoneClient } from '#relay/connectors/cxone/cxone-client.ts';
import { createWeChatClient } from '#relay/connectors/wechat/wechat-client.ts';
import { TokenSource } from '#relay/connectors/wechat/wechat-token.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import { integrationSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { signsIn } from '#test/faults/network/calls.ts';
import { startFaultProxy } from '#test/faults/network/fault-proxy.ts';
import { throughProxies } from '#test/faults/network/fast-world.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';

const callers = 100;

/** A hundred callers at once find that the token is over. */
export const manyFindItStale: Scenario = {
  name: 'tokens-one-refresh-for-all',
  group: 'tokens',
  title: 'a hundred callers find the token of either platform stale at once: exactly one token request is made',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const times = context.times({ slice: 2, full: 10, night: 200 });
    const asked = await refreshTogether(context, times);
    for (const requests of asked) expect(requests).toBe(1);
    return { injections: 2 * times, figures: { callers, mostTokenRequests: Math.max(...asked) } };
  },
};

/** How many token requests each time took: first CXone's, then WeChat's. */
async function refreshTogether(context: ScenarioContext, times: number): Promise<number[]> {
  const sandbox = await startSandbox({ seed: String(context.seed), cxoneRules: { limitFactor: 0 } });
  context.onEnd(() => sandbox.stop());
  const proxies = {
    cxone: await startFaultProxy({ target: sandbox.urls.cxone }),
    wechat: await startFaultProxy({ target: sandbox.urls.wechatApi }),
  };
  context.onEnd(async () => {
    await Promise.all([proxies.cxone.stop(), proxies.wechat.stop()]);
  });
  const storeKey = randomBytes(32).toString('base64');
  const config = throughProxies(RelayConfig.parse({ ...sandbox.relayConfig, storeKey }), proxies);
  const [integration] = config.integrations;
  const [channel] = config.channels;
  if (integration === undefined || channel === undefined) throw new Error('the sandbox has both');
  const common = { clock: systemClock, log: silentLogger };
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
  const { signal } = new AbortController();
  const cxone = createCxoneClient({
    http,
    config: integration.cxone,
    secrets: () => integrationSecretsOf(integration),
    ...common,
  });
  const { apiBase, appId, appSecret } = channel.wechat;
  const client = createWeChatClient({ http, apiBase, clock: systemClock });
  const tokens = new TokenSource({
    client,
    appId,
    secret: () => appSecret,
    memory: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    chance: context.chance,
    ...common,
  });
  const everybody = <T>(call: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: callers }, call));

  const asked: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await cxone.findChannel(channel.cxoneChannelId, signal);
    const first = await tokens.current(signal);
    const before = { cxone: proxies.cxone.requests.length, wechat: proxies.wechat.requests.length };

    sandbox.cxone.faults.set({ target: '*', fault: 'tokenRevoked' });
    sandbox.cxone.faults.clear();
    const found = await everybody(() => cxone.findChannel(channel.cxoneChannelId, signal));
    expect(found.every(({ ok }) => ok)).toBe(true);

    sandbox.wechat.faults.set({ target: '*', fault: 'tokenExpired' });
    sandbox.wechat.faults.clear();
    if (!first.ok) throw new Error('there was a token');
    const replaced = await everybody(() => tokens.replace(first.token, signal));
    expect(replaced.every((result) => result.ok && result.token !== first.token)).toBe(true);

    for (const side of ['cxone', 'wechat'] as const) {
      const since = proxies[side].requests.slice(before[side]);
      asked.push(since.filter((request) => signsIn(side, request)).length);
    }
  }
  return asked;
}
