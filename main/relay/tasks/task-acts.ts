import type { AuditAction } from '#shared/domain/operations.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { RecordIds } from '../operations/record-id.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { clearDoubt } from './clear-doubt.ts';
import { KeptTask, type TaskHead, type TaskWork } from './kept-task.ts';
import type { PlannedMessage } from './planned-message.ts';
import type { TaskBook } from './task-book.ts';
import type { PlanWork } from './task-plan-work.ts';
import type { TaskRunner } from './task-runner.ts';
import type { TaskShelf } from './task-shelf.ts';

export interface TaskActsDeps {
  readonly store: Pick<RelayStore, 'message'>;
  readonly book: TaskBook;
  readonly shelf: TaskShelf;
  readonly runner: TaskRunner;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly newId: RecordIds;
  readonly onChange: (task: KeptTask) => void;
}

/** What operators do with tasks. One after the other: two of them at once would decide by what is not so any more. */
export class TaskActs {
  readonly #deps: TaskActsDeps;

  constructor(deps: TaskActsDeps) {
    this.#deps = deps;
  }

  /** Throws TASK_NOTHING_TO_DO, MESSAGE_MAY_ARRIVE_TWICE unless `acceptTwice`, and what the store rejects with. */
  start(plan: PlanWork, acceptTwice: boolean, by: string): Promise<KeptTask> {
    const { messages, mayArriveTwice, channelId } = plan.count;
    if (messages.length === 0) throw new RelayError('TASK_NOTHING_TO_DO', 'it is possible for none of them');
    if (mayArriveTwice > 0 && !acceptTwice) {
      throw new RelayError('MESSAGE_MAY_ARRIVE_TWICE', 'sending them again was not confirmed');
    }
    const head = this.#newHead({ action: plan.action, by, total: messages.length, acceptTwice });
    const detail = `${plan.action}, ${messages.length}, ${plan.source === 'found' ? 'search' : 'chosen'}`;
    this.#deps.audit.note({ by, action: 'task_started', channelId, subject: head.id, detail });
    return this.#begin(head, messages);
  }

  async hold(task: KeptTask, by: string): Promise<void> {
    demand(task.state === 'running');
    this.#note('task_held', task, by);
    task.change({ state: 'held', code: null });
    await this.#leaveAndKeep(task);
  }

  /** Throws what the store rejects with: then it is as it was. */
  async resume(task: KeptTask, by: string): Promise<void> {
    const { shelf, runner, onChange } = this.#deps;
    const { state, progress } = task;
    demand(state === 'held' || state === 'stopped');
    this.#note('task_resumed', task, by);
    await this.#bringBack(task);
    task.change({ state: 'running', code: null });
    try {
      await shelf.write(task);
    } catch (thrown) {
      task.change({ state, code: progress.code });
      throw thrown;
    }
    runner.add(task);
    onChange(task);
  }

  /** Throws what the store rejects with when it was stopped and cannot be read: then it is as it was. */
  async cancel(task: KeptTask, by: string): Promise<void> {
    demand(!task.isOver);
    const wasRunning = task.state === 'running';
    this.#note('task_cancelled', task, by);
    // What was done and is in doubt belongs to what can be taken back.
    if (!wasRunning) await this.#bringBack(task);
    task.change({ state: 'cancelled', code: null, endedAt: this.#deps.clock.now() });
    await this.#leaveAndKeep(task);
  }

  /** A task that takes back what is still as this one left it. */
  async undo(task: KeptTask, by: string): Promise<KeptTask> {
    const { book, shelf } = this.#deps;
    const { acted } = task.progress;
    demand(acted !== null && book.undoable(task) > 0);
    const messages = discardedBy(await shelf.work(task));
    const head = this.#newHead({
      action: 'restore',
      by,
      total: messages.length,
      acceptTwice: false,
      undoes: task.head.id,
      takesBack: { ...acted, by: task.head.by },
    });
    this.#note('task_undone', task, by, `${messages.length}, ${head.id}`);
    const undoing = await this.#begin(head, messages);
    this.#deps.onChange(task);
    return undoing;
  }

  async #begin(head: TaskHead, messages: readonly PlannedMessage[]): Promise<KeptTask> {
    const { shelf, book, runner, onChange } = this.#deps;
    const task = new KeptTask(head);
    await shelf.begin(task, messages);
    book.add(task);
    runner.add(task);
    onChange(task);
    return task;
  }

  #newHead(
    head: Pick<TaskHead, 'action' | 'by' | 'total' | 'acceptTwice'> & Partial<Pick<TaskHead, 'undoes' | 'takesBack'>>,
  ): TaskHead {
    const { clock, newId } = this.#deps;
    return { undoes: null, takesBack: null, ...head, id: newId('tsk'), at: clock.now() };
  }

  /** Its work is in memory, and nothing of it in doubt. */
  async #bringBack(task: KeptTask): Promise<void> {
    task.work = await this.#deps.shelf.work(task);
    await clearDoubt(task, this.#deps);
  }

  async #leaveAndKeep(task: KeptTask): Promise<void> {
    const { runner, shelf, onChange } = this.#deps;
    await runner.leave(task);
    // Its last act may have met the store's trouble; when that goes on, it stays in doubt.
    await clearDoubt(task, this.#deps).catch(() => undefined);
    await shelf.keep(task);
    onChange(task);
  }

  #note(action: AuditAction, { head, progress }: KeptTask, by: string, detail?: string): void {
    const { succeeded, skipped, failed } = progress.counts;
    const said = detail ?? `${head.action}, ${succeeded + skipped + failed} / ${head.total}`;
    this.#deps.audit.note({ by, action, channelId: null, subject: head.id, detail: said });
  }
}

function demand(isPossible: boolean): asserts isPossible {
  if (!isPossible) throw new RelayError('TASK_NOT_POSSIBLE', 'the task does not allow it now');
}

function discardedBy({ messages, runs }: TaskWork): PlannedMessage[] {
  let place = 0;
  return runs.flatMap(({ outcome, count }) => {
    const of = messages.slice(place, place + count);
    place += count;
    return outcome === 'succeeded' ? of.map((message) => ({ ...message, state: 'discarded' as const })) : [];
  });
}
