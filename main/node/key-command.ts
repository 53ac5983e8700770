import { spawnSync } from 'node:child_process';
import { basename, isAbsolute } from 'node:path';

/** A command that asks a key store answers at once, or waits for somebody who is not there. */
const limitMs = 10_000;
const longestBytes = 64 * 1024;

/**
 * What a command gets of our environment: enough to find its files, and the key ring of the session. Ours may hold other
 * secrets.
 */
const passedOn = ['PATH', 'HOME', 'LANG', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'];
/** Without these no program starts, or finds its user, on Windows. */
const passedOnWindows = ['SystemRoot', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'];

export interface CommandPlaces {
  /** The command runs here. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The relay works: nothing may hold it up, and what a command did not give at the start is not asked for again. */
  readonly isRunning?: boolean;
}

export type CommandOutcome =
  | { readonly ok: true; readonly text: string }
  /** `problem`: in words, without anything the command said or was told. */
  | { readonly ok: false; readonly problem: string };

/** What commands gave. A running relay that reads its files again must not wait for them once more. */
const given = new Map<string, string>();

/**
 * Runs a program without a shell and takes what it writes on standard output for a secret; one line end after it does not
 * count. Each command runs once in the life of this process, unless it failed. Holds everything up meanwhile.
 */
export function runKeyCommand(command: readonly string[], places: CommandPlaces): CommandOutcome {
  const name = JSON.stringify([places.folder, ...command]);
  const known = given.get(name);
  if (known !== undefined) return { ok: true, text: known };
  if (places.isRunning === true) return { ok: false, problem: 'commands are not run while the relay works' };
  const outcome = run(command, places);
  if (outcome.ok) given.set(name, outcome.text);
  return outcome;
}

function run([program = '', ...args]: readonly string[], { folder, environment }: CommandPlaces): CommandOutcome {
  const failed = (how: string): CommandOutcome => ({ ok: false, problem: `the command ${basename(program)} ${how}` });
  if (!isAbsolute(program)) return failed('must be named by its absolute path');
  if ([program, ...args].some((part) => part.includes('\0'))) return failed('could not be started (NUL)');
  const names = process.platform === 'win32' ? [...passedOn, ...passedOnWindows] : passedOn;
  const { error, status, signal, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: Object.fromEntries(
      names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
    ),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
    maxBuffer: longestBytes,
    shell: false,
    windowsHide: true,
  });
  if (error !== undefined) return failed(startProblem(error));
  // What it says there may hold the secret.
  const aside = `${stderr.length} bytes on standard error`;
  if (status !== 0)
    return failed(`ended with ${status === null ? (signal ?? 'a signal') : `exit code ${status}`} (${aside})`);
  const text = textIn(stdout)?.replace(/\r?\n$/u, '');
  if (text === undefined) return failed('gave something that is not text');
  return text === '' ? failed(`gave nothing (${aside})`) : { ok: true, text };
}

function startProblem(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  if (code === 'ETIMEDOUT') return `took longer than ${limitMs / 1_000} s`;
  if (code === 'ENOBUFS') return `wrote more than ${longestBytes / 1024} KiB`;
  return `could not be started (${code})`;
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8.
    return undefined;
  }
}
