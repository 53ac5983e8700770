import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from './fixtures.ts';

/** What the page is drawn on, as the eye sees it. */
const background = (window: Page): Promise<string> =>
  window.evaluate(() => getComputedStyle(document.body).backgroundColor);

const isDark = (colour: string): boolean => {
  const [red = 255, green = 255, blue = 255] = (colour.match(/\d+/gu) ?? []).map(Number);
  return red + green + blue < 3 * 90;
};

test('theme and language change in place, and survive a restart', async ({ start }) => {
  const first = await start({ withSandbox: true });
  await first.window.getByRole('link', { name: 'Settings' }).click();
  const loads = await first.window.evaluate(() => performance.timeOrigin);
  await first.window.getByRole('radio', { name: 'Dark' }).first().check({ force: true });
  await expect.poll(async () => isDark(await background(first.window))).toBe(true);
  await first.window.getByRole('radio', { name: 'Light' }).first().check({ force: true });
  await expect.poll(async () => isDark(await background(first.window))).toBe(false);
  await first.window.getByRole('radio', { name: 'Dark' }).first().check({ force: true });
  await first.window.getByRole('radio', { name: 'Nederlands' }).first().check({ force: true });
  await expect(first.window.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
  await first.window.getByRole('radio', { name: '中文' }).first().check({ force: true });
  await expect(first.window.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  expect(await first.window.evaluate(() => performance.timeOrigin)).toBe(loads);
  await first.close();

  const second = await start({ withSandbox: true });

  await expect(second.window.getByRole('link', { name: '设置' })).toBeVisible();
  await expect.poll(async () => isDark(await background(second.window))).toBe(true);
  expect(JSON.parse(readFileSync(join(second.folder, 'settings.json'), 'utf8'))).toMatchObject({
    theme: 'dark',
    language: 'zh',
  });
});

test('the window opens where it was', async ({ start }) => {
  const first = await start();
  const wanted = { x: 60, y: 50, width: 1100, height: 720 };
  await first.electron.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds);
  }, wanted);
  await expect
    .poll(() => (JSON.parse(readFileSync(join(first.folder, 'settings.json'), 'utf8')) as { window: unknown }).window)
    .toMatchObject({ width: 1100, height: 720 });
  await first.close();

  const second = await start();
  const size = await second.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { now: window?.getBounds(), least: window?.getMinimumSize() };
  });

  expect(size.now).toMatchObject({ width: 1100, height: 720 });
  expect(size.least).toEqual([1024, 700]);
});

test('the relay listens on the same ports after a restart of the console', async ({ start }) => {
  const portsOf = (folder: string): unknown =>
    (JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as { relayPorts: unknown }).relayPorts;
  const listening = (app: Awaited<ReturnType<typeof start>>) =>
    app.log().findLast(({ event }) => event === 'relay.listening')?.['wechat'];

  const first = await start({ withSandbox: true });
  await expect.poll(() => listening(first)).toBeTruthy();
  const address = listening(first);
  await expect.poll(() => portsOf(first.folder)).not.toEqual({ public: 0, admin: 0 });
  await first.close();
  const second = await start({ withSandbox: true });
  await expect.poll(() => second.log().filter(({ event }) => event === 'relay.listening').length).toBe(2);

  expect(listening(second)).toBe(address);
});

test('a damaged settings file is put aside, and the last good settings are used', async ({ start }) => {
  const first = await start();
  await first.window.getByRole('link', { name: 'Settings' }).click();
  await first.window.getByRole('radio', { name: 'Nederlands' }).first().check({ force: true });
  await expect(first.window.getByRole('heading', { level: 1, name: 'Instellingen' })).toBeVisible();
  await first.close();
  writeFileSync(join(first.folder, 'settings.json'), '{"theme": "da');

  const second = await start();

  await expect(second.window.getByRole('link', { name: 'Instellingen' })).toBeVisible();
  const aside = readdirSync(second.folder).filter((name) => name.startsWith('settings.damaged-'));
  expect(aside).toHaveLength(1);
  expect(readFileSync(join(second.folder, aside[0] ?? ''), 'utf8')).toBe('{"theme": "da');
});
