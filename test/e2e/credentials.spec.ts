import { randomBytes } from 'node:crypto';
import type { Locator, Page } from 'playwright';
import { filesWith, heldByPage, processesWith } from './canaries.ts';
import { expect, test } from './fixtures.ts';
import { atAgent, goTo, names, newConversation, onPhone } from './operations-kit.ts';
import type { SandboxClient } from './sandbox-client.ts';

const panel = (window: Page, name: string): Locator => window.getByRole('region', { name, exact: true });

/** One credential of a channel or an integration. */
const rowOf = (window: Page, owner: string, name: string): Locator =>
  panel(window, owner)
    .getByRole('listitem')
    .filter({ has: window.getByRole('heading', { level: 3, name, exact: true }) });

async function openCredentials(window: Page): Promise<void> {
  await goTo(window, '/certificates/credentials');
  await expect(panel(window, names.tulip)).toBeVisible();
}

/** A message each way, seen at both ends. */
async function expectTraffic(sandbox: SandboxClient, text: string): Promise<void> {
  const { customer, conversation } = await newConversation(sandbox, 'tulip', text);
  await expect.poll(() => atAgent(sandbox, customer)).toEqual([text]);
  await sandbox.agentReplies(conversation, `${text}?`);
  await expect.poll(() => onPhone(sandbox, customer)).toEqual([`${text}?`]);
}

