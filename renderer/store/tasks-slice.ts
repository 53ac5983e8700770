import type { StateCreator } from 'zustand/vanilla';
import type { ExportProgress } from '#shared/domain/message-export.ts';
import type { MessageTask } from '#shared/domain/message-task.ts';

/** What ended and was not yet put away, kept for the screen. */
export const toldCap = 20;

/** A task or an export that ended while the window was open. */
export interface EndedWork {
  readonly kind: 'task' | 'export';
  readonly id: string;
}

export interface TasksSlice {
  /** Acts upon many messages of the last 30 days, by id. */
  readonly tasks: Readonly<Record<string, MessageTask>>;
  /** False until the relay has told them all. */
  readonly tasksKnown: boolean;
  /** Exports of this session, by id. */
  readonly exports: Readonly<Record<string, ExportProgress>>;
  /** Newest first. */
  readonly workEnded: readonly EndedWork[];

  /** A notice, or the answer to an act: the more that is done, the newer. */
  readonly taskChanged: (task: MessageTask) => void;
  readonly tasksListed: (tasks: readonly MessageTask[]) => void;
  readonly exportChanged: (progress: ExportProgress) => void;
  readonly exportsListed: (exports: readonly ExportProgress[]) => void;
  readonly workSeen: (id: string) => void;
  /** Another relay, or none: its tasks are not known. Exports are this computer's and stay. */
  readonly tasksForgotten: () => void;
}

const doneOf = ({ succeeded, skipped, failed }: MessageTask): number => succeeded + skipped + failed;

/** Notices and answers come two ways and may overtake each other. */
function isOlderTask(task: MessageTask, known: MessageTask | undefined): boolean {
  if (known === undefined) return false;
  return doneOf(task) < doneOf(known) || (known.endedAt !== null && task.endedAt === null);
}

function isOlderExport(progress: ExportProgress, known: ExportProgress | undefined): boolean {
  if (known === undefined) return false;
  return known.endedAt !== null ? progress.endedAt === null : progress.endedAt === null && progress.rows < known.rows;
}

const withEnded = (ended: readonly EndedWork[], work: EndedWork): readonly EndedWork[] =>
  [work, ...ended.filter(({ id }) => id !== work.id)].slice(0, toldCap);

export const createTasksSlice: StateCreator<TasksSlice> = (set) => ({
  tasks: {},
  tasksKnown: false,
  exports: {},
  workEnded: [],
  taskChanged: (task) =>
    set((state) => {
      const known = state.tasks[task.id];
      if (isOlderTask(task, known)) return state;
      const ends = task.endedAt !== null && (known?.endedAt ?? null) === null;
      return {
        tasks: { ...state.tasks, [task.id]: task },
        ...(ends ? { workEnded: withEnded(state.workEnded, { kind: 'task', id: task.id }) } : {}),
      };
    }),
  tasksListed: (listed) =>
    set((state) => ({
      tasksKnown: true,
      // What is not among them is not kept any more. A relay that fell over may have done less than it had told.
      tasks: Object.fromEntries(
        listed.map((task) => {
          const known = state.tasks[task.id];
          return [task.id, known !== undefined && known.endedAt !== null && task.endedAt === null ? known : task];
        }),
      ),
    })),
  exportChanged: (progress) =>
    set((state) => {
      const known = state.exports[progress.id];
      if (isOlderExport(progress, known)) return state;
      const ends = progress.endedAt !== null && (known?.endedAt ?? null) === null;
      return {
        exports: { ...state.exports, [progress.id]: progress },
        // Who called it off knows.
        ...(ends && progress.state !== 'cancelled'
          ? { workEnded: withEnded(state.workEnded, { kind: 'export', id: progress.id }) }
          : {}),
      };
    }),
  exportsListed: (listed) =>
    set((state) => ({
      exports: {
        ...state.exports,
        ...Object.fromEntries(
          listed.filter((one) => !isOlderExport(one, state.exports[one.id])).map((one) => [one.id, one]),
        ),
      },
    })),
  workSeen: (id) => set((state) => ({ workEnded: state.workEnded.filter((one) => one.id !== id) })),
  tasksForgotten: () => set({ tasks: {}, tasksKnown: false }),
});
