import { z } from 'zod';
import { ChannelRight } from './setup/permissions.ts';
import { CaseStatus } from './sla.ts';

/**
 * The agent desk of the sandbox's tenant: what its API says and takes. Every call but the first two carries
 * `Authorization: Bearer {token}` of a signed-in simulated user; bodies are JSON. A refusal is a `DeskRefusal`, whichever
 * address was called. Times are epoch ms: those of messages and `createdAt` as written on the wire, all others on the sandbox's
 * own clock, which can be wound forward (`DeskState.at` is its now). Ids of cases are contact numbers.
 *
 * | call | body | answer |
 * |---|---|---|
 * | GET /desk/api/people | - | `DeskPeople`, everybody one may sign in as |
 * | POST /desk/api/sign-in | `DeskSignIn` | `DeskSession` |
 * | POST /desk/api/sign-out | - | 204 |
 * | GET /desk/api/state?since={revision}&case={number} | - | `DeskState` as soon as it is newer than `since`; 204 after 25 s |
 * | POST /desk/api/available | `DeskAvailable` | 204; unavailable people are offered nothing |
 * | POST /desk/api/cases/{number}/accept | - | 204 |
 * | POST /desk/api/cases/{number}/reject | - | 204 |
 * | GET /desk/api/cases/{number}/sla | - | `DeskSla`, asked for when the reply field gets the focus |
 * | POST /desk/api/cases/{number}/extend | - | 204; sets the customer's idle time back to the whole |
 * | POST /desk/api/cases/{number}/typing | `DeskTyping` | 204 |
 * | POST /desk/api/cases/{number}/files | `DeskUpload` | `DeskAttachment` |
 * | POST /desk/api/cases/{number}/reply | `DeskReply` | `DeskSent`, 201; what became of it comes with the state |
 * | POST /desk/api/cases/{number}/probe | `DeskProbe` | `DeskProbeResult`: an unknown call made to the relay |
 *
 * As the real tenant's API has them (Digital Engagement API 3.0), with the same token:
 *
 * | call | body | answer |
 * |---|---|---|
 * | PUT /dfo/3.0/contacts/{number}/inbox-assignment | `{userId}` | `{}` |
 * | DELETE /dfo/3.0/contacts/{number}/inbox-assignment | - | `{}` |
 * | PUT /dfo/3.0/contacts/{number}/status | `{status}` | 204 |
 * | POST /dfo/3.0/contacts/{number}/message-drafts | `DeskReply` | `DeskDraft`, 201 |
 * | POST /dfo/3.0/contacts/{number}/message-drafts/{draftId}/approval | - | `DeskDraft` |
 * | POST /dfo/3.0/contacts/{number}/message-drafts/{draftId}/refusal | `DeskDraftRefusal` | `DeskDraft` |
 * | POST /dfo/3.0/messages/{messageId}/delete | - | `DeskInsideOnly` |
 * | POST, DELETE /dfo/3.0/messages/{messageId}/hide | - | `DeskInsideOnly` |
 */

/** Why the tenant said no. The page has a sentence for each. */
export const DeskRefusalCode = z.enum([
  'bad_request',
  'not_found',
  'foreign_origin',
  'too_many',
  'not_signed_in',
  'unknown_user',
  'unknown_case',
  'unknown_message',
  'unknown_draft',
  /** Digital users have exactly one role. */
  'no_role',
  'more_than_one_role',
  /** The user answers neither in CXone Agent nor in MAX. */
  'no_application',
  /** CXone Agent: attribute Digital Engagement and a digital skill. */
  'needs_attribute_and_skill',
  /** MAX: either of them. */
  'needs_attribute_or_skill',
  'channel_not_in_role',
  /** `right` names it. Without `reply` a draft can be written. */
  'needs_right',
  /** Reply is there, but not the permission View Skills. */
  'needs_view_skills',
  'not_offered_to_you',
  /** The skill knows no accept and reject: its cases are assigned at once. */
  'no_accept_reject',
  /** Only who has the case may do this. */
  'not_assigned_to_you',
  'not_assigned',
  /** `userId` does not get cases of this channel: no skill, no access, or the channel is not in the role. */
  'user_may_not_get_it',
  'status_not_possible',
  'case_over',
  'draft_settled',
  /** Without Reply nobody releases what they wrote themselves. */
  'own_draft',
  'reason_required',
  'empty_reply',
  'text_too_long',
  'file_too_big',
  'too_many_files',
  'unknown_file',
  'no_idle_timer',
  'extension_not_allowed',
]);
export type DeskRefusalCode = z.infer<typeof DeskRefusalCode>;