/** Asks for a token as CXone does. */
async function boxToken(url: string, clientId: string, clientSecret: string): Promise<Response> {
  return fetch(`${url}/1.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  });
}

const letters = (count: number): string =>
  randomBytes(count * 2)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/gu, '')
    .slice(0, count);

test('every secret is known by marks only', async ({ quiet }) => {
  const { window } = quiet.app;
  await window.getByRole('link', { name: 'Certificates' }).click();
  await window.getByRole('link', { name: 'Credentials', exact: true }).click();

  const secrets: string[] = [];
  for (const channel of ['tulip', 'canal', 'delta'] as const) {
    const { appSecret, token, encodingAesKey } = await quiet.sandbox.account(channel);
    secrets.push(appSecret, token, encodingAesKey);
    for (const [name, secret] of [
      ['AppSecret', appSecret],
      ['Token', token],
      ['EncodingAESKey', encodingAesKey],
    ] as const) {
      const row = rowOf(window, names[channel], name);
      await expect(row).toContainText(/fingerprint [0-9a-f]{8}/u);
      await expect(row).toContainText(`ends in ${secret.slice(-4)}`);
      await expect(row).toContainText('from the sandbox');
    }
  }
  await expect(rowOf(window, 'Demo', 'Access key')).toContainText('CXone gave a token for it');
  await expect(rowOf(window, 'Demo', 'Access key')).not.toContainText('ends in');
  await expect(rowOf(window, names.tulip, 'AppSecret')).toContainText('WeChat gave a token for it');
  await expect(panel(window, 'Demo')).toContainText('One valid secret');
  const held = await heldByPage(window);
  expect(secrets.filter((secret) => held.includes(secret))).toEqual([]);
  expect(await processesWith(quiet.app, secrets)).toEqual([]);
  // The search itself finds what is there.
  if (process.platform === 'linux') expect(await processesWith(quiet.app, ['VEERPONT_PROFILE_DIR'])).not.toEqual([]);
});

test('a wrong AppSecret is told with WeChat’s code, and nothing changes; a wrong key form is told at its field', async ({
  quiet,
}) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  const wrongSecret = randomBytes(16).toString('hex');
  const shortKey = letters(42);
  await expectTraffic(sandbox, 'before');
  await openCredentials(window);
  const row = rowOf(window, names.tulip, 'AppSecret');
  await expect(row).toContainText('Works');
  const before = await row.getByText('fingerprint').textContent();

  await row.getByRole('button', { name: 'Change: AppSecret' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('New AppSecret').fill(wrongSecret);
  await dialog.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(dialog).toContainText('This value does not work now: WeChat refuses the AppSecret (code 40125)');
  await expect(dialog).toContainText('Nothing was stored; what is in use stays in use.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText(before ?? 'a fingerprint');
  await expect(row).toContainText('Works');
  await expect(row).toContainText('from the sandbox');
  await expectTraffic(sandbox, 'after');

  await rowOf(window, names.tulip, 'EncodingAESKey').getByRole('button', { name: 'Change: EncodingAESKey' }).click();
  const field = dialog.getByLabel('New EncodingAESKey');
  await field.fill(shortKey);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription('Exactly 43 letters and digits are needed; these are 42.');
  await expect(field).toBeFocused();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);

  const typed = [wrongSecret, shortKey];
  const held = await heldByPage(window);
  expect(typed.filter((secret) => held.includes(secret))).toEqual([]);
  expect(await processesWith(app, typed)).toEqual([]);
  expect(filesWith(app.profile, typed)).toEqual([]);
  await app.close();
  expect(filesWith(app.profile, typed)).toEqual([]);
  // The search itself finds what is there.
  expect(filesWith(app.profile, ['credentials.tested'])).not.toEqual([]);
});

test('the Token is changed here and at WeChat, one after the other, and no message is refused', async ({ quiet }) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  const token = letters(24);
  await openCredentials(window);
  const row = rowOf(window, names.tulip, 'Token');
  await row.getByRole('button', { name: 'Change: Token' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('New token').fill(token);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('Enter exactly the same token at WeChat now');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(row).toContainText('set here');
  await expect(row).toContainText('Nothing came from WeChat since the change');

  // WeChat still signs with the one before.
  await expectTraffic(sandbox, 'signed as before');
  await expect(row).toContainText(/The one before .* is accepted until .* last used/u);
  await expect(row).toContainText('Waiting');
  await sandbox.account('tulip', { token });
  await expectTraffic(sandbox, 'signed with the new one');
  await expect(row).toContainText('Works');
  await expect(row).toContainText(`ends in ${token.slice(-4)}`);
  expect((await sandbox.report()).lost).toBe(0);

  const held = await heldByPage(window);
  expect(held.includes(token)).toBe(false);
  await app.close();
  expect(filesWith(app.profile, [token])).toEqual([]);
});

test('CXone moves to a secret made here, which is shown once; the old one is ended and refused', async ({ quiet }) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  const { customer, conversation } = await newConversation(sandbox, 'tulip', 'Good morning');
  await sandbox.agentReplies(conversation, 'signed in with the old one');
  await openCredentials(window);
  const box = panel(window, 'Demo').getByRole('list', { name: 'Secrets of CXone’s sign-in, Demo' });
  await expect(box.getByRole('listitem')).toContainText(['the only valid one']);
  await expect(box.getByRole('listitem')).toContainText(['CXone last signed in with it']);
  const clientId =
    (await panel(window, 'Demo')
      .getByText(/^box-[0-9a-f]+$/u)
      .first()
      .textContent()) ?? '';

  await window.getByRole('button', { name: 'Make a new secret for Demo' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  const made = await dialog.getByLabel('Client secret', { exact: true }).inputValue();
  expect(made).toMatch(/^[\w-]{43}$/u);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toContainText('Not copied yet: Client secret.');
  await dialog.getByRole('button', { name: 'Close all the same' }).click();
  await expect(dialog).toHaveCount(0);

  const [newest, old] = [box.getByRole('listitem').nth(0), box.getByRole('listitem').nth(1)];
  await expect(newest).toContainText('CXone has not signed in with it yet');
  await expect(newest).toContainText(`ends in ${made.slice(-4)}`);
  const url = await sandbox.boxUrl('demo');
  expect((await boxToken(url, clientId, made)).status).toBe(200);
  await expect(newest).toContainText('CXone last signed in with it');

  await old.getByRole('button', { name: /^End the secret/u }).click();
  await dialog.getByRole('button', { name: 'End it' }).click();
  await expect(old).toContainText('Ended');
  await expect(newest).toContainText('the only valid one');
  // The sandbox's CXone knows the old one only: its token ends with it, and no new one is given.
  expect(await sandbox.agentReplies(conversation, 'too late')).toMatchObject({ kind: 'refused' });
  expect(await onPhone(sandbox, customer)).toEqual(['signed in with the old one']);
  expect((await boxToken(url, clientId, `${made.slice(0, -1)}~`)).status).toBe(401);
  expect((await boxToken(url, clientId, made)).status).toBe(200);

  const held = await heldByPage(window);
  expect(held.includes(made)).toBe(false);
  expect(await processesWith(app, [made])).toEqual([]);
  expect(filesWith(app.profile, [made])).toEqual([]);
  await app.close();
  expect(filesWith(app.profile, [made])).toEqual([]);
});
