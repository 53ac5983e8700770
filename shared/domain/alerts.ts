import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelStateKind, Leg } from './channel.ts';
import { ChannelId } from './ids.ts';
import { SlaCause } from './sla.ts';
import { SlaMetric } from './sla-settings.ts';

/** How grave: urgent needs a person now, warning is worth a look, info closes a matter or says that all is well. */
export const AlertSeverity = z.enum(['urgent', 'warning', 'info']);
export type AlertSeverity = z.infer<typeof AlertSeverity>;

/** One message to people. Several incidents of one cause share a notice. */
export const AlertNotice = z.object({
  id: z.string(),
  at: z.number(),
  kind: z.enum([
    'opened',
    'reminder',
    'closed',
    'gap',
    'watch',
    'daily',
    'test',
    'sla_warning',
    'sla_breach',
    'certificate',
  ]),
  severity: AlertSeverity,
  incidentIds: z.array(z.string()),
  channelIds: z.array(ChannelId),
  channelNames: z.array(z.string()),
  state: ChannelStateKind.nullable(),
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
  value: z.string().nullable(),
  /** When the matter began, and for 'closed' and 'gap' how long it lasted. */
  since: z.number().nullable(),
  lastedMs: z.number().nullable(),
  /**
   * watch: the message or customer watched, masked, and what became of it. daily: a line of figures. certificate: its name;
   * `since` is its end, `code` says what about it.
   */
  subject: z.string().nullable(),
  /** sla_warning, sla_breach: how many clocks, and the most urgent (`subject`: its masked end user). Null otherwise. */
  sla: z
    .object({
      count: z.number().int(),
      metric: SlaMetric,
      deadlineAt: z.number(),
      cause: SlaCause.nullable(),
      slaCaseId: z.string(),
    })
    .nullable(),
});
export type AlertNotice = z.infer<typeof AlertNotice>;

/** 'HH:MM' in the operator's zone. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);

/** https only, or http on loopback for tests; checked where it is used. */
const sinkUrl = z.url({ protocol: /^https?$/u }).max(2_000);

/** How people are told. Secrets are write-only: what is read back says only whether there is one. */
export const AlertSettings = z.object({
  /** IANA zone in which the times below are meant. */
  timeZone: z.string().min(1).max(100),
  /** Language of webhook and e-mail texts. */
  language: z.enum(['en', 'nl', 'zh']),
  desktop: z.object({
    enabled: z.boolean(),
    sound: z.enum(['none', 'soft', 'clear', 'insistent']),
    /** 0 to 1. */
    volume: z.number().min(0).max(1),
    /** Repeat the sound until the incident is acknowledged. */
    repeatUntilSeen: z.boolean(),
  }),
  /** No desktop notices, sounds, webhook or e-mail for anything but urgent matters; null: no quiet hours. */
  quietHours: z.object({ from: ClockTime, until: ClockTime, urgentToo: z.boolean() }).nullable(),
  /** Repeat while nobody has acknowledged; 0: never. */
  reminderMinutes: z.number().int().min(0).max(1_440),
  /** Tell when it lasts this long, minutes. The state is shown at once; people are told later. */
  tellAfterMinutes: z.number().min(0).max(60),
  webhook: z.object({
    enabled: z.boolean(),
    url: sinkUrl.nullable(),
    /** Form of the body: our own JSON, or what the chat expects. */
    form: z.enum(['json', 'slack', 'teams', 'wecom', 'dingtalk']),
    /** A header value sent as Authorization; write-only. */
    hasSecret: z.boolean(),
  }),
  email: z.object({
    enabled: z.boolean(),
    host: z.string().max(253).nullable(),
    port: z.number().int().min(1).max(65_535),
    /** implicit: TLS from the first byte; starttls: required upgrade; none: only to loopback. */
    security: z.enum(['implicit', 'starttls', 'none']),
    user: z.string().max(320).nullable(),
    hasPassword: z.boolean(),
    from: z.email().nullable(),
    to: z.array(z.email()).max(50),
  }),
  daily: z.object({ enabled: z.boolean(), at: ClockTime }),
  /** Before and at a missed target; only inside the channel's office hours. */
  sla: z.object({ warnings: z.boolean(), breaches: z.boolean() }),
  /** An outside watcher raises the alarm when this address is not asked for any more. */
  heartbeat: z.object({
    enabled: z.boolean(),
    url: sinkUrl.nullable(),
    everySeconds: z.number().int().min(10).max(86_400),
  }),
});
export type AlertSettings = z.infer<typeof AlertSettings>;

/** A change: whole groups, with secrets where they are to be set (null removes one, absent leaves it). */
export const AlertSettingsChange = AlertSettings.partial().extend({
  webhook: AlertSettings.shape.webhook
    .omit({ hasSecret: true })
    .extend({ secret: z.string().max(1_000).nullable().optional() })
    .optional(),
  email: AlertSettings.shape.email
    .omit({ hasPassword: true })
    .extend({ password: z.string().max(1_000).nullable().optional() })
    .optional(),
});
export type AlertSettingsChange = z.infer<typeof AlertSettingsChange>;

export const AlertSinkName = z.enum(['webhook', 'email', 'heartbeat']);
export type AlertSinkName = z.infer<typeof AlertSinkName>;

/** What the last try of a sink came to. */
export const AlertSinkStatus = z.object({
  sink: AlertSinkName,
  lastOkAt: z.number().nullable(),
  lastFailedAt: z.number().nullable(),
  code: ErrorCode.nullable(),
  detail: z.string().nullable(),
  waiting: z.number().int(),
});
export type AlertSinkStatus = z.infer<typeof AlertSinkStatus>;

export const AlertTestResult = z.object({
  ok: z.boolean(),
  code: ErrorCode.nullable(),
  /** What the other side said: a status line, an SMTP reply; never a secret. */
  detail: z.string().nullable(),
  durationMs: z.number(),
});
export type AlertTestResult = z.infer<typeof AlertTestResult>;
