import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelId, MessageId } from './ids.ts';

/** 'inbound': from the end user on WeChat to CXone. 'outbound': from CXone to the end user. */
export const Direction = z.enum(['inbound', 'outbound']);
export type Direction = z.infer<typeof Direction>;

/** What a message carries, in our words. Platform spellings stop at the connectors. */
export const MessageContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    /** Id of the choice the end user tapped in a menu we had sent; `text` is then the words of that choice. */
    menuId: z.string().optional(),
  }),
  z.object({ kind: z.literal('image'), mediaId: z.string().optional(), pictureUrl: z.string().optional() }),
  z.object({
    kind: z.literal('voice'),
    mediaId: z.string().optional(),
    /** The same in the better quality of 16 kHz. */
    mediaId16k: z.string().optional(),
    format: z.string().optional(),
    recognition: z.string().optional(),
  }),
  z.object({ kind: z.literal('video'), mediaId: z.string().optional(), thumbMediaId: z.string().optional() }),
  z.object({ kind: z.literal('shortvideo'), mediaId: z.string().optional(), thumbMediaId: z.string().optional() }),
  z.object({ kind: z.literal('location'), latitude: z.string(), longitude: z.string(), label: z.string() }),
  z.object({ kind: z.literal('link'), title: z.string(), description: z.string(), url: z.string() }),
  z.object({ kind: z.literal('miniprogram'), title: z.string(), appId: z.string(), pagePath: z.string() }),
  /** An event push (follow, menu click, QR scan …). `fields` holds the platform's own nodes as text. */
  z.object({ kind: z.literal('event'), event: z.string(), fields: z.record(z.string(), z.string()) }),
  /** Content from CXone that is no plain text: `type` is CXone's name for it, `text` what the end user will read. */
  z.object({
    kind: z.literal('rich'),
    type: z.string(),
    /** Everything of it that can be read, choices and addresses included: what is sent where nothing better can be. */
    text: z.string(),
    /** `url` is CXone's signed, short-lived address; absent in messages stored by the first version. */
    attachments: z.array(z.object({ name: z.string(), mimeType: z.string(), url: z.string().optional() })),
    /** The words above the choices, and what the end user may choose. */
    menu: z
      .object({ head: z.string(), choices: z.array(z.object({ id: z.string(), text: z.string() })), tail: z.string() })
      .optional(),
    link: z
      .object({ title: z.string(), description: z.string(), url: z.string(), pictureUrl: z.string().optional() })
      .optional(),
  }),
  /** A message CXone made from a template: outside the reply window it can only go as a WeChat template message. */
  z.object({
    kind: z.literal('template'),
    name: z.string(),
    text: z.string(),
    variables: z.record(z.string(), z.string()),
  }),
  /** A type we do not know yet, kept raw. */
  z.object({ kind: z.literal('unsupported'), platformType: z.string() }),
]);
export type MessageContent = z.infer<typeof MessageContent>;

export const MessageKind = z.enum([
  'text',
  'image',
  'voice',
  'video',
  'shortvideo',
  'location',
  'link',
  'miniprogram',
  'event',
  'rich',
  'unsupported',
  'template',
]);
export type MessageKind = z.infer<typeof MessageKind>;

/**
 * Each message is in exactly one of these states.
 * delivered: the other side accepted it (not: the person read it). unconfirmed: sent, answer unknown.
 * quarantined: received but unreadable, kept raw. discarded: by a named operator.
 */
export const MessageState = z.enum([
  'pending',
  'delivered',
  'unconfirmed',
  'dead_letter',
  'expired',
  'quarantined',
  'discarded',
]);
export type MessageState = z.infer<typeof MessageState>;

/** Why a pending message waits. 'sending' means an attempt is under way. */
export const PendingReason = z.enum([
  'due',
  'sending',
  'retry',
  'paused',
  'leg_down',
  'window_closed',
  'behind_another',
]);
export type PendingReason = z.infer<typeof PendingReason>;

/** One row of the live list: everything masked, small enough to send in batches. Times are epoch milliseconds. */
export const TrafficRow = z.object({
  /** Order of acceptance over all channels, growing. */
  seq: z.number().int(),
  id: MessageId,
  channelId: ChannelId,
  direction: Direction,
  kind: MessageKind,
  /** Masked openid ('…k4Qz'), or null when the sender could not be read. */
  endUser: z.string().nullable(),
  /** Masked excerpt on one line; empty for kinds without text. */
  preview: z.string(),
  state: MessageState,
  pendingReason: PendingReason.nullable(),
  /** Code of the last failure, or null. */
  code: ErrorCode.nullable(),
  /** The other side's own code ('45015', 'HTTP 503'), or null. */
  platformCode: z.string().nullable(),
  attempts: z.number().int(),
  receivedAt: z.number(),
  /** When the state last changed. */
  changedAt: z.number(),
  /** Next try, for pending messages that wait; else null. */
  dueAt: z.number().nullable(),
});
export type TrafficRow = z.infer<typeof TrafficRow>;

