import { z } from 'zod';
import { AlertNotice, AlertSeverity } from '#shared/domain/alerts.ts';
import { ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { ActionOwner, ChannelStateKind, Leg } from '#shared/domain/channel.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { SlaCause } from '#shared/domain/sla.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';

/** A notice as the relay handles it: the contract's, and who has to act. One kept by an earlier version says nothing of clocks. */
export const RelayNotice = AlertNotice.extend({
  sla: AlertNotice.shape.sla.default(null),
  owner: ActionOwner,
  /** certificate: what stops with it, and how it is used. Absent otherwise. */
  certificate: z.object({ legs: z.array(Leg), what: ExpiryLine.shape.what.nullable() }).optional(),
});
export type RelayNotice = z.infer<typeof RelayNotice>;

/** Incidents of one cause that people were told of together. */
export const AlertGroup = z.object({
  /** What they have in common. */
  cause: z.string(),
  incidentIds: z.array(z.string()),
  channelIds: z.array(ChannelId),
  channelNames: z.array(z.string()),
  severity: AlertSeverity,
  state: ChannelStateKind,
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
  value: z.string().nullable(),
  owner: ActionOwner,
  /** When people were last told that something is newly broken. */
  openedToldAt: z.number(),
  /** When people were last told anything of it. */
  lastToldAt: z.number(),
});
export type AlertGroup = z.infer<typeof AlertGroup>;

const PendingGap = z.object({
  from: z.number(),
  until: z.number(),
  code: ErrorCode,
  channelId: ChannelId.nullable(),
  channelName: z.string().nullable(),
});
export type PendingGap = z.infer<typeof PendingGap>;

/** A clock people are to be told of, and since when they are. */
const PendingClock = z.object({
  slaCaseId: z.string(),
  channelId: ChannelId,
  channelName: z.string(),
  endUser: z.string().nullable(),
  metric: SlaMetric,
  deadlineAt: z.number(),
  cause: SlaCause.nullable(),
  officeOpen: z.boolean(),
  since: z.number(),
});
export type PendingClock = z.infer<typeof PendingClock>;

const ClocksOfKind = z.object({
  /** Most urgent first. */
  pending: z.array(PendingClock),
  /** Further ones that are only counted. */
  more: z.number().int(),
  /** When the clocks were last asked whether they still go on. */
  askedAt: z.number().nullable(),
  /** By channel: when people were last told. */
  toldAt: z.record(z.string(), z.number()),
});
export type ClocksOfKind = z.infer<typeof ClocksOfKind>;

const SlaAlertState = z.object({ warning: ClocksOfKind, breach: ClocksOfKind });
export type SlaAlertState = z.infer<typeof SlaAlertState>;

const noClocks: ClocksOfKind = { pending: [], more: 0, askedAt: null, toldAt: {} };
const freshSlaState: SlaAlertState = { warning: noClocks, breach: noClocks };

/** A certificate people are to be told of. */
const PendingCertificate = z.object({
  name: z.string(),
  validUntil: z.number(),
  code: ErrorCode,
  legs: z.array(Leg),
  channels: z.array(z.object({ id: ChannelId, name: z.string() })),
  what: ExpiryLine.shape.what.nullable(),
  /** It failed, and nothing earlier could be put back. */
  stillInUse: z.boolean(),
});
export type PendingCertificate = z.infer<typeof PendingCertificate>;

/** What the policy remembers between its turns, and over a restart. */
export const AlertState = z.object({
  groups: z.array(AlertGroup),
  /** Open incidents nobody was told of: since when they count; null while maintenance holds them. */
  waiting: z.record(z.string(), z.number().nullable()),
  gaps: z.array(PendingGap),
  gapsToldAt: z.number().nullable(),
  /** Notices for whoever asked, held back by quiet hours. */
  watches: z.array(RelayNotice),
  /** The local date of the last daily line; null before the first. */
  dailyDate: z.string().nullable(),
  /** Absent in what an earlier version kept. */
  sla: SlaAlertState.default(freshSlaState),
  certificates: z.array(PendingCertificate).default([]),
});
export type AlertState = z.infer<typeof AlertState>;

export const freshAlertState: AlertState = {
  groups: [],
  waiting: {},
  gaps: [],
  gapsToldAt: null,
  watches: [],
  dailyDate: null,
  sla: freshSlaState,
  certificates: [],
};
