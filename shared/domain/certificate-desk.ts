import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { CertificateFinding, CertificatePurpose, CertificateView } from './certificate.ts';
import { Leg } from './channel.ts';
import { ChannelId, IntegrationId } from './ids.ts';

/**
 * Where a certificate of ours is shown: 'open' (the listener of WeChat's pushes and the action pages), 'box' (the listener of
 * CXone's calls, where it has one of its own), 'destination:<host>' (to a host that asks who calls).
 */
export const PlaceId = z.string().regex(/^(?:open|box|destination:.{1,253})$/u);
export type PlaceId = z.infer<typeof PlaceId>;

/** What stops when a certificate ends or is refused, and for whom. */
export const Serves = z.object({ legs: z.array(Leg), channelIds: z.array(ChannelId) });
export type Serves = z.infer<typeof Serves>;

/**
 * file: named in relay.json, not kept by us. imported: brought in with its key. requested: the answer to a request whose key
 * was made here. placeholder: made by the relay itself for a listener that is told to take its certificate from the desk
 * while the desk has none; nobody trusts it.
 */
export const HeldSource = z.enum(['file', 'imported', 'requested', 'placeholder']);
export type HeldSource = z.infer<typeof HeldSource>;

/** A certificate of ours whose key the relay holds. */
export const HeldCertificate = z.object({
  id: z.string().min(1).max(64),
  certificate: CertificateView,
  intermediates: z.array(CertificateView),
  source: HeldSource,
  /** Its path, for source 'file'. */
  file: z.string().nullable(),
  addedAt: z.number().nullable(),
  addedBy: z.string().nullable(),
  /** Put in use the last time; null: never. */
  activatedAt: z.number().nullable(),
  /** An earlier one is removed then. Null: not an earlier one. */
  keptUntil: z.number().nullable(),
  /** What was said of it when it was brought in. */
  warnings: z.array(CertificateFinding),
  /** It was in use and was taken back: by itself (`by` null) or by a person. `code` null: nothing spoke against it. */
  takenBack: z
    .object({ at: z.number(), code: ErrorCode.nullable(), value: z.string().nullable(), by: z.string().nullable() })
    .nullable(),
});
export type HeldCertificate = z.infer<typeof HeldCertificate>;

/**
 * handshake: our own listener shows it to a caller that asks for the trial's name. names: it covers the address the outside
 * uses. chain: a caller that trusts only its authority can verify it from what is sent. client_certificate: our listener
 * still demands one from callers while it shows this. other_side: the host took it (only of destinations).
 */
export const TrialStep = z.object({
  kind: z.enum(['handshake_tls12', 'handshake_tls13', 'names', 'chain', 'client_certificate', 'other_side']),
  /** not_applicable: nothing of the kind here. cannot_tell: it could not be tried, which is no fault of the certificate. */
  result: z.enum(['passed', 'failed', 'not_applicable', 'cannot_tell']),
  code: ErrorCode.nullable(),
  value: z.string().nullable(),
});
export type TrialStep = z.infer<typeof TrialStep>;

/** A trial of the next certificate, with nobody disturbed. */
export const Trial = z.object({
  certificateId: z.string(),
  at: z.number(),
  ok: z.boolean(),
  steps: z.array(TrialStep),
});
export type Trial = z.infer<typeof Trial>;

/** The time after an activation in which a failure puts the earlier certificate back. */
export const ActivationWatch = z.object({
  since: z.number(),
  until: z.number(),
  /** Connections that went on to a call (for destinations: calls that went through TLS). */
  accepted: z.number().int(),
  /** Connections that the other side ended because of the certificate. */
  refused: z.number().int(),
  /** Connections that ended right after the handshake without a call. */
  silent: z.number().int(),
  lastRefusal: z.string().nullable(),
  /** The certificate that comes back; null when there is none that could (it has expired, or there was none). */
  fallsBackTo: z.string().nullable(),
});
export type ActivationWatch = z.infer<typeof ActivationWatch>;

