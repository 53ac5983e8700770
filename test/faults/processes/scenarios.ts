import type { Scenario } from '#test/faults/plan/scenario.ts';
import { consoleKilled } from './console-killed.ts';
import { diesAtStart } from './dies-at-start.ts';
import { diskCallKill } from './disk-call-kill.ts';
import { failPoints } from './fail-points.ts';
import { gracefulQuit } from './graceful-quit.ts';
import { groupKilled } from './group-killed.ts';
import { outOfMemory } from './out-of-memory.ts';
import { pageCrash } from './page-crash.ts';
import { poisonedRow } from './poisoned-row.ts';
import { relayHangs } from './relay-hangs.ts';
import { relayKill } from './relay-kill.ts';

export const scenarios: readonly Scenario[] = [
  relayKill,
  failPoints,
  diskCallKill,
  gracefulQuit,
  outOfMemory,
  poisonedRow,
  consoleKilled,
  groupKilled,
  pageCrash,
  relayHangs,
  diesAtStart,
];
