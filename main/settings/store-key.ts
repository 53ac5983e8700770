import { randomBytes } from 'node:crypto';
import type { SecretVault } from './secret-vault.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

/** The key of an encrypted store, 32 bytes in Base64. */
export const newStoreKey = (): string => randomBytes(32).toString('base64');

/**
 * The store key the vault keeps, made at first use. Never made anew for a store that exists already: it would not open
 * it, and the right key may still come back with a restored file. Throws what `SecretVault.read` throws.
 */
export async function storeKeyFromVault(vault: SecretVault, name: string, storeExists: boolean): Promise<string> {
  const kept = vault.read(name);
  if (kept !== null) return kept;
  if (storeExists) throw new RelayError('VAULT_DAMAGED', 'there is a store, but the vault has no key for it');
  const key = newStoreKey();
  await vault.store(name, key);
  return key;
}
