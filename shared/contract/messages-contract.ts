import { z } from 'zod';
import { ExportProgress, ExportRequest } from '../domain/message-export.ts';
import { ChannelId, MessageId } from '../domain/ids.ts';
import { MessageAction } from '../domain/message.ts';
import { MessageTask, TaskPlan, TaskResults, TaskSource } from '../domain/message-task.ts';
import { MediaPreview, MessageContext, MessageWire, RevealedMessage } from '../domain/message-view.ts';
import { TrafficHistory, TrafficPeriod } from '../domain/traffic-history.ts';
import { invoke, push } from './contract-types.ts';
import { withOperator } from './with-operator.ts';

const taskId = z.string().min(1).max(64);
const exportId = z.string().min(1).max(64);

/** Why somebody looks at personal data; kept in the audit. */
export const RevealReason = z.string().trim().min(5).max(300);

/** Questions that change nothing. */
export const messagesQuestions = {
  /** For charts. No channel: all of them. */
  'traffic.history': invoke(
    z.object({ period: TrafficPeriod, channelIds: z.array(ChannelId).max(500) }),
    TrafficHistory,
  ),
  /** Masked. Throws MESSAGE_NOT_FOUND. */
  'message.wire': invoke(z.object({ id: MessageId }), MessageWire),
  /** Neighbours in the same conversation, both ways. Empty when the sender could not be read. Throws MESSAGE_NOT_FOUND. */
  'message.context': invoke(z.object({ id: MessageId, each: z.number().int().min(1).max(20) }), MessageContext),
  /** Throws REVEAL_OVER without a grant that holds, MEDIA_NOT_KEPT, MEDIA_NO_PREVIEW. */
  'message.media': invoke(
    z.object({ id: MessageId, no: z.number().int().min(1), grant: z.string().max(100) }),
    MediaPreview,
  ),
  /** Newest first: those of the last 30 days. */
  'tasks.list': invoke(z.null(), z.array(MessageTask)),
  /** Throws TASK_UNKNOWN. */
  'task.results': invoke(
    z.object({ id: taskId, from: z.number().int().min(0), limit: z.number().int().min(1).max(200) }),
    TaskResults,
  ),
  /** The plan as it is counted by now. Throws TASK_PLAN_OLD. */
  'task.planned': invoke(z.object({ planId: taskId }), TaskPlan),
} as const;

/** Acts of an operator. */
export const messagesActs = {
  /** Throws MESSAGE_NOT_FOUND. Noted in the audit before it is answered. */
  'message.reveal': invoke(z.object({ id: MessageId, reason: RevealReason }), RevealedMessage),
  /** The openid, whole, for use at WeChat. Throws CUSTOMER_UNKNOWN. */
  'customer.reveal': invoke(
    z.object({ contactNo: z.number().int().min(0), reason: RevealReason }),
    z.object({ openId: z.string() }),
  ),
  /**
   * Removes everything that is kept of a customer: messages, files, names, notes, reply window. `confirm`: the masked openid's
   * last four characters. Throws ERASE_NOT_CONFIRMED, CUSTOMER_HAS_WAITING, CUSTOMER_UNKNOWN.
   */
  'customer.erase': invoke(
    z.object({ contactNo: z.number().int().min(0), confirm: z.string().max(10) }),
    z.object({ messages: z.number().int(), files: z.number().int() }),
  ),
  /** Counts what the act would do; the plan holds for ten minutes. Throws SEARCH_UNAVAILABLE, and what a search's text may be wrong in. */
  'task.plan': invoke(z.object({ source: TaskSource, action: MessageAction }), TaskPlan),
  /** Throws TASK_PLAN_OLD, TASK_NOTHING_TO_DO, MESSAGE_MAY_ARRIVE_TWICE unless `acceptTwice`. */
  'task.start': invoke(z.object({ planId: taskId, acceptTwice: z.boolean() }), MessageTask),
  /** hold: until it is resumed. cancel: what is done stays done. undo: starts a task that takes it back. Throws TASK_UNKNOWN, TASK_NOT_POSSIBLE. */
  'task.act': invoke(z.object({ id: taskId, act: z.enum(['hold', 'resume', 'cancel', 'undo']) }), MessageTask),
} as const;

/** Notices. */
export const messagesNotices = {
  'task.changed': push(MessageTask),
} as const;

/** What only the relay is asked: a file is written by whoever has a disk the person can reach. */
export const messagesForRelay = {
  ...withOperator(messagesActs),
  /** Throws what a search's text may be wrong in, SEARCH_UNAVAILABLE, EXPORT_TOO_MANY. Noted in the audit. */
  'export.open': invoke(
    ExportRequest.extend({ by: z.string().min(1).max(200) }),
    z.object({ exportId, expected: ExportProgress.shape.expected }),
  ),
  /** The next piece of the file, as text; pulled, so that a slow disk slows it down. Throws EXPORT_UNKNOWN, SEARCH_UNAVAILABLE. */
  'export.read': invoke(
    z.object({ exportId }),
    z.object({ text: z.string(), rows: z.number().int(), isEnd: z.boolean() }),
  ),
  /** It is over; noted in the audit. */
  'export.close': invoke(
    z.object({
      exportId,
      outcome: z.enum(['done', 'failed', 'cancelled']),
      rows: z.number().int(),
      by: z.string().min(1).max(200),
    }),
    z.null(),
  ),
} as const;

/** What the window asks of the main process. */
export const exportQuestions = {
  /** Of this session, newest first. */
  'exports.list': invoke(z.null(), z.array(ExportProgress)),
  /** Asks where to save, and begins; null when that was called off. Throws what 'export.open' throws, FILE_NOT_SAVED. */
  'export.start': invoke(ExportRequest, ExportProgress.nullable()),
  /** Removes what was written. */
  'export.cancel': invoke(z.object({ id: exportId }), z.null()),
  /** Shows the file in its folder. Throws EXPORT_UNKNOWN. */
  'export.show': invoke(z.object({ id: exportId }), z.null()),
} as const;

export const exportNotices = {
  'export.changed': push(ExportProgress),
} as const;
