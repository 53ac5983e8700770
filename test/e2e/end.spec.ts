import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsoleApp } from './console-app.ts';
import { pidsOf } from './app-pids.ts';
import { connectedSandbox, expect, test } from './fixtures.ts';

/** Ends the console in some way and waits for it; the session's data must be gone, and everybody asked, not killed. */
async function endOf(app: ConsoleApp, end: () => unknown): Promise<number | null> {
  await connectedSandbox(app);
  const child = app.electron.process();
  const exited = once(child, 'exit');
  await Promise.resolve(end()).catch(() => undefined);
  await exited;
  const exits = app.log().filter(({ event }) => /^(relay|sandbox)\.exited$/u.test(event));
  expect(exits.map(({ event, asked, exitCode }) => [event, asked, exitCode])).toEqual([
    ['relay.exited', true, 0],
    ['sandbox.exited', true, 0],
  ]);
  expect(readdirSync(join(app.folder, 'sessions'))).toEqual([]);
  return child.exitCode;
}

test('closing the window ends the console in order where there is no tray to hide in', async ({ start }) => {
  test.skip(process.platform !== 'linux', 'elsewhere the window hides');
  const app = await start({ withSandbox: true });

  const code = await endOf(app, () =>
    app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    }),
  );
  expect(code).toBe(0);
});

test('SIGTERM ends the console in order', async ({ start }) => {
  test.skip(process.platform === 'win32', 'there are no signals');
  const app = await start({ withSandbox: true });

  expect(await endOf(app, () => app.electron.process().kill('SIGTERM'))).toBe(0);
});

test('what nobody caught is written down, and the console ends in order with a failure', async ({ start }) => {
  const app = await start({ withSandbox: true });
  const code = await endOf(app, () =>
    app.electron.evaluate(() => {
      setTimeout(() => {
        throw new Error('nobody caught this');
      }, 50);
    }),
  );

  expect(code).toBe(1);
  expect(app.log().find(({ event }) => event === 'console.uncaught')?.['detail']).toContain('nobody caught this');
});

test('a relay that does not stop is ended after five seconds', async ({ start }) => {
  test.skip(process.platform === 'win32', 'there is no SIGSTOP');
  const app = await start({ withSandbox: true });
  await connectedSandbox(app);
  for (const pid of await pidsOf(app, 'relay')) process.kill(pid, 'SIGSTOP');
  const startedAt = performance.now();
  await app.close();

  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(app.log().filter(({ event }) => event === 'relay.killed')).toHaveLength(1);
  expect(app.log().at(-1)).toMatchObject({ event: 'console.ended', exitCode: 0 });
});
