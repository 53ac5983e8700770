import type { Page } from 'playwright';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';
import {
  causeInWindow,
  channelHead,
  connectAll,
  goTo,
  mendInWindow,
  names,
  newConversation,
  onPhone,
  openChannel,
} from './operations-kit.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const kind = 'The app secret was replaced';
const { title } = sentenceFor('en', 'WECHAT_SECRET_INVALID', null);
const name = names.tulip;
const replies = ['We do, before noon.', 'Shall I book it?', 'It costs nothing.'] as const;

test('one fault is one incident: raised, worked on, told outside once, closed once, and handed over', async ({
  quiet,
}) => {
  // The product waits 30 seconds before it opens, and 30 before it closes.
  test.setTimeout(180_000);
  const { app, sandbox } = quiet;
  const { window } = app;
  const receiver = await startWebhookReceiver();
  try {
    await watchTray(app);
    await connectAll(window, sandbox);
    const { customer, conversation } = await newConversation(sandbox, 'tulip', 'Do you deliver on Sunday?');
    await expect.poll(() => trayWords(app)).toContain('All channels connected');

    const causedAt = Date.now();
    await causeInWindow(window, name, kind);
    await sandbox.agentReplies(conversation, replies[0]);
    await openChannel(window, name);
    await expect(channelHead(window, name)).toContainText('Action needed', { timeout: 20_000 });
    await sandbox.agentReplies(conversation, replies[1]);
    await sandbox.agentReplies(conversation, replies[2]);
    await tellOutside(window, receiver);

    // Watched before anybody knows how it ends.
    await goTo(window, '/traffic?channel=tulip&direction=outbound');
    const row = window.getByRole('table').getByRole('row').filter({ hasText: replies[1] });
    await row.getByRole('link').first().click();
    const story = window.getByRole('complementary', { name: 'Message' });
    await story.getByRole('button', { name: 'Watch this message' }).click();
    await expect(story).toContainText('This message is watched, by');
    await expect.poll(() => receiver.calls('/alive').length, { timeout: 20_000 }).toBeGreaterThan(1);

    const navigation = window.getByRole('navigation', { name: 'Main navigation' });
    await expect(navigation.getByRole('link', { name: /Incidents/u })).toContainText('1', { timeout: 40_000 });
    expect(Date.now() - causedAt).toBeGreaterThan(25_000);
    await goTo(window, '/');
    const banner = window.getByRole('region', { name: 'Needs attention' });
    await expect(banner).toContainText(`Replies do not reach customers of “${name}”`);
    await expect(banner).toContainText(title);
    await expect.poll(() => trayWords(app)).toContain('A channel needs you (1 of 3 channels)');
    expect(await trayMenu(app)).toContainEqual(expect.stringContaining(title));

    await goTo(window, '/incidents');
    const list = window.getByRole('list', { name: 'Incidents' });
    await expect(list.getByRole('listitem').filter({ hasText: name })).toHaveCount(1);
    // The reply that met the fault came before it.
    await expect(list).toContainText(/[23] waiting/u);
    await expect(list).toContainText(/[23] messages affected/u);
    await list.getByRole('link', { name: 'Replies do not reach customers' }).click();
    await workOnIt(window);
    await expect
      .poll(() => noticesAt(receiver))
      .toEqual([{ kind: 'opened', channels: [name], code: 'WECHAT_SECRET_INVALID' }]);

    await handOver(window, 'Open incidents');

    await mendInWindow(window, name, kind);
    await goTo(window, '/incidents');
    await list.getByRole('link', { name: 'Replies do not reach customers' }).click();
    await window.getByRole('group', { name: 'What you can do' }).getByRole('button', { name: 'Reconnect' }).click();
    const panel = window.getByRole('region', { name: 'Reconnect', exact: true });
    await expect(panel).toContainText('The channel is connected again', { timeout: 40_000 });
    await expect.poll(() => onPhone(sandbox, customer)).toEqual(replies);
    const notices = window.getByRole('region', { name: 'Notices' });
    await expect(notices).toContainText('A watched message: Delivered');

    await goTo(window, '/incidents');
    await window.getByRole('radio', { name: 'Closed' }).check({ force: true });
    await expect(list.getByRole('listitem').filter({ hasText: title })).toHaveCount(1, { timeout: 45_000 });
    await expect
      .poll(() => noticesAt(receiver).then((all) => all.map((one) => one.kind)))
      .toEqual(['opened', 'closed']);
    await expect.poll(() => trayWords(app)).toContain('All channels connected');
    await list.getByRole('link').first().click();
    const happened = window.getByRole('region', { name: 'What happened' });
    for (const words of [
      'It began',
      'Acknowledged',
      'Assigned to Bob',
      'No reminders until',
      'Called Anna of the shop',
    ]) {
      await expect(happened).toContainText(words);
    }
    await expect(happened.getByText('Closed: the channel works')).toHaveCount(1);
    await handOver(window, 'Closed this shift');

    await goTo(window, '/incidents');
    await window.getByRole('radio', { name: 'Who did what' }).check({ force: true });
    const audit = window.getByRole('region', { name: 'Who did what' });
    for (const words of [
      'Started a reconnect',
      'Acknowledged an incident',
      'Assigned an incident',
      'Put reminders off',
      'Added a note to an incident',
      'Changed the alert settings',
      'Sent a test alert',
    ]) {
      await expect(audit.getByRole('row').filter({ hasText: words }).first()).toBeVisible();
    }
  } finally {
    await receiver.close();
  }
});

