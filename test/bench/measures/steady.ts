import { setTimeout as pause } from 'node:timers/promises';
import { memoryOf } from '../kit/process-meter.ts';
import { startSystem } from '../kit/systems.ts';
import { usualPerSecond } from './compare.ts';
import { atMost, flawless, type Extra, type ExtraDeps } from './extra.ts';

const sampleEveryMs = 250;

/** Memory while the usual load runs, in a fresh process. */
export async function measureMemory({ bench, parts, quick, seconds }: ExtraDeps): Promise<Extra> {
  const system = await startSystem('relay', parts);
  const stretchSeconds = quick ? seconds : Math.max(60, seconds);
  const samples: number[] = [];
  let isOver = false;
  const sampling = async (): Promise<void> => {
    while (!isOver) {
      samples.push(memoryOf(system.child.pid));
      await pause(sampleEveryMs);
    }
  };
  const sampled = sampling();
  const pace = { kind: 'rate', perSecond: usualPerSecond, seconds: stretchSeconds } as const;
  const measured = await bench.measure(system, { work: 'security', pace, most: usualPerSecond * stretchSeconds });
  isOver = true;
  await sampled;
  await system.child.end();
  const last = samples.at(-1) ?? Number.NaN;
  return {
    name: `memory at ${usualPerSecond}/s`,
    head: ['seconds', 'last MiB', 'peak MiB'],
    rows: [[stretchSeconds, last, measured.peakMemory]],
    goals: [atMost('memory, steady at 200/s, MiB', measured.peakMemory, 200, 160), flawless('steady', measured)],
  };
}

/** The usual load, then ten times as much for some seconds. */
export async function measureBurst({ bench, parts, seconds }: ExtraDeps): Promise<Extra> {
  const system = await startSystem('relay', parts);
  const rows: number[][] = [];
  const goals = [];
  for (const perSecond of [usualPerSecond, usualPerSecond * 10, usualPerSecond]) {
    const pace = { kind: 'rate', perSecond, seconds } as const;
    const measured = await bench.measure(system, { work: 'security', pace, most: perSecond * seconds });
    rows.push([perSecond, measured.ack.p50, measured.ack.p99, measured.ack.p999, measured.ack.max]);
    goals.push(flawless(`burst, ${perSecond}/s`, measured));
    if (perSecond === usualPerSecond) continue;
    goals.push(atMost('ack p99 in a tenfold burst, ms', measured.ack.p99, 500));
    goals.push(atMost('longest ack in a tenfold burst, ms', measured.ack.max, 4_500));
  }
  await system.child.end();
  return { name: 'tenfold burst', head: ['per second', 'ack p50', 'p99', 'p99.9', 'longest ms'], rows, goals };
}
