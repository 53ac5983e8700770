import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '#main/node/atomic-file.ts';
import type { StartProblem } from '#shared/contract/console-contract.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { removeLeftovers } from './leftovers.ts';
import { salvage, StoredSettings } from './settings-schema.ts';

/** Larger than any settings file of ours; what is larger is not ours. */
const longestFileBytes = 1024 * 1024;

/** Where settings are written to: electron-store in the app. `store` replaces the whole content. */
export interface SettingsBackend {
  store: Record<string, unknown>;
}

export interface SettingsDeps {
  /** The profile's folder, which exists. */
  readonly folder: string;
  readonly defaults: StoredSettings;
  readonly log: Logger;
  /** Epoch milliseconds, for the names of files put aside. */
  readonly now: () => number;
  /** Opens `settings.json` in the folder. Called only when that file is sound. */
  readonly openBackend: () => SettingsBackend;
}

export interface Settings {
  readonly current: StoredSettings;
  /** What was wrong with the file at start and how it went on, or null. */
  readonly problem: StartProblem | null;
  /** Takes effect at once. A file that cannot be written is logged and told as `problem`; the console goes on. */
  change(patch: Partial<StoredSettings>): StoredSettings;
}

/**
 * The console's settings. A damaged file is put aside under a name of its own, and the last good copy is used: the
 * library beneath would throw, or clear the file, and neither is ours to choose for the person.
 */
export function openSettings(deps: SettingsDeps): Settings {
  removeLeftovers(deps.folder, deps.now(), deps.log);
  const file = join(deps.folder, 'settings.json');
  const lastGoodFile = join(deps.folder, 'settings.last-good.json');
  const read = readStored(file);
  const lastGood = readStored(lastGoodFile);
  const lastGoodValue = lastGood.kind === 'sound' || lastGood.kind === 'partly' ? lastGood.value : null;

  let problem: StartProblem | null = null;
  let current: StoredSettings;
  const foreign = foreignFields(read);
  if (read.kind === 'sound') {
    current = StoredSettings.parse(read.value);
  } else {
    current = salvage(read.kind === 'partly' ? [read.value, lastGoodValue] : [lastGoodValue], deps.defaults);
    if (read.kind !== 'missing') {
      const aside = join(deps.folder, `settings.damaged-${stampOf(deps.now())}.json`);
      problem = { code: 'SETTINGS_DAMAGED', value: putAside(file, aside) ? aside : file };
      deps.log.warn('settings.damaged', { kind: read.kind, keptAs: problem.value });
    }
  }

  let backend: SettingsBackend | null = null;
  const save = (): void => {
    try {
      // Written before the library sees the file, so that the file it opens is sound.
      if (backend === null) {
        writeFileAtomically(file, `${JSON.stringify(current, null, 2)}\n`);
        backend = deps.openBackend();
      }
      backend.store = { ...foreign, ...current };
      writeFileAtomically(lastGoodFile, `${JSON.stringify(current, null, 2)}\n`);
    } catch (thrown) {
      deps.log.error('settings.not_written', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
      problem ??= { code: 'DATA_FOLDER_UNUSABLE', value: deps.folder };
    }
  };
  if (read.kind === 'sound') {
    try {
      backend = deps.openBackend();
    } catch (thrown) {
      deps.log.error('settings.not_opened', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
    }
    if (lastGoodValue === null) save();
  } else {
    save();
  }

  return {
    get current() {
      return current;
    },
    get problem() {
      return problem;
    },
    change: (patch) => {
      current = StoredSettings.parse({ ...current, ...patch });
      save();
      return current;
    },
  };
}

type Stored =
  | { readonly kind: 'sound'; readonly value: unknown }
  /** JSON, but some field is wrong, or the library could not read it. */
  | { readonly kind: 'partly'; readonly value: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

function readStored(path: string): Stored {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return { kind: 'missing' };
    if (!stat.isFile() || stat.size > longestFileBytes) return { kind: 'unreadable' };
    const text = readFileSync(path, 'utf8');
    // Some editors put a byte order mark in front, which electron-store does not read.
    const hasMark = text.startsWith('\uFEFF');
    const value: unknown = JSON.parse(hasMark ? text.slice(1) : text);
    return { kind: StoredSettings.safeParse(value).success && !hasMark ? 'sound' : 'partly', value };
  } catch {
    // Not JSON, or not ours to read: what matters is that it goes aside untouched.
    return { kind: 'unreadable' };
  }
}

/** Fields we do not know: a newer version's, kept for when it comes back. */
function foreignFields(read: Stored): Record<string, unknown> {
  if (read.kind !== 'sound' && read.kind !== 'partly') return {};
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) return {};
  const unsafe = new Set(['__proto__', 'constructor', 'prototype']);
  return Object.fromEntries(
    Object.entries(read.value).filter(([name]) => !unsafe.has(name) && !Object.hasOwn(StoredSettings.shape, name)),
  );
}

function putAside(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/** '20260419T081530123', which every file system takes. */
function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:.Z]/gu, '');
}
