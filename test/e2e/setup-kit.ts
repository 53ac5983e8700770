import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Locator, Page } from 'playwright';
import type { SetupForm, SetupView } from '#shared/domain/setup/book.ts';
import type { ConsoleApp } from './console-app.ts';
import { expect } from './fixtures.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Json = Record<string, unknown>;

/** Opens a page of the set-up by its address, as a link does. */
export async function open(window: Page, path: string): Promise<void> {
  await window.evaluate((hash) => {
    location.hash = hash;
  }, `#/set-up${path}`);
}

/** Asks the console as its pages do. */
async function ask<T>(window: Page, name: string, input: unknown): Promise<T> {
  const answer = await window.evaluate(
    ([asked, given]) =>
      (window as unknown as { veerpont: { invoke(name: string, input: unknown): Promise<unknown> } }).veerpont.invoke(
        String(asked),
        given,
      ),
    [name, input],
  );
  const { ok, value } = answer as { ok: boolean; value: T };
  if (!ok) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
  return value;
}

/** What the set-up's page was told; asked for anew. */
export const setupView = (window: Page): Promise<SetupView> => ask(window, 'setup.view', null);

/** Forms as an earlier visit or a configuration file leaves them, right or wrong; the window begins anew with them. */
export async function prepared(
  window: Page,
  entries: readonly SetupForm[],
  secrets: readonly {
    readonly owner: string;
    readonly ownerId: string;
    readonly name: string;
    readonly value: string;
  }[] = [],
): Promise<void> {
  for (const entry of entries) await ask(window, 'setup.save', { entry });
  for (const secret of secrets) await ask(window, 'setup.setSecret', secret);
  await window.reload();
}

/** A panel by the title at its head. */
export const panel = (window: Page, title: string | RegExp): Locator => window.getByRole('region', { name: title });

/** Begins, where nobody has begun yet, and adds an integration or a channel by its name. */
export async function add(window: Page, kind: 'integration' | 'channel', name: string): Promise<void> {
  await open(window, '');
  const button = window.getByRole('button', { name: `Add ${kind}…` });
  const begin = window.getByRole('button', { name: 'Begin', exact: true });
  await expect(button.or(begin)).toBeVisible();
  if (await begin.isVisible()) await begin.click();
  await button.click();
  const dialog = window.getByRole('dialog');
  await type(dialog, 'Name', name);
  await expect(dialog.getByText(/^Its id will be .+ That stays\.$/u)).toBeVisible();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const title = kind === 'integration' ? 'Integration' : 'Channel';
  await expect(window.getByRole('heading', { name: `${title} “${name}”` })).toBeVisible();
}

/** Closes the secrets that are shown once, copied or not. */
export async function closeShown(window: Page): Promise<void> {
  const dialog = window.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await window.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Close all the same' }).click();
  await expect(dialog).toHaveCount(0);
}

/** Types a text and leaves the field. */
export async function type(scope: Page | Locator, label: string | RegExp, text: string): Promise<void> {
  const field = scope.getByLabel(label, typeof label === 'string' ? { exact: true } : {});
  await field.fill(text);
  await field.blur();
}

/** Types a secret, leaves the field, and waits until it is known by its mark alone. */
export async function keepSecret(window: Page, label: string, value: string): Promise<void> {
  const box = window.getByRole('group', { name: label, exact: true });
  await box.getByLabel(label, { exact: true }).fill(value);
  await box.getByLabel(label, { exact: true }).blur();
  await expect(box.getByText(/^kept/u)).toBeVisible();
  await expect(box.getByRole('textbox')).toHaveCount(0);
}

/** Chooses from a list that opens. */
export async function choose(window: Page, label: string, option: string): Promise<void> {
  await window.getByRole('combobox', { name: label }).click();
  await window.getByRole('option', { name: option, exact: true }).click();
}

/** One part of a time: hours, minutes or seconds. */
export async function timePart(window: Page, label: string, part: string, value: string): Promise<void> {
  const field = window.getByRole('group', { name: label }).getByLabel(part, { exact: true });
  await field.fill(value);
  await field.blur();
}

/** Everything typed is written down. */
export async function isKept(window: Page): Promise<void> {
  await expect(window.getByText('Everything typed is kept.')).toBeVisible();
}

