import type { Locator, Page } from 'playwright';
import { axeProblems } from './axe-kit.ts';
import type { ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';
import { foundRows, openMessages, searchFor, storyOf } from './messages-kit.ts';
import { goTo, newConversation } from './operations-kit.ts';
import { add } from './setup-kit.ts';

const dialogOf = (window: Page): Locator => window.getByRole('dialog');
const isWithin = (window: Page): Promise<boolean> =>
  window.evaluate(() => document.activeElement?.closest('[role=dialog]') != null);

/** Files are asked for by the system's own dialogs, which nobody answers here. */
async function answerNoFile(app: ConsoleApp): Promise<void> {
  await app.electron.evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
  });
}

/** Looks at dialogs and keeps what is wrong with them. */
class Inspection {
  readonly titles: string[] = [];
  readonly problems: string[] = [];
  readonly #window: Page;

  constructor(window: Page) {
    this.#window = window;
  }

  /** Every button of the page that promises a dialog, one after the other. Those that ask the system for a file open none. */
  async page(route: string, within = 'main'): Promise<void> {
    await goTo(this.#window, route);
    await this.buttons(within);
  }

  async buttons(within: string): Promise<void> {
    const asking = this.#window.locator(`${within} button:visible:enabled`).filter({ hasText: /[^.]…$/u });
    await expect(asking.first(), within).toBeVisible();
    const seen = new Set<string>();
    for (let place = 0; place < (await asking.count()); place += 1) {
      const button = asking.nth(place);
      const text = (await button.textContent()) ?? '';
      // Alike buttons of several rows open the same dialog.
      if (seen.has(text)) continue;
      seen.add(text);
      await button.click();
      await this.#opened(text);
    }
  }

  async #opened(by: string): Promise<void> {
    const dialog = dialogOf(this.#window);
    const isThere = await dialog.waitFor({ timeout: 700 }).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    await this.look(by);
  }

  /** At the dialog that is open; closes it. */
  async look(by: string): Promise<void> {
    const window = this.#window;
    const dialog = dialogOf(window);
    const title = (await dialog.getByRole('heading').first().textContent()) ?? '';
    this.titles.push(title);
    const wrong = (what: string): void => void this.problems.push(`${title}: ${what}`);
    await expect.poll(() => isWithin(window), { message: `${title} holds the focus` }).toBe(true);
    for (const keys of ['Shift+Tab', 'Tab', 'Tab']) {
      await window.keyboard.press(keys);
      if (!(await isWithin(window))) wrong(`${keys} leaves it`);
    }
    for (const theme of ['light', 'dark'] as const) {
      await window.evaluate((name) => {
        document.documentElement.dataset['theme'] = name;
      }, theme);
      for (const problem of await axeProblems(window, '[role=dialog]')) wrong(`${theme}: ${problem}`);
    }
    await window.keyboard.press('Escape');
    await expect(dialog, title).toHaveCount(0);
    // Whatever was opened by a key alone came from nowhere.
    if (by === '') return;
    await expect
      .poll(() => window.evaluate(() => document.activeElement?.textContent), { timeout: 1_000 })
      .toBe(by)
      .catch(() => wrong(`the focus does not go back to “${by}”`));
  }
}

test('every dialog has a name, holds the focus, gives it back, and is read by everybody in light and dark', async ({
  quiet,
}) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  await answerNoFile(app);
  // An incident is opened half a minute later; it is looked at in the end.
  await sandbox.cause('canal', 'wechat_secret_revoked');
  await sandbox.agentReplies((await newConversation(sandbox, 'canal', 'Waar vertrekt de boot?')).conversation, 'Hier');
  const { conversation } = await newConversation(sandbox, 'tulip', 'Is my order gone?');
  await sandbox.setFault({
    fault: 'errcode',
    target: 'tulip',
    platform: 'wechat',
    options: { code: 48008, paths: ['/cgi-bin/message/custom/send'] },
  });
  await sandbox.agentReplies(conversation, 'Gone this morning');
  const dialogs = new Inspection(window);

  await goTo(window, '/');
  await window.keyboard.press('?');
  await dialogs.look(await window.evaluate(() => document.activeElement?.textContent ?? ''));
  await dialogs.buttons('main');

  await openMessages(window);
  await searchFor(window, 'is:failed gone', 1);
  await sandbox.clearFaults();
  await window.getByRole('checkbox', { name: 'Choose these messages' }).check();
  await dialogs.buttons('main');
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  await expect(storyOf(window).getByRole('region', { name: 'What you can do' })).toBeVisible();
  await dialogs.buttons('aside[aria-label=Message]');
  await storyOf(window).locator('a[href^="#/customer/"]').click();
  await dialogs.buttons('main');

  await dialogs.page('/channel/tulip');
  await dialogs.page('/hand-over');
  await dialogs.page('/certificates/credentials');

  await add(window, 'integration', 'Molen');
  await dialogs.buttons('main');

  await goTo(window, '/incidents');
  await window.locator('main a[href^="#/incident/"]').first().click({ timeout: 30_000 });
  await dialogs.buttons('main');

  expect(dialogs.titles.length, dialogs.titles.join('\n')).toBeGreaterThan(15);
  expect(dialogs.problems.join('\n')).toBe('');
});