export const DeskRefusal = z.object({
  code: DeskRefusalCode,
  /** In English, for whoever reads the API. */
  message: z.string(),
  /** Member of the body; null: the call as a whole. */
  field: z.string().nullable(),
  /** With `needs_right`. */
  right: ChannelRight.nullable(),
});
export type DeskRefusal = z.infer<typeof DeskRefusal>;

export const DeskUser = z.object({
  id: z.number().int(),
  name: z.string(),
  /** Names of their roles; right is exactly one. */
  roles: z.array(z.string()),
  application: z.enum(['cxone_agent', 'max', 'none']),
  digitalEngagement: z.boolean(),
  /** Names of digital skills. */
  skills: z.array(z.string()),
  isSignedIn: z.boolean(),
  /** Not available: nothing is offered. Becomes false when an offer ran out unanswered. */
  isAvailable: z.boolean(),
  /** Why this user gets no case at all; null: gets some. */
  hindrance: DeskRefusalCode.nullable(),
});
export type DeskUser = z.infer<typeof DeskUser>;

export const DeskPeople = z.object({ users: z.array(DeskUser).max(500) });
export type DeskPeople = z.infer<typeof DeskPeople>;

export const DeskSignIn = z.object({ userId: z.number().int() });
export type DeskSignIn = z.infer<typeof DeskSignIn>;

export const DeskSession = z.object({ token: z.string(), user: DeskUser });
export type DeskSession = z.infer<typeof DeskSession>;

export const DeskAvailable = z.object({ available: z.boolean() });
export type DeskAvailable = z.infer<typeof DeskAvailable>;

/**
 * waiting: in the queue, nobody has it. offered: Incoming at `offeredTo`. assigned. idle: taken from its agent because the
 * customer was silent, waits until the customer writes. done: resolved or closed. backlog: no skill, queue or user gets it.
 */
export const DeskStage = z.enum(['waiting', 'offered', 'assigned', 'idle', 'done', 'backlog']);
export type DeskStage = z.infer<typeof DeskStage>;

export const DeskTimer = z.object({
  kind: z.enum(['agent_first', 'agent_follow_up', 'customer_idle']),
  startedAt: z.number(),
  dueAt: z.number(),
  isOver: z.boolean(),
  /** Only of `customer_idle`: whether the skill lets the agent extend it, and how often that was done. */
  mayExtend: z.boolean(),
  extensions: z.number().int(),
});
export type DeskTimer = z.infer<typeof DeskTimer>;

const Person = z.object({ id: z.number().int(), name: z.string() });

export const DeskCaseRow = z.object({
  number: z.string(),
  channelName: z.string(),
  customer: z.string(),
  status: CaseStatus,
  stage: DeskStage,
  assignee: Person.nullable(),
  offeredTo: Person.nullable(),
  /** When an unanswered offer goes on to the next one. */
  offeredUntil: z.number().nullable(),
  createdAt: z.number(),
  lastMessage: z.object({ from: z.enum(['customer', 'agent', 'bot']), at: z.number(), text: z.string() }).nullable(),
  /** Drafts that wait for an approver. */
  draftsWaiting: z.number().int(),
  timers: z.array(DeskTimer),
});
export type DeskCaseRow = z.infer<typeof DeskCaseRow>;

