import { scenarios as endurance } from '#test/faults/endurance/scenarios.ts';
import { scenarios as inbound } from '#test/faults/inbound/scenarios.ts';
import { scenarios as instances } from '#test/faults/instances/scenarios.ts';
import { scenarios as processes } from '#test/faults/processes/scenarios.ts';
import { scenarios as settings } from '#test/faults/settings/scenarios.ts';
import { scenarios as storage } from '#test/faults/storage/scenarios.ts';
import { scenarios as targets } from '#test/faults/targets/scenarios.ts';
import { scenarios as time } from '#test/faults/time/scenarios.ts';
import { scenarios as tokens } from '#test/faults/tokens/scenarios.ts';
import type { Scenario } from './scenario.ts';

/** The whole plan, in the order it runs. */
export const allScenarios: readonly Scenario[] = [
  ...processes,
  ...storage,
  ...settings,
  ...targets,
  ...tokens,
  ...inbound,
  ...time,
  ...instances,
  ...endurance,
];
