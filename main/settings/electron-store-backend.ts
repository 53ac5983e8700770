import ElectronStore from 'electron-store';
import type { SettingsBackend } from './settings-file.ts';

/** settings.json through electron-store, which writes it atomically. Never asked to judge or to clear what it finds. */
export function openElectronStore(folder: string): SettingsBackend {
  return new ElectronStore<Record<string, unknown>>({
    name: 'settings',
    cwd: folder,
    clearInvalidConfig: false,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
}
