import type { Scenario } from '#test/faults/plan/scenario.ts';
import { burst } from './burst.ts';
import { copies } from './copies.ts';
import { outOfOrder } from './out-of-order.ts';
import { portTaken } from './port-taken.ts';
import { slowCallers } from './slow-callers.ts';
import { stalledCommits } from './stalled-commits.ts';
import { unreachable } from './unreachable.ts';

export const scenarios: readonly Scenario[] = [
  burst,
  copies,
  outOfOrder,
  slowCallers,
  portTaken,
  unreachable,
  stalledCommits,
];
