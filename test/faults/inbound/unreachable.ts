import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { startSandbox } from '#sandbox/sandbox.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { throughProxies } from '#test/faults/network/fast-world.ts';
import { startFaultProxy } from '#test/faults/network/fault-proxy.ts';
import { createNetworkNamespace } from '#test/faults/network/network-namespace.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { startRelayProcess } from '#test/fakes/relay-process.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { noCounts, type Counts } from '#test/faults/targets/add-counts.ts';

/** A path nobody else knows. */
const ownLook = /^\/[A-Za-z0-9_-]{32}$/u;
const honestWithinMs = 60_000;
const badStates = new Set(['retrying', 'down', 'action_required', 'degraded']);

/** Nobody can reach the relay any more, and nobody can tell it so. */
export const unreachable: Scenario = {
  name: 'inbound-unreachable',
  group: 'inbound',
  title:
    'the tunnel to the relay breaks, and its network interface goes away: on a silent line the state says so within a minute, and again within a minute that it is back',
  needs: ['linux', 'root', 'network-namespace'],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    const seenMs: number[] = [];
    const rounds = context.times({ slice: 1, full: 1, night: 10 });
    for (let round = 0; round < rounds; round += 1) {
      const tunnel = await tunnelBreaks(context);
      counts = tunnel.counts;
      seenMs.push(...tunnel.seenMs, ...(await interfaceGoes(context)));
    }
    return { ...counts, injections: 2 * rounds, figures: { seenMaxMs: Math.round(Math.max(...seenMs)) } };
  },
};

async function tunnelBreaks(context: ScenarioContext): Promise<{ counts: Counts; seenMs: number[] }> {
  const tunnel = await startFaultProxy();
  context.onEnd(() => tunnel.stop());
  const rig = await startRig(context, {
    configure: (config) => {
      const { host, port } = config.listen.public;
      tunnel.aim(`http://${host}:${port}`);
      return { ...config, listen: { ...config.listen, public: { host, port, publicUrl: tunnel.url } } };
    },
  });
  const states = async (): Promise<string[]> => Object.values((await readMetrics(rig.relay.urls.admin)).channels);
  // The relay's own look through the tunnel has to have worked once, or its loss means nothing. Others pass there sooner.
  const looks = (): boolean => tunnel.requests.some(({ path }) => ownLook.test(path));
  await eventually('the relay looks through the tunnel', () => Promise.resolve(looks()), 40_000);
  await pause(1_000);
  const before = await states();
  expect(before.some((state) => badStates.has(state))).toBe(false);
  await tunnel.listen(false);
  const goneMs = await eventually(
    'every channel says so',
    async () => (await states()).every((one) => badStates.has(one)),
    honestWithinMs,
  );
  await tunnel.listen(true);
  const backMs = await eventually(
    'no channel says so any more',
    async () => (await states()).every((one) => !badStates.has(one)),
    honestWithinMs,
  );
  return { counts: countsOf(await rig.verdict({ injections: 1 })), seenMs: [goneMs, backMs] };
}

async function interfaceGoes(context: ScenarioContext): Promise<number[]> {
  const network = createNetworkNamespace(context);
  const sandbox = await startSandbox({ seed: String(context.seed) });
  context.onEnd(() => sandbox.stop());
  // The platforms are seen from in there only through our end of the wire.
  const proxies = {
    cxone: await startFaultProxy({ host: network.ours, target: sandbox.urls.cxone }),
    wechat: await startFaultProxy({ host: network.ours, target: sandbox.urls.wechatApi }),
  };
  context.onEnd(async () => {
    await Promise.all([proxies.cxone.stop(), proxies.wechat.stop()]);
  });
  const storeKey = randomBytes(32).toString('base64');
  const config = throughProxies(RelayConfig.parse({ ...sandbox.relayConfig, storeKey }), proxies);
  const relay = await startRelayProcess({
    folder: join(context.folder, randomBytes(4).toString('hex')),
    // The proxy in front, which would bring TLS, is our end of the wire too.
    config: {
      ...config,
      listen: { public: { host: network.theirs, port: 8_443, trustedProxy: network.ours }, admin: { port: 0 } },
    },
    wrap: network.wrap,
    environment: { VEERPONT_LOG_LEVEL: 'info' },
  });
  context.onEnd(async () => {
    await relay.end('SIGKILL');
  });
  const callback = `http://${network.theirs}:8443`;
  await sandbox.connect({ ...relay.urls, wechat: `${callback}/wechat`, box: `${callback}/integration/box` });
  const customer = sandbox.wechat.customers.follow(sandbox.identities.accounts[0]?.key ?? '', {
    nickname: 'A',
    language: 'en',
  });
  const said = await sandbox.wechat.customers.send(sandbox.identities.accounts[0]?.key ?? '', customer.openid, {
    type: 'text',
    text: 'before',
  }).settled;
  expect(said.kind).toBe('accepted');

  network.setLink(false);
  const goneMs = await eventually(
    'the log says so',
    () => Promise.resolve(relay.log().includes('self_probe.gone')),
    honestWithinMs,
  );
  const stateMs = await eventually(
    'a state says so',
    () => Promise.resolve(/"to":"(retrying|down)"/u.test(relay.log())),
    honestWithinMs,
  );
  network.setLink(true);
  const backMs = await eventually(
    'the log says that it is back',
    () => Promise.resolve(relay.log().includes('self_probe.back')),
    honestWithinMs,
  );
  const again = await sandbox.wechat.customers.send(sandbox.identities.accounts[0]?.key ?? '', customer.openid, {
    type: 'text',
    text: 'after',
  }).settled;
  expect(again.kind).toBe('accepted');
  expect(await relay.end('SIGTERM')).toBe(0);
  return [goneMs + stateMs, backMs];
}

/** How long it took, milliseconds. */
async function eventually(what: string, isThere: () => Promise<boolean>, limitMs: number): Promise<number> {
  const startedAt = performance.now();
  while (!(await isThere())) {
    if (performance.now() - startedAt > limitMs)
      throw new Error(`within ${limitMs / 1_000} s it did not come: ${what}`);
    await pause(200);
  }
  return performance.now() - startedAt;
}
