import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretVault } from '#main/settings/secret-vault.ts';
import { storeKeyFromVault } from '#main/settings/store-key.ts';
import type { Keyring } from '#main/settings/keyring.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from '#test/faults/storage/expect-none.ts';
import { FakeKeyring } from '#test/unit/main/settings/fake-keyring.ts';

interface Change {
  readonly name: string;
  /** What the key store is at the next start. */
  readonly become: (keyring: FakeKeyring) => Keyring;
}

const changes: readonly Change[] = [
  { name: 'key ring gone', become: () => new FakeKeyring(null) },
  { name: 'another key ring', become: () => new FakeKeyring('kwallet6') },
  { name: 'key ring of another user', become: () => new FakeKeyring('gnome_libsecret') },
  { name: 'key ring locked', become: (keyring) => withUnwrap(keyring, () => Promise.reject(new Error('is locked'))) },
  { name: 'key ring gives rubbish', become: (keyring) => withUnwrap(keyring, () => Promise.resolve(Buffer.alloc(5))) },
];

/** The key store that keeps the key of the secrets is not what it was. */
export const keyRingChanges: Scenario = {
  name: 'key-ring-changes',
  group: 'settings',
  title:
    'The key ring is gone, locked, another one, or that of somebody else: told as a matter of the key ring and not of a damaged file, nothing deleted or made anew, and with the right key ring everything is there',
  needs: [],
  inSlice: true,
  run: runKeyRingChanges,
};

async function runKeyRingChanges(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 1, night: 4 });
  const broken: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = join(context.folder, String(round));
    mkdirSync(folder);
    const file = join(folder, 'vault.json');
    const keyring = new FakeKeyring('gnome_libsecret');
    const key = await storeKeyFromVault(await vaultOn(file, keyring), 'store-key', false);
    const before = readFileSync(file);
    for (const { name, become } of changes) {
      const vault = await vaultOn(file, become(keyring));
      const { locked, problem } = vault.status;
      if (!locked) broken.push(`${name}: the vault is open`);
      if (problem === 'VAULT_DAMAGED') broken.push(`${name}: told as a damaged file`);
      const made = await storeKeyFromVault(vault, 'store-key', true).catch(() => null);
      if (made !== null) broken.push(`${name}: a key is given out`);
      await vault.store('store-key', 'new').catch(() => undefined);
      await vault.unlock('vijftig wilde zwanen').catch(() => undefined);
      if (!readFileSync(file).equals(before)) broken.push(`${name}: the file was overwritten`);
    }
    const again = await storeKeyFromVault(await vaultOn(file, keyring), 'store-key', true);
    if (again !== key) broken.push('with the right key ring the key is another one');
  }
  expectNone('not as it must be', broken);
  return { injections: rounds * changes.length, lost: 0, figures: {} };
}

async function vaultOn(file: string, keyring: Keyring): Promise<SecretVault> {
  const vault = new SecretVault({ file, keyring, onChange: () => undefined });
  await vault.open();
  return vault;
}

function withUnwrap(keyring: FakeKeyring, unwrap: Keyring['unwrap']): Keyring {
  return { backend: () => keyring.backend(), wrap: (key) => keyring.wrap(key), unwrap };
}
