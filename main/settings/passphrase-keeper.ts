import { randomBytes } from 'node:crypto';
import { RelayError } from '#shared/errors/relay-error.ts';
import { deriveKey, seal, unseal, type ScryptCost } from './sealed-box.ts';
import type { Keeper } from './vault-file.ts';

const masterLabel = 'veerpont master key';

/** 128 MiB and some tenths of a second for each guess (OWASP password storage, 2024: scrypt N=2^17, r=8, p=1). */
export const presentCost: ScryptCost = { n: 2 ** 17, r: 8, p: 1 };

/** Locks the master key with a key that only the passphrase gives. */
export async function wrapWithPassphrase(master: Buffer, passphrase: string, cost: ScryptCost): Promise<Keeper> {
  const salt = randomBytes(16);
  const passphraseKey = await deriveKey(passphrase, salt, cost);
  const box = seal(passphraseKey, masterLabel, master);
  passphraseKey.fill(0);
  return { kind: 'passphrase', cost, salt: salt.toString('base64'), master: box };
}

/** The master key. Throws VAULT_WRONG_PASSPHRASE, or VAULT_BACKEND_CHANGED when no passphrase was ever chosen. */
export async function openWithPassphrase(keeper: Keeper, passphrase: string): Promise<Buffer> {
  if (keeper.kind === 'keyring') {
    throw new RelayError('VAULT_BACKEND_CHANGED', 'the secrets are kept by a key ring that is not there', {
      value: keeper.backend,
    });
  }
  const passphraseKey = await deriveKey(passphrase, Buffer.from(keeper.salt, 'base64'), keeper.cost);
  const master = unseal(passphraseKey, masterLabel, keeper.master);
  passphraseKey.fill(0);
  if (master === null) throw new RelayError('VAULT_WRONG_PASSPHRASE', 'the passphrase does not open the secrets');
  return master;
}
