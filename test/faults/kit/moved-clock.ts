import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The wall clock of programs started with its environment; their monotonic clock stays the machine's. */
export interface MovedClock {
  readonly environment: Readonly<Record<string, string>>;
  /** Somebody sets the clock: 0 is the machine's own time. Takes effect at once, also in running programs. */
  set(offsetMs: number): void;
}

/** Through libfaketime, which answers instead of the C library. Linux. */
export function createMovedClock(folder: string): MovedClock {
  const file = join(folder, 'clock-offset');
  const set = (offsetMs: number): void => {
    const seconds = (offsetMs / 1_000).toFixed(3);
    writeFileSync(file, `${offsetMs >= 0 ? '+' : ''}${seconds}\n`);
  };
  set(0);
  return {
    environment: {
      LD_PRELOAD: faketimeLibrary(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    set,
  };
}

/** Where the command finds its library differs between distributions; the command itself knows. */
function faketimeLibrary(): string {
  const environment = execFileSync('faketime', ['-f', '+0', 'env'], { encoding: 'utf8' });
  const path = /^LD_PRELOAD=(\S+)$/mu.exec(environment)?.[1];
  if (path === undefined) throw new Error('faketime does not say where its library is');
  return path;
}