/** Webhook, heartbeat and the time to tell, entered as a person does; each is tried with its button. */
async function tellOutside(window: Page, receiver: WebhookReceiver): Promise<void> {
  await goTo(window, '/settings/alerts');
  const times = window.getByRole('region', { name: 'When to tell' });
  await times.getByLabel('Tell after').fill('0');
  await times.getByRole('button', { name: 'Save' }).click();
  await expect(times.getByRole('status')).toHaveText('Saved');

  const webhook = window.getByRole('region', { name: 'Webhook for a team’s chat' });
  await webhook.getByRole('checkbox', { name: 'Switched on' }).check();
  await webhook.getByLabel('Address').fill(`${receiver.url}/hook`);
  await webhook.getByLabel('Secret').fill('Bearer for-the-chat');
  await webhook.getByRole('button', { name: 'Save' }).click();
  await webhook.getByRole('button', { name: 'Send a test' }).click();
  await expect(webhook).toContainText('It arrived: the other side said');
  expect(receiver.calls('/hook')).toMatchObject([{ method: 'POST', authorization: 'Bearer for-the-chat' }]);

  const heartbeat = window.getByRole('region', { name: 'Heartbeat to an outside watcher' });
  await heartbeat.getByRole('checkbox', { name: 'Switched on' }).check();
  await heartbeat.getByLabel('Address').fill(`${receiver.url}/alive`);
  await heartbeat.getByLabel('Every').fill('10');
  await heartbeat.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => receiver.calls('/alive').length).toBeGreaterThan(0);
}

/** Acknowledges, assigns, snoozes and notes on the incident's own page. */
async function workOnIt(window: Page): Promise<void> {
  const actions = window.getByRole('group', { name: 'What you can do' });
  const head = window.getByRole('region', { name: 'Worst state' });
  await actions.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(head).toContainText('acknowledged by');
  await actions.getByRole('button', { name: 'Assign…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Who looks after it?' });
  await dialog.getByLabel('Name').fill('Bob');
  await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
  await expect(head).toContainText('assigned to Bob');
  await actions.getByRole('button', { name: 'In 1 hour' }).click();
  await expect(head).toContainText('no reminders until');
  const notes = window.getByRole('region', { name: 'Notes' });
  await notes.getByLabel('Add a note').fill('Called Anna of the shop 致电');
  await notes.getByRole('button', { name: 'Add note' }).click();
  await expect(notes).toContainText('Called Anna of the shop 致电');
  const affected = window.getByRole('region', { name: 'Affected' });
  await expect(affected.getByRole('link', { name: /^Replies to customers: [23],/u })).toBeVisible();
  await expect(affected.getByRole('link', { name: /^Waiting now: [23],/u })).toBeVisible();
}

/** The page for the next shift names the incident and what was done about it. */
async function handOver(window: Page, panel: 'Open incidents' | 'Closed this shift'): Promise<void> {
  await goTo(window, '/hand-over');
  const incidents = window.getByRole('region', { name: panel });
  await expect(incidents).toContainText(title);
  await expect(incidents).toContainText('assigned to Bob');
  await expect(window.getByRole('region', { name: 'Done this shift' })).toContainText('Acknowledged an incident');
}

interface Told {
  readonly kind: string;
  readonly channels: readonly string[];
  readonly code: string | null;
}

/** What the webhook was told besides the test, in order. */
function noticesAt(receiver: WebhookReceiver): Promise<Told[]> {
  const all = receiver.calls('/hook').map(({ body }) => {
    const {
      kind: what,
      channels,
      code,
    } = JSON.parse(body) as Omit<Told, 'channels'> & { channels: { name: string }[] };
    return { kind: what, channels: channels.map((one) => one.name), code };
  });
  return Promise.resolve(all.filter((one) => one.kind !== 'test'));
}

/** Keeps what the tray is given: the system offers no way to read it back. */
async function watchTray(app: ConsoleApp): Promise<void> {
  await app.electron.evaluate(({ Tray }) => {
    const seen: { words: string; menu: string[] } = { words: '', menu: [] };
    Object.assign(globalThis, { traySeen: seen });
    const { setToolTip, setContextMenu } = Tray.prototype;
    Tray.prototype.setToolTip = function (words) {
      seen.words = words;
      setToolTip.call(this, words);
    };
    Tray.prototype.setContextMenu = function (menu) {
      seen.menu = menu?.items.map(({ label }) => label) ?? [];
      setContextMenu.call(this, menu);
    };
  });
}

function trayWords(app: ConsoleApp): Promise<string> {
  return app.electron.evaluate(() => (globalThis as unknown as { traySeen: { words: string } }).traySeen.words);
}

function trayMenu(app: ConsoleApp): Promise<string[]> {
  return app.electron.evaluate(() => (globalThis as unknown as { traySeen: { menu: string[] } }).traySeen.menu);
}