export const CertificatePlace = z.object({
  id: PlaceId,
  purpose: CertificatePurpose,
  /** The listener's address, or the destination's host. */
  address: z.string(),
  /** Names the certificate must cover; empty when none is known. */
  hostNames: z.array(z.string()),
  serves: Serves,
  /** Null: a listener without TLS (loopback, or behind a proxy that terminates it). Nothing can be put there. */
  current: HeldCertificate.nullable(),
  /** False: a proxy in front, or nothing, terminates TLS. */
  takesCertificates: z.boolean(),
  next: HeldCertificate.nullable(),
  /** Newest first. */
  previous: z.array(HeldCertificate),
  trial: Trial.nullable(),
  watch: ActivationWatch.nullable(),
});
export type CertificatePlace = z.infer<typeof CertificatePlace>;

/** A certificate CXone may show, by which an integration's calls are known. */
export const KnownClient = z.object({
  id: z.string().min(1).max(64),
  integrationId: IntegrationId,
  /** config: named in relay.json, changed there. */
  source: z.enum(['config', 'imported', 'issued']),
  sha256: z.string().nullable(),
  san: z.string().nullable(),
  /** Null while only its fingerprint or name is known; filled in once it was seen. */
  certificate: CertificateView.nullable(),
  addedAt: z.number().nullable(),
  addedBy: z.string().nullable(),
  firstSeenAt: z.number().nullable(),
  lastSeenAt: z.number().nullable(),
});
export type KnownClient = z.infer<typeof KnownClient>;

/** An authority that may have signed what CXone shows. */
export const TrustedAuthority = z.object({
  id: z.string().min(1).max(64),
  /** own: made here. */
  source: z.enum(['config', 'imported', 'own']),
  certificate: CertificateView,
  addedAt: z.number().nullable(),
  addedBy: z.string().nullable(),
});
export type TrustedAuthority = z.infer<typeof TrustedAuthority>;

/** A key made here whose certificate is still to come. */
export const KeyRequest = z.object({
  id: z.string().min(1).max(64),
  placeId: PlaceId,
  subject: z.string(),
  names: z.array(z.string()),
  key: z.string(),
  keySha256: z.string(),
  createdAt: z.number(),
  createdBy: z.string(),
});
export type KeyRequest = z.infer<typeof KeyRequest>;

/** A pair made here and shown once. Its key is not kept. */
export const IssuedClient = z.object({
  name: z.string(),
  integrationId: IntegrationId,
  sha256: z.string(),
  validUntil: z.number(),
  at: z.number(),
  by: z.string(),
});
export type IssuedClient = z.infer<typeof IssuedClient>;

/** One line of the time line of ends. */
export const ExpiryLine = z.object({
  sha256: z.string(),
  name: z.string(),
  /** shown: ours, in use. next, previous: ours, not in use. client: CXone's. authority: trusted for CXone's. */
  what: z.enum(['shown', 'next', 'previous', 'client', 'authority']),
  placeId: PlaceId.nullable(),
  integrationId: IntegrationId.nullable(),
  validFrom: z.number(),
  validUntil: z.number(),
  /** Whole days left, rounded down; negative after the end. */
  daysLeft: z.number().int(),
  serves: Serves,
});
export type ExpiryLine = z.infer<typeof ExpiryLine>;

export const CertificateDesk = z.object({
  places: z.array(CertificatePlace),
  /** How CXone's calls are asked for a certificate. off: not at all, or over a listener shared with WeChat. */
  clientCertificates: z.enum(['off', 'optional', 'required']),
  clients: z.array(KnownClient),
  authorities: z.array(TrustedAuthority),
  /** An authority made here exists. */
  ownAuthority: z.object({ id: z.string(), issued: z.array(IssuedClient) }).nullable(),
  requests: z.array(KeyRequest),
  /** Nearest end first. */
  timeLine: z.array(ExpiryLine),
});
export type CertificateDesk = z.infer<typeof CertificateDesk>;
