import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileAtomically } from '#main/node/atomic-file.ts';

/** Only what an export writes aside may ever be removed by this list. */
const isPart = /\.[0-9a-f]{12}\.part$/u;
const mostKept = 200;

export interface UnfinishedExports {
  /** Throws when it cannot be noted: a file nobody would find again may hold customers' words. */
  begun(path: string): void;
  /** Finished or removed. Never throws: a line too many does no harm. */
  over(path: string): void;
  /** Removes what a killed console left. Returns how many files. */
  removeLeft(): number;
}

/** Files of exports under way, by name, so that what a killed console leaves of them is removed at the next start. */
export function openUnfinishedExports(listFile: string): UnfinishedExports {
  let paths = readList(listFile);
  const keep = (next: readonly string[]): void => {
    writeFileAtomically(listFile, JSON.stringify(next));
    paths = next;
  };
  return {
    begun: (path) => {
      keep([...paths, path].slice(-mostKept));
    },
    over: (path) => {
      try {
        keep(paths.filter((one) => one !== path));
      } catch {
        // It is looked for at the next start, and not found.
      }
    },
    removeLeft: () => {
      let removed = 0;
      const stuck: string[] = [];
      for (const path of paths) {
        try {
          rmSync(path);
          removed += 1;
        } catch (thrown) {
          const isGone = (thrown as NodeJS.ErrnoException).code === 'ENOENT' && existsSync(dirname(path));
          // A drive that is not there now may be there later.
          if (!isGone) stuck.push(path);
        }
      }
      if (paths.length > 0) keep(stuck);
      return removed;
    },
  };
}

function readList(listFile: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(readFileSync(listFile, 'utf8'));
    if (!Array.isArray(read)) return [];
    return read.filter((path): path is string => typeof path === 'string' && isPart.test(path)).slice(0, mostKept);
  } catch {
    // None yet, or damaged: nothing is removed on a guess.
    return [];
  }
}
