import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '#shared/lib/logger.ts';

/** What is younger may be being written at this moment. */
const oldMs = 60_000;
/** Ours ('vault.json.0123456789ab.tmp') and the settings library's ('settings.json.tmp-1712345678abcdef'). */
const isLeftover = /^[a-z.-]+\.json\.(?:[0-9a-f]{12}\.tmp|tmp-\d{10}[0-9a-f]{6})$/u;

/** Removes what writes of settings and secrets left behind when the console died in the middle of them. */
export function removeLeftovers(folder: string, now: number, log: Logger): void {
  let removed = 0;
  try {
    for (const name of readdirSync(folder)) {
      if (!isLeftover.test(name)) continue;
      const path = join(folder, name);
      if (now - statSync(path).mtimeMs < oldMs) continue;
      rmSync(path, { force: true });
      removed += 1;
    }
  } catch (thrown) {
    // They take up room and do no other harm.
    log.warn('settings.leftovers_kept', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
  if (removed > 0) log.info('settings.leftovers_removed', { files: removed });
}
