import type { Clock } from '#shared/lib/clock.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';

/** While the disk refuses, it is tried again so often. */
const retryMs = 5_000;
/** So many records wait for the disk in memory; of more, the oldest are given up. */
const mostWaiting = 5_000;

export interface RecordKeeperDeps {
  readonly store: Pick<OperationsStore, 'putRecord'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Writes records of operations. What the disk refuses is kept and tried again: an incident must not end a disk's trouble. */
export class RecordKeeper {
  readonly #deps: RecordKeeperDeps;
  readonly #waiting = new Map<string, OperationsRecord>();
  readonly #underWay = new Set<Promise<void>>();
  #cancelRetry: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: RecordKeeperDeps) {
    this.#deps = deps;
  }

  /** Resolves when it was tried to write it. Never rejects: what failed is tried again. */
  put(record: OperationsRecord): Promise<void> {
    this.#waiting.set(nameOf(record), record);
    if (this.#waiting.size > mostWaiting) this.#giveUpOldest();
    const writing = this.#write(record).finally(() => this.#underWay.delete(writing));
    this.#underWay.add(writing);
    return writing;
  }

  /** Resolves when everything put so far was tried. */
  async tried(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Tries what waits once more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry?.();
    await this.tried();
    this.#tryAll();
    await this.tried();
    if (this.#waiting.size > 0) this.#deps.log.error('operations.not_written', { records: this.#waiting.size });
  }

  async #write(record: OperationsRecord): Promise<void> {
    try {
      await this.#deps.store.putRecord(record);
      // A newer version of it may wait by now.
      if (this.#waiting.get(nameOf(record)) === record) this.#waiting.delete(nameOf(record));
    } catch (thrown) {
      this.#planRetry(toRelayError(thrown).code);
    }
  }

  #planRetry(code: string): void {
    if (this.#cancelRetry !== null || this.#isStopped) return;
    this.#deps.log.warn('operations.write_failed', { code, waiting: this.#waiting.size });
    this.#cancelRetry = this.#deps.clock.after(retryMs, () => {
      this.#cancelRetry = null;
      this.#tryAll();
    });
  }

  #tryAll(): void {
    for (const record of [...this.#waiting.values()]) void this.put(record);
  }

  #giveUpOldest(): void {
    for (const name of this.#waiting.keys()) {
      this.#waiting.delete(name);
      this.#deps.log.error('operations.record_given_up', { record: name });
      return;
    }
  }
}

function nameOf({ kind, id }: OperationsRecord): string {
  return `${kind} ${id}`;
}
