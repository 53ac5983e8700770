import { z } from 'zod';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { AlertState, freshAlertState } from './alert-state.ts';
import { emptyQueue, QueueState } from './delivery-queue.ts';

const factName = 'alert-state';

/** Everything about telling people that outlives a restart. Kept as one fact, so that its parts always fit together. */
export const AlertMemory = z.object({
  state: AlertState,
  queues: z.object({ webhook: QueueState, email: QueueState }),
});
export type AlertMemory = z.infer<typeof AlertMemory>;

export const freshMemory: AlertMemory = {
  state: freshAlertState,
  queues: { webhook: emptyQueue, email: emptyQueue },
};

/** Keeps the memory on disk: one write at a time, the newest state next. */
export class MemoryKeeper {
  readonly #store: Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly #log: Logger;
  readonly #present: () => AlertMemory;
  #isDirty = false;
  #writing: Promise<void> | null = null;

  constructor(store: Pick<RelayStore, 'readFact' | 'writeFact'>, log: Logger, present: () => AlertMemory) {
    this.#store = store;
    this.#log = log;
    this.#present = present;
  }

  /** What cannot be read is forgotten: people may be told of an open incident once more. */
  async load(): Promise<AlertMemory> {
    try {
      const text = await this.#store.readFact(factName);
      return text === null ? freshMemory : AlertMemory.parse(JSON.parse(text));
    } catch (thrown) {
      this.#log.error('alerts.memory_unreadable', { detail: toRelayError(thrown).code });
      return freshMemory;
    }
  }

  keep(): void {
    this.#isDirty = true;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
  }

  /** Resolves when everything kept so far is on disk, or could not be written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  /** A write that failed is made again with the next change, or by this. */
  keepIfUnsaved(): void {
    if (this.#isDirty) this.keep();
  }

  async #write(): Promise<void> {
    while (this.#isDirty) {
      this.#isDirty = false;
      // Changes of one turn of the event loop make one write.
      await Promise.resolve();
      try {
        await this.#store.writeFact(factName, JSON.stringify(this.#present()));
      } catch (thrown) {
        this.#isDirty = true;
        this.#log.warn('alerts.memory_not_kept', { detail: toRelayError(thrown).code });
        return;
      }
    }
  }
}
