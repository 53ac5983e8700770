import { z } from 'zod';
import { CertificateReading } from '../domain/certificate.ts';
import { CertificateDesk, PlaceId } from '../domain/certificate-desk.ts';
import { CredentialDesk, CredentialKey, CredentialProof, CredentialValue } from '../domain/credential.ts';
import { IntegrationId } from '../domain/ids.ts';
import { invoke, push } from './contract-types.ts';
import { withOperator } from './with-operator.ts';

const heldId = z.string().min(1).max(64);

/** One file as it was dropped, or a pasted text. At most 1 MiB each; bigger ones are named, not read. */
export const BroughtFile = z.object({
  name: z.string().max(300),
  /** Base64. */
  content: z.string().max(1_500_000),
});
export type BroughtFile = z.infer<typeof BroughtFile>;

/**
 * Where files are meant to go. place: a certificate of ours with its key. client: CXone's certificate, without a key, by which
 * an integration's calls are known. authority: whoever may have signed CXone's.
 */
export const BringTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('place'), placeId: PlaceId }),
  z.object({ kind: z.literal('client'), integrationId: IntegrationId }),
  z.object({ kind: z.literal('authority') }),
]);
export type BringTarget = z.infer<typeof BringTarget>;

const Brought = z.object({
  target: BringTarget,
  files: z.array(BroughtFile).min(1).max(20),
  passphrase: z.string().max(1_000).nullable(),
});

/** Minutes in which failures after an activation put the earlier certificate back. */
export const WatchMinutes = z.number().int().min(5).max(1_440);

export const KeyWish = z.enum(['rsa2048', 'rsa3072', 'p256']);
export type KeyWish = z.infer<typeof KeyWish>;

/** Questions that change nothing. */
export const certificateQuestions = {
  'certificates.desk': invoke(z.null(), CertificateDesk),
  /** Reads files and says what is in them. Nothing is stored. `requestId`: a key made here fits the certificate. */
  'certificates.examine': invoke(Brought, z.object({ reading: CertificateReading, requestId: z.string().nullable() })),
  /** The request's text, PEM, to send to the authority. Holds no secret. Throws DESK_NOT_FOUND. */
  'certificates.requestText': invoke(z.object({ id: heldId }), z.object({ pem: z.string() })),
  /** A certificate of ours or an authority with what is sent beside it, PEM. Never a key. Throws DESK_NOT_FOUND. */
  'certificates.text': invoke(z.object({ sha256: z.string().length(64) }), z.object({ pem: z.string() })),
  'credentials.desk': invoke(z.null(), CredentialDesk),
} as const;

