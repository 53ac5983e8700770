import type { PayloadOf, PushNames } from '#shared/contract/contract-types.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';
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
    'sla.changed': new Set(),
    'certificates.changed': new Set(),
    'task.changed': new Set(),
    'setup.sighted': new Set(),
  };

  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

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
    for (const listener of this.#listeners[name]) {
      try {
        listener(payload);
      } catch (thrown) {
        // Who listens must not be able to stop who tells.
        this.#log.error('notices.listener_failed', { name, detail: toRelayError(thrown).message });
      }
    }
  }

  hasListeners(name: PushNames<RelayContract>): boolean {
    return this.#listeners[name].size > 0;
  }
}