/** One line of a message's time line. */
export const MessageEvent = z.object({
  at: z.number(),
  kind: z.enum([
    'received',
    'stored',
    'acknowledged',
    'duplicate_dropped',
    'attempt',
    'delivered',
    'retry_planned',
    'unconfirmed',
    'dead_letter',
    'expired',
    'quarantined',
    'status_reported',
    'status_not_reported',
    'recovered',
    'part_accepted',
    'part_failed',
    'media_stored',
    'media_failed',
    /** What WeChat said later of a message it had accepted: a template message that did not arrive. */
    'platform_failed',
    'sent_again',
    'confirmed_arrived',
    'given_up',
    'discarded',
    'restored',
  ]),
  attempt: z.number().int().nullable(),
  /** Which part of the message, from 1, for 'part_…'; which file, from 1, for 'media_…'. */
  part: z.number().int().nullable(),
  /** The operator who did it, or the name of the channel's rule that did; null for what happened by itself. */
  by: z.string().nullable(),
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
  durationMs: z.number().nullable(),
  /** Next try, for 'retry_planned'; else null. */
  dueAt: z.number().nullable(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

/** One of the WeChat messages that a long or mixed message is sent as. */
export const MessagePart = z.object({
  /** From 1, in the order of sending. */
  no: z.number().int(),
  /** How many there are. */
  of: z.number().int(),
  kind: z.enum(['text', 'image', 'voice', 'video', 'menu', 'link', 'template', 'note']),
  /** 'unknown': it went out and no answer was read. */
  state: z.enum(['waiting', 'sending', 'accepted', 'unknown', 'refused']),
  at: z.number(),
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
});
export type MessagePart = z.infer<typeof MessagePart>;

/** A file that belongs to a message. */
export const MessageMedia = z.object({
  /** From 1, in the order of the message. */
  no: z.number().int(),
  name: z.string(),
  /** What its first bytes say it is; what the platform said while it is not here yet. */
  mimeType: z.string(),
  sizeBytes: z.number().int().nullable(),
  /** 'refused': too large, of a type the other side does not take, or gone. 'removed': by the retention rule. */
  state: z.enum(['waiting', 'stored', 'refused', 'removed']),
  code: ErrorCode.nullable(),
});
export type MessageMedia = z.infer<typeof MessageMedia>;

/** What CXone was told of a reply, or is to be told. */
export const StatusReport = z.object({
  status: z.enum(['delivered', 'failed']),
  reason: z.string().nullable(),
  state: z.enum(['waiting', 'reported', 'gave_up']),
  at: z.number(),
  /** Next try while waiting. */
  dueAt: z.number().nullable(),
});
export type StatusReport = z.infer<typeof StatusReport>;

/**
 * What an operator may do with one message. send_again: back to pending. confirm_arrived: an unconfirmed one was seen at
 * the other side; parts of it that never left are sent. give_up: an unconfirmed one did not arrive and shall not be sent.
 * discard: never send it; restore takes that back.
 */
export const MessageAction = z.enum(['send_again', 'confirm_arrived', 'give_up', 'discard', 'restore']);
export type MessageAction = z.infer<typeof MessageAction>;

/** What stands in the way of sending a message again, shown before it is offered. */
export const MessageOutlook = z.object({
  /** What may be done now. */
  actions: z.array(MessageAction),
  /** True when sending again may show the end user the same text twice. */
  mayArriveTwice: z.boolean(),
  /** WeChat's reply window of this end user; null for inbound messages. */
  window: z
    .object({
      open: z.boolean(),
      /** Epoch milliseconds; null when the end user never wrote. */
      until: z.number().nullable(),
      repliesLeft: z.number().int().nullable(),
      /** WeChat messages this one needs. */
      needs: z.number().int(),
    })
    .nullable(),
  /** Messages of the same conversation that were accepted after this one: sent again, it arrives behind them. */
  laterDelivered: z.number().int(),
  /** A reason why sending again would fail now, or null. */
  code: ErrorCode.nullable(),
});
export type MessageOutlook = z.infer<typeof MessageOutlook>;

/** One message's whole life, for the story drawer. Text is masked. */
export const MessageStory = z.object({
  row: TrafficRow,
  /** Empty when the message goes in one piece. */
  parts: z.array(MessagePart),
  media: z.array(MessageMedia),
  /** Null for inbound messages, and while there is nothing to tell. */
  statusReport: StatusReport.nullable(),
  /** Our number of the conversation: the customer's page. Null when the sender could not be read. */
  contactNo: z.number().int().nullable(),
  /** Masked text, whole (not an excerpt). */
  text: z.string(),
  platformMessageId: z.string().nullable(),
  caseId: z.string().nullable(),
  /** The time the platform put on it, epoch milliseconds, or null. */
  platformAt: z.number().nullable(),
  events: z.array(MessageEvent),
});
export type MessageStory = z.infer<typeof MessageStory>;
