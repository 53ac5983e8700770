import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord, OperationsStore, RecordKind } from '../../ports/operations-store.ts';
import { Lanes } from './lanes.ts';

export type DeskStore = Pick<OperationsStore, 'putRecord' | 'removeRecord' | 'records'>;

export interface DeskRecordsDeps {
  readonly store: DeskStore;
  readonly clock: Clock;
  readonly log: Logger;
}

const retryMs = 5_000;
/** More than a desk ever holds. */
const mostRecords = 10_000;

/**
 * The desk's records on disk. A write that the disk reported as failed may be there all the same: what counts instead is
 * written over it as soon as the disk works.
 */
export class DeskRecords {
  readonly #deps: DeskRecordsDeps;
  readonly #lanes = new Lanes();
  /** What is meant to be on disk. */
  readonly #meant = new Map<string, OperationsRecord>();
  readonly #owed = new Map<string, Pick<OperationsRecord, 'kind' | 'id'>>();
  #cancelRetry: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: DeskRecordsDeps) {
    this.#deps = deps;
  }

  async load(kind: RecordKind): Promise<readonly OperationsRecord[]> {
    const records = await this.#deps.store.records({ kind, order: 'oldest_first', limit: mostRecords });
    for (const record of records) this.#meant.set(nameOf(record), record);
    return records;
  }

  /** On disk when it resolves. Rejects with the store's error, and then what was there before counts. */
  put(record: OperationsRecord): Promise<void> {
    return this.#lanes.run(nameOf(record), async () => {
      try {
        await this.#deps.store.putRecord(record);
        this.#meant.set(nameOf(record), record);
      } catch (thrown) {
        this.#owe(record, thrown);
        throw thrown;
      }
    });
  }

  /** Off the disk when it resolves. Rejects with the store's error, and then the record counts as before. */
  remove(record: Pick<OperationsRecord, 'kind' | 'id'>): Promise<void> {
    return this.#lanes.run(nameOf(record), async () => {
      try {
        await this.#deps.store.removeRecord(record.kind, record.id);
        this.#meant.delete(nameOf(record));
      } catch (thrown) {
        this.#owe(record, thrown);
        throw thrown;
      }
    });
  }

  /** What counts from now on, whatever the disk says: it is tried until it is there. Resolves after the first attempt. */
  settle(record: OperationsRecord): Promise<void> {
    return this.#insist(record, record);
  }

  /** The same for a record that counts no more. */
  discard(record: Pick<OperationsRecord, 'kind' | 'id'>): Promise<void> {
    return this.#insist(record, null);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry?.();
    await this.#lanes.ended();
    await this.#writeOwed();
    if (this.#owed.size > 0) this.#deps.log.error('certificates.not_written', { records: this.#owed.size });
  }

  #insist(key: Pick<OperationsRecord, 'kind' | 'id'>, record: OperationsRecord | null): Promise<void> {
    return this.#lanes.run(nameOf(key), async () => {
      if (record === null) this.#meant.delete(nameOf(key));
      else this.#meant.set(nameOf(key), record);
      await this.#writeMeant(key);
    });
  }

  async #writeMeant({ kind, id }: Pick<OperationsRecord, 'kind' | 'id'>): Promise<void> {
    const meant = this.#meant.get(nameOf({ kind, id }));
    try {
      if (meant === undefined) await this.#deps.store.removeRecord(kind, id);
      else await this.#deps.store.putRecord(meant);
      this.#owed.delete(nameOf({ kind, id }));
    } catch (thrown) {
      this.#owe({ kind, id }, thrown);
    }
  }

  #owe({ kind, id }: Pick<OperationsRecord, 'kind' | 'id'>, thrown: unknown): void {
    this.#deps.log.warn('certificates.write_failed', { kind, recordId: id, code: toRelayError(thrown).code });
    this.#owed.set(nameOf({ kind, id }), { kind, id });
    if (this.#isStopped) return;
    this.#cancelRetry ??= this.#deps.clock.after(retryMs, () => {
      this.#cancelRetry = null;
      void this.#writeOwed();
    });
  }

  async #writeOwed(): Promise<void> {
    await Promise.all(
      [...this.#owed].map(([name, key]) =>
        this.#lanes.run(name, async () => {
          if (this.#owed.has(name)) await this.#writeMeant(key);
        }),
      ),
    );
  }
}

function nameOf({ kind, id }: Pick<OperationsRecord, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}
