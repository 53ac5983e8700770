import { setTimeout as pause } from 'node:timers/promises';
import { now } from '../kit/now.ts';
import { startSystem } from '../kit/systems.ts';
import { usualPerSecond } from './compare.ts';
import { atMost, flawless, type Extra, type ExtraDeps } from './extra.ts';

/** The target is gone for half a minute while pushes keep coming. */
export async function measureOutage({ bench, parts, quick }: ExtraDeps): Promise<Extra> {
  const downSeconds = quick ? 1 : 30;
  const seconds = downSeconds + 2;
  const system = await startSystem('relay', parts);
  let upAt = Number.NaN;
  const pace = { kind: 'rate', perSecond: usualPerSecond, seconds } as const;
  const measured = await bench.measure(system, {
    work: 'security',
    pace,
    most: usualPerSecond * seconds,
    meanwhile: async () => {
      await pause(1_000);
      await bench.target.ask({ kind: 'down' }, 'is_down');
      await pause(downSeconds * 1_000);
      await bench.target.ask({ kind: 'up' }, 'is_up');
      upAt = now();
    },
  });
  const { lastAt } = await bench.target.ask({ kind: 'count' }, 'counted');
  await system.child.end();
  const drainSeconds = (lastAt - upAt) / 1_000;
  return {
    name: 'target down',
    head: ['down s', 'accepted', 'ack p99 ms', 'last delivery s after it is back', 'lost', 'repeated', 'out of order'],
    rows: [
      [
        downSeconds,
        measured.accepted,
        measured.ack.p99,
        drainSeconds,
        measured.lost,
        measured.repeated,
        measured.outOfOrder,
      ],
    ],
    goals: [
      flawless('target down', measured),
      atMost('target down: ack p99, ms', measured.ack.p99, 50, 20),
      atMost('target down: everything delivered, s', drainSeconds, 10, 5),
    ],
  };
}
