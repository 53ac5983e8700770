import type { Chance } from '#shared/lib/clock.ts';

/** What a machine must offer for a scenario to run. A scenario whose need is missing is "not run", which is not "held". */
export type Need =
  'linux' | 'root' | 'strace' | 'libfaketime' | 'tmpfs' | 'network-namespace' | 'electron' | 'key-ring';

export type FaultGroup =
  'processes' | 'storage' | 'settings' | 'targets' | 'tokens' | 'inbound' | 'time' | 'instances' | 'endurance';

/**
 * How much of the plan runs. 'slice': inside `npm test`, a few minutes for everything. 'full': the default of
 * `npm run test:faults`. 'night': `npm run test:faults -- --night`.
 */
export type Extent = 'slice' | 'full' | 'night';

/** What one scenario saw, counted from the witnesses' files, not from the relay's word. */
export interface FaultCounts {
  /** Faults caused. */
  readonly injections: number;
  readonly offered: number;
  /** Answered `success` to WeChat, or with a message id to CXone, and the answer read completely. */
  readonly acknowledged: number;
  /** Acknowledged and in none of the states of the store. Must be 0. */
  readonly lost: number;
  /** Applied at a target and never offered, or with another body. Must be 0. */
  readonly unexpected: number;
  /** Requests CXone got more than once under one id, all without a second effect. */
  readonly repeatedRequests: number;
  /** Effects a customer or agent would see twice. Must be 0. */
  readonly doubled: number;
  readonly unconfirmed: number;
  readonly orderBreaks: number;
}

export interface ScenarioOutcome extends Partial<FaultCounts> {
  readonly injections: number;
  /** Figures worth a line in the table, with the unit in the name ('readyP95Ms'). */
  readonly figures: Readonly<Record<string, number | string>>;
}

export interface ScenarioContext {
  readonly seed: number;
  /** Chance that follows from the seed alone. */
  readonly chance: Chance;
  /** An empty folder of this run, removed afterwards. */
  readonly folder: string;
  readonly extent: Extent;
  /** How often, by extent. */
  times(counts: { readonly slice: number; readonly full: number; readonly night: number }): number;
  /** A line for whoever reads the run. */
  say(line: string): void;
  /** Run at the end of the scenario, newest first, also when it failed. */
  onEnd(cleanUp: () => Promise<void> | void): void;
}

/** One fault of the plan. `run` throws when anything it must hold does not. */
export interface Scenario {
  /** Kebab-case, unique. */
  readonly name: string;
  readonly group: FaultGroup;
  /** What is done and what must hold, in one sentence. */
  readonly title: string;
  readonly needs: readonly Need[];
  /** Part of the short slice inside `npm test`. */
  readonly inSlice: boolean;
  /** Why it cannot be run at all yet: reported as "not run" with this reason, which then does not fail the plan. */
  readonly notRunBecause?: string;
  /** How long it may take at most, by extent, when the plan's own limits do not fit. */
  readonly limitMs?: Partial<Readonly<Record<Extent, number>>>;
  run(context: ScenarioContext): Promise<ScenarioOutcome>;
}
