import { median } from '../kit/percentiles.ts';
import type { Pace } from '../kit/messages.ts';
import { startSystem, type System, type SystemName, type SystemParts } from '../kit/systems.ts';
import type { Work } from '../kit/work.ts';
import type { Bench, Measured } from './bench-run.ts';

/** Pushes or replies a second that a company's account sees at its busiest. */
export const usualPerSecond = 200;

/** Built for each second of a saturated stretch: more than the system can take. */
const mostPerSecond: Readonly<Record<SystemName, number>> = {
  bare: 24_000,
  durable: 9_000,
  naive: 3_000,
  relay: 6_000,
};

/** The medians of all rounds; counts of what went wrong are sums. */
export interface Compared {
  readonly system: SystemName;
  readonly work: Work;
  readonly pace: Pace['kind'];
  readonly rounds: readonly Measured[];
  readonly median: Measured;
}

export interface CompareOptions {
  readonly bench: Bench;
  readonly parts: SystemParts;
  readonly systems: readonly SystemName[];
  readonly works: readonly Work[];
  readonly paces: readonly Pace[];
  readonly rounds: number;
  readonly warmUpSeconds: number;
  readonly say: (text: string) => void;
}

/** All systems on the same work, in turn, round after round, so that what disturbs the machine disturbs all. */
export async function compare(options: CompareOptions): Promise<Compared[]> {
  const { bench, parts, works, paces, rounds, say } = options;
  const systems: System[] = [];
  for (const name of options.systems) systems.push(await startSystem(name, parts));
  const found = new Map<string, Compared & { rounds: Measured[] }>();
  try {
    for (const system of systems) {
      for (const work of works) await warmUp(bench, system, work, options.warmUpSeconds);
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const work of works) {
        for (const pace of paces) {
          for (const system of turned(systems, round)) {
            const measured = await bench.measure(system, { work, pace, most: mostOf(system.name, pace) });
            say(lineOf(round, system.name, work, pace, measured));
            const key = `${system.name} ${work} ${pace.kind}`;
            const all = found.get(key) ?? { system: system.name, work, pace: pace.kind, rounds: [], median: measured };
            all.rounds.push(measured);
            found.set(key, all);
          }
        }
      }
    }
  } finally {
    for (const system of systems) await system.child.end('SIGTERM');
  }
  return [...found.values()].map((one) => ({ ...one, median: medianOf(one.rounds) }));
}

async function warmUp(bench: Bench, system: System, work: Work, seconds: number): Promise<void> {
  const pace: Pace = { kind: 'saturated', seconds };
  await bench.measure(system, { work, pace, most: mostOf(system.name, pace) });
}

function mostOf(name: SystemName, pace: Pace): number {
  return pace.seconds * (pace.kind === 'rate' ? pace.perSecond : mostPerSecond[name]);
}

/** Each round begins with another system. */
function turned(systems: readonly System[], round: number): System[] {
  const by = round % systems.length;
  return [...systems.slice(by), ...systems.slice(0, by)];
}

function medianOf(rounds: readonly Measured[]): Measured {
  const of = (read: (one: Measured) => number): number => median(rounds.map(read));
  const sum = (read: (one: Measured) => number): number => rounds.reduce((total, one) => total + read(one), 0);
  const latency = (read: (one: Measured) => Measured['ack']): Measured['ack'] => ({
    p50: of((one) => read(one).p50),
    p99: of((one) => read(one).p99),
    p999: of((one) => read(one).p999),
    max: Math.max(...rounds.map((one) => read(one).max)),
  });
  const refused: Record<string, number> = {};
  for (const round of rounds) {
    for (const [status, count] of Object.entries(round.refused)) refused[status] = (refused[status] ?? 0) + count;
  }
  return {
    accepted: sum((one) => one.accepted),
    delivered: sum((one) => one.delivered),
    lost: sum((one) => one.lost),
    repeated: sum((one) => one.repeated),
    outOfOrder: sum((one) => one.outOfOrder),
    refused,
    perSecond: of((one) => one.perSecond),
    seconds: sum((one) => one.seconds),
    ack: latency((one) => one.ack),
    endToEnd: latency((one) => one.endToEnd),
    cpuPerThousand: of((one) => one.cpuPerThousand * 1_000) / 1_000,
    peakMemory: Math.max(...rounds.map((one) => one.peakMemory)),
    loadCpu: of((one) => one.loadCpu),
    targetCpu: of((one) => one.targetCpu),
  };
}

function lineOf(round: number, system: SystemName, work: Work, pace: Pace, measured: Measured): string {
  const { perSecond, cpuPerThousand, ack } = measured;
  return `round ${round} ${work} ${pace.kind} ${system}: ${Math.round(perSecond)}/s, ${cpuPerThousand.toFixed(3)} CPU s/1000, ack p99 ${ack.p99} ms`;
}
