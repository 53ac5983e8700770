import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { ExportProgress } from '#shared/domain/message-export.ts';
import type { MessageTask, TaskPlan, TaskResult } from '#shared/domain/message-task.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { aRow, channelId, present } from './fake-data.ts';

/** What the simulated relay and main process know of acts upon many and of exports. */
export interface TasksState {
  tasks: readonly MessageTask[];
  exports: readonly ExportProgress[];
  /** What the next act would do. */
  plan: TaskPlan;
  /** By the task's id. */
  taskResults: Readonly<Record<string, readonly TaskResult[]>>;
}

export function aPlan(part: Partial<TaskPlan> = {}): TaskPlan {
  return {
    id: 'plan-1',
    action: 'send_again',
    isCounted: true,
    total: 40,
    isCut: false,
    possible: 37,
    mayArriveTwice: 0,
    windowClosed: 0,
    refused: [],
    channels: [{ channelId: channelId('tulip'), count: 37 }],
    conversations: 12,
    sample: [aRow({ seq: 3, preview: 'The refund was sent', direction: 'outbound', channelId: 'tulip' })],
    ...part,
  };
}

export function aTask(part: Partial<MessageTask> = {}): MessageTask {
  return {
    id: 'tsk-1',
    action: 'discard',
    by: 'desk-2',
    at: present,
    state: 'running',
    total: 37,
    succeeded: 0,
    skipped: 0,
    failed: 0,
    code: null,
    endedAt: null,
    undoable: 0,
    undoes: null,
    ...part,
  };
}

export function anExport(part: Partial<ExportProgress> = {}): ExportProgress {
  return {
    id: 'exp-1',
    fileName: 'messages.csv',
    form: 'csv',
    isMasked: true,
    state: 'running',
    rows: 0,
    expected: { count: 250, isMore: false },
    sizeBytes: 0,
    code: null,
    startedAt: present,
    endedAt: null,
    ...part,
  };
}

export const noTasks: TasksState = { tasks: [], exports: [], plan: aPlan(), taskResults: {} };

type TaskHandlers = Pick<
  Handlers<ConsoleContract>,
  | 'tasks.list'
  | 'task.results'
  | 'task.planned'
  | 'task.plan'
  | 'task.start'
  | 'task.act'
  | 'exports.list'
  | 'export.start'
  | 'export.cancel'
  | 'export.show'
>;

const stateAfter = { hold: 'held', resume: 'running', cancel: 'cancelled' } as const;

/** Counts what it was told to count, and does nothing but remember. */
export function taskHandlers(state: TasksState, whileRunning: <T>(answer: () => T) => T): TaskHandlers {
  const taskOf = (id: string): MessageTask => {
    const found = state.tasks.find((one) => one.id === id);
    if (found === undefined) throw new RelayError('TASK_UNKNOWN', 'Not there');
    return found;
  };
  const keep = (task: MessageTask): MessageTask => {
    state.tasks = [task, ...state.tasks.filter(({ id }) => id !== task.id)];
    return task;
  };
  return {
    'tasks.list': () => whileRunning(() => [...state.tasks]),
    'task.results': ({ id, from, limit }) =>
      whileRunning(() => {
        const all = state.taskResults[taskOf(id).id] ?? [];
        const end = from + limit;
        return { results: all.slice(from, end), next: end < all.length ? end : null };
      }),
    'task.plan': ({ action }) => whileRunning(() => (state.plan = { ...state.plan, action })),
    'task.planned': ({ planId }) =>
      whileRunning(() => {
        if (planId !== state.plan.id) throw new RelayError('TASK_PLAN_OLD', 'Too old');
        return state.plan;
      }),
    'task.start': ({ planId, acceptTwice }) =>
      whileRunning(() => {
        const { id, possible, mayArriveTwice, action } = state.plan;
        if (planId !== id) throw new RelayError('TASK_PLAN_OLD', 'Too old');
        if (mayArriveTwice > 0 && !acceptTwice) throw new RelayError('MESSAGE_MAY_ARRIVE_TWICE', 'Not accepted');
        return keep(aTask({ id: `tsk-${state.tasks.length + 1}`, action, total: possible, by: 'desk-2' }));
      }),
    'task.act': ({ id, act }) =>
      whileRunning(() => {
        const task = taskOf(id);
        if (act === 'undo') {
          keep({ ...task, undoable: 0 });
          return keep(aTask({ id: `${id}-back`, action: 'restore', total: task.undoable, undoes: id }));
        }
        return keep({ ...task, state: stateAfter[act], endedAt: act === 'cancel' ? present : null });
      }),
    'exports.list': () => [...state.exports],
    'export.start': ({ form, revealReason }) => {
      const begun = anExport({ id: `exp-${state.exports.length + 1}`, form, isMasked: revealReason === null });
      state.exports = [begun, ...state.exports];
      return begun;
    },
    'export.cancel': () => null,
    'export.show': () => null,
  };
}
