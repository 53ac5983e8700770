import { describe, expect, it } from 'vitest';
import { createElectronKeyring } from '#main/settings/electron-keyring.ts';

const key = Buffer.alloc(32, 7);

/** As in Electron 33. */
const older = (backend: string, available = true) => ({
  isEncryptionAvailable: () => available,
  getSelectedStorageBackend: () => backend as 'basic_text',
  encryptString: (text: string) => Buffer.from(`old ${text}`),
  decryptString: (wrapped: Buffer) => wrapped.toString().slice(4),
});
/** As in Electron 45. */
const newer = (backend: string) => ({
  ...older(backend),
  isEncryptionAvailable: () => false,
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`new ${text}`)),
  decryptStringAsync: (wrapped: Buffer) =>
    Promise.resolve({ result: wrapped.toString().slice(4), shouldReEncrypt: false }),
});

describe('key ring of Electron', () => {
  it.each(['basic_text', 'unknown'])('refuses %s on Linux, though Electron calls it available', async (backend) => {
    expect(await createElectronKeyring(older(backend), 'linux').backend()).toBeNull();
  });

  it('is none when the key cannot be had', async () => {
    expect(await createElectronKeyring(older('gnome_libsecret', false), 'linux').backend()).toBeNull();
    expect(await createElectronKeyring({}, 'linux').backend()).toBeNull();
  });

  it('has a name on each system', async () => {
    expect(await createElectronKeyring(older('kwallet6'), 'linux').backend()).toBe('kwallet6');
    expect(await createElectronKeyring(older('unknown'), 'darwin').backend()).toBe('keychain');
    expect(await createElectronKeyring(older('unknown'), 'win32').backend()).toBe('dpapi');
  });

  it.each([
    ['old', older('gnome_libsecret')],
    ['new', newer('gnome_libsecret')],
  ])('wraps and unwraps bytes with the %s half of the runtime', async (half, storage) => {
    const keyring = createElectronKeyring(storage, 'linux');
    const wrapped = await keyring.wrap(key);

    expect(wrapped.toString()).toBe(`${half} ${key.toString('base64')}`);
    expect(await keyring.unwrap(wrapped)).toEqual(key);
    expect(await keyring.backend()).toBe('gnome_libsecret');
  });
});
