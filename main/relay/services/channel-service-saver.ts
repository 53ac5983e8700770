import type { Clock } from '#shared/lib/clock.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { writeProofs } from './channel-service-proofs.ts';
import type { KeptChannel } from './channel-service-watched.ts';

const everyMs = 10_000;

/** Keeps on disk what outlives a restart, as far as it has changed. */
export class ProofSaver {
  readonly #store: Pick<RelayStore, 'writeFact'>;
  readonly #clock: Clock;
  /** On the steady clock. */
  #savedAt = Number.NEGATIVE_INFINITY;

  constructor(store: Pick<RelayStore, 'writeFact'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  get isDue(): boolean {
    return this.#clock.monotonic() - this.#savedAt >= everyMs;
  }

  async save(all: Iterable<KeptChannel>): Promise<void> {
    this.#savedAt = this.#clock.monotonic();
    for (const { channel } of all) {
      if (!channel.unsaved) continue;
      channel.unsaved = false;
      const { config, records, health } = channel;
      try {
        await writeProofs(this.#store, config.id, { records, mustVerify: health.mustVerify });
      } catch {
        // Proofs are a convenience: they are seen again after the next start.
        channel.unsaved = true;
      }
    }
  }
}
