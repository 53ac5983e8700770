import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ActionOwner, ChannelStateKind, Leg } from './channel.ts';
import { ChannelId } from './ids.ts';

export const IncidentEventKind = z.enum([
  'opened',
  /** The channel's state or reason changed. */
  'changed',
  'flapping',
  'acknowledged',
  'snoozed',
  'snooze_ended',
  'assigned',
  'note',
  'notified',
  /** End users were told by a passive reply. */
  'customers_told',
  'reconnect_started',
  'reconnect_ended',
  'paused',
  'resumed',
  'closed',
]);
export type IncidentEventKind = z.infer<typeof IncidentEventKind>;

export const IncidentEvent = z.object({
  at: z.number(),
  kind: IncidentEventKind,
  /** The operator, or null when the relay did it. */
  by: z.string().nullable(),
  state: ChannelStateKind.nullable(),
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
  /** A note's text, an assignee, a receipt's id, a sink's name, or a count. */
  detail: z.string().nullable(),
});
export type IncidentEvent = z.infer<typeof IncidentEvent>;

/** Messages accepted while it was open, and what became of them; `waiting` counts those from before it too. */
export const IncidentImpact = z.object({
  inbound: z.number().int(),
  outbound: z.number().int(),
  conversations: z.number().int(),
  waiting: z.number().int(),
  deadLetters: z.number().int(),
  unconfirmed: z.number().int(),
  expired: z.number().int(),
  /** End users who were told by a passive reply. */
  customersTold: z.number().int(),
});
export type IncidentImpact = z.infer<typeof IncidentImpact>;

/** One fault of one channel, opened once, closed once. */
export const Incident = z.object({
  id: z.string(),
  channelId: ChannelId,
  channelName: z.string(),
  openedAt: z.number(),
  /** Null while it is open. */
  closedAt: z.number().nullable(),
  /** The gravest state and the newest reason while it was open. */
  worst: ChannelStateKind,
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
  value: z.string().nullable(),
  owner: ActionOwner,
  flapping: z.boolean(),
  /** Changes of state since it was opened. */
  changes: z.number().int(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.number().nullable(),
  /** No reminders until then. */
  snoozedUntil: z.number().nullable(),
  assignee: z.string().nullable(),
  /** It happened during planned maintenance: nobody was alerted. */
  duringMaintenance: z.boolean(),
  impact: IncidentImpact,
  revision: z.number().int(),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentStory = z.object({
  incident: Incident,
  /** Oldest first. At most 500; `eventsLeftOut` counts the rest. */
  events: z.array(IncidentEvent),
  eventsLeftOut: z.number().int(),
  receiptIds: z.array(z.string()),
});
export type IncidentStory = z.infer<typeof IncidentStory>;
