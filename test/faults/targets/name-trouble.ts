import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import { carriesMessage } from '#test/faults/network/calls.ts';
import type { Customer, Side } from '#test/faults/network/customer.ts';
import { throughProxies } from '#test/faults/network/fast-world.ts';
import { startFaultProxy } from '#test/faults/network/fault-proxy.ts';
import { startNameServer, type NameAnswer, type NameServer } from '#test/faults/network/name-server.ts';
import { startProxiedRig, type ProxiedRig } from '#test/faults/network/rig-with-proxies.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { startRelayProcess } from '#test/fakes/relay-process.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';

const names: Readonly<Record<Side, string>> = { cxone: 'cxone.names.test', wechat: 'wechat.names.test' };
const sides = ['cxone', 'wechat'] as const;
const here: NameAnswer = { kind: 'address', address: '127.0.0.1' };

interface Trouble {
  readonly name: string;
  readonly answer: NameAnswer;
  /** What the operator is told, exactly. */
  readonly says: RegExp;
  readonly lastsMs: number;
}

const troubles: readonly Trouble[] = [
  { name: 'no such name', answer: { kind: 'no_such_name' }, says: /ENOTFOUND/u, lastsMs: 3_000 },
  { name: 'server failure', answer: { kind: 'server_failure' }, says: /EAI_AGAIN/u, lastsMs: 3_000 },
  { name: 'silence', answer: { kind: 'silence' }, says: /EAI_AGAIN|"timeout"/u, lastsMs: 30_000 },
];
const notPublic = ['127.0.0.1', '10.20.30.40'];

/** Longest way of a message to the other platform: far below the ten seconds for which a silent resolver holds a thread. */
const unaffectedMs = 4_000;

/** Names that do not resolve, or not as they should. */
export const nameTrouble: Scenario = {
  name: 'target-name-trouble',
  group: 'targets',
  title:
    'the name of each platform does not exist, its server fails, says nothing for 30 s, or names another address: the cause is told, the other platform notices nothing, and all arrives; an address that is not public is refused unless the configuration allows test targets',
  needs: ['linux', 'root', 'tmpfs'],
  inSlice: false,
  run: async (context) => {
    const server = await startNameServer(context);
    for (const side of sides) server.set(names[side], here);
    const rig = await startProxiedRig(context, {
      hostOf: (side) => names[side],
      relay: { wrap: server.wrap, environment: { VEERPONT_LOG_LEVEL: 'info' } },
    });
    const customers = {
      cxone: await rig.customer('writes to CXone'),
      wechat: await rig.customer('is written to'),
    };
    let othersMaxMs = 0;
    const rounds = context.times({ slice: 1, full: 1, night: 10 });
    for (let round = 0; round < rounds; round += 1) {
      for (const side of sides) {
        for (const one of troubles) {
          context.say(`${side}: ${one.name}`);
          othersMaxMs = Math.max(othersMaxMs, await live(rig, server, customers, side, one, `${one.name} ${round}`));
        }
        context.say(`${side}: another address`);
        await move(rig, server, customers[side], side, `moved ${round}`);
      }
    }
    const injections = rounds * sides.length * (troubles.length + 1) + notPublic.length * sides.length;
    const counts = countsOf(await rig.verdict({ injections, drainMs: 120_000 }));
    for (const address of notPublic) {
      context.say(`both: ${address}`);
      await refuse(context, server, address);
    }
    return { ...counts, figures: { othersMaxMs: Math.round(othersMaxMs) } };
  },
};

/** One message meets the trouble, while others go the other way. Returns their longest time, milliseconds. */
async function live(
  rig: ProxiedRig,
  server: NameServer,
  customers: Readonly<Record<Side, Customer>>,
  side: Side,
  { answer, says, lastsMs }: Trouble,
  text: string,
): Promise<number> {
  const other: Side = side === 'cxone' ? 'wechat' : 'cxone';
  const logBefore = rig.relay.log().length;
  const askedBefore = server.asked(names[side]);
  server.set(names[side], answer);
  // Where the name was known to lead nobody answers, so that it is asked for again.
  await rig.proxies[side].listen(false);
  expect(await customers[side].say(side, text)).toBe(true);
  const isTold = (): boolean =>
    rig.relay
      .log()
      .slice(logBefore)
      .split('\n')
      .some((line) => line.includes('_UNREACHABLE') && says.test(line));
  const startedAt = performance.now();
  let longestMs = 0;
  for (let seq = 0; !isTold() || performance.now() - startedAt < lastsMs; seq += 1) {
    if (performance.now() - startedAt > 60_000) throw new Error(`${side} ${text}: the cause was not told`);
    longestMs = Math.max(longestMs, await pass(customers[other], other, `meanwhile ${side} ${text} ${seq}`));
    await pause(500);
    // A new connection for the next, and after half a minute a new question for its name.
    rig.proxies[other].cut();
  }
  expect(server.asked(names[side])).toBeGreaterThan(askedBefore);
  expect(longestMs, `${other} beside ${side}: ${text}`).toBeLessThan(unaffectedMs);
  await rig.proxies[side].listen(true);
  expect(customers[side].arrived(side)).not.toContain(text);
  server.set(names[side], here);
  await eventually(`${side} ${text}: delivered`, () => customers[side].arrived(side).includes(text), 90_000);
  return longestMs;
}

