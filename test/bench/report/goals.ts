import { median } from '../kit/percentiles.ts';
import type { SystemName } from '../kit/systems.ts';
import { works, type Work } from '../kit/work.ts';
import type { Measured } from '../measures/bench-run.ts';
import type { Compared } from '../measures/compare.ts';
import { figure, table } from './table.ts';

/** One figure that has to reach, or stay below, a limit. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly must: number;
  /** Null where only the limit counts. */
  readonly aim: number | null;
  readonly better: 'higher' | 'lower';
}

export function isReached({ value, must, better }: Goal): boolean {
  return better === 'higher' ? value >= must : value <= must;
}

/** What the references themselves must reach, or nothing of the run means anything. Empty when they were left out. */
export function referenceChecks(results: readonly Compared[]): Goal[] {
  const ratios = new Ratios(results);
  return (['plain', 'security'] as const).flatMap((work) => [
    ...ratios.atLeast(work, 'durable', 'bare', 0.2, null),
    ...ratios.atLeast(work, 'naive', 'bare', 0.03, null),
  ]);
}

/** The relay against the references, in the same mode. */
export function relayGoals(results: readonly Compared[]): Goal[] {
  const ratios = new Ratios(results);
  return works.flatMap((work) => [
    ...ratios.atLeast(work, 'relay', 'durable', 0.6, 0.7),
    ...ratios.atLeast(work, 'relay', 'naive', 3, 4),
    ...ratios.atMost(work, 'saturated', 'CPU per message', ['relay', 'durable'], (one) => one.cpuPerThousand, 2, 1.6),
    ...ratios.atMost(work, 'rate', 'ack p99 at 200/s', ['relay', 'bare'], (one) => one.ack.p99, 3, 2),
    ...faults(results, work),
  ]);
}

/** Taken round by round, as what disturbs the machine disturbs one round; then the median. */
class Ratios {
  readonly #results: readonly Compared[];

  constructor(results: readonly Compared[]) {
    this.#results = results;
  }

  atLeast(work: Work, system: SystemName, other: SystemName, must: number, aim: number | null): Goal[] {
    const value = this.#median(work, 'saturated', [system, other], (one) => one.perSecond);
    const name = `${work}: throughput, ${system} / ${other}`;
    return value === null ? [] : [{ name, value, must, aim, better: 'higher' }];
  }

  atMost(
    work: Work,
    pace: Compared['pace'],
    what: string,
    [system, other]: readonly [SystemName, SystemName],
    read: (one: Measured) => number,
    must: number,
    aim: number | null,
  ): Goal[] {
    const value = this.#median(work, pace, [system, other], read);
    return value === null
      ? []
      : [{ name: `${work}: ${what}, ${system} / ${other}`, value, must, aim, better: 'lower' }];
  }

  #median(
    work: Work,
    pace: Compared['pace'],
    [system, other]: readonly [SystemName, SystemName],
    read: (one: Measured) => number,
  ): number | null {
    const of = (name: SystemName): readonly Measured[] | undefined =>
      this.#results.find((one) => one.system === name && one.work === work && one.pace === pace)?.rounds;
    const [above, below] = [of(system), of(other)];
    if (above === undefined || below === undefined) return null;
    return median(above.map((one, round) => read(one) / read(below[round] ?? one)));
  }
}

function faults(results: readonly Compared[], work: Work): Goal[] {
  const ours = results.filter((one) => one.system === 'relay' && one.work === work);
  if (ours.length === 0) return [];
  const value = ours.reduce((sum, { median: all }) => sum + all.lost + all.repeated + all.outOfOrder, 0);
  return [{ name: `${work}: lost, repeated or out of order`, value, must: 0, aim: null, better: 'lower' }];
}

export function goalTable(title: string, goals: readonly Goal[]): string {
  return table(
    [title, 'found', 'must', 'aim', ''],
    goals.map((goal) => [
      goal.name,
      figure(goal.value, 2),
      `${goal.better === 'higher' ? '>=' : '<='} ${goal.must}`,
      goal.aim === null ? '' : String(goal.aim),
      isReached(goal) ? 'reached' : 'MISSED',
    ]),
  );
}
