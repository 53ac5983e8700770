import { pidsOf } from './app-pids.ts';
import { expect, test } from './fixtures.ts';
import type { ConsoleApp } from './console-app.ts';
import type { SandboxClient } from './sandbox-client.ts';

async function relayPid(app: ConsoleApp): Promise<number> {
  const [pid, ...others] = await pidsOf(app, 'relay');
  if (pid === undefined || others.length > 0) throw new Error('expected one relay');
  return pid;
}

/** A message goes all the way and is seen in the window. */
async function expectTraffic(app: ConsoleApp, sandbox: SandboxClient, text: string): Promise<void> {
  await expect(async () => {
    await sandbox.newCustomerSays('tulip', text);
    await app.window.getByRole('link', { name: 'Live traffic' }).click();
    const row = app.window.getByRole('table').getByRole('row').filter({ hasText: text }).first();
    await expect(row).toContainText('Accepted by CXone', { timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
}

test('a killed relay is shown, started again, and goes on with the traffic', async ({ quiet }) => {
  const { app, sandbox } = quiet;
  const status = app.window.getByRole('region', { name: 'Relay status' });
  await expectTraffic(app, sandbox, 'before the kill');
  const first = await relayPid(app);
  process.kill(first, 'SIGKILL');

  await expect(status).toContainText('Relay restarting');
  await expect(status).toContainText('Relay running');
  await expect(status).toContainText('restarted once');
  expect(await relayPid(app)).not.toBe(first);
  await expectTraffic(app, sandbox, 'after the kill');
  expect((await sandbox.report()).lost).toBe(0);
});

test('a relay that hangs is shown, and replaced', async ({ quiet }) => {
  test.skip(process.platform === 'win32', 'there is no SIGSTOP');
  const { app, sandbox } = quiet;
  const status = app.window.getByRole('region', { name: 'Relay status' });
  await expect(status).toContainText('Relay running');
  const first = await relayPid(app);
  process.kill(first, 'SIGSTOP');

  await expect(status).toContainText('Relay does not answer', { timeout: 12_000 });
  await expect(status).toContainText('Relay running', { timeout: 25_000 });
  expect(await relayPid(app)).not.toBe(first);
  expect(isAlive(first)).toBe(false);
  await expectTraffic(app, sandbox, 'after the hang');
});

test('a relay that hangs for a moment is kept', async ({ quiet }) => {
  test.skip(process.platform === 'win32', 'there is no SIGSTOP');
  const { app } = quiet;
  const status = app.window.getByRole('region', { name: 'Relay status' });
  await expect(status).toContainText('Relay running');
  const first = await relayPid(app);
  process.kill(first, 'SIGSTOP');
  await expect(status).toContainText('Relay does not answer', { timeout: 12_000 });
  process.kill(first, 'SIGCONT');

  await expect(status).toContainText('Relay running');
  expect(await relayPid(app)).toBe(first);
});

test('a relay that dies at every start is given up, and a person can start it again', async ({ quiet }) => {
  test.setTimeout(150_000);
  const { app, sandbox } = quiet;
  const status = app.window.getByRole('region', { name: 'Relay status' });
  const killed = new Set<number>();
  await expect(async () => {
    for (const pid of await pidsOf(app, 'relay')) {
      if (killed.has(pid)) continue;
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    }
    expect(app.log().some(({ event }) => event === 'relay.gave_up')).toBe(true);
  }).toPass({ timeout: 90_000, intervals: [100] });

  await expect(status).toContainText('Relay stopped');
  expect(killed.size).toBe(6);
  await app.window.getByRole('button', { name: 'Restart relay' }).first().click();
  await expect(status).toContainText('Relay running');
  await expectTraffic(app, sandbox, 'after giving up');
});

test('when the console itself is killed, its relay and sandbox end', async ({ quiet }) => {
  const { app } = quiet;
  const children = [...(await pidsOf(app, 'relay')), ...(await pidsOf(app, 'sandbox'))];
  expect(children).toHaveLength(2);
  app.electron.process().kill('SIGKILL');

  await expect.poll(() => children.filter(isAlive), { timeout: 5_000 }).toEqual([]);
});

test('a page that crashes is loaded again, and the relay does not notice', async ({ quiet }) => {
  const { app, sandbox } = quiet;
  const before = await relayPid(app);
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });

  await expect.poll(() => app.log().some(({ event }) => event === 'window.page_gone')).toBe(true);
  await expect
    .poll(() =>
      app.electron.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
        return String(await contents.executeJavaScript('document.querySelector("h1")?.textContent ?? ""'));
      }),
    )
    .toBe('Overview');
  expect(await relayPid(app)).toBe(before);
  const { outcome } = await sandbox.newCustomerSays('tulip', 'while the page was away');
  expect(JSON.stringify(outcome)).not.toContain('lost');
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
