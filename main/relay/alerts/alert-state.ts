import { z } from 'zod';
import { AlertNotice, AlertSeverity } from '#shared/domain/alerts.ts';
import { ActionOwner, ChannelStateKind, Leg } from '#shared/domain/channel.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';

/** A notice as the relay handles it: the contract's, and who has to act. */
export const RelayNotice = AlertNotice.extend({ owner: ActionOwner });
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
});
export type AlertState = z.infer<typeof AlertState>;

export const freshAlertState: AlertState = {
  groups: [],
  waiting: {},
  gaps: [],
  gapsToldAt: null,
  watches: [],
  dailyDate: null,
};
