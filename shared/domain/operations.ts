import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelId, MessageId, OpenId } from './ids.ts';
import { MessageState } from './message.ts';

/**
 * What operators want of a channel. running: messages pass. paused: they are taken in and stored, and wait, until
 * `until`. stopped: the channel is switched off; WeChat's pushes and CXone's calls are refused, nothing is stored.
 */
export const ChannelControl = z.object({
  mode: z.enum(['running', 'paused', 'stopped']),
  /** End of a pause, epoch ms. */
  until: z.number().nullable(),
  by: z.string().nullable(),
  at: z.number().nullable(),
  /**
   * CHANNEL_REMOVED_IN_CXONE when CXone's administrator removed it; CHANNEL_CONTROL_UNREADABLE when it is held because
   * nobody can say any more what was wanted; else null.
   */
  code: ErrorCode.nullable(),
});
export type ChannelControl = z.infer<typeof ChannelControl>;

export const ControlAction = z.enum(['pause', 'stop', 'start']);
export type ControlAction = z.infer<typeof ControlAction>;

/** Staff who follow the account and can be asked to send a code word. */
export const TestFollower = z.object({ openId: OpenId, label: z.string().min(1).max(100) });
export type TestFollower = z.infer<typeof TestFollower>;

/** Told to end users once per incident, as WeChat's passive reply, while replies cannot reach them. Off by default. */
export const OutageNotice = z.object({
  enabled: z.boolean(),
  /** Text by language; the channel's customer language is used. At most 600 bytes. */
  texts: z.object({ en: z.string().max(600), nl: z.string().max(600), zh: z.string().max(600) }),
});
export type OutageNotice = z.infer<typeof OutageNotice>;

/** What operators set for a channel besides its configuration. */
export const ChannelSettings = z.object({
  testFollowers: z.array(TestFollower).max(20),
  outageNotice: OutageNotice,
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;

export const Maintenance = z.object({
  id: z.string(),
  channelIds: z.array(ChannelId).min(1),
  from: z.number(),
  until: z.number(),
  note: z.string().max(500),
  by: z.string(),
  /** Ended early or removed before it began. */
  endedAt: z.number().nullable(),
});
export type Maintenance = z.infer<typeof Maintenance>;

/** Tells the person who asked when it is delivered or fails. */
export const Watch = z.object({
  id: z.string(),
  /** One message, or every message of one end user. */
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('message'), messageId: MessageId }),
    z.object({ kind: z.literal('customer'), channelId: ChannelId, openId: OpenId }),
  ]),
  by: z.string(),
  at: z.number(),
  /** Null while it goes on. A message's watch ends with its end; a customer's after seven days or by the operator. */
  endedAt: z.number().nullable(),
  last: z.object({ at: z.number(), messageId: MessageId, state: MessageState }).nullable(),
});
export type Watch = z.infer<typeof Watch>;

export const AuditAction = z.enum([
  'reconnect',
  'reconnect_cancel',
  'pause',
  'stop',
  'start',
  'acknowledge',
  'snooze',
  'assign',
  'note',
  'maintenance',
  'maintenance_end',
  'channel_settings',
  'alert_settings',
  'alert_test',
  'message_action',
  'receipt_export',
  'watch',
  'watch_end',
  'shift_note',
  'sla_settings',
  'sla_planned_taken_back',
  'sla_extend_idle',
  'sla_export',
  'certificate_imported',
  'certificate_tried',
  'certificate_activated',
  'certificate_returned',
  'certificate_watch_ended',
  'certificate_fell_back',
  'certificate_removed',
  'certificate_requested',
  'certificate_request_dropped',
  'certificate_authority_made',
  'certificate_issued',
  'certificate_trusted',
  'certificate_revoked',
  'certificate_saved',
  'credential_tested',
  'credential_set',
  'credential_from_file',
  'box_secret_made',
  'box_secret_ended',
  'customer_label',
  'customer_revealed',
  'customer_erased',
  'message_revealed',
  'task_started',
  'task_held',
  'task_resumed',
  'task_cancelled',
  'task_undone',
  'messages_exported',
  'action_page_opened',
  'action_page_created',
  'action_page_reconnected',
  'action_page_removed',
  'setup_applied',
  'setup_removed',
  'setup_exported',
  'setup_imported',
  'setup_sheet_saved',
  'setup_secret_made',
  'setup_channel_made',
  'setup_skill_made',
]);
export type AuditAction = z.infer<typeof AuditAction>;

/** Who did what. Never a secret, a message's text or an openid. */
export const AuditLine = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string(),
  action: AuditAction,
  channelId: ChannelId.nullable(),
  subject: z.string().nullable(),
  detail: z.string().nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** A line one shift leaves for the next. */
export const ShiftNote = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string(),
  text: z.string().min(1).max(2_000),
});
export type ShiftNote = z.infer<typeof ShiftNote>;
