import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelId, MessageId } from './ids.ts';

/** 'inbound': from the end user on WeChat to CXone. 'outbound': from CXone to the end user. */
export const Direction = z.enum(['inbound', 'outbound']);
export type Direction = z.infer<typeof Direction>;

/** What a message carries, in our words. Platform spellings stop at the connectors. */
export const MessageContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('image'), mediaId: z.string().optional(), pictureUrl: z.string().optional() }),
  z.object({
    kind: z.literal('voice'),
    mediaId: z.string().optional(),
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
    text: z.string(),
    attachments: z.array(z.object({ name: z.string(), mimeType: z.string() })),
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
    'recovered',
  ]),
  attempt: z.number().int().nullable(),
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
  durationMs: z.number().nullable(),
  /** Next try, for 'retry_planned'; else null. */
  dueAt: z.number().nullable(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

/** One message's whole life, for the story drawer. Text is masked. */
export const MessageStory = z.object({
  row: TrafficRow,
  /** Masked text, whole (not an excerpt). */
  text: z.string(),
  platformMessageId: z.string().nullable(),
  caseId: z.string().nullable(),
  /** The time the platform put on it, epoch milliseconds, or null. */
  platformAt: z.number().nullable(),
  events: z.array(MessageEvent),
});
export type MessageStory = z.infer<typeof MessageStory>;
