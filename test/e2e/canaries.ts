import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { pidsOf } from './app-pids.ts';
import type { ConsoleApp } from './console-app.ts';

/** The forms in which a text may lie somewhere without being seen at once. */
function formsOf(secret: string): readonly Buffer[] {
  const plain = Buffer.from(secret, 'utf8');
  // In Base64 three bytes become four characters: where in its three it begins changes all but the middle.
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), plain]).toString('base64');
    return Buffer.from(text.slice(4, -4), 'latin1');
  });
  return [plain, Buffer.from(secret, 'utf16le'), Buffer.from(plain.toString('hex'), 'latin1'), ...inBase64];
}

function holds(content: Buffer, secrets: readonly string[]): boolean {
  return secrets.some((secret) => formsOf(secret).some((form) => content.includes(form)));
}

/** Files below a folder that hold one of the texts, in whatever form. */
export function filesWith(folder: string, secrets: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => holds(contentOf(path), secrets));
}

/** A file of a running program may be gone by the time it is read. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Arguments and environments of our programs that hold one of the texts. Only where the system lets them be read. */
export async function processesWith(app: ConsoleApp, secrets: readonly string[]): Promise<string[]> {
  const pids = [...(await pidsOf(app, 'relay')), ...(await pidsOf(app, 'sandbox')), app.electron.process().pid ?? 0];
  return pids
    .flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`])
    .filter((path) => existsSync(path) && holds(contentOf(path), secrets));
}

/** Everything a page holds that can be read from within: what it draws, what stands in fields, what it keeps. */
export function heldByPage(window: Page): Promise<string> {
  return window.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
      { ...localStorage },
      { ...sessionStorage },
      location.href,
      history.state,
    ]),
  );
}
