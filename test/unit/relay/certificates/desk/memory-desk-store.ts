import { RelayError } from '#shared/errors/relay-error.ts';
import type { DeskStore } from '#relay/certificates/desk/desk-records.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';

/** Records that outlive a service, on a disk that can refuse, and refuse what it has written. */
export class MemoryDeskStore implements DeskStore {
  readonly held = new Map<string, OperationsRecord>();
  mood: 'works' | 'refuses' | 'lies' = 'works';

  records({ kind }: { readonly kind: string }): Promise<readonly OperationsRecord[]> {
    return Promise.resolve([...this.held.values()].filter((record) => record.kind === kind));
  }

  putRecord(record: OperationsRecord): Promise<void> {
    return this.#write(() => this.held.set(`${record.kind} ${record.id}`, record));
  }

  removeRecord(kind: string, id: string): Promise<void> {
    return this.#write(() => this.held.delete(`${kind} ${id}`));
  }

  async #write(write: () => unknown): Promise<void> {
    const { mood } = this;
    await new Promise((resolve) => setImmediate(resolve));
    if (mood !== 'refuses') write();
    if (mood !== 'works') throw new RelayError('STORE_FULL', 'full');
  }
}