/** sending: the relay has not answered; accepted: it has it. The other states are what the relay reported or answered. */
const DeskMessageState = z.enum(['sending', 'accepted', 'refused', 'unanswered', 'delivered', 'seen', 'failed']);

export const DeskMessage = z.object({
  id: z.string(),
  from: z.enum(['customer', 'agent', 'bot']),
  /** Null for what the customer wrote. */
  author: z.string().nullable(),
  at: z.number(),
  text: z.string(),
  files: z.array(z.object({ name: z.string(), mimeType: z.string(), url: z.string() })),
  state: DeskMessageState.nullable(),
  /** The relay's words for a refusal or failure. */
  reason: z.string().nullable(),
  /** Flagged inside the tenant only; the customer still has it. */
  isDeletedHere: z.boolean(),
  isHiddenHere: z.boolean(),
});
export type DeskMessage = z.infer<typeof DeskMessage>;

export const DeskDraft = z.object({
  id: z.string(),
  author: Person,
  at: z.number(),
  text: z.string(),
  files: z.array(z.string()),
  state: z.enum(['waiting', 'approved', 'refused']),
  /** Who approved or refused it, and why it was refused. */
  settledBy: Person.nullable(),
  settledAt: z.number().nullable(),
  reason: z.string().nullable(),
});
export type DeskDraft = z.infer<typeof DeskDraft>;

/** What happened to a case, besides messages. */
export const DeskEvent = z.object({
  at: z.number(),
  kind: z.enum([
    'created',
    'offered',
    'accepted',
    'rejected',
    'offer_ran_out',
    'offer_withdrawn',
    'assigned',
    'unassigned',
    'unassigned_idle',
    'extended',
    'status',
    'draft_written',
    'draft_approved',
    'draft_refused',
    'deleted_here',
    'hidden_here',
    'shown_here',
    'probe',
  ]),
  /** Who did it; null: the tenant itself. */
  by: z.string().nullable(),
  /** Whom it concerns, the new status, or the answer to a probe. */
  about: z.string().nullable(),
});
export type DeskEvent = z.infer<typeof DeskEvent>;

/** The case that is open at the desk. */
export const DeskCase = DeskCaseRow.extend({
  /** Oldest first, the last 100. */
  messages: z.array(DeskMessage).max(100),
  drafts: z.array(DeskDraft).max(50),
  events: z.array(DeskEvent).max(100),
  /** How it came to people: the names of script, skill or queue. */
  route: z.object({ script: z.string().nullable(), skill: z.string().nullable(), queue: z.string().nullable() }),
  /** What the signed-in user's role may do on this channel. */
  rights: z.array(ChannelRight),
  /** Why the reply field sends nothing; null: it sends. Where the reason is a missing right, a draft can be written. */
  replyHindrance: DeskRefusalCode.nullable(),
  draftHindrance: DeskRefusalCode.nullable(),
  /** Whether the skill lets agents accept and reject. */
  acceptReject: z.boolean(),
  statuses: z.array(CaseStatus),
  /** Who may get it. */
  assignable: z.array(Person).max(500),
});
export type DeskCase = z.infer<typeof DeskCase>;

