import type { MessageAction } from '#shared/domain/message.ts';
import type { TaskPlan, TaskSource } from '#shared/domain/message-task.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { RecordIds } from '../operations/record-id.ts';
import { PlanWork, type PlanDeps } from './task-plan-work.ts';

/** A plan holds for so long after it was counted. */
const holdsMs = 600_000;
const mostPlans = 10;

export interface TaskPlansDeps extends PlanDeps {
  readonly newId: RecordIds;
}

/** Plans in memory: what tasks would do. The oldest gives way to an eleventh. */
export class TaskPlans {
  readonly #deps: TaskPlansDeps;
  readonly #plans = new Map<string, { readonly plan: PlanWork; cancelEnd: () => void }>();

  constructor(deps: TaskPlansDeps) {
    this.#deps = deps;
  }

  /** Answers as soon as the messages can be found, and counts on. Rejects with what `PlanWork.begin` rejects with. */
  async plan(input: { readonly source: TaskSource; readonly action: MessageAction }): Promise<TaskPlan> {
    const plan = new PlanWork(this.#deps, { id: this.#deps.newId('pln'), ...input });
    this.#keep(plan);
    try {
      await plan.begin(() => {
        this.#renew(plan.id);
      });
    } catch (thrown) {
      this.#drop(plan.id);
      throw thrown;
    }
    return plan.view();
  }

  /** Throws TASK_PLAN_OLD, and what the counting ended with. */
  planned(id: string): TaskPlan {
    return this.#known(id).view();
  }

  /** Takes a plan out: it is acted upon once. Throws TASK_PLAN_OLD, and what its counting ended with; TASK_NOT_POSSIBLE while it is counted. */
  take(id: string): PlanWork {
    const plan = this.#known(id);
    plan.view();
    if (!plan.isCounted) throw new RelayError('TASK_NOT_POSSIBLE', 'the messages are still counted');
    this.#plans.get(id)?.cancelEnd();
    this.#plans.delete(id);
    return plan;
  }

  /** Nothing came of acting upon it: it may be tried again. */
  putBack(plan: PlanWork): void {
    this.#keep(plan);
  }

  stop(): void {
    for (const id of [...this.#plans.keys()]) this.#drop(id);
  }

  #known(id: string): PlanWork {
    const kept = this.#plans.get(id);
    if (kept === undefined) throw new RelayError('TASK_PLAN_OLD', 'there is no such plan any more');
    return kept.plan;
  }

  #keep(plan: PlanWork): void {
    this.#plans.set(plan.id, { plan, cancelEnd: () => undefined });
    this.#renew(plan.id);
    for (const id of this.#plans.keys()) {
      if (this.#plans.size <= mostPlans) break;
      this.#drop(id);
    }
  }

  #renew(id: string): void {
    const kept = this.#plans.get(id);
    if (kept === undefined) return;
    kept.cancelEnd();
    kept.cancelEnd = this.#deps.clock.after(holdsMs, () => {
      this.#drop(id);
    });
  }

  #drop(id: string): void {
    const kept = this.#plans.get(id);
    if (kept === undefined) return;
    this.#plans.delete(id);
    kept.cancelEnd();
    kept.plan.drop();
  }
}
