import { z } from 'zod';
import { CredentialKey } from '#shared/domain/credential.ts';
import { IntegrationId } from '#shared/domain/ids.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';

/** A secret as an operator set it, or that he went back to the configuration's (`value` null). */
export const KeptCredential = z.object({
  kind: z.literal('set'),
  key: CredentialKey,
  value: z.object({ identifier: z.string().nullable(), secret: z.string() }).nullable(),
  /** Accepted beside the present one until then, epoch ms. */
  previous: z.object({ secret: z.string(), until: z.number() }).nullable(),
  changedAt: z.number(),
  changedBy: z.string(),
});
export type KeptCredential = z.infer<typeof KeptCredential>;

/** A Box client secret made here: enough to know it again, and nothing it could be told from. */
export const MadeBoxSecret = z.object({
  kind: z.literal('box'),
  id: z.string(),
  integrationId: IntegrationId,
  /** Both hexadecimal. */
  salt: z.string().length(32),
  digest: z.string().length(64),
  fingerprint: z.string(),
  lastFour: z.string().nullable(),
  createdAt: z.number(),
  createdBy: z.string(),
});
export type MadeBoxSecret = z.infer<typeof MadeBoxSecret>;

/** The configuration's own one was ended. Another one that stands there later counts. */
export const EndedConfigSecret = z.object({
  kind: z.literal('box_config_ended'),
  integrationId: IntegrationId,
  fingerprint: z.string(),
  endedAt: z.number(),
});
export type EndedConfigSecret = z.infer<typeof EndedConfigSecret>;

export const CredentialRecord = z.discriminatedUnion('kind', [KeptCredential, MadeBoxSecret, EndedConfigSecret]);
export type CredentialRecord = z.infer<typeof CredentialRecord>;

/** More than a configuration of the greatest size can have. */
export const mostCredentialRecords = 10_000;

export function credentialId({ owner, ownerId, name }: CredentialKey): string {
  return `${owner}:${ownerId}:${name}`;
}

export function recordIdOf(body: CredentialRecord): string {
  switch (body.kind) {
    case 'set':
      return credentialId(body.key);
    case 'box':
      return `box:${body.integrationId}:${body.id}`;
    case 'box_config_ended':
      return `box:${body.integrationId}:config`;
  }
}

export function recordOf(body: CredentialRecord, at: number): OperationsRecord {
  const id = recordIdOf(body);
  return { kind: 'credential', id, channelId: null, parent: null, at, endedAt: null, body: JSON.stringify(body) };
}
