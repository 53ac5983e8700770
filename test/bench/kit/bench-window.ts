import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { accounts, boxToken } from './identities.ts';
import type { System, SystemParts } from './systems.ts';
import { writeRelayConfig } from './systems.ts';

/** The real program with its window, on a relay of its own that the benchmark sends to. */
export interface BenchWindow {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly system: System;
  /** MiB that the page's process holds now. */
  pageMemory(): Promise<number>;
  close(): Promise<void>;
}

const startLimitMs = 60_000;
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  await once(server, 'close');
  return port;
}

/** `appFolder`: the app as tests drive it. Needs a display. */
export async function openBenchWindow(parts: SystemParts, appFolder: string): Promise<BenchWindow> {
  const executablePath = process.env['VEERPONT_ELECTRON_PATH'];
  if (executablePath === undefined) throw new Error('there is no Electron: start it by `npm run bench`');
  const profile = join(parts.folder, 'window');
  mkdirSync(profile, { recursive: true });
  const port = await freePort();
  writeRelayConfig(profile, parts.targetPort, port);
  const electron = await _electron.launch({
    executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-dev-shm-usage', '--disable-gpu', appFolder],
    env: { ...given(process.env), LANG: 'en_US.UTF-8', LANGUAGE: 'en', VEERPONT_PROFILE_DIR: profile },
    chromiumSandbox: !isRoot,
    timeout: startLimitMs,
  });
  const page = await electron.firstWindow();
  const pid = electron.process().pid ?? 0;
  const path = `/wechat/${accounts.security.id}`;
  return {
    electron,
    page,
    system: {
      name: 'relay',
      child: { pid, ready: null, startedInMs: 0, end: () => Promise.resolve() },
      port,
      path: { plain: `/wechat/${accounts.plain.id}`, security: path, outbound: '/none' },
      bearer: boxToken,
      delivers: true,
    },
    pageMemory: async () => {
      const sizes = await electron.evaluate(({ app }) =>
        app
          .getAppMetrics()
          .filter(({ type }) => type === 'Tab')
          .map(({ memory }) => memory.workingSetSize),
      );
      return Math.max(0, ...sizes) / 1_024;
    },
    close: async () => {
      await electron.close();
    },
  };
}

function given(environment: NodeJS.ProcessEnv): Record<string, string> {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, ELECTRON_RUN_AS_NODE: _node, ...rest } = environment;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
