import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RelayUrls } from '#shared/contract/relay-contract.ts';
import { startConsole, type ConsoleApp } from '#test/e2e/console-app.ts';
import type { RelayProcess, RelayStart } from '#test/fakes/relay-process.ts';
import type { RelayHome } from './rig.ts';
import { waitFor } from './wait-for.ts';

/** The relay inside the console, with the whole of Electron around it. */
export interface WindowHome extends RelayHome {
  /** The running console. */
  readonly app: ConsoleApp;
  /** Every process of it dies at once. */
  killGroup(): Promise<void>;
  /** Only its main process dies. */
  killMain(): Promise<void>;
}

const readyLimitMs = 60_000;

interface ListenConfig {
  readonly listen: { readonly public: { readonly port: number }; readonly admin: { readonly port: number } };
}

export function createWindowHome(): WindowHome {
  let app: ConsoleApp | null = null;
  const running = (): ConsoleApp => {
    if (app === null) throw new Error('the console does not run');
    return app;
  };
  const profileIn = (folder: string): string => join(folder, 'profile');

  const start = async ({ folder, config }: RelayStart): Promise<RelayProcess> => {
    const profile = profileIn(folder);
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, 'relay.json'), JSON.stringify(config), { mode: 0o600 });
    const { listen } = config as ListenConfig;
    const startedAt = performance.now();
    const console = await startConsole({ profile });
    app = console;

    const admin = `http://127.0.0.1:${listen.admin.port}`;
    await waitFor('the relay in the console listens', readyLimitMs, () => isReady(admin));
    const base = `http://127.0.0.1:${listen.public.port}`;
    const urls: RelayUrls = {
      wechat: `${base}/wechat`,
      box: `${base}/integration/box`,
      actions: `${base}/integration`,
      admin,
    };
    const child = console.electron.process();
    return {
      urls,
      get pid() {
        const last = console.log().findLast(({ event }) => event === 'relay.ready');
        return Number(last?.['pid'] ?? 0);
      },
      startedInMs: performance.now() - startedAt,
      lines: [],
      log: () =>
        console
          .log()
          .map((line) => JSON.stringify(line))
          .join('\n'),
      end: async (signal) => {
        if (signal === 'SIGKILL') await killGroup();
        else await console.close();
        return child.exitCode;
      },
    };
  };

  const gone = async (console: ConsoleApp, kill: (pid: number) => void): Promise<void> => {
    const child = console.electron.process();
    const ended = new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) kill(child.pid);
    await ended;
  };
  const killGroup = (): Promise<void> =>
    gone(running(), (pid) => {
      // Playwright starts it as the leader of a group of its own.
      process.kill(-pid, 'SIGKILL');
    });
  return {
    start,
    dataDir: (folder) => join(profileIn(folder), 'relay'),
    fixedAdminPort: true,
    get app() {
      return running();
    },
    killGroup,
    killMain: () =>
      gone(running(), (pid) => {
        process.kill(pid, 'SIGKILL');
      }),
  };
}

async function isReady(admin: string): Promise<boolean> {
  try {
    return (await fetch(`${admin}/health/ready`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
