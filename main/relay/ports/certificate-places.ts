import type { BoxListen } from '#shared/contract/relay-config.ts';
import type { PlaceId, Serves, TrialStep } from '#shared/domain/certificate-desk.ts';
import type { CertificatePurpose } from '#shared/domain/certificate.ts';

/** A certificate with its chain (leaf first) and its key, PEM. Never leaves the relay. */
export interface PlaceMaterial {
  readonly cert: string;
  readonly key: string;
  /** Of an encrypted key from a file. */
  readonly passphrase?: string;
}

export interface CertificatePlaceFacts {
  readonly id: PlaceId;
  readonly purpose: CertificatePurpose;
  readonly address: string;
  /** Names that must be covered; empty when none is known. */
  readonly hostNames: readonly string[];
  readonly serves: Serves;
  readonly takesCertificates: boolean;
  /** Path of the certificate that relay.json names, or null. */
  readonly file: string | null;
  /** The self-made certificate that is shown while the desk has none, PEM; left out where there is none or it is not shown. */
  readonly placeholder?: string;
}

export type PlaceEvent =
  /** A connection that went on to a call; of a destination: a call whose handshake went through. */
  | { readonly kind: 'accepted' }
  /** The other side ended the handshake because of our certificate. `reason`: the alert, as the engine names it. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The connection ended after the handshake without a call. */
  | { readonly kind: 'silent' };

/** By which CXone's calls are judged, besides what relay.json says. */
export interface ExtraTrust {
  /** PEM of one authority each. */
  readonly authorities: readonly string[];
  readonly clients: readonly { readonly clientId: string; readonly sha256: string }[];
}

/** Where certificates are shown, and changed while the relay works. */
export interface CertificatePlaces {
  list(): readonly CertificatePlaceFacts[];
  /** What the files of relay.json hold now; null without files, or when they cannot be used (`problem` says why). */
  filesOf(id: PlaceId): { readonly material: PlaceMaterial } | { readonly problem: string } | null;
  /** Shows it from the next connection on; calls under way are not disturbed. Throws CONFIG_CERTIFICATE_UNUSABLE, and then nothing changed. */
  use(id: PlaceId, material: PlaceMaterial): void;
  /** Real handshakes with the running listener, or with the destination, while everybody else gets what is in use. Never rejects. */
  try(id: PlaceId, material: PlaceMaterial): Promise<readonly TrialStep[]>;
  /** Events of one place from now on. Returns a function that stops it. */
  watch(id: PlaceId, listener: (event: PlaceEvent) => void): () => void;
  /** How CXone's calls are asked for a certificate by configuration. */
  readonly clientCertificates: NonNullable<BoxListen['clientCertificate']>['mode'] | 'off';
  /** Takes over at once. Connections whose certificate counts no more end; the others go on, also when trust only grew. */
  trust(extra: ExtraTrust): void;
  /** Told of each accepted client certificate (PEM) at its handshake. */
  onClient(
    listener: (seen: {
      readonly pem: string;
      readonly sha256: string;
      readonly clientIds: ReadonlySet<string>;
    }) => void,
  ): void;
}
