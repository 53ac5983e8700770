import type { SafeStorage } from 'electron';
import type { Keyring } from './keyring.ts';

/** What Electron 33 lacks: the declared types are those of the newest runtime. */
type Storage = Partial<SafeStorage>;

/** Chosen on Linux when there is no key ring: a password that stands in Chromium's source code. */
const worthless = new Set(['basic_text', 'unknown']);

/**
 * Electron's safeStorage as key ring. Uses its asynchronous half where the runtime has one (a locked key ring asks the
 * person for a password, and the synchronous half would hold the whole app up meanwhile). Only after the app is ready.
 */
export function createElectronKeyring(storage: Storage, platform: NodeJS.Platform): Keyring {
  return {
    backend: async () => {
      const name = backendName(storage, platform);
      return !worthless.has(name) && (await isAvailable(storage)) ? name : null;
    },
    wrap: async (key) => {
      const text = key.toString('base64');
      if (storage.encryptStringAsync !== undefined) return storage.encryptStringAsync(text);
      // oxlint-disable-next-line typescript/no-deprecated -- all that the fallback runtime has
      if (storage.encryptString !== undefined) return storage.encryptString(text);
      throw new Error('this runtime has no safeStorage');
    },
    unwrap: async (wrapped) => {
      if (storage.decryptStringAsync !== undefined) {
        return Buffer.from((await storage.decryptStringAsync(wrapped)).result, 'base64');
      }
      // oxlint-disable-next-line typescript/no-deprecated -- all that the fallback runtime has
      if (storage.decryptString !== undefined) return Buffer.from(storage.decryptString(wrapped), 'base64');
      throw new Error('this runtime has no safeStorage');
    },
  };
}

function backendName(storage: Storage, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'keychain';
  if (platform === 'win32') return 'dpapi';
  return storage.getSelectedStorageBackend?.() ?? 'unknown';
}

async function isAvailable(storage: Storage): Promise<boolean> {
  if (storage.isAsyncEncryptionAvailable !== undefined) return storage.isAsyncEncryptionAvailable();
  // oxlint-disable-next-line typescript/no-deprecated -- all that the fallback runtime has
  return storage.isEncryptionAvailable?.() ?? false;
}
