import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelId, MessageId } from './ids.ts';
import { MessageAction, TrafficRow } from './message.ts';
import { SearchFilter } from './message-search.ts';

/** A search as a person sees it: what it finds is what is meant. */
export const SearchScope = z.object({
  text: z.string().max(500),
  filter: SearchFilter,
  timeZone: z.string().min(1).max(100),
});
export type SearchScope = z.infer<typeof SearchScope>;

/** So long after its end what a task discarded can be taken back as a whole, milliseconds. */
export const taskUndoMs = 86_400_000;

/** Messages of one task at most. */
export const maxTaskMessages = 10_000;

export const TaskSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chosen'), ids: z.array(MessageId).min(1).max(1_000) }),
  /** Everything the search finds now, up to `maxTaskMessages`; what comes later is not touched. */
  z.object({ kind: z.literal('found'), search: SearchScope }),
]);
export type TaskSource = z.infer<typeof TaskSource>;

const Refusal = z.object({ code: ErrorCode, count: z.number().int() });

/** What a task would do, counted before anything is done. */
export const TaskPlan = z.object({
  id: z.string(),
  action: MessageAction,
  /** Counted so far: it is still counted while this is false. */
  isCounted: z.boolean(),
  /** Messages meant. */
  total: z.number().int(),
  /** There are more than `maxTaskMessages`: only the oldest of them. */
  isCut: z.boolean(),
  /** For how many it is possible now. */
  possible: z.number().int(),
  /** Of those: the customer may read it twice. */
  mayArriveTwice: z.number().int(),
  /** Of those: they wait until the customer writes, because WeChat's reply window is closed. */
  windowClosed: z.number().int(),
  /** Why the others are left out. */
  refused: z.array(Refusal),
  channels: z.array(z.object({ channelId: ChannelId, count: z.number().int() })),
  conversations: z.number().int(),
  /** Up to five of those for which it is possible, oldest first. */
  sample: z.array(TrafficRow),
});
export type TaskPlan = z.infer<typeof TaskPlan>;

/** One act upon many messages. */
export const MessageTask = z.object({
  id: z.string(),
  action: MessageAction,
  by: z.string(),
  at: z.number(),
  /** held: an operator held it. stopped: the relay ended meanwhile; it goes on when somebody says so. */
  state: z.enum(['running', 'held', 'stopped', 'done', 'cancelled', 'failed']),
  total: z.number().int(),
  succeeded: z.number().int(),
  /** Not possible any more when their turn came. */
  skipped: z.number().int(),
  failed: z.number().int(),
  /** Why it failed as a whole, or null. */
  code: ErrorCode.nullable(),
  endedAt: z.number().nullable(),
  /** How many of it can be taken back now (of a discard). */
  undoable: z.number().int(),
  /** The task that this one takes back, or null. */
  undoes: z.string().nullable(),
});
export type MessageTask = z.infer<typeof MessageTask>;

export const TaskResult = z.object({
  id: MessageId,
  outcome: z.enum(['waiting', 'succeeded', 'skipped', 'failed']),
  code: ErrorCode.nullable(),
  /** As it stands now; null when it is not kept any more. */
  row: TrafficRow.nullable(),
});
export type TaskResult = z.infer<typeof TaskResult>;

export const TaskResults = z.object({
  results: z.array(TaskResult),
  /** How many come before the next page; null at the end. */
  next: z.number().int().nullable(),
});
export type TaskResults = z.infer<typeof TaskResults>;
