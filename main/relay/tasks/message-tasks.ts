import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { MessageTask } from '#shared/domain/message-task.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { BoundedCache } from '#relay/core/bounded-cache.ts';
import { createTurns } from '#main/node/turn-taking.ts';
import type { RecordIds } from '../operations/record-id.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { MessageSearch } from '../ports/message-search.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { ChangeNotices } from './change-notices.ts';
import { clearDoubt } from './clear-doubt.ts';
import type { KeptTask, TaskWork } from './kept-task.ts';
import type { SingleActs } from './single-acts.ts';
import { TaskActs } from './task-acts.ts';
import { TaskBook } from './task-book.ts';
import { TaskPlans } from './task-plans.ts';
import { resultsPage } from './task-results.ts';
import { TaskRunner } from './task-runner.ts';
import { TaskShelf } from './task-shelf.ts';

const lookEveryMs = 3_600_000;
/** Tasks whose results somebody looks through. */
const worksKept = 2;

export interface MessageTasksDeps {
  readonly store: Pick<RelayStore, 'message' | 'rows'> &
    Pick<OperationsStore, 'putRecord' | 'getRecord' | 'records' | 'removeRecord'>;
  readonly search: Pick<MessageSearch, 'found'>;
  /** What may be done with one message, and doing it. */
  readonly actions: SingleActs;
  readonly audit: AuditTrail;
  /** True while messages wait for the disk. */
  readonly isBusy: () => boolean;
  /** The time by which age is judged, epoch ms: never later than it surely is. */
  readonly sureNow: () => number;
  readonly newId: RecordIds;
  readonly clock: Clock;
  readonly log: Logger;
  /** At most five times a second for each task, and always the last change. */
  readonly onChange: (task: MessageTask) => void;
}

type Handled = Extract<keyof Handlers<RelayContract>, `task.${string}` | `tasks.${string}`>;

/**
 * Acts upon many messages: counted first, then carried out as a task that is on disk before it begins, can be held, outlives a
 * restart (stopped, until somebody lets it go on), and never acts upon a message twice. What is done with one message is done by
 * the single acts.
 */
export class MessageTasks {
  readonly #deps: MessageTasksDeps;
  readonly #plans: TaskPlans;
  readonly #book: TaskBook;
  readonly #shelf: TaskShelf;
  readonly #runner: TaskRunner;
  readonly #acts: TaskActs;
  readonly #notices: ChangeNotices;
  readonly #inTurn = createTurns();
  readonly #works = new BoundedCache<string, TaskWork>(worksKept);
  #cancelLook: () => void = () => undefined;
  #isStopped = false;
  readonly handlers: Pick<Handlers<RelayContract>, Handled> = {
    'task.plan': (input) => this.#plans.plan(input),
    'task.planned': ({ planId }) => this.#plans.planned(planId),
    'task.start': (input) => this.#inTurn(() => this.#start(input)),
    'task.act': (input) => this.#inTurn(() => this.#act(input)),
    'tasks.list': () => this.#book.all().map((task) => this.#book.view(task)),
    'task.results': (input) => this.#results(input),
  };

  constructor(deps: MessageTasksDeps) {
    this.#deps = deps;
    const onChange = (task: KeptTask): void => {
      this.#notices.note(task);
    };
    this.#book = new TaskBook(deps.clock);
    this.#plans = new TaskPlans(deps);
    this.#shelf = new TaskShelf(deps);
    this.#runner = new TaskRunner({ ...deps, shelf: this.#shelf, onChange });
    this.#acts = new TaskActs({ ...deps, book: this.#book, shelf: this.#shelf, runner: this.#runner, onChange });
    this.#notices = new ChangeNotices({
      clock: deps.clock,
      view: (task) => this.#book.view(task),
      send: deps.onChange,
    });
  }

  /** Reads the tasks from disk. What ran when the relay ended is stopped. Never rejects: messages pass without tasks, too. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        for (const task of await this.#shelf.load()) this.#book.add(task);
        for (const task of this.#book.all()) if (!task.isOver) await this.#lookUp(task);
        await this.#forgetOld();
      } catch (thrown) {
        this.#deps.log.error('tasks.not_read', { code: toRelayError(thrown).code });
      }
      this.#planLook();
    });
  }

  /** Before the store is closed. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelLook();
    this.#plans.stop();
    await this.#runner.stop();
    await this.#inTurn(async () => {
      for (const task of this.#book.all()) {
        if (task.state !== 'running') continue;
        task.change({ state: 'stopped' });
        await this.#shelf.keep(task);
      }
      await this.#shelf.stop();
    });
    this.#notices.stop();
  }

  async #start(input: { readonly planId: string; readonly acceptTwice: boolean; readonly by: string }) {
    const plan = this.#plans.take(input.planId);
    try {
      return this.#book.view(await this.#acts.start(plan, input.acceptTwice, input.by));
    } catch (thrown) {
      this.#plans.putBack(plan);
      throw thrown;
    }
  }

  async #act({
    id,
    act,
    by,
  }: {
    readonly id: string;
    readonly act: 'hold' | 'resume' | 'cancel' | 'undo';
    readonly by: string;
  }): Promise<MessageTask> {
    const task = this.#book.get(id);
    if (act === 'undo') return this.#book.view(await this.#acts.undo(task, by));
    await this.#acts[act](task, by);
    return this.#book.view(task);
  }

  async #results({ id, ...page }: { readonly id: string; readonly from: number; readonly limit: number }) {
    const task = this.#book.get(id);
    const known = task.work ?? this.#works.get(id);
    const work = known ?? (await this.#shelf.work(task));
    if (task.isOver && task.work === null) this.#works.set(id, work);
    return resultsPage(work, page, this.#deps);
  }

  /** What a crash left in doubt is looked up, so that the list says what was done. */
  async #lookUp(task: KeptTask): Promise<void> {
    if (task.progress.doubt === null) return;
    try {
      await clearDoubt(task, this.#deps);
      // Everything had been done, and only the end was not written down.
      if (task.isComplete) task.change({ state: 'done', code: null, endedAt: this.#deps.clock.now() });
      await this.#shelf.keep(task);
    } catch (thrown) {
      this.#deps.log.warn('tasks.not_looked_up', { taskId: task.head.id, code: toRelayError(thrown).code });
    }
  }

  #planLook(): void {
    if (this.#isStopped) return;
    this.#cancelLook = this.#deps.clock.after(lookEveryMs, () => {
      void this.#inTurn(() => this.#forgetOld()).then(() => {
        this.#planLook();
      });
    });
  }

  async #forgetOld(): Promise<void> {
    const { sureNow, log } = this.#deps;
    for (const task of this.#book.old(sureNow())) {
      try {
        await this.#shelf.remove(task);
        this.#book.forget(task);
      } catch (thrown) {
        log.warn('tasks.not_removed', { taskId: task.head.id, code: toRelayError(thrown).code });
      }
    }
  }
}
