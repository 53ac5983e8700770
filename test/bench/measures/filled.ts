import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { now } from '../kit/now.ts';
import { memoryOf, peakMemoryOf } from '../kit/process-meter.ts';
import { startRelay, startSystem, type SystemParts } from '../kit/systems.ts';
import { usualPerSecond } from './compare.ts';
import { atMost, type Extra, type ExtraDeps } from './extra.ts';

/** Numbers of filled messages: far from those of the load. */
const filledFrom = 5_000_000_000;
/** 300 MB. */
const mostMemory = 286;

interface Fill {
  readonly dataDir: string;
  readonly first: number;
  readonly count: number;
  readonly state: 'pending' | 'delivered';
}

/** Ten messages from each person. */
async function fill(parts: SystemParts, { dataDir, first, count, state }: Fill): Promise<void> {
  const people = Math.max(1, Math.ceil(count / 10));
  const args = [join(parts.programs, 'fill.js'), dataDir, String(first), String(count), String(people), state];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the store could not be filled (${code})`);
}

/** A million messages wait when the relay starts. */
export async function measureBacklog({ bench, parts, quick, say }: ExtraDeps): Promise<Extra> {
  const count = quick ? 2_000 : 1_000_000;
  const folder = join(parts.folder, 'backlog');
  say(`filling the store with ${count} waiting messages …`);
  await fill(parts, { dataDir: join(folder, 'data'), first: filledFrom, count, state: 'pending' });
  await bench.target.ask({ kind: 'watch', first: filledFrom, count }, 'watching');
  const startedAt = now();
  const { child } = await startRelay(parts, folder);
  const readyMs = child.startedInMs;
  await pause(quick ? 1_000 : 20_000);
  const { arrived, firstAt, lastAt } = await bench.target.ask({ kind: 'count' }, 'counted');
  const peak = peakMemoryOf(child.pid);
  await child.end();
  const firstMs = firstAt - startedAt;
  const perSecond = arrived / ((lastAt - firstAt) / 1_000);
  return {
    name: 'backlog at start',
    head: ['waiting', 'ready ms', 'first delivery ms', 'peak MiB', 'delivered/s then'],
    rows: [[count, readyMs, firstMs, peak, perSecond]],
    goals: [
      atMost('backlog: listening, ms', readyMs, 3_000),
      atMost('backlog: first delivery, ms', firstMs, 5_000),
      atMost('backlog: memory, MiB', peak, mostMemory),
    ],
  };
}

/** A hundred thousand wait for a target that is down, and more come. */
export async function measureWaiting({ bench, parts, quick, seconds }: ExtraDeps): Promise<Extra> {
  const count = quick ? 1_000 : 100_000;
  const folder = join(parts.folder, 'waiting');
  await fill(parts, { dataDir: join(folder, 'data'), first: filledFrom, count, state: 'pending' });
  await bench.target.ask({ kind: 'down' }, 'is_down');
  const system = await startRelay(parts, folder);
  const stretchSeconds = quick ? seconds : Math.max(30, seconds);
  const pace = { kind: 'rate', perSecond: usualPerSecond, seconds: stretchSeconds } as const;
  const most = usualPerSecond * stretchSeconds;
  const measured = await bench.measure(system, { work: 'security', pace, most, awaitsDelivery: false });
  const last = memoryOf(system.child.pid);
  const peak = peakMemoryOf(system.child.pid);
  await system.child.end();
  await bench.target.ask({ kind: 'up' }, 'is_up');
  return {
    name: 'many waiting',
    head: ['waiting', 'ack p99 ms', 'last MiB', 'peak MiB'],
    rows: [[count + measured.accepted, measured.ack.p99, last, peak]],
    goals: [atMost('100,000 waiting: memory, MiB', peak, 300, 250)],
  };
}

/** What a message costs as the log grows. The durable reference, on an empty log, tells how the machine feels. */
export async function measureGrowth({ bench, parts, quick, seconds, say }: ExtraDeps): Promise<Extra> {
  const sizes = quick ? [500, 1_000] : [10_000, 50_000, 200_000, 500_000, 1_000_000];
  const folder = join(parts.folder, 'growth');
  const reference = await startSystem('durable', parts);
  const rows: number[][] = [];
  const costs: number[] = [];
  let filled = 0;
  for (const size of sizes) {
    say(`filling the log to ${size} messages …`);
    const fillCount = size - filled;
    const first = filledFrom + filled;
    await fill(parts, { dataDir: join(folder, 'data'), first, count: fillCount, state: 'delivered' });
    filled = size;
    const relay = await startRelay(parts, folder);
    const at = (warm: number) => ({ kind: 'saturated', seconds: warm }) as const;
    await bench.measure(relay, { work: 'security', pace: at(quick ? 1 : 3), most: 20_000 });
    const ours = await bench.measure(relay, { work: 'security', pace: at(seconds), most: 6_000 * seconds });
    const theirs = await bench.measure(reference, { work: 'security', pace: at(seconds), most: 9_000 * seconds });
    await relay.child.end('SIGTERM');
    const cost = ours.cpuPerThousand / theirs.cpuPerThousand;
    costs.push(cost);
    const throughput = ours.perSecond / theirs.perSecond;
    rows.push([size, ours.perSecond, ours.cpuPerThousand, throughput, cost, ours.ack.p99, ours.peakMemory]);
  }
  await reference.child.end();
  return {
    name: 'cost as the log grows',
    head: ['rows', '/s', 'CPU s/1000', '/s, share of durable', 'CPU / durable', 'ack p99 ms', 'MiB'],
    rows,
    goals: [atMost('cost per message, full log / short log', (costs.at(-1) ?? 0) / (costs[0] ?? 0), 1.5, 1.2)],
  };
}
