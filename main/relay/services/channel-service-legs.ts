import type { Leg } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { isIntegrationFault } from '../core/health/curable.ts';
import { momentOf } from '../core/health/moment.ts';
import {
  withFault,
  withProof,
  withWarning,
  withoutFault,
  withoutWarning,
  type FaultSource,
  type LegRecord,
} from '../core/leg-book.ts';
import type { LegFault, LegReporter } from '../ports/leg-reporter.ts';
import type { WatchedChannel } from './channel-service-watched.ts';

const unreachable: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_UNREACHABLE',
  'CXONE_UNREACHABLE',
  'PROXY_UNREACHABLE',
  'PAC_UNREADABLE',
]);

export interface LegKeeperDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly channel: (channelId: ChannelId) => WatchedChannel | undefined;
  /** A fault of what the channels of an integration share was disproved on this one. */
  readonly onIntegrationCured: (channel: WatchedChannel) => void;
}

/** Notes what is reported of the legs. What is reported of a channel that is not watched is passed over. */
export class LegKeeper {
  readonly #deps: LegKeeperDeps;
  /** False: that nothing is reachable has a known cause. */
  networkUp = true;
  /** Requests refused for a wrong signature, token or address since start. */
  refused = 0;

  constructor(deps: LegKeeperDeps) {
    this.#deps = deps;
  }

  /** For those whose faults come from `source`. */
  reporter(source: FaultSource): LegReporter {
    const { clock, log } = this.#deps;
    return {
      proof: (channelId, leg, strength) => {
        const at = momentOf(clock);
        if (this.#deps.channel(channelId)?.proveAgain(leg, strength, at) === true) return;
        this.change(channelId, leg, (record) => withProof(record, strength, at));
      },
      fault: (channelId, leg, fault) => {
        const seen = source === 'probe' ? fault : this.#explained(fault);
        this.change(channelId, leg, (record) => withFault(record, seen, source, momentOf(clock)));
      },
      warning: (channelId, leg, warning) => {
        this.change(channelId, leg, (record) => withWarning(record, warning, momentOf(clock)));
      },
      warningOver: (channelId, leg, code) => {
        this.change(channelId, leg, (record) => withoutFault(withoutWarning(record, code), code, 'probe'));
      },
      refusedRequest: (channelId, code) => {
        this.refused += 1;
        log.warn('request.refused', { channelId, code });
      },
    };
  }

  change(channelId: ChannelId, leg: Leg, step: (record: LegRecord) => LegRecord): void {
    const channel = this.#deps.channel(channelId);
    if (channel === undefined) return;
    const before = channel.records[leg];
    const after = step(before);
    channel.set(leg, after);
    const { fault, proof } = before.status;
    const isCured = fault !== null && after.status.fault === null && after.status.proof !== proof;
    if (isCured && isIntegrationFault(fault.code)) this.#deps.onIntegrationCured(channel);
  }

  #explained(fault: LegFault): LegFault {
    return !this.networkUp && unreachable.has(fault.code) ? { ...fault, code: 'NETWORK_DOWN' } : fault;
  }
}
