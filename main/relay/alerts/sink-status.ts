import type { AlertSinkName, AlertSinkStatus } from '#shared/domain/alerts.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';

type Kept = Omit<AlertSinkStatus, 'waiting'>;

const names: readonly AlertSinkName[] = ['webhook', 'email', 'heartbeat'];

/** What the last try of each sink came to, since the relay started. */
export class SinkStatusBook {
  readonly #kept = new Map<AlertSinkName, Kept>();

  succeeded(sink: AlertSinkName, at: number, detail: string): void {
    this.#kept.set(sink, { ...this.#of(sink), lastOkAt: at, code: null, detail });
  }

  failed(sink: AlertSinkName, at: number, error: RelayError): void {
    this.#kept.set(sink, { ...this.#of(sink), lastFailedAt: at, code: error.code, detail: error.value });
  }

  /** It has other settings: what was known of it says nothing any more. */
  forget(sink: AlertSinkName): void {
    this.#kept.delete(sink);
  }

  all(waiting: (sink: AlertSinkName) => number): AlertSinkStatus[] {
    return names.map((sink) => ({ ...this.#of(sink), waiting: waiting(sink) }));
  }

  #of(sink: AlertSinkName): Kept {
    return this.#kept.get(sink) ?? { sink, lastOkAt: null, lastFailedAt: null, code: null, detail: null };
  }
}
