import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { ownDisplay } from './displays.ts';

/** Loads the built console; see the reason there. */
const drivenApp = resolve(import.meta.dirname, 'driven-app');
export const projectRoot = resolve(import.meta.dirname, '..', '..');
const closeTimeoutMs = 20_000;

export interface ConsoleOptions {
  readonly withSandbox?: boolean;
  /** A profile folder of an earlier start; otherwise one of its own, removed at the end. */
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Another program than Electron itself, which starts it with the same arguments. */
  readonly launcher?: string;
}

/** The real program with its window, driven from outside. */
export interface ConsoleApp {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** What VEERPONT_PROFILE_DIR named. */
  readonly profile: string;
  /** Where settings, log and data of this start lie. */
  readonly folder: string;
  log(): readonly LogLine[];
  /** Lines the program printed, for a failing test's report. */
  output(): string;
  /** Quits as a person would, and waits for the end. */
  close(): Promise<void>;
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string };

export function electronProgram(): string {
  const path = process.env['VEERPONT_ELECTRON_PATH'];
  if (path === undefined || path === '') throw new Error('Run `npm test -- e2e`: it names the Electron to drive.');
  return path;
}

/** Chromium refuses to run as root with its own sandbox. */
export const hasChromiumSandbox = !(process.platform === 'linux' && process.getuid?.() === 0);

/** Arguments for Electron on this machine, up to and with the folder of the app. */
export function electronArguments(appFolder: string): string[] {
  return [
    ...(hasChromiumSandbox ? [] : ['--no-sandbox']),
    ...(process.platform === 'linux' ? ['--disable-dev-shm-usage'] : []),
    '--disable-gpu',
    appFolder,
  ];
}

export function consoleEnvironment(
  profile: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  // A key ring of the machine's own session would make tests differ from machine to machine.
  delete env['DBUS_SESSION_BUS_ADDRESS'];
  delete env['ELECTRON_RUN_AS_NODE'];
  return { ...env, ...ownDisplay(), LANG: 'en_US.UTF-8', LANGUAGE: 'en', VEERPONT_PROFILE_DIR: profile, ...extra };
}

export function newProfile(): string {
  return mkdtempSync(join(tmpdir(), 'veerpont-e2e-'));
}

export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

export async function startConsole(options: ConsoleOptions = {}): Promise<ConsoleApp> {
  const profile = options.profile ?? newProfile();
  const withSandbox = options.withSandbox ?? false;
  const folder = withSandbox ? join(profile, 'sandbox') : profile;
  let output = '';
  const electron = await _electron.launch({
    executablePath: options.launcher ?? electronProgram(),
    args: [...electronArguments(drivenApp), ...(withSandbox ? ['--with-sandbox'] : []), ...(options.args ?? [])],
    env: consoleEnvironment(profile, options.env),
    // Playwright switches it off unless told otherwise.
    chromiumSandbox: hasChromiumSandbox,
    timeout: 60_000,
  });
  const child = electron.process();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => (output = (output + piece.toString('utf8')).slice(-20_000)));
  }
  const window = await electron.firstWindow();
  return {
    electron,
    window,
    profile,
    folder,
    log: () => readLog(join(folder, 'logs', 'veerpont.log')),
    output: () => output,
    close: async () => {
      const exited = new Promise<void>((done) => {
        if (child.exitCode !== null || child.signalCode !== null) done();
        else child.once('exit', () => done());
      });
      const overdue = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
      await electron.close().catch(() => undefined);
      await exited;
      clearTimeout(overdue);
    },
  };
}

function readLog(path: string): LogLine[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // Not written yet.
    return [];
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);
}
