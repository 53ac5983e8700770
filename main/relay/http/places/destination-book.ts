import type { PlaceEvent, PlaceMaterial } from '../../ports/certificate-places.ts';
import type { DestinationTls } from '../outbound/connection-pool.ts';
import type { DestinationEvent, Destinations } from '../outbound/destinations.ts';

/** Hosts of outgoing calls that need something of their own, and what we show them; that may change while calls are made. */
export class DestinationBook implements Destinations {
  readonly #entries: Map<string, DestinationTls>;
  readonly #changed: ((host: string) => void)[] = [];
  readonly #watchers = new Map<string, Set<(event: PlaceEvent) => void>>();

  constructor(entries: ReadonlyMap<string, DestinationTls>) {
    this.#entries = new Map(entries);
  }

  get(host: string): DestinationTls | undefined {
    return this.#entries.get(host);
  }

  readonly onChange = (listener: (host: string) => void): void => {
    this.#changed.push(listener);
  };

  /** Connections of before an exchange say nothing of the present certificate. */
  readonly tell = (host: string, tls: DestinationTls, event: DestinationEvent): void => {
    if (this.#entries.get(host) !== tls) return;
    for (const watcher of [...(this.#watchers.get(host) ?? [])]) watcher(event);
  };

  /** Calls that begin from here on show it; calls under way go on as they are. */
  show(host: string, material: PlaceMaterial): void {
    this.#entries.set(host, withMaterial(this.#entries.get(host), material));
    for (const listener of this.#changed) listener(host);
  }

  watch(host: string, listener: (event: PlaceEvent) => void): () => void {
    const watchers = this.#watchers.get(host) ?? new Set();
    this.#watchers.set(host, watchers);
    const own = (event: PlaceEvent): void => {
      listener(event);
    };
    watchers.add(own);
    return () => {
      watchers.delete(own);
    };
  }
}

/** The same trust, another certificate. */
export function withMaterial(
  entry: DestinationTls | undefined,
  { cert, key, passphrase }: PlaceMaterial,
): DestinationTls {
  const { ca } = entry ?? {};
  return { ...(ca !== undefined && { ca }), cert, key, ...(passphrase !== undefined && { passphrase }) };
}
