import type { Scenario } from '#test/faults/plan/scenario.ts';
import { clockWrongAtStart } from './clock-wrong-at-start.ts';
import { daylightSaving } from './daylight-saving.ts';
import { machineSleeps } from './machine-sleeps.ts';
import { sameMillisecond } from './same-millisecond.ts';
import { wallClockJumps } from './wall-clock-jumps.ts';

export const scenarios: readonly Scenario[] = [
  wallClockJumps,
  clockWrongAtStart,
  daylightSaving,
  machineSleeps,
  sameMillisecond,
];
