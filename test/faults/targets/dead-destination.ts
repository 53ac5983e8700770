import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import { carriesMessage } from '#test/faults/network/calls.ts';
import { startFaultProxy, type FaultProxy } from '#test/faults/network/fault-proxy.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const destinations = 5;
const mebibyte = 1024 * 1024;

/** One of five destinations swallows everything it is sent. */
export const deadDestination: Scenario = {
  name: 'target-one-of-five-dead',
  group: 'targets',
  title:
    'one of five destinations never answers again: the slowest hundredth of the messages to the other four takes no more than a tenth longer',
  needs: [],
  inSlice: false,
  run: async (context) => {
    const proxies = await Promise.all(Array.from({ length: destinations }, () => startFaultProxy()));
    context.onEnd(async () => {
      await Promise.all(proxies.map((proxy) => proxy.stop()));
    });
    const rig = await startRig(context, {
      sandbox: { channelCount: destinations },
      configure: (config) => ({
        ...config,
        channels: config.channels.map((channel, place) => {
          proxies[place]?.aim(channel.wechat.apiBase);
          return { ...channel, wechat: { ...channel.wechat, apiBase: proxies[place]?.url ?? '' } };
        }),
      }),
    });
    const latencies = measure(rig);
    rig.load({ perSecond: 40, direction: 'both', conversations: 200 });
    await rig.busyFor(400, 60_000);
    const seconds = context.times({ slice: 5, full: 10, night: 60 });
    const rounds = context.times({ slice: 1, full: 3, night: 10 });
    const healthy: number[] = [];
    const withDead: number[] = [];
    let swallowed = 0;
    // In turns, so that whatever else this machine does falls on both.
    for (let round = 0; round < rounds; round += 1) {
      healthy.push(...(await during(seconds, latencies, '')));
      const [dead] = proxies;
      const channel = rig.sandbox.identities.accounts[0]?.key ?? '';
      if (dead === undefined) throw new Error('there are five');
      const before = dead.requests.length;
      dead.treat(() => ({ kind: 'swallow' }));
      withDead.push(...(await during(seconds, latencies, channel)));
      swallowed += messagesSince(dead, before);
      dead.treat(() => ({ kind: 'forward' }));
      await pause(1_000);
    }
    const figures = {
      healthyP99Ms: quantile(healthy, 0.99),
      withDeadP99Ms: quantile(withDead, 0.99),
      healthyP50Ms: quantile(healthy, 0.5),
      withDeadP50Ms: quantile(withDead, 0.5),
    };
    context.say(JSON.stringify({ ...figures, swallowed, samples: [healthy.length, withDead.length] }));
    // A tenth, or what this machine's clock can tell apart.
    expect(figures.withDeadP99Ms).toBeLessThanOrEqual(figures.healthyP99Ms * 1.1 + 5);
    const judgement = await rig.verdict({ injections: rounds, drainMs: 180_000, memoryGrowthBytes: 100 * mebibyte });
    expect(judgement.unconfirmed).toBeLessThanOrEqual(swallowed);
    return { ...countsOf(judgement), figures };
  },
};

interface Sample {
  readonly channel: string;
  readonly tookMs: number;
}

/** From the relay's promise to CXone to the arrival at WeChat, by channel. */
function measure({ sandbox }: Rig): Sample[] {
  const samples: Sample[] = [];
  const offeredAt = new Map<string, number>();
  sandbox.cxone.outbound.on((notice) => {
    if (notice.kind === 'offered') offeredAt.set(`${notice.offer.endUserId} ${notice.offer.text}`, performance.now());
  });
  sandbox.wechat.sends.on((notice) => {
    if (notice.kind !== 'accepted') return;
    const key = `${notice.follower.openid} ${notice.text}`;
    const at = offeredAt.get(key);
    offeredAt.delete(key);
    if (at !== undefined) samples.push({ channel: notice.account.options.key, tookMs: performance.now() - at });
  });
  return samples;
}

async function during(seconds: number, samples: readonly Sample[], without: string): Promise<number[]> {
  const before = samples.length;
  await pause(seconds * 1_000);
  return samples.slice(before).flatMap(({ channel, tookMs }) => (channel === without ? [] : tookMs));
}

const messagesSince = (proxy: FaultProxy, before: number): number =>
  proxy.requests.slice(before).filter((request) => carriesMessage('wechat', request)).length;
