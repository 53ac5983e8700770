import type { MessageTask } from '#shared/domain/message-task.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { KeptTask } from './kept-task.ts';
import { dayMs, keptMs } from './task-records.ts';

/** A discard can be taken back for so long after it ended. */
const undoMs = dayMs;

/** The tasks of the last 30 days. */
export class TaskBook {
  readonly #clock: Clock;
  readonly #tasks = new Map<string, KeptTask>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(task: KeptTask): void {
    this.#tasks.set(task.head.id, task);
  }

  forget(task: KeptTask): void {
    this.#tasks.delete(task.head.id);
  }

  /** Throws TASK_UNKNOWN. */
  get(id: string): KeptTask {
    const task = this.#tasks.get(id);
    if (task === undefined) throw new RelayError('TASK_UNKNOWN', 'there is no such task');
    return task;
  }

  /** Newest first. */
  all(): KeptTask[] {
    return [...this.#tasks.values()].sort(
      (first, second) => second.head.at - first.head.at || (second.head.id < first.head.id ? -1 : 1),
    );
  }

  /** Those whose time is over at that moment. What runs, or would go on, counts from its beginning. */
  old(now: number): KeptTask[] {
    return this.all().filter(({ state, head, progress }) => {
      return state !== 'running' && (progress.endedAt ?? head.at) < now - keptMs;
    });
  }

  /** How many messages of it can be taken back now. 0 while that is being done. */
  undoable(task: KeptTask): number {
    const { endedAt, counts } = task.progress;
    const isInTime = endedAt !== null && this.#clock.now() - endedAt < undoMs;
    if (task.head.action !== 'discard' || !task.isOver || !isInTime) return 0;
    const undone = [...this.#tasks.values()].filter(({ head }) => head.undoes === task.head.id);
    if (undone.some(({ isOver }) => !isOver)) return 0;
    return undone.reduce((left, { progress }) => left - progress.counts.succeeded, counts.succeeded);
  }

  view(task: KeptTask): MessageTask {
    return task.view(this.undoable(task));
  }
}
