import { readFileSync } from 'node:fs';

/**
 * Tells one process from another that later got the same number. `startedAt` and `bootId` are what Linux says of it
 * (clock ticks since boot, and which boot); null where that cannot be read.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
  readonly bootId: string | null;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, startedAt: startTimeOf(pid), bootId: bootId() };
}

/** True while the very process that was described still runs. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!respondsToSignals(identity.pid)) return false;
  if (identity.bootId !== null && identity.bootId !== bootId()) return false;
  return identity.startedAt === null || identity.startedAt === startTimeOf(identity.pid);
}

function respondsToSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Anything but "no such process" means that it is there and belongs to somebody else.
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

/** Field 22 of /proc/<pid>/stat. The second field, the name, may hold spaces and brackets. A zombie no longer runs. */
function startTimeOf(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
}

function bootId(): string | null {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // Not Linux, or no such process: the caller goes without.
    return null;
  }
}
