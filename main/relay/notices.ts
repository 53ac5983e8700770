import type { PayloadOf, PushNames } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';

type Listeners = {
  [K in PushNames<RelayContract>]: Set<(payload: PayloadOf<RelayContract[K]>) => void>;
};

/** The relay's notices to whoever listens. */
export class Notices {
  readonly #listeners: Listeners = {
    'channels.changed': new Set(),
    'overview.changed': new Set(),
    'traffic.changed': new Set(),
    'reconnect.changed': new Set(),
    'incident.changed': new Set(),
    'alert.raised': new Set(),
    'watch.changed': new Set(),
    'gap.found': new Set(),
    'audit.added': new Set(),
  };

  on<K extends PushNames<RelayContract>>(
    name: K,
    listener: (payload: PayloadOf<RelayContract[K]>) => void,
  ): () => void {
    const listeners: Set<(payload: PayloadOf<RelayContract[K]>) => void> = this.#listeners[name];
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  send<K extends PushNames<RelayContract>>(name: K, payload: PayloadOf<RelayContract[K]>): void {
    for (const listener of this.#listeners[name]) listener(payload);
  }

  hasListeners(name: PushNames<RelayContract>): boolean {
    return this.#listeners[name].size > 0;
  }
}
