import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { countsOf } from '#test/faults/kit/counts.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

interface Manner {
  readonly name: string;
  readonly sockets: number;
  /** What each says at once. */
  readonly opening: (host: string) => string;
  /** What it adds every half second; empty for nothing. */
  readonly drip: string;
  /** Closed by the relay after this, milliseconds. */
  readonly closedAfterMs: number;
}

const manners: readonly Manner[] = [
  {
    name: 'slow headers',
    sockets: 100,
    opening: (host) => `POST /wechat/tulip HTTP/1.1\r\nHost: ${host}\r\n`,
    drip: 'X-More: a\r\n',
    closedAfterMs: 5_000,
  },
  {
    name: 'slow bodies',
    sockets: 100,
    opening: (host) => `POST /wechat/tulip HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\n`,
    drip: 'x',
    closedAfterMs: 10_000,
  },
  { name: 'silent sockets', sockets: 100, opening: () => '', drip: '', closedAfterMs: 5_000 },
  { name: 'two thousand idle sockets', sockets: 2_000, opening: () => '', drip: '', closedAfterMs: 5_000 },
];

/** The listener looks at its connections twice a second, and this machine has other things to do. */
const leewayMs = 3_500;
const mebibyte = 1024 * 1024;

/** Callers who hold connections and say little or nothing. */
export const slowCallers: Scenario = {
  name: 'inbound-slow-callers',
  group: 'inbound',
  title:
    'slow headers, slow bodies, silent sockets and two thousand idle ones: closed after 5, 10 and 5 s, while good traffic is acknowledged within a second',
  needs: [],
  inSlice: false,
  run: async (context) => {
    const rig = await startRig(context, {
      sandbox: { wechatRules: { responseTimeoutMs: 5_000, retryIntervalMs: 5_000 } },
    });
    const { host, hostname, port } = new URL(rig.relay.urls.wechat);
    const sockets = new Set<Socket>();
    context.onEnd(() => {
      for (const socket of sockets) socket.destroy();
    });
    rig.load({ perSecond: 20, direction: 'both', conversations: 200 });
    await rig.busyFor(100);
    let longestMs = 0;
    const rounds = context.times({ slice: 1, full: 1, night: 5 });
    for (let round = 0; round < rounds; round += 1) {
      for (const manner of manners) {
        const heldMs = await Promise.all(
          Array.from({ length: manner.sockets }, async (_, place) => {
            // Not all in one moment: the listener's queue for new connections is not what is tested.
            await pause(Math.floor(place / 50) * 10);
            return hold(manner, host, hostname, Number(port), sockets);
          }),
        );
        const most = Math.round(Math.max(...heldMs));
        context.say(`${manner.name}: held for ${most} ms at most`);
        expect(most, manner.name).toBeLessThanOrEqual(manner.closedAfterMs + leewayMs);
        longestMs = Math.max(longestMs, most);
      }
    }
    const { ackP99Ms, notAckedIn, notAckedOut } = rig.sandbox.witness.report(0);
    expect(ackP99Ms).toBeLessThan(1_000);
    expect([notAckedIn, notAckedOut]).toEqual([0, 0]);
    const judgement = await rig.verdict({
      injections: rounds * manners.length,
      memoryGrowthBytes: 100 * mebibyte,
    });
    return { ...countsOf(judgement), figures: { ackP99Ms: ackP99Ms ?? 0, heldMaxMs: longestMs } };
  },
};

/** How long the relay kept one such connection, milliseconds. */
function hold(manner: Manner, host: string, hostname: string, port: number, sockets: Set<Socket>): Promise<number> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = connect(port, hostname);
    sockets.add(socket);
    const drip = setInterval(() => {
      if (manner.drip !== '' && socket.writable) socket.write(manner.drip);
    }, 500);
    const giveUp = setTimeout(() => socket.destroy(), manner.closedAfterMs + 2 * leewayMs);
    socket.on('connect', () => {
      if (manner.opening(host) !== '') socket.write(manner.opening(host));
    });
    socket.on('data', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(drip);
      clearTimeout(giveUp);
      sockets.delete(socket);
      resolve(performance.now() - startedAt);
    });
  });
}
