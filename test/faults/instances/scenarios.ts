import type { Scenario } from '#test/faults/plan/scenario.ts';
import { interruptedUpdate } from './interrupted-update.ts';
import { millionPending } from './million-pending.ts';
import { millionRows } from './million-rows.ts';
import { secondInstance } from './second-instance.ts';
import { staleLock } from './stale-lock.ts';

export const scenarios: readonly Scenario[] = [
  secondInstance,
  staleLock,
  millionPending,
  millionRows,
  interruptedUpdate,
];
