import { z } from 'zod';
import { ChannelStateKind, Leg } from './channel.ts';
import { ChannelId, MessageId } from './ids.ts';

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

/** When something happened, epoch ms: somewhere from `earliest` to `latest`; both the same when it is known exactly. */
export const SlaMoment = z.object({ earliest: z.number(), latest: z.number() });
export type SlaMoment = z.infer<typeof SlaMoment>;

/** CXone's status of a case (DE 3.0, contacts). */
export const CaseStatus = z.enum(['new', 'open', 'pending', 'escalated', 'resolved', 'closed', 'trashed']);
export type CaseStatus = z.infer<typeof CaseStatus>;

/** Who wrote an answer, as far as CXone said. 'asking': not asked yet; 'unknown': CXone does not say. */
export const AnswerAuthor = z.enum(['agent', 'bot', 'asking', 'unknown']);
export type AnswerAuthor = z.infer<typeof AnswerAuthor>;

/** A message of a case, as the clocks see it. */
export const SlaMessage = z.object({
  kind: z.enum(['request', 'answer']),
  messageId: MessageId,
  seq: z.number().int(),
  /** request: when the customer wrote (WeChat's time, never later than we received it). answer: when CXone gave it to us. */
  at: z.number(),
  /** When the other side accepted it; null while it has not. */
  acceptedAt: z.number().nullable(),
  /** Null for a request. */
  author: AnswerAuthor.nullable(),
});
export type SlaMessage = z.infer<typeof SlaMessage>;

/** What is known of one case. Each list oldest first. */
export const SlaCaseFacts = z.object({
  /** Ours. */
  id: z.string(),
  channelId: ChannelId,
  /** Our number of the conversation; null for a case seen at CXone only. */
  contactNo: z.number().int().nullable(),
  /** Masked ('…k4Qz'). */
  endUser: z.string().nullable(),
  /** CXone's contact number; null while no message of it reached CXone. */
  caseId: z.string().nullable(),
  beganBy: z.enum(['customer', 'brand']),
  /** As CXone says; null until it did. */
  createdAt: z.number().nullable(),
  /** At most 400: of the older ones in between, those that no clock needs any more are left out. */
  messages: z.array(SlaMessage),
  statuses: z.array(z.object({ status: CaseStatus, at: SlaMoment })),
  /** `agent` null: not assigned. The name as CXone has it, else its id. */
  assignments: z.array(z.object({ agent: z.string().nullable(), at: SlaMoment })),
  /** The idle timer was set back. */
  extensions: z.array(z.object({ at: z.number(), by: z.string() })),
  /** Until this moment CXone said nothing that is not above; null: it was never asked about this case. */
  knownUntil: z.number().nullable(),
  /** False where CXone cannot be asked (no permission, no such call): what was seen is all there is, and is taken as final. */
  asked: z.boolean(),
});
export type SlaCaseFacts = z.infer<typeof SlaCaseFacts>;

/**
 * running: time is being used. closed: outside office hours, it stands. held: it stands by a rule (resolved, waiting for the
 * customer). unsure: the target lies in a time about which CXone has not been heard, or a moment is known too roughly to
 * say. breached: the target was passed for certain, ended since or not. attained: ended in time. no_reply: ended without
 * an answer. void: ended without a result (a brand's case without a customer, a timer whose agent changed).
 */
export const SlaClockState = z.enum([
  'running',
  'closed',
  'held',
  'unsure',
  'breached',
  'attained',
  'no_reply',
  'void',
]);
export type SlaClockState = z.infer<typeof SlaClockState>;

/** CXone's agent tool grades by the share left: normal above half, warning at half or less, critical when spent. */
export const SlaGrade = z.enum(['normal', 'warning', 'critical']);
export type SlaGrade = z.infer<typeof SlaGrade>;

/** One clock, read at a moment. */
export const SlaReading = z.object({
  metric: SlaMetric,
  /** From 0; repeated timers (follow-up) and clocks begun anew have one reading each, newest last. */
  round: z.number().int(),
  state: SlaClockState,
  grade: SlaGrade,
  startedAt: SlaMoment,
  /** Null while it goes on. */
  endedAt: SlaMoment.nullable(),
  targetMs: z.number(),
  /** Used until the reading, by the surest and by the widest count. */
  usedMs: z.object({ least: z.number(), most: z.number() }),
  /** Exact moment the target is or was reached if nothing stops it; null while it is held or has ended in time, or never (no open hour ahead). */
  deadlineAt: z.number().nullable(),
  /** Moments of its warnings, oldest first, those past included; empty while it is held. */
  warnAt: z.array(z.number()),
  /** The target was passed then, for certain; null otherwise. */
  breachedAt: z.number().nullable(),
  /** The two events of the figure: a message of ours, or a status or assignment of CXone. */
  startedBy: z.object({ kind: z.enum(['message', 'case', 'assignment', 'status']), messageId: MessageId.nullable() }),
  endedBy: z
    .object({ kind: z.enum(['message', 'case', 'assignment', 'status']), messageId: MessageId.nullable() })
    .nullable(),
});
export type SlaReading = z.infer<typeof SlaReading>;

