import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DemoSummary } from '#main/app/demo-summary.ts';
import {
  consoleEnvironment,
  electronArguments,
  electronProgram,
  newProfile,
  projectRoot,
  removeProfile,
} from './console-app.ts';
import { expect, test } from './fixtures.ts';

/** Starts the program as a person's second click would, and waits for its end. */
async function runToEnd(
  profile: string,
  extra: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(electronProgram(), [...electronArguments(projectRoot), ...args], {
    env: consoleEnvironment(profile, extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
  const overdue = setTimeout(() => child.kill('SIGKILL'), 150_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(overdue);
  return { code, output, errors };
}

test('a second start on the same profile brings the first window to the front', async ({ start }) => {
  const app = await start();
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
  });

  expect((await runToEnd(app.profile)).code).toBe(0);

  await expect
    .poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  expect(app.log().filter(({ event }) => event === 'console.started')).toHaveLength(1);
});

test('a demo shows each page in light and dark, counts what passed, and ends by itself', async () => {
  test.setTimeout(180_000);
  const profile = newProfile();
  const pictures = join(profile, 'pictures');
  const { code, output, errors } = await runToEnd(
    profile,
    { VEERPONT_DEMO_SECONDS: '8', VEERPONT_DEMO_DIR: pictures },
    ['--with-sandbox'],
  );
  const lines = output.trimEnd().split('\n');
  const summary = JSON.parse(lines.at(-1) ?? '') as DemoSummary;

  expect(errors).toMatch(/^Veerpont \d+\.\d+\.\d+ on Electron \d+\.\d+\.\d+ \((declared|fallback|custom)\),/mu);
  expect(summary).toMatchObject({ event: 'demo-summary', seconds: 8, lost: 0, duplicates: 0 });
  expect(summary.messages.inbound).toBeGreaterThan(0);
  expect(summary.messages.outbound).toBeGreaterThan(0);
  expect(summary.channels).toHaveLength(3);
  expect(code).toBe(0);
  const names = ['overview', 'traffic', 'message', 'settings'].flatMap((name) => [`${name}-light`, `${name}-dark`]);
  expect(summary.screenshots.map((file) => basename(file, '.png')).sort()).toEqual(names.sort());
  const sizes = summary.screenshots.map((file) => readFileSync(file));
  for (const picture of sizes) expect(picture.subarray(1, 4).toString()).toBe('PNG');
  // No two pages look the same.
  expect(new Set(sizes.map((picture) => picture.toString('base64'))).size).toBe(names.length);
  removeProfile(profile);
});

test('it does not start where certificate checks are switched off', async ({ start }) => {
  const app = await start();
  await app.close();
  const { code, errors } = await runToEnd(app.profile, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });

  expect(code).toBe(1);
  expect(errors).toContain('CONFIG_TLS_VERIFICATION_OFF');
});

test('it does not start in a data folder it cannot use, and says which', async ({ start }) => {
  const app = await start();
  await app.close();
  const file = join(app.profile, 'a file');
  writeFileSync(file, '');
  const { code, errors } = await runToEnd(file);

  expect(code).toBe(1);
  expect(errors).toContain(file);
  expect(errors).toContain('DATA_FOLDER_UNUSABLE');
});

test('a broken relay.json is named by code and field, and the console lives', async ({ start }) => {
  const first = await start();
  writeFileSync(join(first.folder, 'relay.json'), JSON.stringify({ storeKey: 'x', integrations: 7, channels: [] }));
  await first.close();
  const app = await start();

  await expect(app.window.getByRole('region', { name: 'Relay status' })).toContainText('Relay stopped');
  await app.window.getByRole('link', { name: 'Settings' }).click();
  const line = app.log().find(({ event }) => event === 'relay.not_startable');
  expect(line).toMatchObject({ code: 'CONFIG_INVALID' });
  expect(line?.['detail']).toContain('integrations');
});

test('a first start without anything says what can be done', async ({ start }) => {
  const app = await start();
  await app.window.getByRole('link', { name: 'Settings' }).click();

  await expect(app.window.getByRole('region', { name: 'Relay status' })).toContainText('Relay not set up');
});

test('the sandbox can be started and ended without a restart of the console', async ({ start }) => {
  const app = await start();
  const status = app.window.getByRole('region', { name: 'Relay status' });
  await expect(status).toContainText('Relay not set up');
  const ask = (name: string) =>
    app.window.evaluate(
      (asked) =>
        (
          window as unknown as { veerpont: { invoke(name: string, input: null): Promise<{ ok: boolean }> } }
        ).veerpont.invoke(asked, null),
      name,
    );

  expect(await ask('sandbox.start')).toMatchObject({ ok: true, value: { kind: 'starting' } });
  await expect(status).toContainText('Relay running');
  await expect.poll(async () => JSON.stringify(await ask('channels.list'))).toContain('Tulip Store 郁金香');
  expect(await ask('sandbox.stop')).toMatchObject({ ok: true, value: { kind: 'off' } });
  await expect(status).toContainText('Relay not set up');
});
