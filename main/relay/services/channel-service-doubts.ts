import type { ChannelId } from '#shared/domain/ids.ts';
import type { ChannelControl } from '#shared/domain/operations.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { isFailure, unknownFrom } from '../core/channel-state.ts';
import { momentOf } from '../core/health/moment.ts';
import { legs } from '../core/health/verdict.ts';
import type { ChannelProbes } from './channel-service-probes.ts';
import type { KeptChannel } from './channel-service-watched.ts';

export interface ChannelDoubtsDeps {
  readonly clock: Clock;
  readonly kept: () => Iterable<KeptChannel>;
  readonly controlOf: (channelId: ChannelId) => ChannelControl;
  readonly probes: ChannelProbes;
  readonly derive: (kept: KeptChannel) => void;
}

/** What was known of the channels is not known any more, until it has been checked; that begins at once. */
export class ChannelDoubts {
  readonly #deps: ChannelDoubtsDeps;

  constructor(deps: ChannelDoubtsDeps) {
    this.#deps = deps;
  }

  /** Nothing ran since `fromMs` (epoch ms). */
  slept(fromMs: number): void {
    for (const kept of this.#deps.kept()) this.#doubt(kept, fromMs, 'COMPUTER_ASLEEP');
  }

  network(up: boolean): void {
    const { clock, kept: all, controlOf } = this.#deps;
    for (const kept of all()) {
      const { config, health } = kept.channel;
      // What goes on working without one (a target on this computer) is checked and not doubted.
      if (up && isFailure(health.state.kind)) this.#doubt(kept, clock.now(), 'NETWORK_DOWN');
      // What is switched off calls nobody by itself.
      else if (controlOf(config.id).mode !== 'stopped') kept.checks.roundAnew();
    }
  }

  #doubt(kept: KeptChannel, sinceMs: number, code: ErrorCode): void {
    const { channel, checks } = kept;
    const { clock, controlOf, probes, derive } = this.#deps;
    const { mode } = controlOf(channel.config.id);
    const now = momentOf(clock);
    if (mode === 'stopped' || !checks.roundAnew() || mode === 'paused') return;
    channel.turn((health) => unknownFrom(health, sinceMs, now, code));
    if (legs.some((leg) => channel.records[leg].faults.length + channel.records[leg].warnings.length > 0)) {
      void probes.run(channel.config.id);
    }
    derive(kept);
  }
}
