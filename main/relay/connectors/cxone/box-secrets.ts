import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { BoxClient } from './box-client.ts';

export type SecretVerdict =
  | { readonly kind: 'right'; readonly client: BoxClient }
  /** `client`: whose id was named, if it is one of ours. The caller must not let the peer tell the two apart. */
  | { readonly kind: 'wrong'; readonly client: BoxClient | null };

/**
 * Compares client secrets by digests of equal length, in constant time, and takes the same steps for a client id that
 * does not exist.
 */
export function createSecretCheck(clients: readonly BoxClient[]): (clientId: string, secret: string) => SecretVerdict {
  const salt = randomBytes(32);
  const digest = (secret: string): Buffer => createHmac('sha256', salt).update(secret, 'utf8').digest();
  const entries = new Map(
    clients.map((client) => [client.clientId, { client, digests: client.clientSecrets.map(digest) }]),
  );
  const nobody = { client: null, digests: [randomBytes(32)] };

  return (clientId, secret) => {
    const { client, digests } = entries.get(clientId) ?? nobody;
    const given = digest(secret);
    let matches = 0;
    for (const known of digests) matches += timingSafeEqual(known, given) ? 1 : 0;
    return client !== null && matches > 0 && secret !== '' ? { kind: 'right', client } : { kind: 'wrong', client };
  };
}
