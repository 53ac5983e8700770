import { z } from 'zod';
import { ChannelSnapshot } from '../domain/channel.ts';
import { ChannelId, MessageId } from '../domain/ids.ts';
import {
  Direction,
  MessageAction,
  MessageKind,
  MessageOutlook,
  MessageState,
  MessageStory,
  TrafficRow,
} from '../domain/message.ts';
import { CountCheck, Overview } from '../domain/overview.ts';
import { ErrorCode } from '../errors/catalogue.ts';
import { certificateNotices, certificateQuestions, certificatesForRelay } from './certificates-contract.ts';
import { invoke, push, ReplySchema } from './contract-types.ts';
import { messagesForRelay, messagesNotices, messagesQuestions } from './messages-contract.ts';
import { operationsForRelay, operationsNotices, operationsQuestions } from './operations-contract.ts';
import { RelayConfig } from './relay-config.ts';
import { searchForRelay, searchQuestions } from './search-contract.ts';
import { setupForRelay, setupRelayNotices } from './setup-contract.ts';
import { slaForRelay, slaNotices, slaQuestions } from './sla-contract.ts';

export const RelayUrls = z.object({
  wechat: z.string(),
  box: z.string(),
  actions: z.string(),
  admin: z.string(),
});
export type RelayUrls = z.infer<typeof RelayUrls>;

export const TrafficFilter = z.object({
  channelIds: z.array(ChannelId).max(500).optional(),
  direction: Direction.optional(),
  states: z.array(MessageState).optional(),
  kinds: z.array(MessageKind).optional(),
});
export type TrafficFilter = z.infer<typeof TrafficFilter>;

export const TrafficPage = z.object({
  /** Newest first. */
  rows: z.array(TrafficRow),
  /** Pass as `beforeSeq` for the next page; null at the end. */
  nextBeforeSeq: z.number().int().nullable(),
});
export type TrafficPage = z.infer<typeof TrafficPage>;

/** Everything the console's main process may ask of the relay, and everything the relay tells. */
export const relayContract = {
  'channels.list': invoke(z.null(), z.array(ChannelSnapshot)),
  /** Runs the channel's checks now; resolves when they are done. Failures are in the snapshot, not thrown. */
  'channels.check': invoke(z.object({ channelId: ChannelId }), ChannelSnapshot),
  'overview.get': invoke(z.null(), Overview),
  'traffic.page': invoke(
    z.object({
      filter: TrafficFilter,
      beforeSeq: z.number().int().nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    TrafficPage,
  ),
  'message.get': invoke(z.object({ id: MessageId }), MessageStory),
  'message.outlook': invoke(z.object({ id: MessageId }), MessageOutlook),
  /** Throws MESSAGE_ACTION_NOT_POSSIBLE, or MESSAGE_MAY_ARRIVE_TWICE unless `acceptTwice` says that this is known. */
  'message.act': invoke(
    z.object({
      id: MessageId,
      action: MessageAction,
      acceptTwice: z.boolean(),
      /** The operator, for the time line. */
      by: z.string().min(1).max(200),
    }),
    MessageStory,
  ),
  /** Counts every message anew and compares with the running counts. Traffic goes on meanwhile. */
  'store.verifyCounts': invoke(z.null(), CountCheck),
  ...operationsQuestions,
  ...operationsForRelay,
  ...slaQuestions,
  ...slaForRelay,
  ...searchQuestions,
  ...searchForRelay,
  ...messagesQuestions,
  ...messagesForRelay,
  ...certificateQuestions,
  ...certificatesForRelay,
  ...setupForRelay,
  /** A report was saved to a file. For the audit. */
  'sla.exported': invoke(
    z.object({ form: z.enum(['csv', 'pdf']), channels: z.number().int(), by: z.string().min(1).max(200) }),
    z.null(),
  ),
  /** A certificate or a request was saved to a file. For the audit. */
  'certificates.saved': invoke(
    z.object({
      what: z.enum(['certificate', 'request']),
      id: z.string().min(1).max(64),
      by: z.string().min(1).max(200),
    }),
    z.null(),
  ),
  /** A receipt was saved to a file. For the audit. */
  'receipt.exported': invoke(
    z.object({ id: z.string().max(64), form: z.enum(['json', 'text']), by: z.string().min(1).max(200) }),
    z.null(),
  ),
  /** The computer is about to sleep. */
  'system.suspending': invoke(z.null(), z.null()),
  /** It woke up, or its network changed: connections are built anew and everything is checked. */
  'system.resumed': invoke(z.null(), z.null()),
  'channels.changed': push(z.array(ChannelSnapshot)),
  ...operationsNotices,
  ...slaNotices,
  ...certificateNotices,
  ...messagesNotices,
  ...setupRelayNotices,
  'overview.changed': push(Overview),
  /** New and changed rows since the last notice, at most 10 notices a second. `dropped` counts rows left out. */
  'traffic.changed': push(z.object({ rows: z.array(TrafficRow), dropped: z.number().int() })),
} as const;
export type RelayContract = typeof relayContract;

/** The first message to an embedded relay. Secrets travel here and nowhere else: not in arguments, environment or files. */
export const StartMessage = z.object({
  type: z.literal('start'),
  config: RelayConfig,
  dataDir: z.string().min(1),
});
export type StartMessage = z.infer<typeof StartMessage>;

export const ToRelay = z.discriminatedUnion('type', [
  StartMessage,
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('invoke'), callId: z.number().int(), name: z.string(), input: z.unknown() }),
]);
export type ToRelay = z.infer<typeof ToRelay>;

export const FromRelay = z.discriminatedUnion('type', [
  /** Ports bound, database open, waiting work recovered. */
  z.object({ type: z.literal('ready'), urls: RelayUrls }),
  /** Once a second while the event loop turns. */
  z.object({ type: z.literal('heartbeat'), at: z.number() }),
  z.object({ type: z.literal('reply'), callId: z.number().int(), reply: ReplySchema }),
  z.object({ type: z.literal('push'), name: z.string(), payload: z.unknown() }),
  /** The relay cannot start or go on; it exits by itself after this. */
  z.object({ type: z.literal('fatal'), code: ErrorCode, message: z.string(), value: z.string().nullable() }),
]);
export type FromRelay = z.infer<typeof FromRelay>;
