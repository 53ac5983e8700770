import { mkdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { pidsOf } from './app-pids.ts';
import type { ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';
import { goTo, names, newConversation } from './operations-kit.ts';
import type { SandboxClient } from './sandbox-client.ts';
import {
  asAgent,
  boardRow,
  chiefClock,
  endOthers,
  figuresOf,
  newCase,
  openRoundTheClock,
  openSettings,
  saveAs,
} from './sla-kit.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const note = 'One minute, round the clock 一分钟';
const nextYear = new Date().getFullYear() + 1;
const holidays = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Test//EN',
  'BEGIN:VEVENT',
  'UID:1',
  `DTSTART;VALUE=DATE:${nextYear}0714`,
  'SUMMARY:Company day 公司日',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:2',
  `DTSTART;VALUE=DATE:${nextYear}0715`,
  'SUMMARY:Day that is not wanted',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:3',
  'DTSTART;VALUE=DATE:20991399',
  'SUMMARY:No such day',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

test('clocks run, warn and are missed by people or by an outage, and a restart neither loses nor doubles one', async ({
  quiet,
}, info) => {
  // The shortest target is a minute, and a miss is told of half a minute later.
  test.setTimeout(240_000);
  const { app, sandbox } = quiet;
  const { window } = app;
  const receiver = await startWebhookReceiver();
  try {
    await watchTray(app);
    await tellOutside(window, receiver);
    const others = await endOthers(window, sandbox);
    const proven = await newConversation(sandbox, 'canal', 'Good morning');
    await sandbox.agentReplies(proven.conversation, 'Good morning to you');

    await typeWrongly(window);
    await takeOverHolidays(window);
    await openRoundTheClock(window);
    const early = await newCase(sandbox, 'delta', 'Is my card blocked?');
    await goTo(window, '/sla');
    // Who wrote the answer is known when CXone was asked.
    const [answered = ''] = await sandbox.openCases(proven.customer);
    await expect(chiefClock(window, answered)).toContainText('Solution', { timeout: 30_000 });
    await previewAndSave(window, early);
    await asAgent(window, early, 'Assign', 'Answer');

    const byOutage = await newCase(sandbox, 'canal', 'Does the boat leave?');
    await sandbox.cause('canal', 'wechat_secret_revoked');
    await sandbox.agentReplies(proven.conversation, 'Can you read this?');
    const byPeople = await newCase(sandbox, 'tulip', 'Is anybody there?');
    await seeCountdown(window, byPeople);
    await seeAnswered(app, sandbox, early);

    await expect.poll(() => noticesAt(receiver, 'sla_warning'), { timeout: 40_000 }).toContain(names.tulip);
    await goTo(window, '/sla');
    await expect(boardRow(window, byPeople)).toContainText('Missed', { timeout: 60_000 });
    await expect(boardRow(window, byOutage)).toContainText('Missed', { timeout: 30_000 });
    await expect.poll(() => trayWords(app)).toMatch(/SLA: \d+ at risk, 2 missed/u);
    await seeMissed(window);

    const overRestart = await newCase(sandbox, 'tulip', 'And now?');
    await goTo(window, '/sla');
    await expect(chiefClock(window, overRestart)).toContainText('First response');
    await restartRelay(app);
    for (const number of [byPeople, byOutage]) await expect(boardRow(window, number)).toContainText('Missed');
    await expect(boardRow(window, overRestart)).toContainText(/On time|At risk/u);
    await asAgent(window, overRestart, 'Answer');
    await goTo(window, '/sla');
    await expect(chiefClock(window, overRestart)).toContainText('Solution', { timeout: 30_000 });
    await seeMissed(window);
    await expect
      .poll(() => noticesAt(receiver, 'sla_breach'), { timeout: 45_000 })
      .toEqual(expect.arrayContaining([names.tulip, names.canal]));

    await seeReport(app, info.outputDir, 3 + others);
    await seeWhoDidIt(window);
    expect(noticesAt(receiver, 'sla_breach').toSorted()).toEqual([names.canal, names.tulip].toSorted());
  } finally {
    await receiver.close();
  }
});

/** What cannot be is refused at its field, and what was typed stays while one looks elsewhere. */
async function typeWrongly(window: Page): Promise<void> {
  await openSettings(window, 'Targets');
  const target = window.getByRole('group', { name: 'First response (FRT)' });
  const minutes = target.getByLabel('First response (FRT): Minutes');
  const bar = window.getByRole('group', { name: 'Not saved yet' });
  await minutes.fill('soon');
  await expect(target).toContainText('Enter whole numbers, or nothing for zero.');
  await expect(minutes).toHaveAttribute('aria-invalid', 'true');
  await goTo(window, '/');
  await openSettings(window, 'Targets');
  await expect(minutes).toHaveValue('soon');
  await expect(bar.getByRole('button', { name: 'Preview and save…' })).toBeDisabled();
  await minutes.fill('0');
  await expect(target).toContainText(sentenceFor('en', 'SLA_TARGET_ZERO', null).title);
  await minutes.fill('1');
  await expect(bar.getByRole('button', { name: 'Preview and save…' })).toBeEnabled();
  await window.getByLabel('Solution (ST): Hours').fill('2');
  await window.getByLabel('Warning 1', { exact: true }).fill('25');

  await openSettings(window, 'Office hours');
  const week = window.getByRole('group', { name: 'Week' });
  await week.getByLabel('Tuesday, span 1: until').fill('09:00');
  await expect(week).toContainText(sentenceFor('en', 'SLA_SPAN_EMPTY', null).title);
  await expect(bar.getByRole('button', { name: 'Preview and save…' })).toBeDisabled();
  await week.getByLabel('Tuesday, span 1: until').fill('17:30');
  await expect(bar.getByRole('button', { name: 'Preview and save…' })).toBeEnabled();
}

/** A file's days are looked through first; what is broken in it is named. */
async function takeOverHolidays(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Add holidays…' }).click();
  const dialog = window.getByRole('dialog', { name: /^Add holidays to/u });
  await dialog.getByRole('radio', { name: 'A calendar file' }).check({ force: true });
  const file = dialog.locator('input[type=file]');
  await file.setInputFiles({ name: 'a.ics', mimeType: 'text/calendar', buffer: Buffer.from('<html>no</html>') });
  await expect(dialog).toContainText(sentenceFor('en', 'ICAL_NOT_A_CALENDAR', null).title);
  await expect(dialog.getByRole('button', { name: /^Take over/u })).toBeDisabled();
  await file.setInputFiles({ name: 'holidays.ics', mimeType: 'text/calendar', buffer: Buffer.from(holidays) });
  await expect(dialog.getByRole('group', { name: 'Days found' }).getByRole('checkbox')).toHaveCount(2);
  await expect(dialog.getByRole('status', { name: 'Left out' }).or(dialog.getByLabel('Left out'))).toContainText(
    sentenceFor('en', 'ICAL_EVENT_UNREADABLE', null).title,
  );
  await dialog.getByRole('checkbox', { name: /Day that is not wanted/u }).uncheck();
  await dialog.getByRole('button', { name: 'Take over 1 day' }).click();
  const days = window.getByRole('region', { name: 'Days that are different' });
  await expect(days.getByLabel('Date of day 1')).toHaveValue(`${nextYear}-07-14`);
  await expect(days.getByLabel('Date of day 2')).toHaveCount(0);
}

/** Before anything is saved it stands there which open clocks move. */
async function previewAndSave(window: Page, caseNumber: string): Promise<void> {
  await expect(chiefClock(window, caseNumber)).toContainText('First response');
  await goTo(window, '/sla/settings');
  await window.getByRole('button', { name: 'Preview and save…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Preview and save' });
  // The first response and the solution of this customer, and the solution of the one who was answered.
  await expect(dialog).toContainText('3 open clocks');
  const moves = dialog.getByRole('table');
  await expect(moves.getByRole('row').filter({ hasText: names.delta })).toHaveCount(2);
  await expect(moves.getByRole('row').filter({ hasText: names.canal })).toHaveCount(1);
  await expect(moves.getByRole('row').filter({ hasText: 'First response' })).toHaveCount(1);
  await dialog.getByLabel('Note for the history').fill(note);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(window.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
}

async function seeCountdown(window: Page, caseNumber: string): Promise<void> {
  await goTo(window, '/sla');
  const row = boardRow(window, caseNumber);
  await expect(row).toContainText('On time');
  const left = async (): Promise<number> =>
    Number.parseInt((await row.locator('[data-column="left"] strong').textContent()) ?? '', 10);
  const first = await left();
  expect(first).toBeLessThanOrEqual(60);
  await expect.poll(left).toBeLessThan(first);
  await expect(row).toContainText('At risk', { timeout: 20_000 });
  await expect(row.locator('[data-column="left"]')).toHaveAttribute('data-tone', 'warn');
}

/** It was answered and assigned in time; that it is resolved is known within a poll only, when CXone does not say since when. */
async function seeAnswered(app: ConsoleApp, sandbox: SandboxClient, caseNumber: string): Promise<void> {
  const { window } = app;
  await goTo(window, '/sla');
  const row = boardRow(window, caseNumber);
  await expect(chiefClock(window, caseNumber)).toContainText('Solution', { timeout: 30_000 });
  await expect(row.locator('[data-column="agent"]')).not.toContainText('not assigned', { timeout: 30_000 });
  await row.getByRole('link').first().click();
  const clocks = window.getByRole('region', { name: 'Clocks' });
  await expect(clocks.locator('header').filter({ hasText: 'First response' })).toContainText('In time');
  await expect(clocks.locator('header').filter({ hasText: 'Solution' })).toContainText('On time');
  const story = await window.evaluate(() => globalThis.location.hash.slice(1));
  await watchOpened(app);
  await window.getByRole('button', { name: 'Open in CXone' }).click();
  await expect.poll(() => openedPage(app)).toContain(caseNumber);
  await clocks.getByRole('link', { name: 'Show the message' }).first().click();
  await expect(window.getByRole('complementary', { name: 'Message' })).toContainText('Is my card blocked?');

  await sandbox.setFault({ fault: 'oddContacts', platform: 'cxone', target: '*', options: { kind: 'bare' } });
  await asAgent(window, caseNumber, 'Resolve');
  await goTo(window, story);
  const head = window.getByRole('region', { name: /^Conversation/u });
  await expect(head).toContainText(/Resolved, between .+ and /u, { timeout: 40_000 });
  await expect(clocks.locator('header').filter({ hasText: 'Solution' })).toContainText('In time');
  await expect(clocks).toContainText(/between .+ and .+ status/u);
  await sandbox.clearFaults();
}

/** Each missed target once: one by people, one by the outage, which leads to its incident. */
async function seeMissed(window: Page): Promise<void> {
  await goTo(window, '/sla/breached');
  const list = window.getByRole('table', { name: 'Missed targets' }).locator('tbody');
  await expect(list.getByRole('row')).toHaveCount(2);
  await expect(list.getByRole('row').filter({ hasText: names.tulip })).toContainText('By people');
  const row = list.getByRole('row').filter({ hasText: names.canal });
  await expect(row).toContainText('By an outage');
  await row.getByRole('link', { name: /^Incident/u }).click();
  await expect(window.getByRole('region', { name: 'Worst state' })).toContainText(names.canal);
  await goTo(window, '/');
  await expect(window.getByRole('link', { name: 'Missed today, by people: 1' })).toBeVisible();
  await expect(window.getByRole('link', { name: 'Missed today, by outages: 1' })).toBeVisible();
}

async function restartRelay(app: ConsoleApp): Promise<void> {
  const status = app.window.getByRole('region', { name: 'Relay status' });
  const [pid] = await pidsOf(app, 'relay');
  process.kill(pid ?? Number.NaN, 'SIGKILL');
  await expect(status).toContainText('restarted once', { timeout: 30_000 });
  await expect(status).toContainText('Relay running', { timeout: 30_000 });
}

/** The figures apart on screen, in a table for other programs, and on paper. */
async function seeReport(app: ConsoleApp, folder: string, inTime: number): Promise<void> {
  const { window } = app;
  await goTo(window, '/sla/report');
  const totals = window.getByRole('table', { name: 'Targets reached' });
  await expect(totals).toBeVisible();
  expect(await figuresOf(totals, 'First response')).toMatchObject({
    'Ended in time': String(inTime),
    'Missed by people': '1',
    'Missed by outage': '1',
    'No reply': '0',
  });
  mkdirSync(folder, { recursive: true });
  const csv = join(folder, 'report.csv');
  await saveAs(app, csv);
  await window.getByRole('button', { name: 'Save as CSV…' }).click();
  await expect(window.getByText(`Saved as ${csv}`)).toBeVisible();
  expect(readFileSync(csv, 'utf8')).toContain(names.canal);
  const pdf = join(folder, 'report.pdf');
  await saveAs(app, pdf);
  await window.getByRole('button', { name: 'Save as PDF…' }).click();
  await expect(window.getByText(`Saved as ${pdf}`)).toBeVisible();
  const bytes = readFileSync(pdf);
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(10_000);
}

async function seeWhoDidIt(window: Page): Promise<void> {
  await openSettings(window, 'History');
  const saved = window.getByRole('row').filter({ hasText: note });
  await expect(saved).toContainText(userInfo().username);
  await expect(saved).toContainText('in force');
  await goTo(window, '/incidents');
  await window.getByRole('radio', { name: 'Who did what' }).check({ force: true });
  const audit = window.getByRole('region', { name: 'Who did what' });
  await expect(audit.getByRole('row').filter({ hasText: 'Saved SLA settings' })).toHaveCount(1);
  await expect(audit.getByRole('row').filter({ hasText: 'Saved an SLA report' })).toHaveCount(2);
}

async function tellOutside(window: Page, receiver: WebhookReceiver): Promise<void> {
  await goTo(window, '/settings/alerts');
  const webhook = window.getByRole('region', { name: 'Webhook for a team’s chat' });
  await webhook.getByRole('checkbox', { name: 'Switched on' }).check();
  await webhook.getByLabel('Address').fill(`${receiver.url}/hook`);
  await webhook.getByRole('button', { name: 'Save' }).click();
  await expect(webhook.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
}

/** Channels that the webhook was told of, once for each notice they stood in. */
function noticesAt(receiver: WebhookReceiver, kind: string): string[] {
  return receiver
    .calls('/hook')
    .map(({ body }) => JSON.parse(body) as { kind: string; channels: { name: string }[] })
    .filter((notice) => notice.kind === kind)
    .flatMap(({ channels }) => channels.map(({ name }) => name));
}

/** No browser opens in a test: what it would have been given is kept. */
async function watchOpened(app: ConsoleApp): Promise<void> {
  await app.electron.evaluate(({ shell }) => {
    shell.openExternal = (url) => {
      Object.assign(globalThis, { openedPage: url });
      return Promise.resolve();
    };
  });
}

function openedPage(app: ConsoleApp): Promise<string> {
  return app.electron.evaluate(() => (globalThis as unknown as { openedPage?: string }).openedPage ?? '');
}

/** Keeps what the tray is given: the system offers no way to read it back. */
async function watchTray(app: ConsoleApp): Promise<void> {
  await app.electron.evaluate(({ Tray }) => {
    const seen = { words: '' };
    Object.assign(globalThis, { traySeen: seen });
    const { setToolTip } = Tray.prototype;
    Tray.prototype.setToolTip = function (words) {
      seen.words = words;
      setToolTip.call(this, words);
    };
  });
}

function trayWords(app: ConsoleApp): Promise<string> {
  return app.electron.evaluate(() => (globalThis as unknown as { traySeen: { words: string } }).traySeen.words);
}
