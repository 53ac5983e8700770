import { join } from 'node:path';
import { app } from 'electron';
import { ensurePrivateFolder } from '#main/node/private-folder.ts';

/**
 * Makes the profile folder ours alone and tells Electron to keep its own files in it. The reason why that is impossible,
 * or null.
 */
export function openProfile(folder: string): string | null {
  // Everything this program and its children write from now on is for their owner only.
  process.umask(0o077);
  try {
    ensurePrivateFolder(folder);
    for (const part of ['logs', 'chromium']) ensurePrivateFolder(join(folder, part));
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return `Veerpont does not start: its data folder ${folder} cannot be used: ${detail} (DATA_FOLDER_UNUSABLE)`;
  }
  app.setPath('userData', folder);
  app.setPath('sessionData', join(folder, 'chromium'));
  app.setPath('crashDumps', join(folder, 'chromium', 'crashes'));
  app.setAppLogsPath(join(folder, 'logs'));
  return null;
}
