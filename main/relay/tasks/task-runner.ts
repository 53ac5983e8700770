import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Doubt, KeptTask } from './kept-task.ts';
import { actUpon, type OneActDeps } from './one-act.ts';
import { actsPerWrite, mostAtOnce, type TaskShelf } from './task-shelf.ts';

/** At most 100 acts a second, all tasks together: messages need the disk more. */
const roundMs = 100;
const actsPerRound = mostAtOnce;
/** Also after a round that took long: messages come between. */
const leastRestMs = 20;
/** So many tasks take turns; the others wait, in the order they were started. */
const atOnce = 3;
const writeEveryMs = 1_000;

export interface TaskRunnerDeps extends OneActDeps {
  readonly shelf: TaskShelf;
  /** True while messages wait for the disk: then a round is one act. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
  /** It went on, ended, or was held by the store's trouble. */
  readonly onChange: (task: KeptTask) => void;
}

/**
 * Carries tasks out, some acts at a time: up to three tasks take turns, further ones wait until one of them is over. Each
 * goes through its messages by their place in the order of acceptance, so that conversations keep theirs.
 */
export class TaskRunner {
  readonly #deps: TaskRunnerDeps;
  #tasks: KeptTask[] = [];
  #cancel: (() => void) | null = null;
  #round: Promise<void> | null = null;
  #isStopped = false;

  constructor(deps: TaskRunnerDeps) {
    this.#deps = deps;
  }

  /** By start: one that is resumed has its old place. */
  add(task: KeptTask): void {
    this.#tasks = [...this.#tasks.filter((other) => other !== task), task].sort(byStart);
    if (this.#round === null && this.#cancel === null) this.#plan(0);
  }

  /** Resolves when no act of it is under way. Its state was changed before: no further one begins. */
  async leave(task: KeptTask): Promise<void> {
    await this.#round;
    this.#tasks = this.#tasks.filter((other) => other !== task);
  }

  /** Resolves when no act is under way; no further one begins. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    await this.#round;
  }

  #plan(delayMs: number): void {
    if (this.#isStopped) return;
    this.#cancel = this.#deps.clock.after(delayMs, () => {
      this.#cancel = null;
      this.#round = this.#runRound();
    });
  }

  async #runRound(): Promise<void> {
    const { clock, isBusy, log } = this.#deps;
    const began = clock.monotonic();
    try {
      await this.#actInTurns(isBusy() ? 1 : actsPerRound);
    } catch (thrown) {
      log.error('tasks.round_failed', { detail: toRelayError(thrown).message });
    }
    this.#round = null;
    this.#tasks = this.#tasks.filter(({ state }) => state === 'running');
    if (this.#tasks.length > 0) this.#plan(Math.max(roundMs - (clock.monotonic() - began), leastRestMs));
  }

  async #actInTurns(acts: number): Promise<void> {
    const turn = this.#tasks.slice(0, atOnce);
    let left = acts;
    for (const [place, task] of turn.entries()) {
      if (left === 0 || this.#isStopped) break;
      const share = Math.ceil(left / (turn.length - place));
      if (task.state === 'running') left -= await this.#act(task, share);
      await nextTurn();
    }
    // Whoever waited longest goes first in the next round.
    const [first, ...others] = turn;
    if (first !== undefined) this.#tasks = [...others, first, ...this.#tasks.filter((task) => !turn.includes(task))];
  }

  /** Returns how many messages it looked at. */
  async #act(task: KeptTask, share: number): Promise<number> {
    const { clock, onChange } = this.#deps;
    const messages = task.work?.messages.slice(task.next, task.next + share) ?? [];
    const before = clock.now();
    // The wall clock was set back: after a crash the acts would be looked for later than they were.
    if (before < task.written.wall && !(await this.#write(task))) return 0;
    const ends = await actUpon(messages, task.head, this.#deps);
    if (ends.some((end) => 'outcome' in end && end.outcome === 'succeeded')) task.noteActed(before, clock.now());
    // Where the store took a later one, its trouble was with that message alone.
    const known = ends.findLastIndex((end) => 'outcome' in end) + 1;
    for (const end of ends.slice(0, known)) {
      task.note('trouble' in end ? { outcome: 'failed', code: end.trouble } : end);
    }
    const [first] = ends.slice(known);
    if (first !== undefined && 'trouble' in first) {
      await this.#holdFor(task, first.trouble, { until: task.next + ends.length - known, since: before });
      return messages.length;
    }
    if (task.isComplete) await this.#end(task);
    else await this.#writeNowAndThen(task);
    onChange(task);
    return messages.length;
  }

  async #end(task: KeptTask): Promise<void> {
    const { clock, shelf, log } = this.#deps;
    // One that was cancelled at its last message is over already.
    if (!task.isOver) task.change({ state: 'done', code: null, endedAt: clock.now() });
    log.info('tasks.ended', { taskId: task.head.id, state: task.state, ...task.progress.counts });
    await shelf.keep(task);
  }

  async #writeNowAndThen(task: KeptTask): Promise<void> {
    // Whoever held it meanwhile writes it.
    if (task.state !== 'running') return;
    const { at, next } = task.written;
    if (task.next - next >= actsPerWrite || this.#deps.clock.monotonic() - at >= writeEveryMs) await this.#write(task);
  }

  /** False when the store would not take it: then it is held. */
  async #write(task: KeptTask): Promise<boolean> {
    try {
      await this.#deps.shelf.write(task);
      return true;
    } catch (thrown) {
      await this.#holdFor(task, toRelayError(thrown).code, null);
      return false;
    }
  }

  /** `doubt`: acts that may be on disk all the same. */
  async #holdFor(task: KeptTask, code: ErrorCode, doubt: Doubt | null): Promise<void> {
    const { shelf, log, onChange } = this.#deps;
    log.warn('tasks.held', { taskId: task.head.id, code });
    if (doubt !== null) task.change({ doubt });
    // Whoever cancelled or held it meanwhile has the last word, and writes it.
    if (task.state !== 'running') return;
    task.change({ state: 'held', code });
    await shelf.keep(task);
    onChange(task);
  }
}

function byStart(first: KeptTask, second: KeptTask): number {
  return first.head.at - second.head.at || (first.head.id < second.head.id ? -1 : 1);
}
