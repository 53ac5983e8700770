import type { SecretOwner, SetupSecret } from '#shared/domain/setup/book.ts';

/**
 * Whether the relay still runs on earlier secrets of an entry: they take effect when it is put in use. The key of the client
 * certificate is only handed over.
 */
export const secretsWait = (
  secrets: readonly SetupSecret[],
  { owner, ownerId }: SecretOwner,
  appliedAt: number | null,
): boolean =>
  appliedAt !== null &&
  secrets.some(
    (one) => one.owner === owner && one.ownerId === ownerId && one.name !== 'mtls_key' && one.setAt > appliedAt,
  );