/** One line of 'why this deadline'. */
export const SlaWhyStep = z.object({
  kind: z.enum(['start', 'open', 'closed', 'held', 'policy_changed', 'target', 'end', 'now']),
  from: z.number(),
  until: z.number(),
  /** Counted in this step, ms. */
  countedMs: z.number(),
  /** Sum so far, ms. */
  sumMs: z.number(),
  /** An exception's name, the status that held it, or the version's id. */
  note: z.string().nullable(),
});
export type SlaWhyStep = z.infer<typeof SlaWhyStep>;

export const SlaWhy = z.object({
  reading: SlaReading,
  /** Whose policy counts. */
  policy: z.enum(['global', 'channel']),
  calendarName: z.string(),
  timeZone: z.string(),
  rules: SlaRules,
  /** At most 120; `stepsLeftOut` counts the rest (the oldest closed and open stretches). */
  steps: z.array(SlaWhyStep),
  stepsLeftOut: z.number().int(),
});
export type SlaWhy = z.infer<typeof SlaWhy>;

/** Why a target was missed. outage: without the time in which messages could not pass, it would have been met. */
export const SlaCause = z.enum(['people', 'outage']);
export type SlaCause = z.infer<typeof SlaCause>;

/** Time a clock ran while messages could not pass. */
export const SlaOutage = z.object({
  /** Office time of it, ms. */
  lostMs: z.number(),
  /** Time the customer's message or the answer waited in the relay, ms of office time; part of `lostMs`. */
  heldMs: z.number(),
  legs: z.array(Leg),
  incidentIds: z.array(z.string()).max(20),
  /** It lay in planned maintenance, wholly or in part. */
  maintenance: z.boolean(),
});
export type SlaOutage = z.infer<typeof SlaOutage>;

/** One target missed, recorded once and never withdrawn. */
export const SlaBreach = z.object({
  id: z.string(),
  /** Ours. */
  slaCaseId: z.string(),
  caseId: z.string().nullable(),
  channelId: ChannelId,
  channelName: z.string(),
  endUser: z.string().nullable(),
  agent: z.string().nullable(),
  metric: SlaMetric,
  round: z.number().int(),
  targetMs: z.number(),
  startedAt: SlaMoment,
  /** The moment the target was passed, whether or not the relay ran then. */
  breachedAt: z.number(),
  foundAt: z.number(),
  endedAt: SlaMoment.nullable(),
  /** Office time over the target when it ended; null while it goes on. */
  lateMs: z.number().nullable(),
  cause: SlaCause,
  outage: SlaOutage.nullable(),
  versionId: z.string(),
});
export type SlaBreach = z.infer<typeof SlaBreach>;

/** One conversation on the board. */
export const SlaRow = z.object({
  id: z.string(),
  channelId: ChannelId,
  channelName: z.string(),
  /** The channel's state now: a broken one is marked. */
  channelState: ChannelStateKind,
  incidentId: z.string().nullable(),
  endUser: z.string().nullable(),
  caseId: z.string().nullable(),
  status: CaseStatus.nullable(),
  statusAt: SlaMoment.nullable(),
  agent: z.string().nullable(),
  assignedAt: SlaMoment.nullable(),
  /** The newest round of each metric that is timed. */
  clocks: z.array(SlaReading),
  /** The clock that decides the row's place; null when none goes on. */
  next: z.object({ metric: SlaMetric, deadlineAt: z.number().nullable() }).nullable(),
  /** A message of it waits in the relay. */
  isHeld: z.boolean(),
  /** Newest message of the conversation. */
  messageId: MessageId.nullable(),
  mayExtendIdle: z.boolean(),
});
export type SlaRow = z.infer<typeof SlaRow>;

/** Figures over all open cases. */
export const SlaSummary = z.object({
  asOf: z.number(),
  open: z.number().int(),
  /** A warning has come, the target has not. */
  atRisk: z.number().int(),
  breached: z.number().int(),
  unsure: z.number().int(),
  next: z
    .object({
      id: z.string(),
      channelId: ChannelId,
      channelName: z.string(),
      endUser: z.string().nullable(),
      metric: SlaMetric,
      deadlineAt: z.number(),
      /** Its calendar, to count down in office time. */
      calendarId: z.string(),
    })
    .nullable(),
  /** Missed since local midnight of the global calendar. */
  today: z.object({ people: z.number().int(), outage: z.number().int() }),
  /** How far CXone has been heard about cases. */
  polls: z.array(
    z.object({
      integrationId: z.string(),
      lastAt: z.number().nullable(),
      state: z.enum(['fresh', 'late', 'failing', 'not_possible']),
      code: z.string().nullable(),
    }),
  ),
});
export type SlaSummary = z.infer<typeof SlaSummary>;

