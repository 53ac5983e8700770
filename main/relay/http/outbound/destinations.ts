import type { DestinationTls } from './connection-pool.ts';

/** What became of a connection on which we showed a certificate of ours. */
export type DestinationEvent =
  /** The first byte of an answer came over it. */
  | { readonly kind: 'accepted' }
  /** The host ended it because of our certificate; `reason` is its alert. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The host ended it after the handshake without a byte of an answer. */
  | { readonly kind: 'silent' };

/** Destinations by host name, without port. A Map will do where nothing changes. */
export interface Destinations {
  get(host: string): DestinationTls | undefined;
  /** Told of each host whose entry was replaced by another. */
  readonly onChange?: (listener: (host: string) => void) => void;
  /** Told of connections by what they were opened with. */
  readonly tell?: (host: string, tls: DestinationTls, event: DestinationEvent) => void;
}
