import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ensurePrivateFolder } from '#main/node/private-folder.ts';
import { identityOf, isAlive, type ProcessIdentity } from '#main/node/process-identity.ts';

/** A data folder for one session: the key to what lies in it is kept in memory only. */
export interface SessionFolder {
  readonly path: string;
  remove(): void;
}

/** Makes a session's folder below `parent`, and removes those whose console no longer runs. */
export function openSessionFolder(parent: string): SessionFolder {
  ensurePrivateFolder(parent);
  for (const name of readdirSync(parent)) {
    if (!isOwned(join(parent, name))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const path = join(parent, randomUUID());
  ensurePrivateFolder(path);
  writeFileSync(ownerFile(path), JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Whether there is anything in a data folder that a new key could not read. */
export function holdsData(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

const ownerFile = (folder: string): string => join(folder, 'owner.json');

function isOwned(folder: string): boolean {
  try {
    return isAlive(JSON.parse(readFileSync(ownerFile(folder), 'utf8')) as ProcessIdentity);
  } catch {
    // Its console died before it could sign: nobody can read what is in it.
    return false;
  }
}
