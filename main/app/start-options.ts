import { join, resolve } from 'node:path';

export interface DemoOptions {
  readonly seconds: number;
  /** Where screenshots go. */
  readonly folder: string;
}

export interface StartOptions {
  /** True: the built-in sandbox and a relay for it, in a profile of their own. */
  readonly withSandbox: boolean;
  /** Everything this console keeps: settings, secrets, relay data, logs. */
  readonly profileFolder: string;
  readonly demo: DemoOptions | null;
  /** How many channels the sandbox is to have; null: as many as it has by itself. */
  readonly sandboxChannels: number | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const defaultDemoSeconds = 60;
const mostSandboxChannels = 200;

/**
 * Reads `--with-sandbox`, VEERPONT_PROFILE_DIR, VEERPONT_DEMO_SECONDS, VEERPONT_DEMO_DIR and VEERPONT_SANDBOX_CHANNELS.
 * `appDataFolder` is where programs of this person keep their data.
 */
export function readStartOptions(
  args: readonly string[],
  environment: Environment,
  appDataFolder: string,
): StartOptions {
  const withSandbox = args.includes('--with-sandbox');
  const wanted = environment['VEERPONT_PROFILE_DIR'];
  const base = wanted === undefined || wanted === '' ? join(appDataFolder, 'Veerpont') : resolve(wanted);
  return {
    withSandbox,
    // Invented customers never share a folder with real ones.
    profileFolder: withSandbox ? join(base, 'sandbox') : base,
    demo: readDemo(environment, base),
    sandboxChannels: readSandboxChannels(environment),
  };
}

function readSandboxChannels(environment: Environment): number | null {
  const text = environment['VEERPONT_SANDBOX_CHANNELS'] ?? '';
  const count = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isInteger(count) && count >= 0 ? Math.min(count, mostSandboxChannels) : null;
}

function readDemo(environment: Environment, base: string): DemoOptions | null {
  const text = environment['VEERPONT_DEMO_SECONDS'];
  if (text === undefined || text === '') return null;
  const seconds = Number(text);
  return {
    seconds: Number.isFinite(seconds) && seconds >= 1 ? Math.min(seconds, 86_400) : defaultDemoSeconds,
    folder: resolve(environment['VEERPONT_DEMO_DIR'] ?? join(base, 'demo')),
  };
}

/** The reason why the console must not start in this environment, in the person's words, or null. */
export function startRefusal(environment: Environment): string | null {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return null;
  return (
    'Veerpont does not start: NODE_TLS_REJECT_UNAUTHORIZED=0 switches off the check of who answers. ' +
    'Unset that variable and start again. (CONFIG_TLS_VERIFICATION_OFF)'
  );
}
