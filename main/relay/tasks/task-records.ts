import { z } from 'zod';
import { MessageId } from '#shared/domain/ids.ts';
import { MessageAction, MessageState } from '#shared/domain/message.ts';
import { MessageTask } from '#shared/domain/message-task.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { bodyOf } from '../operations/record-body.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';
import { KeptTask, type Doubt, type OutcomeRun, type TaskWork } from './kept-task.ts';
import type { PlannedMessage } from './planned-message.ts';

/** A task is two records: its messages, written once, and what became of it, written again and again. */
export const taskParent = 'task';
const listParent = 'list';

export const dayMs = 86_400_000;
/** Tasks are kept for so long. */
export const keptMs = 30 * dayMs;

const whole = z.number().int().min(0);
const moment = z.number();
const span = z.object({ from: moment, until: moment });
const outcome = z.enum(['succeeded', 'skipped', 'failed']);

const TaskBody = z.object({
  action: MessageAction,
  by: z.string(),
  total: whole,
  acceptTwice: z.boolean(),
  undoes: z.string().nullable(),
  takesBack: span.extend({ by: z.string() }).nullable(),
  state: MessageTask.shape.state,
  code: ErrorCode.nullable(),
  counts: z.object({ succeeded: whole, skipped: whole, failed: whole }),
  acted: span.nullable(),
  doubt: z.object({ until: whole, since: moment }).nullable(),
  /** Outcome, code, how many of them follow one another. */
  runs: z.array(z.tuple([outcome, ErrorCode.nullable(), whole])),
});

const ListBody = z.object({
  ids: z.array(MessageId),
  /** Each as its distance to the one before. */
  seqs: z.array(whole),
  /** State, and how many of them follow one another. */
  states: z.array(z.tuple([MessageState, whole])),
});

/** `doubt`: what is to be looked up when this is the last that is read of it. Only while its work is in memory. */
export function taskRecord(task: KeptTask, work: TaskWork, doubt: Doubt | null): OperationsRecord {
  const { id, at, ...head } = task.head;
  const { endedAt, ...progress } = task.progress;
  const body: z.infer<typeof TaskBody> = {
    ...head,
    ...progress,
    doubt,
    runs: work.runs.map(({ outcome: came, code, count }) => [came, code, count]),
  };
  return { kind: 'message_task', id, channelId: null, parent: taskParent, at, endedAt, body: JSON.stringify(body) };
}

/** Null, and logged, when it is not what this version knows. */
export function taskFrom(record: OperationsRecord, log: Logger): { task: KeptTask; runs: OutcomeRun[] } | null {
  const body = bodyOf(TaskBody, record, log);
  if (body === null) return null;
  const { action, by, total, acceptTwice, undoes, takesBack, state, code, counts, acted, doubt } = body;
  const { id, at, endedAt } = record;
  const task = new KeptTask(
    { id, action, by, at, total, acceptTwice, undoes, takesBack },
    { state, code, endedAt, counts, acted, doubt },
  );
  return { task, runs: body.runs.map(([came, why, count]) => ({ outcome: came, code: why, count })) };
}

/** Ended from the beginning, and later than the task: whatever becomes of it, retention finds it one day. */
export function listRecord(task: KeptTask, messages: readonly PlannedMessage[]): OperationsRecord {
  const { id, at } = task.head;
  const body: z.infer<typeof ListBody> = {
    ids: messages.map((message) => message.id),
    seqs: messages.map(({ seq }, place) => seq - (messages[place - 1]?.seq ?? 0)),
    states: statesOf(messages),
  };
  return {
    kind: 'message_task',
    id: listId(id),
    channelId: null,
    parent: listParent,
    at,
    endedAt: at + keptMs,
    body: JSON.stringify(body),
  };
}

export function listId(taskId: string): string {
  return `${taskId}-list`;
}

/** Throws RECORD_DAMAGED when it is not there, or not what this version knows. */
export function listFrom(record: OperationsRecord | null, log: Logger): PlannedMessage[] {
  const body = record === null ? null : bodyOf(ListBody, record, log);
  const states = (body?.states ?? []).flatMap(([state, count]) => Array<typeof state>(count).fill(state));
  if (body === null || body.seqs.length !== body.ids.length || states.length !== body.ids.length) {
    throw new RelayError('RECORD_DAMAGED', 'the messages of a task cannot be read');
  }
  let seq = 0;
  return body.ids.map((id, place) => {
    seq += body.seqs[place] ?? 0;
    return { id, seq, state: states[place] ?? 'discarded' };
  });
}

function statesOf(messages: readonly PlannedMessage[]): [MessageState, number][] {
  const states: [MessageState, number][] = [];
  for (const { state } of messages) {
    const last = states.at(-1);
    if (last?.[0] === state) last[1] += 1;
    else states.push([state, 1]);
  }
  return states;
}
