import type { MessageAction } from '#shared/domain/message.ts';
import type { MessageTask, TaskResult } from '#shared/domain/message-task.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { PlannedMessage } from './planned-message.ts';

/** What came of an act upon one message. */
export interface ActOutcome {
  readonly outcome: Exclude<TaskResult['outcome'], 'waiting'>;
  readonly code: ErrorCode | null;
}

/** The same outcome of messages that follow one another. */
export interface OutcomeRun extends ActOutcome {
  readonly count: number;
}

/** Between these two moments (wall clock, epoch ms) it acted. */
export interface ActSpan {
  readonly from: number;
  readonly until: number;
}

/**
 * Messages up to `until` (their place in the list) may have been acted upon since `since`, epoch ms, and nobody knows: the relay
 * ended, or the store said that a change is not on disk when it may be.
 */
export interface Doubt {
  readonly until: number;
  readonly since: number;
}

/** What does not change of a task. */
export interface TaskHead {
  readonly id: string;
  readonly action: MessageAction;
  /** Whoever started it: the name in the time lines. */
  readonly by: string;
  readonly at: number;
  readonly total: number;
  readonly acceptTwice: boolean;
  readonly undoes: string | null;
  /** Only messages that were discarded by that operator in that time. Null: all of them. */
  readonly takesBack: (ActSpan & { readonly by: string }) | null;
}

export type TaskCounts = Readonly<Record<ActOutcome['outcome'], number>>;

export interface TaskWork {
  readonly messages: readonly PlannedMessage[];
  readonly runs: OutcomeRun[];
}

/** What is to be known of a task besides its messages. */
export interface TaskProgress {
  readonly state: MessageTask['state'];
  readonly code: ErrorCode | null;
  readonly endedAt: number | null;
  readonly counts: TaskCounts;
  readonly acted: ActSpan | null;
  readonly doubt: Doubt | null;
}

export const nothingDone: TaskProgress = {
  state: 'running',
  code: null,
  endedAt: null,
  counts: { succeeded: 0, skipped: 0, failed: 0 },
  acted: null,
  doubt: null,
};

const over: ReadonlySet<MessageTask['state']> = new Set(['done', 'cancelled', 'failed']);

/** A task as it stands. Messages come in order of seq and are acted upon one after the other, so what is done is a beginning. */
export class KeptTask {
  readonly head: TaskHead;
  #progress: TaskProgress;
  /** Its messages, in order of seq, and what came of them from the first on; null while they are not in memory. */
  work: TaskWork | null = null;
  /** The last write: its moment (monotonic, and by the wall clock) and the place it says. */
  written: { readonly at: number; readonly wall: number; readonly next: number } = {
    at: -Infinity,
    wall: -Infinity,
    next: -1,
  };

  constructor(head: TaskHead, progress: TaskProgress = nothingDone) {
    this.head = head;
    this.#progress = progress;
  }

  get progress(): TaskProgress {
    return this.#progress;
  }

  get state(): MessageTask['state'] {
    return this.#progress.state;
  }

  get isOver(): boolean {
    return over.has(this.#progress.state);
  }

  /** The place of the message whose turn it is. */
  get next(): number {
    const { succeeded, skipped, failed } = this.#progress.counts;
    return succeeded + skipped + failed;
  }

  get isComplete(): boolean {
    return this.next >= this.head.total;
  }

  change(change: Partial<TaskProgress>): void {
    this.#progress = { ...this.#progress, ...change };
  }

  /** What came of the message whose turn it was. Only while its messages are in memory. */
  note({ outcome, code }: ActOutcome): void {
    const { counts } = this.#progress;
    this.change({ counts: { ...counts, [outcome]: counts[outcome] + 1 } });
    if (this.work !== null) addOutcome(this.work.runs, { outcome, code });
  }

  /** It acted between these two moments. The wall clock may have been set back meanwhile. */
  noteActed(from: number, until: number): void {
    const { acted } = this.#progress;
    this.change({
      acted: {
        from: Math.min(acted?.from ?? from, from, until),
        until: Math.max(acted?.until ?? until, from, until),
      },
    });
  }

  view(undoable: number): MessageTask {
    const { id, action, by, at, total, undoes } = this.head;
    const { state, code, endedAt, counts } = this.#progress;
    return { id, action, by, at, state, total, ...counts, code, endedAt, undoable, undoes };
  }
}

function addOutcome(runs: OutcomeRun[], { outcome, code }: ActOutcome): void {
  const last = runs.at(-1);
  if (last?.outcome === outcome && last.code === code) runs[runs.length - 1] = { ...last, count: last.count + 1 };
  else runs.push({ outcome, code, count: 1 });
}
