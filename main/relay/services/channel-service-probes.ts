import type { ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { legs } from '../core/health/verdict.ts';
import { withoutFault, type SeenFault } from '../core/leg-book.ts';
import type { ProbeBook } from '../ports/leg-probe.ts';
import type { WatchedChannel } from './channel-service-watched.ts';

const limitMs = 20_000;

/** The looks at the legs besides our own checks, as far as the channels' states rest on them. */
export class ChannelProbes {
  readonly #deps: { readonly log: Logger; readonly book: () => ProbeBook | null; readonly signal: AbortSignal };

  constructor(deps: { readonly log: Logger; readonly book: () => ProbeBook | null; readonly signal: AbortSignal }) {
    this.#deps = deps;
  }

  results(channelId: ChannelId): readonly ProbeResult[] {
    return this.#deps.book()?.results(channelId) ?? [];
  }

  /** Never rejects. */
  async run(channelId: ChannelId): Promise<void> {
    const { book, log, signal } = this.#deps;
    try {
      await book()?.runAll(channelId, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
    } catch (thrown) {
      log.error('channel.probes_failed', {
        channelId,
        detail: thrown instanceof Error ? thrown.message : String(thrown),
      });
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
