import { readFileSync, readdirSync } from 'node:fs';

/** What the operating system says of a running process. */
export interface ProcessFacts {
  readonly openFiles: number;
  readonly residentBytes: number;
  /** Time on a processor since its start, milliseconds. */
  readonly processorMs: number;
}

/** The kernel counts processor time in ticks of this length (Linux: USER_HZ is 100 on every platform Node has). */
const tickMs = 10;

/** Null when the process is gone. Linux. */
export function factsOf(pid: number): ProcessFacts | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const residentKilobytes = Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1] ?? 0);
    // The second field holds the name in brackets, blanks and all: counted from behind it.
    const fields = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
    return {
      openFiles: readdirSync(`/proc/${pid}/fd`).length,
      residentBytes: residentKilobytes * 1_024,
      processorMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    };
  } catch {
    // It ended while we looked.
    return null;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
