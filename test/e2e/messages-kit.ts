import type { Locator, Page } from 'playwright';
import { expect } from './fixtures.ts';

export const searchBox = (window: Page): Locator => window.getByRole('combobox', { name: 'Search messages' });

/** The rows found, without the line of titles. */
export const foundRows = (window: Page): Locator =>
  window
    .getByRole('table', { name: 'Messages found, newest first' })
    .getByRole('row')
    .filter({ has: window.getByRole('link', { name: 'Open message' }) });

export const storyOf = (window: Page): Locator => window.getByRole('complementary', { name: 'Message' });

export async function openMessages(window: Page): Promise<void> {
  await window.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Messages' }).click();
  await expect(searchBox(window)).toBeVisible();
}

/** Replaces what stands in the box and waits for so many messages. */
export async function searchFor(window: Page, text: string, count: number): Promise<void> {
  await searchBox(window).fill(text);
  await expect(foundRows(window)).toHaveCount(count);
}

/** Waits until words find a message: the index follows a moment behind the store. */
export async function expectFound(window: Page, text: string, row: string): Promise<void> {
  await searchBox(window).fill(text);
  await expect(foundRows(window).filter({ hasText: row }).first()).toBeVisible();
}

/** Gives the customer of the open story a label, on the customer's own page. */
export async function labelCustomer(window: Page, label: string): Promise<void> {
  await storyOf(window).locator('a[href^="#/customer/"]').click();
  await window.getByLabel('Label').fill(label);
  await window.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(window.getByText('Saved', { exact: true })).toBeVisible();
  await expect(window.getByRole('heading', { level: 2, name: label })).toBeVisible();
}

/** A moment so long ago, as the window's own clock and zone write it in a search. */
export function searchMoment(window: Page, agoMs: number): Promise<string> {
  return window.evaluate((ago) => {
    const at = new Date(Date.now() - ago);
    const two = (value: number): string => String(value).padStart(2, '0');
    const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
    return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
  }, agoMs);
}
