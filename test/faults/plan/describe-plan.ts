import { appendFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import type { Extent, Scenario } from './scenario.ts';
import { resultLine } from './result-line.ts';
import { limitOf, runScenario } from './run-scenario.ts';

export interface PlanRun {
  readonly extent: Extent;
  readonly scenarios: readonly Scenario[];
  readonly seed: number;
  /** A JSON line for the start and one for the end of each scenario is appended to it. */
  readonly journal?: string | undefined;
}

/** Time for cleaning up, beyond what a scenario itself may take. */
const cleanUpMs = 120_000;

/** One test for each scenario. */
export function describePlan({ extent, scenarios, seed, journal }: PlanRun): void {
  const note = (line: object): void => {
    if (journal !== undefined) appendFileSync(journal, `${JSON.stringify(line)}\n`);
  };
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };

  describe(`the fault plan (${extent}, seed ${seed})`, () => {
    for (const scenario of scenarios) {
      const timeout = limitOf(scenario, extent) + cleanUpMs;
      it(`${scenario.group}/${scenario.name}: ${scenario.title}`, { timeout }, async ({ skip }) => {
        note({ event: 'started', name: scenario.name });
        const result = await runScenario(scenario, {
          extent,
          seed,
          say: (line) => {
            print(`         ${scenario.name}: ${line}`);
          },
        });
        note({ event: 'ended', ...result });
        print(resultLine(result));
        if (result.status === 'not run') skip(result.reason);
        if (result.status === 'failed') throw new Error(result.reason);
      });
    }
  });
}
