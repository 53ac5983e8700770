import type { ExportProgress } from '#shared/domain/message-export.ts';
import type { MessageTask, TaskResult } from '#shared/domain/message-task.ts';
import type { Texts } from '#renderer/lib/texts-context.tsx';
import type { Sign, Tone } from '#renderer/lib/tone.ts';

export interface WorkView {
  readonly tone: Tone;
  readonly sign: Sign;
}

const taskViews: Readonly<Record<MessageTask['state'], WorkView>> = {
  running: { tone: 'info', sign: 'cycle' },
  held: { tone: 'idle', sign: 'bars' },
  stopped: { tone: 'warn', sign: 'bars' },
  done: { tone: 'ok', sign: 'check' },
  cancelled: { tone: 'idle', sign: 'ring' },
  failed: { tone: 'bad', sign: 'cross' },
};

/** Icon and colour of a task's state. One that is done and failed for some is not all well. */
export function describeTask({ state, failed }: Pick<MessageTask, 'state' | 'failed'>): WorkView {
  return state === 'done' && failed > 0 ? { tone: 'warn', sign: 'check' } : taskViews[state];
}

export function describeExport({ state }: Pick<ExportProgress, 'state'>): WorkView {
  return taskViews[state];
}

const outcomeViews: Readonly<Record<TaskResult['outcome'], WorkView>> = {
  waiting: { tone: 'idle', sign: 'ring' },
  succeeded: { tone: 'ok', sign: 'check' },
  skipped: { tone: 'warn', sign: 'bars' },
  failed: { tone: 'bad', sign: 'cross' },
};

export const describeOutcome = (outcome: TaskResult['outcome']): WorkView => outcomeViews[outcome];

export const taskName = (t: Texts['t'], { action, total }: Pick<MessageTask, 'action' | 'total'>): string =>
  t(`task.act.${action}.name`, { count: total });

export const doneOf = ({ succeeded, skipped, failed }: MessageTask): number => succeeded + skipped + failed;
