import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaCause } from '#shared/domain/sla.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';

/** One clock that people are to be told of. */
export interface SlaAlertItem {
  readonly slaCaseId: string;
  readonly channelId: ChannelId;
  readonly channelName: string;
  /** Masked. */
  readonly endUser: string | null;
  readonly metric: SlaMetric;
  /** When the target is or was reached, epoch ms. */
  readonly deadlineAt: number;
  /** Null for a warning. */
  readonly cause: SlaCause | null;
  /** Whether the channel's office is open now. */
  readonly officeOpen: boolean;
}

/** Whom clocks tell before and at a missed target. Each clock is told of once for each warning and once when missed. */
export interface SlaAlerts {
  warned(items: readonly SlaAlertItem[]): void;
  breached(items: readonly SlaAlertItem[]): void;
}
