import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';

/** What an operator may change of the secrets of a channel or an integration. Box client secrets are made here, see `BoxSecret`. */
export const CredentialName = z.enum([
  'wechat_app_secret',
  'wechat_token',
  'wechat_encoding_aes_key',
  'cxone_client',
  'cxone_access_key',
]);
export type CredentialName = z.infer<typeof CredentialName>;

/** What may be known of a secret outside the relay. */
export const SecretMark = z.object({
  /** Eight hexadecimal digits of a keyed digest: equal secrets of this installation have equal ones. */
  fingerprint: z.string(),
  /** Only of secrets of at least 20 characters. */
  lastFour: z.string().nullable(),
});
export type SecretMark = z.infer<typeof SecretMark>;

/**
 * What a test showed. token_issued: the platform gave a token for it. push_verified: a push signed or encrypted with it came
 * in at `at`. own_endpoint: our own token endpoint took it over the listener. waiting: nothing can be asked from our side;
 * the next push shows it.
 */
export const CredentialProof = z.object({
  at: z.number(),
  result: z.enum(['token_issued', 'push_verified', 'own_endpoint', 'waiting', 'failed']),
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
  value: z.string().nullable(),
});
export type CredentialProof = z.infer<typeof CredentialProof>;

export const CredentialKey = z.object({
  owner: z.enum(['channel', 'integration']),
  ownerId: z.string().min(1).max(64),
  name: CredentialName,
});
export type CredentialKey = z.infer<typeof CredentialKey>;

export const Credential = CredentialKey.extend({
  ownerName: z.string(),
  /** The part that is no secret: the access key's id, the client id; null where there is none. */
  identifier: z.string().nullable(),
  /** config: as relay.json says. desk: set here, and kept with the store. */
  source: z.enum(['config', 'desk']),
  /** Null: not set (an EncodingAESKey in plain mode). */
  mark: SecretMark.nullable(),
  changedAt: z.number().nullable(),
  changedBy: z.string().nullable(),
  /** Still accepted beside the new one (EncodingAESKey, token). */
  previous: z.object({ mark: SecretMark, until: z.number(), lastUsedAt: z.number().nullable() }).nullable(),
  /** The last thing seen of it, by a test or by traffic. */
  lastProof: CredentialProof.nullable(),
});
export type Credential = z.infer<typeof Credential>;

/** A secret with which CXone signs in to our Box API. */
export const BoxSecret = z.object({
  /** 'config' is the one of relay.json. */
  id: z.string().min(1).max(64),
  integrationId: z.string(),
  integrationName: z.string(),
  clientId: z.string(),
  source: z.enum(['config', 'desk']),
  mark: SecretMark,
  createdAt: z.number().nullable(),
  createdBy: z.string().nullable(),
  lastUsedAt: z.number().nullable(),
  /** Ended by an operator: the one of relay.json stays known but counts no more. */
  endedAt: z.number().nullable(),
});
export type BoxSecret = z.infer<typeof BoxSecret>;

export const CredentialDesk = z.object({
  credentials: z.array(Credential),
  /** Newest first for each integration; at most two count at a time. */
  boxSecrets: z.array(BoxSecret),
});
export type CredentialDesk = z.infer<typeof CredentialDesk>;

/** A new value. `identifier`: only for cxone_client and cxone_access_key; null keeps the present one. */
export const CredentialValue = z.object({
  identifier: z.string().min(1).max(200).nullable(),
  secret: z.string().min(1).max(1_000),
});
export type CredentialValue = z.infer<typeof CredentialValue>;
