import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type Page } from 'playwright';
import { freePort, startRelayProcess, type RelayProcess } from '#test/fakes/relay-process.ts';
import {
  consoleEnvironment,
  electronArguments,
  electronProgram,
  hasChromiumSandbox,
  projectRoot,
} from './console-app.ts';

type Json = Record<string, unknown>;

interface Ready {
  readonly urls: { readonly wechatApi: string; readonly cxone: string; readonly control: string };
  readonly practice: { readonly tenantPage: string; readonly deskPage: string; readonly wechatPage: string };
}

/** The sandbox and a relay as programs of their own, and a browser for the sandbox's pages. */
export interface PracticeWorld extends Ready {
  /** Where the relay will listen, known before it runs: the forms ask for it. */
  readonly relayUrl: string;
  /** The relay with what was typed on the pages. */
  startRelay(config: { integrations: object[]; channels: object[] }): Promise<void>;
  /** Opens a page; each person has cookies and storage of their own. */
  open(url: string, person: string): Promise<Page>;
  control(path: string, body: Json): Promise<Json>;
  stop(): Promise<void>;
}

export async function startPracticeWorld(): Promise<PracticeWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'veerpont-practice-'));
  const sandbox = spawn(
    process.execPath,
    [join(projectRoot, 'out/main/sandbox.js'), '--rate', '0', '--channels', '0', '--seed', 'practice'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ready = await new Promise<Ready>((done, fail) => {
    sandbox.once('exit', (code) => fail(new Error(`the sandbox ended with ${code}`)));
    createInterface({ input: sandbox.stdout }).once('line', (line) => done(JSON.parse(line) as Ready));
  });
  const electron = await _electron.launch({
    executablePath: electronProgram(),
    args: electronArguments(resolve(import.meta.dirname, 'page-browser')),
    env: consoleEnvironment(folder),
    chromiumSandbox: hasChromiumSandbox,
    timeout: 60_000,
  });
  const port = await freePort();
  let relay: RelayProcess | undefined;
  return {
    ...ready,
    relayUrl: `http://127.0.0.1:${port}`,
    async startRelay({ integrations, channels }) {
      relay = await startRelayProcess({
        folder,
        config: {
          listen: { public: { host: '127.0.0.1', port }, admin: { host: '127.0.0.1', port: 0 } },
          storeKey: Buffer.alloc(32, 7).toString('base64'),
          allowPrivateTargets: true,
          integrations,
          channels,
        },
      });
    },
    async open(url, person) {
      const opened = electron.waitForEvent('window');
      await electron.evaluate(
        async ({ BrowserWindow }, asked) => {
          const webPreferences = { sandbox: true, partition: asked.person };
          const page = new BrowserWindow({ width: 1280, height: 800, useContentSize: true, webPreferences });
          await page.loadURL(asked.url);
        },
        { url, person },
      );
      return opened;
    },
    async control(path, body) {
      const answer = await fetch(`${ready.urls.control}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Json;
    },
    async stop() {
      await electron.close();
      await relay?.end('SIGTERM');
      const ended = new Promise((done) => sandbox.once('exit', done));
      sandbox.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