/** How long a message took to arrive, milliseconds. */
async function pass(customer: Customer, side: Side, text: string): Promise<number> {
  const startedAt = performance.now();
  expect(await customer.say(side, text)).toBe(true);
  await eventually(`${side} ${text}: delivered`, () => customer.arrived(side).includes(text), 30_000);
  return performance.now() - startedAt;
}

/** The platform moves to another address and is gone from the old one. */
async function move(rig: ProxiedRig, server: NameServer, customer: Customer, side: Side, text: string): Promise<void> {
  const proxy = rig.proxies[side];
  const target = side === 'cxone' ? rig.sandbox.urls.cxone : rig.sandbox.urls.wechatApi;
  const moved = await startFaultProxy({ host: '127.0.0.2', port: proxy.port, target });
  try {
    server.set(names[side], { kind: 'address', address: '127.0.0.2' });
    await proxy.listen(false);
    expect(await customer.say(side, text)).toBe(true);
    await eventually(`${side} ${text}: delivered`, () => customer.arrived(side).includes(text), 60_000);
    expect(moved.requests.some((request) => carriesMessage(side, request))).toBe(true);
    // Its answer is read before the connection ends.
    await pause(1_000);
  } finally {
    await moved.stop();
    await proxy.listen(true);
    server.set(names[side], here);
  }
}

/** Without leave for test targets, a name that leads into our own network is not followed. */
async function refuse(context: ScenarioContext, server: NameServer, address: string): Promise<void> {
  for (const side of sides) server.set(names[side], { kind: 'address', address });
  const authority = createTestAuthority();
  const ca = join(context.folder, 'authority.pem');
  writeFileSync(ca, authority.cert);
  const sandbox = await startSandbox({ seed: String(context.seed) });
  context.onEnd(() => sandbox.stop());
  const proxyOf = async (side: Side, target: string) => {
    const proxy = await startFaultProxy({ target, secure: authority.issue({ name: names[side] }) });
    context.onEnd(() => proxy.stop());
    return { proxy, url: `https://${names[side]}:${proxy.port}` };
  };
  const proxies = {
    cxone: await proxyOf('cxone', sandbox.urls.cxone),
    wechat: await proxyOf('wechat', sandbox.urls.wechatApi),
  };
  const storeKey = randomBytes(32).toString('base64');
  const config = throughProxies(RelayConfig.parse({ ...sandbox.relayConfig, storeKey }), proxies);
  const relay = await startRelayProcess({
    folder: join(context.folder, randomBytes(4).toString('hex')),
    config: { ...config, allowPrivateTargets: false },
    wrap: server.wrap,
    environment: { VEERPONT_LOG_LEVEL: 'info', NODE_EXTRA_CA_CERTS: ca },
  });
  context.onEnd(async () => {
    await relay.end('SIGKILL');
  });
  const isRefused = (leg: string): boolean =>
    relay
      .log()
      .split('\n')
      .some((line) => line.includes('TARGET_FORBIDDEN') && line.includes(leg));
  await eventually(`${address}: refused`, () => isRefused('cxoneOut') && isRefused('wechatOut'), 60_000);
  expect([proxies.cxone.proxy.accepted, proxies.wechat.proxy.accepted]).toEqual([0, 0]);
  expect(await relay.end('SIGTERM')).toBe(0);
}

async function eventually(what: string, isThere: () => boolean, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!isThere()) {
    if (performance.now() > deadline) throw new Error(`within ${limitMs / 1_000} s it did not come: ${what}`);
    await pause(20);
  }
}