/** What a change of settings would do to one open clock. */
export const SlaMove = z.object({
  id: z.string(),
  channelId: ChannelId,
  channelName: z.string(),
  endUser: z.string().nullable(),
  caseId: z.string().nullable(),
  metric: SlaMetric,
  before: z.object({ deadlineAt: z.number().nullable(), state: SlaClockState }).nullable(),
  after: z.object({ deadlineAt: z.number().nullable(), state: SlaClockState }).nullable(),
});
export type SlaMove = z.infer<typeof SlaMove>;

/** One thing wrong with settings, at its field: `path` as in ['calendars', 0, 'week', 2, 1]. */
export const SlaProblem = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  code: z.string(),
  value: z.string().nullable(),
});
export type SlaProblem = z.infer<typeof SlaProblem>;

export const SlaPreview = z.object({
  /** Not empty: nothing was worked out. */
  problems: z.array(SlaProblem).max(100),
  openClocks: z.number().int(),
  sooner: z.number().int(),
  later: z.number().int(),
  /** Would be missed at once or had been missed already by the new targets. */
  wouldBreach: z.number().int(),
  /** Timed before and not after, or the other way round. */
  appearOrEnd: z.number().int(),
  /** Those that move most urgently first, at most 200. */
  moves: z.array(SlaMove),
});
export type SlaPreview = z.infer<typeof SlaPreview>;

/** What became of clocks that ended (or were missed) in a period. */
export const SlaFigures = z.object({
  attained: z.number().int(),
  missedPeople: z.number().int(),
  missedOutage: z.number().int(),
  noReply: z.number().int(),
  /** Ended at a moment known too roughly to say. */
  unsure: z.number().int(),
  /** Office time used, of those that ended with a result; null without any. */
  p50Ms: z.number().nullable(),
  p90Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type SlaFigures = z.infer<typeof SlaFigures>;

export const SlaReportQuery = z.object({
  /** Empty: all. */
  channelIds: z.array(ChannelId).max(500),
  from: z.number().min(0),
  until: z.number().min(0),
  /** Weeks, days and hours are meant in this zone. */
  timeZone: z.string().max(100),
});
export type SlaReportQuery = z.infer<typeof SlaReportQuery>;

export const SlaReportLine = z.object({
  metric: SlaMetric,
  figures: SlaFigures,
});

/** A clock belongs to the time it started at. */
export const SlaReport = z.object({
  query: SlaReportQuery,
  madeAt: z.number(),
  total: z.array(SlaReportLine),
  byChannel: z.array(
    z.object({
      channelId: ChannelId,
      channelName: z.string(),
      lines: z.array(SlaReportLine),
      /** Minutes of office time in which a leg was down. */
      outageMinutes: z.number(),
    }),
  ),
  /** 'YYYY-MM-DD' of the Monday. */
  byWeek: z.array(z.object({ week: OfficeDate, lines: z.array(SlaReportLine), outageMinutes: z.number() })),
  byDay: z.array(z.object({ date: OfficeDate, lines: z.array(SlaReportLine), outageMinutes: z.number() })),
  /** 0: Monday. */
  byWeekday: z.array(z.object({ weekday: z.number().int(), lines: z.array(SlaReportLine) })),
  byHour: z.array(z.object({ hour: z.number().int(), lines: z.array(SlaReportLine) })),
  /** First response and solution by weekday and hour of the start. */
  heat: z.array(
    z.object({
      weekday: z.number().int(),
      hour: z.number().int(),
      metric: SlaMetric,
      attained: z.number().int(),
      missedPeople: z.number().int(),
      missedOutage: z.number().int(),
    }),
  ),
  /** True when more ended than are counted at a time; `counted` were. */
  cut: z.boolean(),
  counted: z.number().int(),
});
export type SlaReport = z.infer<typeof SlaReport>;

/** CXone's own figures, whose meaning is not published: for the diagnostics view only. */
export const CxoneSlaRaw = z.object({
  at: z.number(),
  firstResponseTime: z.object({ raw: z.number().nullable(), alreadyHasValue: z.boolean().nullable() }).nullable(),
  solutionTime: z.object({ raw: z.number().nullable(), alreadyHasValue: z.boolean().nullable() }).nullable(),
});
export type CxoneSlaRaw = z.infer<typeof CxoneSlaRaw>;

/** Everything one case's page shows. */
export const SlaCaseStory = z.object({
  row: SlaRow,
  facts: SlaCaseFacts,
  why: z.array(SlaWhy),
  breaches: z.array(SlaBreach),
  cxone: CxoneSlaRaw.nullable(),
  /** The case in CXone, https; null when CXone named none, or one outside its own hosts. */
  link: z.string().nullable(),
});
export type SlaCaseStory = z.infer<typeof SlaCaseStory>;
