import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { KeptTask, TaskWork } from './kept-task.ts';
import type { PlannedMessage } from './planned-message.ts';
import { listFrom, listId, listRecord, taskFrom, taskParent, taskRecord } from './task-records.ts';

/** A task is written as soon as it made so many acts. */
export const actsPerWrite = 100;
/** So many acts are made together. */
export const mostAtOnce = 10;
/** So many may have been made since the last write when the relay ends. */
const mostInDoubt = actsPerWrite + mostAtOnce;
/** What the disk refused is tried again so often. */
const retryMs = 5_000;
const mostTasks = 1_000;

export interface TaskShelfDeps {
  readonly store: Pick<OperationsStore, 'putRecord' | 'getRecord' | 'records' | 'removeRecord'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Tasks on disk. */
export class TaskShelf {
  readonly #deps: TaskShelfDeps;
  /** Not on disk as they stand, and not running: they are tried again. */
  readonly #behind = new Set<KeptTask>();
  #cancelRetry: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: TaskShelfDeps) {
    this.#deps = deps;
  }

  /** Newest first. What ran when the relay ended is stopped. The work of those that are not over is in memory. */
  async load(): Promise<KeptTask[]> {
    const { store, log } = this.#deps;
    const records = await store.records({
      kind: 'message_task',
      parent: taskParent,
      order: 'newest_first',
      limit: mostTasks,
    });
    const tasks = records.flatMap((record) => taskFrom(record, log) ?? []);
    for (const { task, runs } of tasks) {
      if (task.state === 'running') task.change({ state: 'stopped' });
      if (!task.isOver) await this.#loadWork(task, runs);
    }
    return tasks.map(({ task }) => task);
  }

  /** A new task. Rejects when it is not on disk: then there is no task. */
  async begin(task: KeptTask, messages: readonly PlannedMessage[]): Promise<void> {
    await this.#deps.store.putRecord(listRecord(task, messages));
    task.work = { messages, runs: [] };
    await this.write(task);
  }

  /**
   * As it stands now; once it is over its work leaves memory. While it runs, what it will do next is noted as in doubt. Rejects
   * when it is not on disk.
   */
  async write(task: KeptTask): Promise<void> {
    const { store, clock } = this.#deps;
    // It was over when it was last written, and is on disk.
    if (task.work === null) {
      this.#behind.delete(task);
      return;
    }
    const { next } = task;
    const wall = clock.now();
    const doubt = task.state === 'running' ? { until: next + mostInDoubt, since: wall } : task.progress.doubt;
    const written = { at: clock.monotonic(), wall, next };
    await store.putRecord(taskRecord(task, task.work, doubt));
    task.written = written;
    this.#behind.delete(task);
    if (task.isOver) task.work = null;
  }

  /** Never rejects: what the disk refuses is tried again. For tasks that do not run. */
  async keep(task: KeptTask): Promise<void> {
    this.#behind.add(task);
    try {
      await this.write(task);
    } catch (thrown) {
      this.#deps.log.warn('tasks.not_written', { taskId: task.head.id, code: toRelayError(thrown).code });
      this.#planRetry();
    }
  }

  /** Its messages and what came of them. Throws RECORD_DAMAGED when they cannot be read. */
  async work(task: KeptTask): Promise<TaskWork> {
    if (task.work !== null) return task.work;
    const { store, log } = this.#deps;
    const record = await store.getRecord('message_task', task.head.id);
    const found = record === null ? null : taskFrom(record, log);
    if (found === null) throw new RelayError('RECORD_DAMAGED', 'a task cannot be read');
    return this.#workOf(task, found.runs);
  }

  /** The task first: a list alone is nobody's task. */
  async remove(task: KeptTask): Promise<void> {
    this.#behind.delete(task);
    await this.#deps.store.removeRecord('message_task', task.head.id);
    await this.#deps.store.removeRecord('message_task', listId(task.head.id));
  }

  /** Tries what is behind once more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry?.();
    await this.#tryAll();
  }

  /** When its list cannot be read, it is over; when the store cannot, it is tried again as soon as somebody wants it to go on. */
  async #loadWork(task: KeptTask, runs: TaskWork['runs']): Promise<void> {
    try {
      task.work = await this.#workOf(task, runs);
    } catch (thrown) {
      const { code } = toRelayError(thrown);
      if (code !== 'RECORD_DAMAGED') return;
      task.work = { messages: [], runs };
      task.change({ state: 'failed', code, endedAt: this.#deps.clock.now() });
      await this.keep(task);
    }
  }

  async #workOf(task: KeptTask, runs: TaskWork['runs']): Promise<TaskWork> {
    const { store, log } = this.#deps;
    const messages = listFrom(await store.getRecord('message_task', listId(task.head.id)), log);
    if (messages.length !== task.head.total) throw new RelayError('RECORD_DAMAGED', 'a task and its list do not agree');
    return { messages, runs };
  }

  #planRetry(): void {
    if (this.#cancelRetry !== null || this.#isStopped) return;
    this.#cancelRetry = this.#deps.clock.after(retryMs, () => {
      this.#cancelRetry = null;
      void this.#tryAll();
    });
  }

  async #tryAll(): Promise<void> {
    // One that runs is written between two acts, and only there: what is under way would be missing from it.
    for (const task of [...this.#behind]) if (task.state !== 'running') await this.keep(task);
  }
}
