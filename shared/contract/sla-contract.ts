import { z } from 'zod';
import { ChannelId } from '../domain/ids.ts';
import { SlaBreach, SlaCause, SlaCaseStory, SlaPreview, SlaRow, SlaSummary } from '../domain/sla.ts';
import { SlaReport, SlaReportQuery } from '../domain/sla-report.ts';
import { SlaMetric, SlaSettings, SlaVersion } from '../domain/sla-settings.ts';
import { invoke, push } from './contract-types.ts';
import { withOperator } from './with-operator.ts';

const slaId = z.string().min(1).max(64);
const moment = z.number().min(0).max(8_640_000_000_000_000);

export const SlaBoardQuery = z.object({
  /** Empty: all. */
  channelIds: z.array(ChannelId).max(500),
  show: z.enum(['open', 'at_risk', 'breached', 'unsure']),
  /** Null: every clock decides a row's place. */
  metric: SlaMetric.nullable(),
  limit: z.number().int().min(1).max(1_000),
});
export type SlaBoardQuery = z.infer<typeof SlaBoardQuery>;

export const SlaBoard = z.object({
  /** Most urgent first: missed longest first, then by deadline, then those that stand. */
  rows: z.array(SlaRow),
  /** All that match, whether shown or not. */
  total: z.number().int(),
  summary: SlaSummary,
});
export type SlaBoard = z.infer<typeof SlaBoard>;

export const SlaBreachQuery = z.object({
  channelIds: z.array(ChannelId).max(500),
  metric: SlaMetric.nullable(),
  cause: SlaCause.nullable(),
  from: moment,
  until: moment,
  /** Breached before this, for the next page; null: from the newest. */
  before: moment.nullable(),
  limit: z.number().int().min(1).max(200),
});
export type SlaBreachQuery = z.infer<typeof SlaBreachQuery>;

export const SlaSettingsView = z.object({
  current: SlaVersion,
  /** Saved, and not in force yet. */
  planned: SlaVersion.nullable(),
  /** Newest first, at most 50. */
  history: z.array(SlaVersion.omit({ settings: true })),
});
export type SlaSettingsView = z.infer<typeof SlaSettingsView>;

/** Questions that change nothing. The same at the relay and at the window. */
export const slaQuestions = {
  'sla.board': invoke(SlaBoardQuery, SlaBoard),
  'sla.summary': invoke(z.null(), SlaSummary),
  /** Throws SLA_CASE_NOT_FOUND. */
  'sla.case': invoke(z.object({ id: slaId }), SlaCaseStory),
  'sla.breaches': invoke(SlaBreachQuery, z.array(SlaBreach)),
  /** At most 400 days. Throws SLA_PERIOD_INVALID. */
  'sla.report': invoke(SlaReportQuery, SlaReport),
  'sla.settings': invoke(z.null(), SlaSettingsView),
  /** Which open clocks would move. `appliesFrom` null: from now. */
  'sla.preview': invoke(z.object({ settings: SlaSettings, appliesFrom: moment.nullable() }), SlaPreview),
} as const;

/** Acts of an operator as the window asks for them. */
export const slaActs = {
  /**
   * Puts settings in force from then on (null: now); a version planned before is replaced. Throws SLA_SETTINGS_INVALID,
   * TIME_IN_PAST, and SLA_SETTINGS_CHANGED when `basedOn` is not the newest version.
   */
  'sla.set': invoke(
    z.object({
      settings: SlaSettings,
      appliesFrom: moment.nullable(),
      note: z.string().max(500),
      basedOn: z.string().max(64),
    }),
    SlaSettingsView,
  ),
  /** Takes a planned version back. */
  'sla.cancelPlanned': invoke(z.object({ versionId: slaId }), SlaSettingsView),
  /** Sets the customer's idle timer back, as the agent did in CXone. Throws SLA_NOT_POSSIBLE. */
  'sla.extendIdle': invoke(z.object({ id: slaId }), SlaRow),
} as const;

export const slaNotices = {
  /** Open clocks changed; at most once a second. Whoever shows the board asks again. */
  'sla.changed': push(SlaSummary),
} as const;

/** The acts as the relay takes them. */
export const slaForRelay = withOperator(slaActs);
