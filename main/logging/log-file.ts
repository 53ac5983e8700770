import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

export interface LogFileOptions {
  readonly folder: string;
  /** Files are called `<name>.log`, `<name>.1.log` (the one before) and so on. */
  readonly name: string;
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  readonly maxAgeMs: number;
}

/** Together at most 50 MB, kept two weeks. */
export const defaultLogFile = { maxFileBytes: 10 * 1024 * 1024, maxFiles: 5, maxAgeMs: 14 * 24 * 60 * 60_000 } as const;

export interface LogFile {
  readonly path: string;
  /** Writes one line. Never throws: a full disk must not stop the console, so the line is counted as lost instead. */
  append(line: string): void;
  readonly lostLines: number;
  close(): void;
}

/** A log file that turns over by size and forgets by age. */
export function openLogFile(options: LogFileOptions, nowMs: number): LogFile {
  const numbered = (number: number): string =>
    join(options.folder, number === 0 ? `${options.name}.log` : `${options.name}.${number}.log`);
  const path = numbered(0);
  let file: number | null = null;
  let sizeBytes = 0;
  let lostLines = 0;

  const open = (): void => {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    file = openSync(path, 'a', 0o600);
    sizeBytes = fstatSync(file).size;
  };
  const turnOver = (): void => {
    if (file !== null) closeSync(file);
    file = null;
    rmSync(numbered(options.maxFiles - 1), { force: true });
    for (let number = options.maxFiles - 2; number >= 0; number -= 1) {
      if (existsSync(numbered(number))) renameSync(numbered(number), numbered(number + 1));
    }
    open();
  };

  try {
    forgetOld(options, nowMs);
    open();
  } catch {
    // Told by the count of lost lines; the console runs without a log rather than not at all.
  }
  return {
    path,
    append: (line) => {
      try {
        if (file === null) open();
        const bytes = Buffer.from(`${line}\n`, 'utf8');
        if (sizeBytes > 0 && sizeBytes + bytes.length > options.maxFileBytes) turnOver();
        if (file === null) throw new Error('no log file');
        writeSync(file, bytes);
        sizeBytes += bytes.length;
      } catch {
        lostLines += 1;
      }
    },
    get lostLines() {
      return lostLines;
    },
    close: () => {
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

function forgetOld(options: LogFileOptions, nowMs: number): void {
  if (!existsSync(options.folder)) return;
  for (const name of readdirSync(options.folder)) {
    if (!name.startsWith(`${options.name}.`) || !name.endsWith('.log')) continue;
    const path = join(options.folder, name);
    if (nowMs - statSync(path).mtimeMs > options.maxAgeMs) rmSync(path, { force: true });
  }
}
