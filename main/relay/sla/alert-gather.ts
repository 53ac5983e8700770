import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaBreach, SlaReading } from '#shared/domain/sla.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import type { SlaAlertItem, SlaAlerts } from '../ports/sla-alerts.ts';
import type { KeptCase } from './kept-case.ts';

/** So many are told of at a time; a relay that was off for days may find thousands. */
const mostAtOnce = 1_000;

export interface AlertGatherDeps {
  readonly alerts: SlaAlerts;
  readonly timeline: () => PolicyTimeline;
  readonly now: () => number;
  readonly nameOf: (channelId: ChannelId) => string;
  readonly log: Logger;
}

/** Gathers what people are to be told, so that many clocks at one moment are one list. */
export class AlertGather {
  readonly #deps: AlertGatherDeps;
  #warned: SlaAlertItem[] = [];
  #breached: SlaAlertItem[] = [];

  constructor(deps: AlertGatherDeps) {
    this.#deps = deps;
  }

  warn(kept: KeptCase, { metric, deadlineAt }: SlaReading): void {
    if (deadlineAt !== null) this.#warned.push(this.#item(kept, metric, deadlineAt, null));
  }

  breach(kept: KeptCase, { metric, breachedAt, cause }: SlaBreach): void {
    this.#breached.push(this.#item(kept, metric, breachedAt, cause));
  }

  /** Tells what was gathered. Never throws. */
  flush(): void {
    const { alerts, log } = this.#deps;
    const [warned, breached] = [this.#warned, this.#breached];
    this.#warned = [];
    this.#breached = [];
    try {
      if (breached.length > 0) alerts.breached(mostUrgent(breached));
      if (warned.length > 0) alerts.warned(mostUrgent(warned));
    } catch (thrown) {
      log.error('sla.alert_failed', { detail: toRelayError(thrown).message });
    }
  }

  #item(kept: KeptCase, metric: SlaMetric, deadlineAt: number, cause: SlaAlertItem['cause']): SlaAlertItem {
    const { timeline, now, nameOf } = this.#deps;
    const { id: slaCaseId, channelId, endUser } = kept;
    const at = now();
    const officeOpen = timeline().at(channelId, at).hours.isOpen(at);
    return { slaCaseId, channelId, channelName: nameOf(channelId), endUser, metric, deadlineAt, cause, officeOpen };
  }
}

function mostUrgent(items: readonly SlaAlertItem[]): readonly SlaAlertItem[] {
  return [...items].sort((one, other) => one.deadlineAt - other.deadlineAt).slice(0, mostAtOnce);
}
