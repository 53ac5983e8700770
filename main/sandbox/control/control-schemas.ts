import { z } from 'zod';
import { ActionPage, DisconnectKind } from '#shared/domain/disconnect.ts';
import { contactStatuses } from '../cxone/contact-status.ts';
import { AgentContent } from '../cxone/content-kinds.ts';
import { sampleFileKinds } from '../cxone/sample-files.ts';
import { CxoneRuleChanges } from '../cxone/rules.ts';
import { WeChatRuleChanges } from '../wechat/rules.ts';
import type { VerificationOutcome } from '../wechat/callback-verification.ts';

/** Base addresses of a relay, as its ready line prints them. */
export const RelayUrls = z.object({
  wechat: z.url(),
  box: z.url(),
  actions: z.url().optional(),
});
export type RelayUrls = z.output<typeof RelayUrls>;

export interface ConnectionReport {
  verifications: Record<string, VerificationOutcome>;
}

export const ConnectBody = RelayUrls.extend({ verify: z.boolean().default(true) });

export const TrafficBody = z.strictObject({
  messagesPerMinute: z.number().min(0).max(60_000).optional(),
  paused: z.boolean().optional(),
  mediaShare: z.number().min(0).max(1).optional(),
});

const Language = z.enum(['zh', 'en', 'nl']);

/** `text`, or one of the other kinds of message. */
export const SayBody = z.strictObject({
  /** Account; needed for a new customer. */
  channel: z.string().optional(),
  nickname: z.string().min(1).max(64).optional(),
  language: Language.optional(),
  text: z.string().min(1).max(100_000).optional(),
  sample: z.enum(['image', 'voice', 'video', 'shortvideo']).optional(),
  location: z.strictObject({ latitude: z.number(), longitude: z.number(), label: z.string() }).optional(),
  link: z.strictObject({ title: z.string(), description: z.string(), url: z.url() }).optional(),
  miniProgram: z.strictObject({ title: z.string(), appId: z.string(), pagePath: z.string() }).optional(),
  /** Taps what a menu in the chat offered; `text` are the words of the choice. */
  menuId: z.string().min(1).optional(),
  /** A type no document names. */
  unknownType: z.string().min(1).max(40).optional(),
  /** Any bytes as a file of that kind, in Base64. */
  file: z
    .strictObject({
      type: z.enum(['image', 'voice', 'video', 'shortvideo']),
      contentBase64: z.string().max(64_000_000),
      contentType: z.string().default('application/octet-stream'),
      fileName: z.string().default('file'),
    })
    .optional(),
  /** Answer only when WeChat has done with the push. */
  wait: z.boolean().default(false),
});

export const EventBody = z.strictObject({
  channel: z.string().optional(),
  event: z.enum(['subscribe', 'unsubscribe', 'CLICK', 'VIEW', 'SCAN', 'LOCATION']),
  key: z.string().default('menu_help'),
  wait: z.boolean().default(false),
});

export const FollowerBody = z.strictObject({
  channel: z.string().optional(),
  blocks: z.boolean().optional(),
  isBlacklisted: z.boolean().optional(),
  follows: z.boolean().optional(),
  remark: z.string().max(64).optional(),
  /** The name on his card in CXone. */
  cxoneName: z.string().max(120).optional(),
});

export const ReplyBody = z.strictObject({
  /** Thread id, external thread id, or contact number. */
  conversation: z.string().min(1),
  text: z.string().min(1).max(100_000).optional(),
  /** Any other `messageContent`. */
  content: z.record(z.string(), z.unknown()).optional(),
  attachments: z.array(z.record(z.string(), z.unknown())).default([]),
  replyTo: z.string().optional(),
  wait: z.boolean().default(true),
});

/** A file made here from a sample, or given as it is. `mimeType` is what CXone says of it, true or not. */
export const AgentFileBody = z.strictObject({
  sample: z.enum(sampleFileKinds).optional(),
  /** With a sample: filled up to this size. */
  sizeBytes: z
    .int()
    .min(0)
    .max(64 * 1024 * 1024)
    .default(0),
  /** Samples with another seed hold other bytes. */
  seed: z.int().min(1).max(1_000_000).default(1),
  base64: z.base64().optional(),
  name: z.string().min(1).max(300).optional(),
  mimeType: z.string().max(200).optional(),
});

