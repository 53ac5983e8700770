import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '#sandbox/kit/random.ts';
import { missingNeeds } from './needs.ts';
import type { Extent, FaultGroup, Scenario, ScenarioContext, ScenarioOutcome } from './scenario.ts';

export interface ScenarioResult {
  readonly name: string;
  readonly group: FaultGroup;
  readonly title: string;
  readonly extent: Extent;
  readonly seed: number;
  readonly status: 'held' | 'failed' | 'not run';
  /** Why it failed or was not run; empty when it held. */
  readonly reason: string;
  /** "Not run" for a reason the plan accepts. */
  readonly isExcused: boolean;
  readonly elapsedMs: number;
  readonly outcome: ScenarioOutcome | null;
}

export interface ScenarioRun {
  readonly extent: Extent;
  readonly seed: number;
  readonly say: (line: string) => void;
}

const minuteMs = 60_000;
const limitsMs: Readonly<Record<Extent, number>> = { slice: 3 * minuteMs, full: 45 * minuteMs, night: 300 * minuteMs };

/** How long this scenario may take, milliseconds. */
export function limitOf(scenario: Scenario, extent: Extent): number {
  return scenario.limitMs?.[extent] ?? limitsMs[extent];
}

/** Runs one scenario and cleans up after it, whatever happens. Never throws. */
export async function runScenario(scenario: Scenario, run: ScenarioRun): Promise<ScenarioResult> {
  const startedAt = performance.now();
  const ended = (result: Pick<ScenarioResult, 'status' | 'reason' | 'outcome'> & { isExcused?: boolean }) => ({
    name: scenario.name,
    group: scenario.group,
    title: scenario.title,
    extent: run.extent,
    seed: run.seed,
    isExcused: false,
    elapsedMs: Math.round(performance.now() - startedAt),
    ...result,
  });

  if (scenario.notRunBecause !== undefined)
    return ended({ status: 'not run', reason: scenario.notRunBecause, outcome: null, isExcused: true });
  const missing = missingNeeds(scenario.needs);
  if (missing.length > 0) {
    // Another operating system is nothing anybody can mend here; a tool that is not installed is.
    const isExcused = process.platform !== 'linux' && missing.includes('linux');
    return ended({ status: 'not run', reason: `needs ${missing.join(', ')}`, outcome: null, isExcused });
  }

  const folder = mkdtempSync(join(tmpdir(), `veerpont-${scenario.name}-`));
  const cleanUps: (() => Promise<void> | void)[] = [];
  const chance = createRandom(`${scenario.name} ${run.seed}`);
  const context: ScenarioContext = {
    seed: run.seed,
    chance: () => chance.next(),
    folder,
    extent: run.extent,
    times: (counts) => counts[run.extent],
    say: run.say,
    onEnd: (cleanUp) => {
      cleanUps.unshift(cleanUp);
    },
  };
  const problems: string[] = [];
  let outcome: ScenarioOutcome | null = null;
  try {
    outcome = await within(limitOf(scenario, run.extent), scenario.run(context));
    problems.push(...brokenPromises(outcome));
  } catch (thrown) {
    problems.push(describeError(thrown));
  }
  for (const cleanUp of cleanUps) {
    try {
      await cleanUp();
    } catch (thrown) {
      problems.push(`while cleaning up: ${describeError(thrown)}`);
    }
  }
  const isKept = problems.length > 0 && process.env['VEERPONT_KEEP_FOLDERS'] === '1';
  if (isKept) run.say(`kept ${folder}`);
  else {
    // A folder that cannot be removed is told beside what went wrong before it, never in its place.
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch (thrown) {
      problems.push(`while removing its folder: ${describeError(thrown)}`);
    }
  }
  return ended({ status: problems.length === 0 ? 'held' : 'failed', reason: problems.join('\n'), outcome });
}

/** Counts that must be 0 in every run, whether or not the scenario itself looked at them. */
function brokenPromises(outcome: ScenarioOutcome): readonly string[] {
  const mustBeZero = ['lost', 'unexpected', 'doubled', 'orderBreaks'] as const;
  return [
    ...mustBeZero.filter((name) => (outcome[name] ?? 0) !== 0).map((name) => `${name} is ${outcome[name]}`),
    ...(outcome.injections > 0 ? [] : ['it caused no fault at all']),
  ];
}

function describeError(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done within ${limitMs / 1_000} s`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
