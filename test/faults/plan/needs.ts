import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Need } from './scenario.ts';

const known = new Map<Need, boolean>();

/** Those of the needs this machine does not meet. Each is tried, not guessed, and only once. */
export function missingNeeds(needs: readonly Need[]): readonly Need[] {
  return needs.filter((need) => {
    const before = known.get(need);
    if (before !== undefined) return !before;
    const isMet = checks[need]();
    known.set(need, isMet);
    return !isMet;
  });
}

const isLinux = (): boolean => process.platform === 'linux';

/** Runs a command to its end; true when it succeeds. */
function works(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

const checks: Readonly<Record<Need, () => boolean>> = {
  linux: isLinux,
  root: () => process.getuid?.() === 0,
  // Present is not enough: containers often forbid tracing.
  strace: () => isLinux() && works('strace', '-f', '-e', 'trace=none', 'true'),
  libfaketime: () => isLinux() && works('faketime', '-f', '+1d', 'true'),
  tmpfs: canMount,
  'network-namespace': () => isLinux() && works('unshare', '--net', 'true'),
  electron: () => {
    const program = process.env['VEERPONT_ELECTRON_PATH'] ?? '';
    const hasDisplay = !isLinux() || (process.env['DISPLAY'] ?? '') !== '';
    return program !== '' && existsSync(program) && hasDisplay;
  },
  'key-ring': () => isLinux() && works('dbus-run-session', '--version') && works('gnome-keyring-daemon', '--version'),
};

function canMount(): boolean {
  if (!isLinux() || process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'veerpont-mount-'));
  const isMounted = works('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place);
  if (isMounted) works('umount', place);
  rmSync(place, { recursive: true });
  return isMounted;
}
