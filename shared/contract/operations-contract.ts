import { z } from 'zod';
import {
  AlertNotice,
  AlertSettings,
  AlertSettingsChange,
  AlertSinkName,
  AlertSinkStatus,
  AlertTestResult,
} from '../domain/alerts.ts';
import { ChannelSnapshot } from '../domain/channel.ts';
import { ChannelHistory, HistoryPeriod, ProbeResult, ReceptionGap } from '../domain/health.ts';
import { Incident, IncidentStory } from '../domain/incident.ts';
import { ChannelId, MessageId, OpenId } from '../domain/ids.ts';
import {
  AuditLine,
  ChannelControl,
  ChannelSettings,
  ControlAction,
  Maintenance,
  ShiftNote,
  TestFollower,
  Watch,
} from '../domain/operations.ts';
import { Receipt, ReconnectRun } from '../domain/reconnect.ts';
import { invoke, push } from './contract-types.ts';
import { withOperator } from './with-operator.ts';

/** Everything one channel's page shows besides the snapshot. */
export const ChannelDetail = z.object({
  snapshot: ChannelSnapshot,
  probes: z.array(ProbeResult),
  control: ChannelControl,
  settings: ChannelSettings,
  /** The reconnect under way, or the last one of this session. */
  run: ReconnectRun.nullable(),
  /** Newest first, at most 20. */
  receipts: z.array(Receipt),
  /** Of the last 30 days, newest first, at most 50. */
  gaps: z.array(ReceptionGap),
  maintenance: z.array(Maintenance),
});
export type ChannelDetail = z.infer<typeof ChannelDetail>;

/** Epoch ms that a calendar knows: what lies beyond cannot be written as a date any more (ECMAScript: 8.64e15). */
const moment = z.number().min(0).max(8_640_000_000_000_000);

export const IncidentFilter = z.object({
  /** open: not closed. */
  state: z.enum(['open', 'closed', 'all']),
  channelId: ChannelId.nullable(),
  /** Opened before this, for the next page; null: from the newest. */
  before: moment.nullable(),
  limit: z.number().int().min(1).max(200),
});
export type IncidentFilter = z.infer<typeof IncidentFilter>;

/** What one shift hands to the next. */
export const ShiftHandOver = z.object({
  at: z.number(),
  since: z.number(),
  open: z.array(Incident),
  closed: z.array(Incident),
  channels: z.array(ChannelSnapshot),
  done: z.array(AuditLine),
  maintenance: z.array(Maintenance),
  watches: z.array(Watch),
  notes: z.array(ShiftNote),
  gaps: z.array(ReceptionGap),
});
export type ShiftHandOver = z.infer<typeof ShiftHandOver>;

const channelIds = z.array(ChannelId).min(1).max(500);
const incidentId = z.string().min(1).max(64);

/** Questions that change nothing. The same at the relay and at the window. */
export const operationsQuestions = {
  'channel.detail': invoke(z.object({ channelId: ChannelId }), ChannelDetail),
  'channel.history': invoke(z.object({ channelId: ChannelId, period: HistoryPeriod }), ChannelHistory),
  'reconnect.runs': invoke(z.null(), z.array(ReconnectRun)),
  'receipt.get': invoke(z.object({ id: z.string().max(64) }), Receipt),
  'incidents.page': invoke(IncidentFilter, z.array(Incident)),
  'incident.get': invoke(z.object({ id: incidentId }), IncidentStory),
  'alerts.get': invoke(z.null(), AlertSettings),
  'alerts.status': invoke(z.null(), z.array(AlertSinkStatus)),
  'maintenance.list': invoke(z.null(), z.array(Maintenance)),
  'watches.list': invoke(z.null(), z.array(Watch)),
  'audit.page': invoke(
    z.object({
      channelId: ChannelId.nullable(),
      before: moment.nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    z.array(AuditLine),
  ),
  /** Of the shift that began at `since`. */
  'shift.handOver': invoke(z.object({ since: moment }), ShiftHandOver),
} as const;

/** Acts of an operator as the window asks for them. The main process adds who it is (see `operationsForRelay`). */
export const operationsActs = {
  /** Begins a reconnect of each; one under way goes on. Throws CHANNEL_UNKNOWN. */
  'reconnect.start': invoke(z.object({ channelIds }), z.array(ReconnectRun)),
  /** While it asks: the steps were done, try again. */
  'reconnect.continue': invoke(z.object({ runId: z.string().max(64) }), ReconnectRun),
  'reconnect.cancel': invoke(z.object({ runId: z.string().max(64) }), ReconnectRun),
  /** Asks a registered test follower for a code word. Throws TEST_FOLLOWER_UNKNOWN. */
  'reconnect.test': invoke(z.object({ runId: z.string().max(64), openId: OpenId }), ReconnectRun),
  /** Throws TIME_IN_PAST for a pause that would be over, CHANNEL_UNKNOWN. */
  'channels.control': invoke(
    z.object({ channelIds, action: ControlAction, until: moment.nullable() }),
    z.array(ChannelSnapshot),
  ),
  'channel.setSettings': invoke(z.object({ channelId: ChannelId, settings: ChannelSettings }), ChannelSettings),
  /** Registers the sender or receiver of that message. Throws TEST_FOLLOWER_UNKNOWN when the sender cannot be read. */
  'channel.addFollower': invoke(
    z.object({ messageId: MessageId, label: TestFollower.shape.label }),
    z.object({ channelId: ChannelId, settings: ChannelSettings }),
  ),
  'incident.acknowledge': invoke(z.object({ id: incidentId }), Incident),
  'incident.snooze': invoke(z.object({ id: incidentId, until: moment }), Incident),
  'incident.assign': invoke(z.object({ id: incidentId, assignee: z.string().max(200).nullable() }), Incident),
  'incident.note': invoke(z.object({ id: incidentId, text: z.string().min(1).max(2_000) }), IncidentStory),
  'alerts.set': invoke(AlertSettingsChange, AlertSettings),
  /** Sends a test notice to it now, with the settings as stored. */
  'alerts.test': invoke(z.object({ sink: AlertSinkName }), AlertTestResult),
  'maintenance.plan': invoke(
    z.object({ channelIds, from: moment, until: moment, note: z.string().max(500) }),
    Maintenance,
  ),
  'maintenance.end': invoke(z.object({ id: z.string().max(64) }), Maintenance),
  'watch.message': invoke(z.object({ messageId: MessageId }), Watch),
  /** The sender or receiver of that message. */
  'watch.customer': invoke(z.object({ messageId: MessageId }), Watch),
  'watch.end': invoke(z.object({ id: z.string().max(64) }), Watch),
  'shift.note': invoke(z.object({ text: z.string().min(1).max(2_000) }), ShiftNote),
} as const;

/** Notices. */
export const operationsNotices = {
  'reconnect.changed': push(ReconnectRun),
  'incident.changed': push(Incident),
  /** To be shown on this desktop; quiet hours, maintenance and grouping are already applied. */
  'alert.raised': push(AlertNotice),
  'watch.changed': push(Watch),
  'gap.found': push(ReceptionGap),
  'audit.added': push(AuditLine),
} as const;

/** The acts as the relay takes them: `by` is the operator, for audit and time lines. */
export const operationsForRelay = withOperator(operationsActs);
