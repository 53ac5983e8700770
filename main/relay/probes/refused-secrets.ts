import { isNeverProbed } from '../core/probe-policy.ts';
import type { LegReporter } from '../ports/leg-reporter.ts';
import type { ProbeService } from './probe-service.ts';

/**
 * The reporter of a channel's messages: what says that the secret itself is refused is told to the probes like a check of
 * the channel's own. Those run by themselves and would ask with it once more.
 */
export function tellingRefusedSecrets(legs: LegReporter, probes: () => Pick<ProbeService, 'noteCheck'>): LegReporter {
  return {
    ...legs,
    fault: (channelId, leg, fault) => {
      legs.fault(channelId, leg, fault);
      const { code, platformCode, value } = fault;
      if (isNeverProbed(code)) {
        probes().noteCheck(channelId, leg, { ok: false, code, platformCode, value, retryable: false });
      }
    },
  };
}
