import { expect, test as base } from 'playwright/test';
import { newProfile, removeProfile, startConsole, type ConsoleApp, type ConsoleOptions } from './console-app.ts';
import { sandboxOf, type SandboxClient } from './sandbox-client.ts';

interface Fixtures {
  /** Starts a console on this test's profile; ended, and its profile removed, with the test. */
  readonly start: (options?: Omit<ConsoleOptions, 'profile'>) => Promise<ConsoleApp>;
  /** A console with the sandbox, its relay running and everybody silent. */
  readonly quiet: { readonly app: ConsoleApp; readonly sandbox: SandboxClient };
}

export const test = base.extend<Fixtures>({
  // Playwright reads the first argument's pattern.
  start: async ({}, use, info) => {
    const profile = newProfile();
    const started: ConsoleApp[] = [];
    await use(async (options = {}) => {
      const app = await startConsole({ ...options, profile });
      started.push(app);
      return app;
    });
    for (const app of started) await app.close();
    if (info.status !== info.expectedStatus) {
      const last = started.at(-1);
      await info.attach('output', { body: last?.output() ?? '', contentType: 'text/plain' });
      await info.attach('log', {
        body: (last?.log() ?? []).map((line) => JSON.stringify(line)).join('\n'),
        contentType: 'text/plain',
      });
    }
    removeProfile(profile);
  },

  quiet: async ({ start }, use) => {
    const app = await start({ withSandbox: true });
    const sandbox = await connectedSandbox(app);
    await sandbox.silence();
    await use({ app, sandbox });
  },
});

export { expect };

/**
 * Waits until the relay has been introduced to the sandbox. The sandbox says so under the same name, but before the console has
 * told it how much its customers write: what a test sets then would be set anew.
 */
export async function connectedSandbox(app: ConsoleApp): Promise<SandboxClient> {
  await expect
    .poll(() => app.log().some(({ event, process }) => event === 'sandbox.connected' && process === 'console'), {
      message: 'the sandbox is connected',
    })
    .toBe(true);
  const sandbox = sandboxOf(app);
  if (sandbox === undefined) throw new Error('the log names no control address');
  return sandbox;
}