/** Something the user must be told, newest last. */
export const DeskNotice = z.object({
  id: z.number().int(),
  at: z.number(),
  kind: z.enum([
    'case_offered',
    'offer_ran_out',
    'case_assigned',
    'case_unassigned',
    'case_unassigned_idle',
    'customer_wrote',
    'timer_over',
    'draft_approved',
    'draft_refused',
    'draft_waiting',
  ]),
  number: z.string(),
  customer: z.string(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type DeskNotice = z.infer<typeof DeskNotice>;

export const DeskQuickText = z.object({
  id: z.string(),
  language: z.enum(['en', 'nl', 'zh']),
  title: z.string(),
  text: z.string(),
});
export type DeskQuickText = z.infer<typeof DeskQuickText>;

export const DeskState = z.object({
  revision: z.number().int(),
  at: z.number(),
  me: DeskUser,
  users: z.array(DeskUser).max(500),
  /** Offered to me, mine, then others' and waiting ones (only for who may assign, unassign or approve there); longest waiting first. */
  cases: z.array(DeskCaseRow).max(200),
  /** All there are for this user. */
  total: z.number().int(),
  case: DeskCase.nullable(),
  notices: z.array(DeskNotice).max(50),
  quickTexts: z.array(DeskQuickText).max(50),
});
export type DeskState = z.infer<typeof DeskState>;

/** As the tenant's API gives them; `raw` in seconds, inside office hours. `targetSeconds` null: no target set. */
const SlaValue = z.object({
  raw: z.number().int(),
  alreadyHasValue: z.boolean(),
  targetSeconds: z.number().int().nullable(),
  /** normal: more than half of the time is left; critical: none. Null without a target. */
  state: z.enum(['normal', 'warning', 'critical']).nullable(),
});
export const DeskSla = z.object({
  firstResponseTime: SlaValue,
  solutionTime: SlaValue,
  /** 'round_the_clock', or the tenant's office hours with 'open' or 'closed' now. */
  hours: z.enum(['round_the_clock', 'open', 'closed']),
});
export type DeskSla = z.infer<typeof DeskSla>;

/** Longest text, in UTF-16 units; files of one reply, and the size of one. */
export const deskTextLimit = 10_000;
export const deskFilesLimit = 10;
export const deskFileLimitBytes = 20 * 1024 * 1024;

export const DeskTyping = z.object({ typing: z.boolean() });
export type DeskTyping = z.infer<typeof DeskTyping>;

export const DeskUpload = z.object({
  fileName: z.string().min(1).max(200),
  mimeType: z.string().min(1).max(200),
  contentBase64: z.base64(),
});
export type DeskUpload = z.infer<typeof DeskUpload>;

export const DeskAttachment = z.object({
  id: z.string(),
  fileName: z.string(),
  mimeType: z.string(),
  url: z.string(),
});
export type DeskAttachment = z.infer<typeof DeskAttachment>;

export const DeskReply = z.object({
  text: z.string(),
  /** `id`s of uploaded files of this case. */
  files: z.array(z.string().max(100)).default([]),
  /** Id of the customer's message that is answered. */
  replyTo: z.string().max(100).optional(),
});
export type DeskReply = z.infer<typeof DeskReply>;

export const DeskSent = z.object({ messageId: z.string() });
export type DeskSent = z.infer<typeof DeskSent>;

export const DeskDraftRefusal = z.object({ reason: z.string().max(1_000) });
export type DeskDraftRefusal = z.infer<typeof DeskDraftRefusal>;

/** Deleted or hidden inside the tenant; why nothing was asked of the channel. */
export const DeskInsideOnly = z.object({
  /** no_published_call: nobody published such a call to a channel. platform_cannot: WeChat cannot hide a message. */
  reasons: z.array(z.enum(['no_published_call', 'platform_cannot'])),
});
export type DeskInsideOnly = z.infer<typeof DeskInsideOnly>;

/** What a trainer sends to see how the relay meets a call that nobody published. */
export const DeskProbe = z.object({ action: z.enum(['hide', 'delete']), messageId: z.string().max(100) });
export type DeskProbe = z.infer<typeof DeskProbe>;

export const DeskProbeResult = z.object({
  method: z.string(),
  path: z.string(),
  /** Null: the relay gave no answer. */
  status: z.number().int().nullable(),
  /** The relay's answer as text, cut. */
  body: z.string().max(2_000),
});
export type DeskProbeResult = z.infer<typeof DeskProbeResult>;
