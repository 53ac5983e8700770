import type { Locator, Page } from 'playwright';
import type { ConsoleApp } from './console-app.ts';
import { expect } from './fixtures.ts';
import { goTo } from './operations-kit.ts';
import type { SandboxClient } from './sandbox-client.ts';

/** A customer who writes, and the number of the case that CXone makes of it. */
export async function newCase(sandbox: SandboxClient, channel: string, text: string): Promise<string> {
  const { customer } = await sandbox.newCustomerSays(channel, text);
  let number: string | undefined;
  await expect
    .poll(async () => ([number] = await sandbox.openCases(customer)).length, { message: 'CXone has a case' })
    .toBe(1);
  return number ?? '';
}

/** Ends what customers and agents of the sandbox began by themselves before they were silenced. Gives how many. */
export async function endOthers(window: Page, sandbox: SandboxClient): Promise<number> {
  const ended = new Set<string>();
  await goTo(window, '/sla');
  await expect(async () => {
    for (const number of await sandbox.openCases()) {
      await sandbox.answerAndClose(number);
      ended.add(number);
    }
    await expect(window.getByText('No conversation is open')).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  return ended.size;
}

/** A conversation on the board that is shown. */
export function boardRow(window: Page, caseNumber: string): Locator {
  return window.getByRole('table', { name: 'Conversations' }).getByRole('row').filter({ hasText: caseNumber });
}

/** How its most urgent clock stands, and which that is. */
export function chiefClock(window: Page, caseNumber: string): Locator {
  return boardRow(window, caseNumber).locator('[data-column="state"]');
}

/** Plays the agent on the sandbox's page. */
export async function asAgent(window: Page, caseNumber: string, ...deeds: readonly string[]): Promise<void> {
  await goTo(window, '/sandbox');
  const panel = window.getByRole('region', { name: 'Cases in the simulated CXone' });
  for (const deed of deeds) await panel.getByRole('button', { name: `${deed}: case ${caseNumber}` }).click();
}

/** One of the parts of the SLA settings. */
export async function openSettings(window: Page, part: string): Promise<void> {
  await goTo(window, '/sla/settings');
  await window
    .getByRole('radiogroup', { name: 'Parts of the SLA settings' })
    .getByRole('radio', { name: part })
    .check({ force: true });
}

/** Every day from 00:00 to 24:00. */
export async function openRoundTheClock(window: Page): Promise<void> {
  await openSettings(window, 'Office hours');
  await setHours(window, 'Monday');
  await window.getByRole('button', { name: 'Copy the hours of Monday to Monday to Friday' }).click();
  for (const day of ['Saturday', 'Sunday']) {
    await window.getByRole('button', { name: `Add hours on ${day}` }).click();
    await setHours(window, day);
  }
}

async function setHours(window: Page, day: string): Promise<void> {
  await window.getByLabel(`${day}, span 1: from`).fill('00:00');
  await window.getByLabel(`${day}, span 1: until`).fill('24:00');
}

/** The next file that the console asks a place for is written there. */
export async function saveAs(app: ConsoleApp, filePath: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, filePath);
}

/** Figures of a row of a table, by the words at the head of their columns. */
export async function figuresOf(table: Locator, row: string): Promise<Record<string, string>> {
  const heads = await table.locator('thead th').allTextContents();
  const cells = await table.locator('tbody tr').filter({ hasText: row }).first().locator('th, td').allTextContents();
  return Object.fromEntries(heads.map((head, index) => [head.trim(), cells[index]?.trim() ?? '']));
}
