import type { StorageState } from '#shared/domain/overview.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

/** Facts in memory, as a store would keep them over a restart; it can be told to fail. */
export class FactShelf {
  readonly facts = new Map<string, string>();
  failing = false;

  readFact(name: string): Promise<string | null> {
    return Promise.resolve(this.facts.get(name) ?? null);
  }

  writeFact(name: string, value: string): Promise<void> {
    if (this.failing) return Promise.reject(new RelayError('STORE_FULL', 'no room'));
    this.facts.set(name, value);
    return Promise.resolve();
  }

  storage(): StorageState {
    return { writable: !this.failing, code: this.failing ? 'STORE_FULL' : null };
  }
}
