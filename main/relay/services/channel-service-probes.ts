import type { ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { legs } from '../core/health/verdict.ts';
import { withoutFault, type SeenFault } from '../core/leg-book.ts';
import { limitedSignal } from '../core/limited-signal.ts';
import type { ProbeBook } from '../ports/leg-probe.ts';
import type { WatchedChannel } from './channel-service-watched.ts';

const limitMs = 20_000;

export interface ChannelProbesDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly book: () => ProbeBook | null;
  readonly signal: AbortSignal;
}

/** The looks at the legs besides our own checks, as far as the channels' states rest on them. */
export class ChannelProbes {
  readonly #deps: ChannelProbesDeps;

  constructor(deps: ChannelProbesDeps) {
    this.#deps = deps;
  }

  results(channelId: ChannelId): readonly ProbeResult[] {
    return this.#deps.book()?.results(channelId) ?? [];
  }

  /** Never rejects. */
  async run(channelId: ChannelId): Promise<void> {
    const { book, clock, log } = this.#deps;
    const limit = limitedSignal(this.#deps.signal, limitMs, clock);
    try {
      await book()?.runAll(channelId, limit.signal);
    } catch (thrown) {
      log.error('channel.probes_failed', {
        channelId,
        detail: thrown instanceof Error ? thrown.message : String(thrown),
      });
    } finally {
      limit.end();
    }
  }

  /** A probe's fault lasts as long as the newest results say so. */
  endFaults(channel: WatchedChannel): void {
    for (const leg of legs) {
      for (const fault of channel.records[leg].faults) {
        if (fault.source !== 'probe' || !this.#isOver(channel.config.id, fault)) continue;
        channel.set(leg, withoutFault(channel.records[leg], fault.code, 'probe'));
      }
    }
  }

  #isOver(channelId: ChannelId, fault: SeenFault): boolean {
    const results = this.results(channelId);
    const stands = results.some(({ outcome, code }) => outcome === 'failed' && code === fault.code);
    return !stands && results.some(({ at }) => at !== null && at >= fault.at);
  }
}
