import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretVault } from '#main/settings/secret-vault.ts';
import { storeKeyFromVault } from '#main/settings/store-key.ts';
import type { VaultStatus } from '#shared/contract/console-contract.ts';
import { FakeKeyring } from './fake-keyring.ts';

const passphrase = 'dertien wilde zwanen';
const secret = 'canary-7f3a-top-secret';
/** The real cost takes half a second a try; what is checked here does not depend on it. */
const cost = { n: 2 ** 14, r: 8, p: 1 };

let folder: string;
let file: string;
let told: VaultStatus[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-vault-'));
  file = join(folder, 'vault.json');
  told = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function openVault(keyring = new FakeKeyring(null)): Promise<SecretVault> {
  const vault = new SecretVault({ file, keyring, cost, onChange: (status) => told.push(status) });
  await vault.open();
  return vault;
}

const withSecret = async (keyring: FakeKeyring): Promise<SecretVault> => {
  const vault = await openVault(keyring);
  await vault.store('store-key', secret);
  return vault;
};

describe('several secrets at once', () => {
  it.each(['keyring', 'session'] as const)('are all changed or removed together: %s', async (mode) => {
    const keyring = new FakeKeyring(mode === 'keyring' ? 'kwallet6' : null);
    const vault = await openVault(keyring);
    if (mode === 'session') await vault.useSessionOnly();
    await vault.change({ gone: null });
    expect(() => statSync(file)).toThrow(/ENOENT/u);
    await vault.change({ a: '1', b: '2', 'setup/channel/tulip/wechat_token': '3' });
    await vault.change({ a: null, b: 'two' });
    const again = mode === 'keyring' ? await openVault(keyring) : vault;

    expect(again.names()).toEqual(['b', 'setup/channel/tulip/wechat_token']);
    expect([again.read('a'), again.read('b')]).toEqual([null, 'two']);
  });

  it('cannot be named while the vault is closed', async () => {
    const vault = await openVault();
    expect(() => vault.names()).toThrow(expect.objectContaining({ code: 'VAULT_NO_KEYRING' }) as Error);
  });
});

describe('vault with a key ring', () => {
  it('keeps a secret over a restart and names the key store', async () => {
    const keyring = new FakeKeyring('gnome_libsecret');
    await withSecret(keyring);
    const again = await openVault(keyring);

    expect(again.status).toEqual({ mode: 'keyring', locked: false, backend: 'gnome_libsecret', problem: null });
    expect(again.read('store-key')).toBe(secret);
    expect(again.persistent).toBe(true);
  });

  it('writes nothing before there is a secret, and then neither the secret nor the master key in plain text', async () => {
    const keyring = new FakeKeyring('kwallet6');
    const vault = await openVault(keyring);
    expect(() => statSync(file)).toThrow(/ENOENT/u);
    await vault.store('a', secret);
    await vault.store('b', 'another');
    const text = readFileSync(file, 'utf8');

    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret).toString('base64'));
    expect(keyring.wraps).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('says so when another key store is in place, and leaves the file as it was', async () => {
    await withSecret(new FakeKeyring('gnome_libsecret'));
    const before = readFileSync(file);
    const changed = await openVault(new FakeKeyring('kwallet6'));

    expect(changed.status).toEqual({
      mode: 'keyring',
      locked: true,
      backend: 'gnome_libsecret',
      problem: 'VAULT_BACKEND_CHANGED',
    });
    expect(() => changed.read('store-key')).toThrow(expect.objectContaining({ code: 'VAULT_BACKEND_CHANGED' }));
    await expect(changed.store('store-key', 'new')).rejects.toMatchObject({ code: 'VAULT_BACKEND_CHANGED' });
    await expect(changed.unlock(passphrase)).rejects.toMatchObject({ code: 'VAULT_BACKEND_CHANGED' });
    expect(readFileSync(file)).toEqual(before);
  });

  it('says the same when the key ring is gone altogether', async () => {
    await withSecret(new FakeKeyring('gnome_libsecret'));

    expect((await openVault(new FakeKeyring(null))).status.problem).toBe('VAULT_BACKEND_CHANGED');
  });

  it('does not take a key ring of the same name for the same key ring', async () => {
    await withSecret(new FakeKeyring('gnome_libsecret'));
    const before = readFileSync(file);
    const stranger = await openVault(new FakeKeyring('gnome_libsecret'));

    expect(stranger.status).toMatchObject({ locked: true, problem: 'VAULT_BACKEND_CHANGED' });
    await expect(stranger.store('store-key', 'new')).rejects.toMatchObject({ code: 'VAULT_BACKEND_CHANGED' });
    expect(readFileSync(file)).toEqual(before);
  });

  it('goes on for a session when the person chooses so, and the file waits', async () => {
    const keyring = new FakeKeyring('gnome_libsecret');
    await withSecret(keyring);
    const before = readFileSync(file);
    const vault = await openVault(new FakeKeyring(null));
    await vault.useSessionOnly();
    await vault.store('store-key', 'for today');

    expect(vault.status.mode).toBe('session_only');
    expect(readFileSync(file)).toEqual(before);
    expect((await openVault(keyring)).read('store-key')).toBe(secret);
  });
});

describe('vault without a key ring', () => {
  it('asks, and keeps nothing until the person has chosen', async () => {
    const vault = await openVault();

    expect(vault.status).toEqual({ mode: 'unset', locked: true, backend: null, problem: 'VAULT_NO_KEYRING' });
    expect(() => vault.read('store-key')).toThrow(expect.objectContaining({ code: 'VAULT_NO_KEYRING' }));
    await expect(vault.store('store-key', secret)).rejects.toMatchObject({ code: 'VAULT_NO_KEYRING' });
  });

  it('keeps secrets under a passphrase, over a restart', async () => {
    const vault = await openVault();
    await vault.unlock(passphrase);
    await vault.store('store-key', secret);
    const again = await openVault();
    expect(again.status).toEqual({ mode: 'passphrase', locked: true, backend: null, problem: 'VAULT_LOCKED' });
    expect(() => again.read('store-key')).toThrow(expect.objectContaining({ code: 'VAULT_LOCKED' }));

    await again.unlock(passphrase);

    expect(again.status).toEqual({ mode: 'passphrase', locked: false, backend: null, problem: null });
    expect(again.read('store-key')).toBe(secret);
    expect(readFileSync(file, 'utf8')).not.toContain(passphrase);
    expect(told.map(({ locked }) => locked)).toEqual([true, false, true, false]);
  });

  it('refuses a wrong passphrase and stays locked', async () => {
    const vault = await openVault();
    await vault.unlock(passphrase);
    await vault.store('store-key', secret);
    const before = readFileSync(file);
    const again = await openVault();

    await expect(again.unlock(`${passphrase}!`)).rejects.toMatchObject({ code: 'VAULT_WRONG_PASSPHRASE' });
    expect(again.status.locked).toBe(true);
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses a passphrase of eleven characters at first use, counting people’s characters', async () => {
    const vault = await openVault();

    await expect(vault.unlock('elf tekens!')).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WEAK', value: '12' });
    await expect(vault.unlock('🦢🦢🦢🦢🦢🦢🦢🦢🦢🦢🦢')).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WEAK' });
    expect(vault.status.mode).toBe('unset');
    expect((await vault.unlock('十二个字的口令你好世界呀吗')).mode).toBe('passphrase');
  });

  it('takes the same passphrase typed with other code points', async () => {
    await (await openVault()).unlock('caf\u00e9 met appelgebak');

    expect((await (await openVault()).unlock('cafe\u0301 met appelgebak')).locked).toBe(false);
  });

  it('keeps a session in memory only', async () => {
    const vault = await openVault();
    await vault.useSessionOnly();
    await vault.store('store-key', secret);

    expect(vault.read('store-key')).toBe(secret);
    expect(vault.persistent).toBe(false);
    expect(() => statSync(file)).toThrow(/ENOENT/u);
    expect((await openVault()).status.mode).toBe('unset');
  });

  it('takes the secrets of a session along when a passphrase is chosen after all', async () => {
    const vault = await openVault();
    await vault.useSessionOnly();
    await vault.store('store-key', secret);
    await vault.unlock(passphrase);
    const again = await openVault();
    await again.unlock(passphrase);

    expect(again.read('store-key')).toBe(secret);
  });
});

describe('damage', () => {
  it('of a vault file is told as damage, never as a wrong passphrase, and never repaired by force', async () => {
    const vault = await openVault();
    await vault.unlock(passphrase);
    await vault.store('store-key', secret);
    const whole = readFileSync(file, 'utf8');
    const broken = [
      '',
      whole.slice(0, whole.length / 2),
      'null',
      '[]',
      whole.replace('"format": 1', '"format": 2'),
      whole.replace(/"salt": "./u, (start) => `${start.slice(0, -1)}${start.endsWith('A') ? 'B' : 'A'}`),
      whole.replace('"n": 16384', '"n": 32768'),
      'x'.repeat(2 * 1024 * 1024),
    ];
    for (const text of broken) {
      writeFileSync(file, text);
      const opened = await openVault();
      expect(opened.status.problem).toBe('VAULT_DAMAGED');
      await expect(opened.unlock(passphrase)).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
      await expect(opened.store('store-key', 'new')).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  it('of one secret leaves the others readable', async () => {
    const keyring = new FakeKeyring('gnome_libsecret');
    const vault = await openVault(keyring);
    await vault.store('one', 'first');
    await vault.store('two', 'second');
    const content = JSON.parse(readFileSync(file, 'utf8')) as { secrets: Record<string, unknown> };
    content.secrets['one'] = content.secrets['two'];
    writeFileSync(file, JSON.stringify(content));
    const again = await openVault(keyring);

    expect(() => again.read('one')).toThrow(expect.objectContaining({ code: 'VAULT_DAMAGED', value: 'one' }));
    expect(again.read('two')).toBe('second');
  });

  it('of one secret’s form too, and its place is kept when another is stored', async () => {
    const keyring = new FakeKeyring('gnome_libsecret');
    const vault = await openVault(keyring);
    await vault.store('one', 'first');
    await vault.store('two', 'second');
    const read = () => JSON.parse(readFileSync(file, 'utf8')) as { secrets: Record<string, Record<string, string>> };
    const whole = read();
    for (const spoilt of [{ ...whole.secrets['one'], tag: '!' }, { iv: 'AAAA' }, 'cut', null]) {
      writeFileSync(file, JSON.stringify({ ...whole, secrets: { ...whole.secrets, one: spoilt } }));
      const again = await openVault(keyring);
      expect(() => again.read('one')).toThrow(expect.objectContaining({ code: 'VAULT_DAMAGED', value: 'one' }));
      expect(again.read('two')).toBe('second');
      await again.store('three', 'third');
      expect(read().secrets['one']).toEqual(spoilt);
    }
  });

  it('does not find secrets under names every object has', async () => {
    const vault = await withSecret(new FakeKeyring('keychain'));

    for (const name of ['__proto__', 'constructor', 'toString']) expect(vault.read(name)).toBeNull();
  });
});

describe('store key', () => {
  it('is made once', async () => {
    const vault = await openVault(new FakeKeyring('dpapi'));
    const key = await storeKeyFromVault(vault, 'store-key', false);

    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(await storeKeyFromVault(vault, 'store-key', true)).toBe(key);
  });

  it('is not made anew for a store that is already there', async () => {
    const vault = await openVault(new FakeKeyring('dpapi'));

    await expect(storeKeyFromVault(vault, 'store-key', true)).rejects.toMatchObject({ code: 'VAULT_DAMAGED' });
    expect(() => statSync(file)).toThrow(/ENOENT/u);
  });
});
