import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CountingSecret, LiveBoxSecrets } from '../../ports/box-secrets.ts';
import type { BoxClient } from './box-client.ts';

export type SecretVerdict =
  | { readonly kind: 'right'; readonly client: BoxClient; readonly secretId: string }
  /** `client`: whose id was named, if it is one of ours. The caller must not let the peer tell the two apart. */
  | { readonly kind: 'wrong'; readonly client: BoxClient | null };

/** So many comparisons are made whoever asks: two during a change, and one that came back with the file. */
const comparisons = 3;

/**
 * Compares client secrets by digests of equal length, in constant time, and takes the same steps for a client id that
 * does not exist.
 */
export function createSecretCheck(
  clients: readonly BoxClient[],
  secrets: Pick<LiveBoxSecrets, 'of'>,
): (clientId: string, secret: string) => SecretVerdict {
  const byId = new Map(clients.map((client) => [client.clientId, client]));
  const nobody: CountingSecret = { id: '', digest: randomBytes(32), salt: randomBytes(16) };

  return (clientId, secret) => {
    const client = byId.get(clientId) ?? null;
    const known = client === null ? [] : secrets.of(clientId);
    let found: string | null = null;
    for (let index = 0; index < Math.max(comparisons, known.length); index += 1) {
      const { id, digest, salt } = known[index] ?? nobody;
      const matches = timingSafeEqual(digest, secretDigest(salt, secret));
      if (matches && index < known.length) found ??= id;
    }
    return client !== null && found !== null && secret !== ''
      ? { kind: 'right', client, secretId: found }
      : { kind: 'wrong', client };
  };
}

export function secretDigest(salt: Uint8Array, secret: string): Buffer {
  return createHash('sha256').update(salt).update(secret, 'utf8').digest();
}
