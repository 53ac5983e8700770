import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronProgram, type ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';

const passphrase = 'veertien wilde zwanen';

/** A relay without channels whose store key is left to the vault: it cannot start before the vault is open. */
function writeRelayConfig(folder: string): void {
  writeFileSync(join(folder, 'relay.json'), JSON.stringify({ integrations: [], channels: [] }), { mode: 0o600 });
}

async function startWithConfig(start: () => Promise<ConsoleApp>): Promise<ConsoleApp> {
  const first = await start();
  writeRelayConfig(first.folder);
  await first.close();
  return start();
}

test('without a key ring a passphrase is offered, kept to, and asked for at the next start', async ({ start }) => {
  const first = await startWithConfig(start);
  const status = first.window.getByRole('region', { name: 'Relay status' });
  await expect(first.window.getByRole('heading', { name: 'How should Veerpont keep its secrets?' })).toBeVisible();
  await expect(status).toContainText('Relay locked');

  await first.window.getByLabel('Passphrase', { exact: true }).fill('te kort');
  await first.window.getByLabel('The same again').fill('te kort');
  await first.window.getByRole('button', { name: 'Use this passphrase' }).click();
  await expect(first.window.getByText('characters too short')).toBeVisible();
  expect(existsSync(join(first.folder, 'vault.json'))).toBe(false);

  await first.window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await first.window.getByLabel('The same again').fill(passphrase);
  await first.window.getByRole('button', { name: 'Use this passphrase' }).click();
  await expect(status).toContainText('Relay running');
  await first.close();
  expect(readFileSync(join(first.folder, 'vault.json'), 'utf8')).not.toContain(passphrase);

  const second = await start();
  await expect(second.window.getByRole('heading', { name: 'Enter your passphrase' })).toBeVisible();
  await second.window.getByLabel('Passphrase', { exact: true }).fill('vijftien wilde zwanen');
  await second.window.getByRole('button', { name: 'Unlock' }).click();
  await expect(second.window.getByRole('alert')).toContainText('VAULT_WRONG_PASSPHRASE');
  const secondStatus = second.window.getByRole('region', { name: 'Relay status' });
  await expect(secondStatus).toContainText('Relay locked');

  await second.window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await second.window.getByRole('button', { name: 'Unlock' }).click();
  await expect(secondStatus).toContainText('Relay running');
});

test('without a key ring a session may be chosen, and nothing of it stays', async ({ start }) => {
  const first = await startWithConfig(start);
  await first.window.getByRole('button', { name: 'Keep until Veerpont closes' }).click();
  await expect(first.window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
  expect(readdirSync(join(first.folder, 'sessions'))).toHaveLength(1);
  await first.close();

  expect(existsSync(join(first.folder, 'vault.json'))).toBe(false);
  expect(readdirSync(join(first.folder, 'sessions'))).toEqual([]);
  const second = await start();
  await expect(second.window.getByRole('heading', { name: 'How should Veerpont keep its secrets?' })).toBeVisible();
});

test('the sandbox needs no decision about secrets', async ({ start }) => {
  const app = await start({ withSandbox: true });
  await expect(app.window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
  await app.window.getByRole('link', { name: 'Settings' }).click();

  await expect(app.window.getByText('Secrets are kept in memory only')).toBeVisible();
  expect(existsSync(join(app.folder, 'vault.json'))).toBe(false);
});

test('with a key ring secrets are locked by it, without a question', async ({ start }) => {
  test.skip(process.platform !== 'linux', 'drives the GNOME key ring');
  test.skip(
    ['dbus-run-session', 'gnome-keyring-daemon'].some((program) => spawnSync('which', [program]).status !== 0),
    'needs dbus and gnome-keyring',
  );
  const plain = await start();
  writeRelayConfig(plain.folder);
  await plain.close();
  const launcher = join(plain.folder, 'with-key-ring.sh');
  // The wallet of a fresh data folder, opened with an empty password.
  writeFileSync(
    launcher,
    `#!/bin/sh
export XDG_DATA_HOME='${plain.folder}/keyring' XDG_RUNTIME_DIR='${plain.folder}'
exec dbus-run-session -- sh -c 'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@"' '${electronProgram()}' "$@"
`,
  );
  chmodSync(launcher, 0o700);
  const env = { VEERPONT_E2E_PASSWORD_STORE: 'gnome-libsecret', XDG_CURRENT_DESKTOP: 'GNOME' };
  const first = await start({ launcher, env });
  await expect(first.window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
  await first.window.getByRole('link', { name: 'Settings' }).click();
  await expect(first.window.getByText('gnome_libsecret')).toBeVisible();
  await first.close();
  const kept = JSON.parse(readFileSync(join(first.folder, 'vault.json'), 'utf8')) as { keeper: unknown };
  expect(kept.keeper).toMatchObject({ kind: 'keyring', backend: 'gnome_libsecret' });

  const again = await start({ launcher, env });
  await expect(again.window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
  await again.close();

  const without = await start();
  await expect(without.window.getByRole('region', { name: 'Relay status' })).toContainText('Relay locked');
  await expect(without.window.getByText('VAULT_BACKEND_CHANGED').first()).toBeVisible();
  expect(JSON.parse(readFileSync(join(first.folder, 'vault.json'), 'utf8'))).toEqual(kept);
});
