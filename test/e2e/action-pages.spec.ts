import type { Page } from 'playwright';
import type { ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';
import { channelHead, connectAll, goTo, names, newConversation, openChannel } from './operations-kit.ts';

test('CXone’s pages work without scripts: a reconnect is followed there, and a removal is seen here', async ({
  quiet,
}) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  await connectAll(window, sandbox);
  await catchBrowser(app);

  await pressInSandbox(window, names.canal, 'Reconnect the channel');
  const url = await takeUrl(app);
  const page = await openBrowser(app, url);
  expect(page.url()).not.toMatch(/[?#]/u);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reconnect WeChat channels');
  const choices = page.getByRole('list', { name: 'Channel' });
  await expect(choices.getByRole('checkbox', { name: names.canal })).toBeChecked();
  await expect(choices.getByRole('checkbox', { name: names.tulip })).not.toBeChecked();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  // It renews itself without a script.
  await expect(page.getByText('Reconnected', { exact: true })).toBeVisible({ timeout: 40_000 });
  await page.getByRole('button', { name: 'Finish and go back to CXone' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Back in CXone (simulated)');

  // The token in the link works once.
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('CXone did not confirm who opened this page');

  await pressInSandbox(window, names.delta, 'Remove the channel');
  await page.goto(await takeUrl(app));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Remove ${names.delta} from CXone?`);
  const signedIn = (await page.getByText('Signed in through CXone as').textContent()) ?? '';
  const admin = signedIn.replace('Signed in through CXone as', '').trim();
  expect(admin).not.toBe('');
  await page.getByRole('button', { name: `Remove ${names.delta}` }).click();
  await expect(page.getByRole('listitem').filter({ hasText: names.delta })).toContainText('deleted');

  await openChannel(window, names.delta);
  await expect(channelHead(window, names.delta)).toContainText('Stopped');
  const panel = window.getByRole('region', { name: 'On and off' });
  await expect(panel).toContainText('Removed in CXone, so it was switched off here.');
  await expect(panel).toContainText(`by CXone: ${admin}`);
  expect(await sandbox.newCustomerSays('delta', 'too late')).toMatchObject({ outcome: { kind: 'lost' } });
  expect(await newConversation(sandbox, 'tulip', 'still here')).toMatchObject({ conversation: expect.any(String) });

  await goTo(window, '/incidents');
  await window.getByRole('radio', { name: 'Who did what' }).check({ force: true });
  const audit = window.getByRole('region', { name: 'Who did what' });
  for (const [words, channel] of [
    ['Removed a channel from CXone', names.delta],
    ['Reconnected a channel from CXone', names.canal],
  ] as const) {
    const line = audit.getByRole('row').filter({ hasText: words });
    await expect(line).toHaveCount(1);
    await expect(line).toContainText(`CXone: ${admin}`);
    await expect(line).toContainText(channel);
  }
  // No token, and nothing else of the link, reached the log.
  const log = JSON.stringify(app.log());
  for (const secret of new URL(url).searchParams.values()) {
    if (secret.length >= 16 && !secret.startsWith('http')) expect(log).not.toContain(secret);
  }
});

async function pressInSandbox(window: Page, name: string, button: string): Promise<void> {
  await goTo(window, '/sandbox');
  const panel = window.getByRole('region', { name: 'Pages that CXone opens' });
  await panel.getByLabel('Channel', { exact: true }).selectOption({ label: name });
  await panel.getByRole('button', { name: button }).click();
  await expect(panel.getByRole('status')).toContainText('Opened in the browser:');
}

/** Keeps the address in place of the person's browser. */
async function catchBrowser(app: ConsoleApp): Promise<void> {
  await app.electron.evaluate(({ shell }) => {
    shell.openExternal = (url) => {
      Object.assign(globalThis, { openedUrl: url });
      return Promise.resolve();
    };
  });
}

/** The next address; each is taken once. */
async function takeUrl(app: ConsoleApp): Promise<string> {
  let taken = '';
  await expect
    .poll(async () => {
      taken = await app.electron.evaluate(() => {
        const { openedUrl } = globalThis as unknown as { openedUrl?: string };
        Object.assign(globalThis, { openedUrl: '' });
        return openedUrl ?? '';
      });
      return taken;
    })
    .not.toBe('');
  return taken;
}

/** A browser of its own that runs no scripts. The console's guard, which lets no window of ours out, is kept off it. */
async function openBrowser(app: ConsoleApp, url: string): Promise<Page> {
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(async ({ app: electronApp, BrowserWindow }, address) => {
    const guards = electronApp.listeners('web-contents-created') as (() => void)[];
    electronApp.removeAllListeners('web-contents-created');
    const webPreferences = { javascript: false, sandbox: true, partition: 'a-browser' };
    const browser = new BrowserWindow({ webPreferences });
    for (const guard of guards) electronApp.on('web-contents-created', guard);
    await browser.loadURL(address);
  }, url);
  return opened;
}
