import { z } from 'zod';
import { ChannelStateKind, Leg } from './channel.ts';
import { ChannelId, MessageId } from './ids.ts';
import { SlaMetric, SlaRules } from './sla-settings.ts';

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
