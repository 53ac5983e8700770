import { z } from 'zod';
import { ChannelId } from './ids.ts';

/** 'HH:MM' on the clock of the calendar's zone. */
export const OfficeTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u);
/** As `OfficeTime`, with '24:00' for the end of the day. */
export const OfficeEnd = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/u);

/**
 * Opened at `from`, closed at `until` (excluded). An end at or before the beginning lies on the next day: a night shift
 * belongs whole to the day it begins on. What is wrong with spans beyond their form says `checkSlaSettings`.
 */
export const OfficeSpan = z.object({ from: OfficeTime, until: OfficeEnd });
export type OfficeSpan = z.infer<typeof OfficeSpan>;

/** 'YYYY-MM-DD'. */
export const OfficeDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);

/** A day that is not like its weekday: a holiday (no spans), a make-up working day, shorter hours. */
export const OfficeException = z.object({
  date: OfficeDate,
  name: z.string().max(200),
  spans: z.array(OfficeSpan).max(12),
});
export type OfficeException = z.infer<typeof OfficeException>;

/** Office hours. A minute is open when the wall clock of the zone shows a time inside a span of that day. */
export const OfficeCalendar = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/u),
  name: z.string().max(100),
  /** IANA name, as 'Europe/Amsterdam'. */
  timeZone: z.string().max(100),
  /** Monday first. */
  week: z.array(z.array(OfficeSpan).max(12)).length(7),
  exceptions: z.array(OfficeException).max(2_000),
});
export type OfficeCalendar = z.infer<typeof OfficeCalendar>;

/**
 * What is timed. first_response (FRT): from the customer's request to an agent's answer. solution (ST): from the same start
 * to Resolved. agent_first_response: from assignment to the agent's first message. agent_follow_up: from the customer's
 * next message to the agent's answer. customer_idle: from the agent's message until the customer is taken for gone.
 * (CXone: ACD > Digital > SLA for the first two; a skill's or queue's response timers for the others.)
 */
export const SlaMetric = z.enum([
  'first_response',
  'solution',
  'agent_first_response',
  'agent_follow_up',
  'customer_idle',
]);
export type SlaMetric = z.infer<typeof SlaMetric>;

/** Days here are 24 hours of office time, as CXone's form has days, hours and minutes. */
export const SlaTarget = z.object({
  enabled: z.boolean(),
  /** Whole minutes, a minute to a year of office time (see `checkSlaSettings`). */
  targetMs: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type SlaTarget = z.infer<typeof SlaTarget>;

/** Points that CXone's documents leave open. Each default is the safest reading; the screen explains each. */
export const SlaRules = z.object({
  /** What counts as the request: the customer's message as WeChat dated it, or the case as CXone created it. */
  requestFrom: z.enum(['customer_message', 'case_created']),
  /** Whether a bot's or automation's message is an answer. */
  botAnswersCount: z.boolean(),
  /** Whether a message counts as an agent's when CXone does not say who wrote it. */
  unknownAuthorCounts: z.boolean(),
  /** When an answer is given: when the agent sent it, or when WeChat accepted it. */
  answeredWhen: z.enum(['agent_sent', 'accepted_by_wechat']),
  /** What holds the solution clock besides closed hours: nothing, CXone's status Pending, or waiting for the customer after an answer. */
  waitingForCustomer: z.enum(['runs_on', 'pending_status', 'after_answer']),
  /** Resolved, then open again: the clock goes on with what it had, begins anew, or keeps its first result. */
  reopening: z.enum(['resume', 'restart', 'keep_first']),
  /** Closed without an answer: counted apart as 'no reply', or as missed. */
  closedWithoutAnswer: z.enum(['no_reply', 'missed']),
  /** Closed without having been resolved: the close ends the solution clock, or it counts as missed. */
  closedWithoutResolved: z.enum(['ends', 'missed']),
  /** Cases the brand began: timed from the customer's first message, or not at all. */
  brandBegan: z.enum(['from_customer_message', 'not_timed']),
  /** Follow-up restarts with every message of the customer, or runs from the first unanswered one. */
  followUpFrom: z.enum(['last_message', 'first_unanswered']),
});
export type SlaRules = z.infer<typeof SlaRules>;

/** When to warn: a share of the time used, or time left. */
export const SlaWarning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), used: z.number().int().min(1).max(99) }),
  z.object({ kind: z.literal('minutes'), left: z.number().int().min(1).max(14_400) }),
]);
export type SlaWarning = z.infer<typeof SlaWarning>;

export const SlaPolicy = z.object({
  calendarId: z.string().max(64),
  firstResponse: SlaTarget,
  solution: SlaTarget,
  rules: SlaRules,
  /** CXone: agentResponseEnabled, agentFirstResponseTime, agentFollowOnResponseTime. */
  agentFirst: SlaTarget,
  agentFollowUp: SlaTarget,
  /** CXone: customerResponseEnabled, customerIdleTime. */
  customerIdle: SlaTarget,
  /** CXone: timeExtensionEnabled. */
  mayExtendIdle: z.boolean(),
  /** The three timers above run inside office hours only; otherwise round the clock. */
  timersInOfficeHours: z.boolean(),
  /** At least one; the earliest that has come colours the row. */
  warnings: z.array(SlaWarning).max(6),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;

/** A channel not named follows the global policy. */
export const SlaSettings = z.object({
  calendars: z.array(OfficeCalendar).max(100),
  global: SlaPolicy,
  channels: z.array(z.object({ channelId: ChannelId, policy: SlaPolicy })).max(500),
});
export type SlaSettings = z.infer<typeof SlaSettings>;

/** Settings as saved. Time before `appliesFrom` is counted by the version before it; time from then on by this one. */
export const SlaVersion = z.object({
  id: z.string(),
  settings: SlaSettings,
  appliesFrom: z.number(),
  savedAt: z.number(),
  by: z.string().nullable(),
  note: z.string().max(500),
});
export type SlaVersion = z.infer<typeof SlaVersion>;

/** Which version counts when; oldest first, never empty, growing `appliesFrom`. The first counts for all time before, too. */
export type SlaTimeline = readonly Pick<SlaVersion, 'id' | 'settings' | 'appliesFrom'>[];
