import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { isIntegrationFault } from '../core/health/curable.ts';
import type { CheckResult } from '../ports/delivery-target.ts';
import type { LegReporter } from '../ports/leg-reporter.ts';
import type { KeptChannel, OwnLeg, WatchedChannel } from './channel-service-watched.ts';

export interface CheckResultsDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly legs: LegReporter;
  readonly kept: () => Iterable<KeptChannel>;
  readonly isSwitchedOff: (channelId: ChannelId) => boolean;
  readonly onChecked: ((channelId: ChannelId, leg: OwnLeg, result: CheckResult) => void) | null;
}

/** What our own checks found, and what follows from it. */
export class CheckResults {
  readonly #deps: CheckResultsDeps;

  constructor(deps: CheckResultsDeps) {
    this.#deps = deps;
  }

  note({ channel, checks }: KeptChannel, leg: OwnLeg, result: CheckResult): void {
    const { id } = channel.config;
    const { clock, log, legs, onChecked } = this.#deps;
    if (result.ok) {
      legs.proof(id, leg, 'own_check');
      channel.parts.lanes[leg].probePassed();
    } else {
      const { code, platformCode } = result;
      legs.fault(id, leg, { ...result, nextTryAt: clock.now() + checks.againInMs(leg, code) });
      log.warn('channel.check_failed', { channelId: id, leg, code, platformCode });
    }
    try {
      onChecked?.(id, leg, result);
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      log.error('channel.check_not_told', { channelId: id, leg, detail });
    }
  }

  /** The integration's key works again on one channel: the others need not wait for their next check. */
  checkSisters({ config, integration }: WatchedChannel): void {
    for (const { channel, checks } of this.#deps.kept()) {
      const { id } = channel.config;
      const isSister = channel.integration.id === integration.id && id !== config.id && !this.#deps.isSwitchedOff(id);
      const fault = channel.records.cxoneOut.status.fault;
      if (isSister && fault !== null && isIntegrationFault(fault.code)) void checks.round();
    }
  }
}