/** One message of an agent: a content of any kind, files, or both. */
export const SendBody = z.strictObject({
  conversation: z.string().min(1),
  message: AgentContent.default({ kind: 'text', text: '' }),
  files: z.array(AgentFileBody).max(20).default([]),
  replyTo: z.string().optional(),
  wait: z.boolean().default(true),
});

export const StartThreadBody = z.strictObject({
  channel: z.string(),
  customer: z.string(),
  text: z.string().min(1).max(100_000).optional(),
  message: AgentContent.optional(),
  files: z.array(AgentFileBody).max(20).default([]),
});

export const TypingBody = z.strictObject({ conversation: z.string().min(1), typing: z.boolean() });
export const StatusBody = z.strictObject({ conversation: z.string().min(1), status: z.enum(contactStatuses) });

/** A user of the tenant, by number or by first name; null: the first person. */
const agentId = z
  .union([z.int(), z.string().min(1).max(64)])
  .nullable()
  .default(null);

/** What an agent does with a case. */
export const CaseActBody = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('assign'), agentId }),
  z.strictObject({ act: z.literal('unassign') }),
  z.strictObject({ act: z.literal('status'), status: z.enum(contactStatuses) }),
  z.strictObject({
    act: z.literal('answer'),
    agentId,
    text: z.string().min(1).max(100_000),
    /** Answer only when the relay has. */
    wait: z.boolean().default(true),
  }),
]);

export const AutoBody = z.strictObject({
  on: z.boolean().optional(),
  minDelayMs: z.number().min(0).max(600_000).optional(),
  maxDelayMs: z.number().min(0).max(600_000).optional(),
  resolves: z.boolean().optional(),
  slowShare: z.number().min(0).max(1).optional(),
  slowMinMs: z.number().min(0).max(86_400_000).optional(),
  slowMaxMs: z.number().min(0).max(86_400_000).optional(),
});

export const FaultBody = z.strictObject({
  /** Which table to look in; absent: the one platform that knows the name, or both when both do. */
  platform: z.enum(['wechat', 'cxone']).optional(),
  /** One of the `targets` that `GET /faults` lists, by its name or by an id the platform knows it by; or `*`. */
  target: z.string().min(1).default('*'),
  fault: z.string().min(1),
  options: z.record(z.string(), z.unknown()).optional(),
  remaining: z.int().min(1).max(1_000_000).optional(),
});

export const ClockBody = z.strictObject({
  /** Moves the platforms' own time forward: windows, token lives, quotas, retries. */
  advanceMs: z
    .number()
    .min(0)
    .max(400 * 86_400_000)
    .optional(),
  /** Shifts the time written into messages against the machine's clock. */
  skewMs: z.number().optional(),
});

export const RulesBody = z.strictObject({
  wechat: WeChatRuleChanges.optional(),
  cxone: CxoneRuleChanges.optional(),
  replyVersion: z.enum(['1.0', '2.0']).optional(),
});

export const AccountBody = z.strictObject({
  appSecret: z.string().min(8).max(64).optional(),
  token: z.string().min(3).max(32).optional(),
  encodingAesKey: z.string().length(43).optional(),
  mode: z.enum(['plain', 'compatible', 'security']).optional(),
  callbackUrl: z.url().nullable().optional(),
  /** Leaves so many calls of today's quota. */
  quotaLeft: z.strictObject({ path: z.string().startsWith('/'), calls: z.int().min(0) }).optional(),
});

export const LoadBody = z.strictObject({
  perSecond: z.number().min(0.1).max(5_000),
  seconds: z.number().min(0.1).max(86_400),
  direction: z.enum(['in', 'out', 'both']).default('both'),
  conversations: z.int().min(1).max(100_000).default(400),
  maxInFlight: z.int().min(1).max(2_048).default(128),
  channels: z.array(z.string()).min(1).optional(),
  /** In force while the run lasts. By default MarkFail and CXone's rate limits do not interfere. */
  rules: z
    .strictObject({ wechat: WeChatRuleChanges.optional(), cxone: CxoneRuleChanges.optional() })
    .default({ wechat: { markFailAfter: 0 }, cxone: { limitFactor: 0 } }),
  wait: z.boolean().default(false),
});

export const ActionPageBody = z.strictObject({
  page: ActionPage,
  channel: z.string().optional(),
});

export const DisconnectBody = z.strictObject({ channel: z.string().min(1), kind: DisconnectKind });
/** Without a kind: everything that was caused for the channel. */
export const RepairQuery = z.strictObject({ channel: z.string().min(1), kind: DisconnectKind.optional() });