/** Acts of an operator as the window asks for them. */
export const certificateActs = {
  /** Stores what was read: a place's as its next one. Throws DESK_FILES_UNUSABLE (value: the first fault's code), DESK_PLACE_UNKNOWN. */
  'certificates.bring': invoke(Brought, CertificateDesk),
  /** Tries the next certificate. Throws DESK_NOTHING_NEXT. */
  'certificates.try': invoke(z.object({ placeId: PlaceId }), CertificateDesk),
  /** Puts the next one in use. Throws DESK_NOTHING_NEXT, DESK_NOT_TRIED (no trial, or one that failed, and not `despiteTrial`). */
  'certificates.activate': invoke(
    z.object({ placeId: PlaceId, certificateId: heldId, watchMinutes: WatchMinutes, despiteTrial: z.boolean() }),
    CertificateDesk,
  ),
  /** Puts an earlier one (or the one of the files, id 'file') in use again. Throws DESK_NOT_FOUND, DESK_EXPIRED. */
  'certificates.goBack': invoke(z.object({ placeId: PlaceId, certificateId: heldId }), CertificateDesk),
  /** Ends the watch: it stays in use. */
  'certificates.endWatch': invoke(z.object({ placeId: PlaceId }), CertificateDesk),
  /** Removes a next or an earlier one with its key. Throws DESK_IN_USE. */
  'certificates.remove': invoke(z.object({ placeId: PlaceId, certificateId: heldId }), CertificateDesk),
  /** Makes a key and its request. Throws CERT_WISH_INVALID (value: the field). */
  'certificates.request': invoke(
    z.object({
      placeId: PlaceId,
      key: KeyWish,
      /** Common name, organisation, organisational unit, place, province, country: those that are filled in. */
      subject: z.object({
        commonName: z.string().max(200),
        organization: z.string().max(200),
        organizationalUnit: z.string().max(200),
        locality: z.string().max(200),
        state: z.string().max(200),
        country: z.string().max(2),
      }),
      names: z.array(z.string().min(1).max(253)).max(100),
    }),
    z.object({ desk: CertificateDesk, requestId: z.string(), pem: z.string() }),
  ),
  'certificates.cancelRequest': invoke(z.object({ id: heldId }), CertificateDesk),
  /** An authority of this team's own. Throws DESK_AUTHORITY_EXISTS, CERT_WISH_INVALID. */
  'certificates.makeAuthority': invoke(
    z.object({ name: z.string().min(1).max(200), years: z.number().int().min(1).max(20) }),
    CertificateDesk,
  ),
  /**
   * Issues the pair that CXone's administrator pastes in, and makes it known for the integration. The answer is the only time
   * the key is shown; it is not kept.
   */
  'certificates.issueClient': invoke(
    z.object({
      integrationId: IntegrationId,
      name: z.string().min(1).max(200),
      days: z.number().int().min(1).max(825),
    }),
    z.object({ desk: CertificateDesk, certificate: z.string(), key: z.string(), authority: z.string() }),
  ),
  /** Ends what is known of a client or an authority; its open connections end at once. Throws DESK_NOT_FOUND, DESK_OF_CONFIG, DESK_LAST_ONE. */
  'certificates.revoke': invoke(z.object({ id: heldId }), CertificateDesk),
  /** Of a value before it is stored, or (null) of the present one. Stores nothing. Throws CREDENTIAL_UNKNOWN. */
  'credentials.test': invoke(z.object({ key: CredentialKey, value: CredentialValue.nullable() }), CredentialProof),
  /** Takes effect at once. `keepPreviousHours`: for secrets of pushes, how long the present one is accepted beside it. Throws CREDENTIAL_INVALID. */
  'credentials.set': invoke(
    z.object({ key: CredentialKey, value: CredentialValue, keepPreviousHours: z.number().int().min(0).max(168) }),
    CredentialDesk,
  ),
  /** Back to what relay.json says. */
  'credentials.useConfig': invoke(z.object({ key: CredentialKey }), CredentialDesk),
  /** Makes a new secret; the answer is the only time it is shown. Throws BOX_SECRETS_FULL when two count already. */
  'credentials.makeBoxSecret': invoke(
    z.object({ integrationId: IntegrationId }),
    z.object({ desk: CredentialDesk, secret: z.string() }),
  ),
  /** Counts no more; tokens given for it end. Throws DESK_NOT_FOUND, DESK_LAST_ONE. */
  'credentials.endBoxSecret': invoke(z.object({ integrationId: IntegrationId, id: heldId }), CredentialDesk),
} as const;

export const certificateNotices = {
  /** Something of the certificate desk changed; at most once a second. Whoever shows it asks again. */
  'certificates.changed': push(z.null()),
} as const;

/** The acts as the relay takes them. */
export const certificatesForRelay = {
  ...withOperator(certificateActs),
  /**
   * Issues a pair for an integration that is being set up, known to the relay or not, and keeps what it is known by. The key is in the
   * answer and nowhere else: main puts it where it belongs. `authorityName`: makes the authority first where there is none. Throws
   * DESK_NOT_FOUND (no authority, and none to be made), CERT_WISH_INVALID (value: 'name' or 'authorityName'), CERT_EXPIRED.
   */
  'certificates.issueForSetup': invoke(
    z.object({
      integrationId: IntegrationId,
      name: z.string().min(1).max(200),
      days: z.number().int().min(1).max(825),
      authorityName: z.string().min(1).max(200).nullable(),
      by: z.string().min(1).max(200),
    }),
    z.object({ certificate: z.string(), key: z.string(), authority: z.string() }),
  ),
} as const;
