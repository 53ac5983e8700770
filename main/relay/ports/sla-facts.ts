import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import type { SlaAlertItem } from './sla-alerts.ts';

/** What whoever tells people asks of the clocks. */
export interface SlaFacts {
  /** The newest round of that clock as it stands; `cause` null: not missed. Null when it goes on no more. */
  current(slaCaseId: string, metric: SlaMetric): SlaAlertItem | null;
  /** How many targets were missed in [from, until), epoch ms. */
  missed(from: number, until: number): Promise<{ readonly people: number; readonly outage: number }>;
}
