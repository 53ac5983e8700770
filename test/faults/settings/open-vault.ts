import { join } from 'node:path';
import { SecretVault } from '#main/settings/secret-vault.ts';
import { FakeKeyring } from '#test/unit/main/settings/fake-keyring.ts';

const passphrase = 'veertig wilde zwanen';
/** The real cost takes half a second a try; what is checked here does not depend on it. */
const cost = { n: 2 ** 14, r: 8, p: 1 };

/** The vault of a computer without a key ring, unlocked. */
export async function openVault(folder: string): Promise<SecretVault> {
  const vault = new SecretVault({
    file: join(folder, 'vault.json'),
    keyring: new FakeKeyring(null),
    cost,
    onChange: () => undefined,
  });
  await vault.open();
  await vault.unlock(passphrase);
  return vault;
}