/** Presses the button, and waits until the relay runs on it. */
export async function putInUse(window: Page): Promise<void> {
  const standing = panel(window, 'In use?');
  await standing.getByRole('button', { name: 'Put in use' }).click();
  await expect(standing.getByText('in use as it stands')).toBeVisible();
  await relayRuns(window);
}

/** The relay has come back, and the window knows where it listens. */
export async function relayRuns(window: Page): Promise<void> {
  await expect(window.getByText('Relay running')).toBeVisible();
  await expect(window.getByText('Relay starting')).toHaveCount(0);
}

/** A value of a table to copy from, as it stands there. */
export async function copied(window: Page, table: string, label: string): Promise<string> {
  const row = window
    .locator(`dl[aria-label="${table}"] > div`)
    .filter({ has: window.getByText(label, { exact: true }) });
  const text = (await row.locator('code').innerText()).replaceAll(/[\u2066-\u2069\u200b]/gu, '');
  if (text.includes('…')) throw new Error(`${label} is not shown whole`);
  return text;
}

/** The file that the console asks for is this one. */
export async function openFile(app: ConsoleApp, path: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** JSON to a page of the sandbox. Its WeChat has a certificate of an authority of its own. */
function send(method: Method, url: string, headers: Record<string, string>, body?: unknown): Promise<Json> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const options = {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      rejectUnauthorized: false,
    };
    const asked = url.startsWith('https:') ? secureRequest(url, options) : plainRequest(url, options);
    asked.once('error', reject);
    asked.once('response', (answer) => {
      let said = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (said += piece));
      answer.once('error', reject);
      answer.once('end', () => {
        if ((answer.statusCode ?? 0) >= 300) reject(new Error(`${method} ${url}: ${answer.statusCode ?? 0} ${said}`));
        else resolve((said === '' ? {} : JSON.parse(said)) as Json);
      });
    });
    asked.end(text);
  });
}

/** What somebody does on a page of the simulated platforms, by the calls that the page makes. */
export interface Administrator {
  call(method: Method, path: string, body?: unknown): Promise<Json>;
  state(): Promise<Record<string, Json[]>>;
}

/** Administrator of the simulated tenant. */
export async function tenantAdministrator(window: Page): Promise<Administrator> {
  const { practice } = await setupView(window);
  if (practice === null) throw new Error('this is no practice');
  const base = `${practice.tenantPage}/api`;
  const { token } = await send('POST', `${base}/sign-in`, {}, {});
  const session = { 'x-tenant-session': String(token) };
  return {
    call: (method, path, body) => send(method, `${base}${path}`, session, body),
    state: async () => (await send('GET', `${base}/state`, session)) as Record<string, Json[]>,
  };
}

/** Owner of the spare Official Accounts at the simulated WeChat. */
export async function accountOwner(window: Page): Promise<Administrator> {
  const { practice } = await setupView(window);
  if (practice === null) throw new Error('this is no practice');
  const { token } = await send('POST', `${practice.wechatPage}/api/sign-in`, {}, {});
  const session = { 'x-wechat-session': String(token) };
  return {
    call: (method, path, body) => send(method, `${practice.wechatPage}${path}`, session, body),
    state: async () => (await send('GET', `${practice.wechatPage}/api/state`, session)) as Record<string, Json[]>,
  };
}

/** An agent at the desk of the simulated tenant: takes the first case that comes, and answers. */
export async function agentAnswers(window: Page, userId: number, text: string): Promise<void> {
  const { practice } = await setupView(window);
  if (practice === null) throw new Error('this is no practice');
  const desk = `${practice.tenantPage.replace(/\/tenant$/u, '')}/desk/api`;
  const { token } = await send('POST', `${desk}/sign-in`, {}, { userId });
  const session = { authorization: `Bearer ${String(token)}` };
  const caseOf = async (): Promise<Json | undefined> =>
    ((await send('GET', `${desk}/state`, session))['cases'] as Json[])[0];
  await expect
    .poll(async () => (await caseOf())?.['offeredTo'] ?? null, { message: 'the case is offered' })
    .not.toBeNull();
  const number = String((await caseOf())?.['number']);
  await send('POST', `${desk}/cases/${number}/accept`, session);
  await send('POST', `${desk}/cases/${number}/reply`, session, { text });
}
