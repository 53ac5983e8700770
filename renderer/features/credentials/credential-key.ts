import type { Credential, CredentialKey } from '#shared/domain/credential.ts';

/** By what the relay knows a credential. */
export function keyOf({ owner, ownerId, name }: Credential): CredentialKey {
  return { owner, ownerId, name };
}
