import { expect, test } from './fixtures.ts';
import {
  apologiesOn,
  atAgent,
  channelHead,
  connectAll,
  goTo,
  names,
  newConversation,
  onPhone,
  openChannel,
} from './operations-kit.ts';

const name = names.tulip;

test('a paused channel keeps what comes, both ways, and hands it on in order when the pause is ended', async ({
  quiet,
}) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  await connectAll(window, sandbox);
  const { customer, conversation } = await newConversation(sandbox, 'tulip', 'before the pause');
  await openChannel(window, name);
  const head = channelHead(window, name);
  const panel = window.getByRole('region', { name: 'On and off' });

  await panel.getByRole('button', { name: 'Pause…' }).click();
  const asked = window.getByRole('dialog', { name: 'Pause this channel?' });
  await expect(asked).toContainText('None is lost.');
  await asked.getByRole('radio', { name: /15.min/u }).check({ force: true });
  await asked.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(head).toContainText('Paused');
  await expect(panel).toContainText(/Paused until .+: messages are taken in and wait\./u);

  for (const text of ['one', 'two', 'three']) {
    // WeChat is answered as always.
    expect(await sandbox.customerSays(customer, text)).toMatchObject({ kind: 'accepted' });
    await sandbox.agentReplies(conversation, `answer ${text}`);
  }
  await goTo(window, '/traffic?channel=tulip&state=pending');
  const waiting = window.getByRole('table', { name: 'Messages, newest first' }).getByRole('row');
  await expect(waiting.filter({ hasText: 'Held: paused' })).toHaveCount(6);
  expect(await atAgent(sandbox, customer)).toEqual(['before the pause']);
  expect(await onPhone(sandbox, customer)).toEqual([]);

  await openChannel(window, name);
  await panel.getByRole('button', { name: 'Start…' }).click();
  await window
    .getByRole('dialog', { name: 'Start this channel?' })
    .getByRole('button', { name: 'Start', exact: true })
    .click();
  await expect(head).toContainText('Connected', { timeout: 30_000 });
  await expect.poll(() => atAgent(sandbox, customer)).toEqual(['before the pause', 'one', 'two', 'three']);
  await expect.poll(() => onPhone(sandbox, customer)).toEqual(['answer one', 'answer two', 'answer three']);
  const report = await sandbox.report();
  expect({ lost: report.lost, duplicates: report.duplicates }).toEqual({ lost: 0, duplicates: 0 });
});

test('a stopped channel refuses and stores nothing; three are paused and started with one answer', async ({
  quiet,
}) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  await connectAll(window, sandbox);
  const { customer, conversation } = await newConversation(sandbox, 'tulip', 'before the stop');
  await openChannel(window, name);
  const head = channelHead(window, name);
  const panel = window.getByRole('region', { name: 'On and off' });
  await panel.getByRole('button', { name: 'Stop…' }).click();
  const asked = window.getByRole('dialog', { name: 'Stop this channel?' });
  await expect(asked).toContainText('New messages are refused and not stored');
  await asked.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(head).toContainText('Stopped');

  // WeChat tries three times, and then tells the customer that the service has a fault.
  expect(await sandbox.customerSays(customer, 'nobody keeps this')).toMatchObject({ kind: 'lost', deliveries: 3 });
  expect(await apologiesOn(sandbox, customer)).toHaveLength(1);
  expect(await sandbox.agentReplies(conversation, 'nobody carries this')).toMatchObject({
    status: 503,
  });
  await goTo(window, '/traffic?channel=tulip');
  const rows = window.getByRole('table', { name: 'Messages, newest first' }).getByRole('row');
  await expect(rows.filter({ hasText: 'before the stop' })).toHaveCount(1);
  await expect(rows.filter({ hasText: /nobody/u })).toHaveCount(0);
  // The others carry on.
  expect(JSON.stringify(await newConversation(sandbox, 'canal', 'next door it works'))).toContain('conversation');

  await openChannel(window, name);
  await head.getByRole('button', { name: 'Start the channel…' }).click();
  await window
    .getByRole('dialog', { name: 'Start this channel?' })
    .getByRole('button', { name: 'Start', exact: true })
    .click();
  await sandbox.customerSays(customer, 'and again');
  await sandbox.agentReplies(conversation, 'at your service');
  await expect(head).toContainText('Connected', { timeout: 30_000 });
  await expect.poll(() => atAgent(sandbox, customer)).toEqual(['before the stop', 'and again']);

  await goTo(window, '/');
  await window.getByRole('checkbox', { name: 'Select all channels' }).check();
  const bulk = window.getByRole('region', { name: 'With the selected channels' });
  const table = window.getByRole('region', { name: 'Channels by need of attention' });
  await bulk.getByRole('button', { name: 'Pause…' }).click();
  const all = window.getByRole('dialog', { name: 'Pause 3 channels?' });
  for (const one of Object.values(names)) await expect(all.getByRole('list', { name: 'Channels' })).toContainText(one);
  await all.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(table.getByRole('row').filter({ hasText: 'Paused' })).toHaveCount(3);
  await expect(window.getByRole('link', { name: /Overall state: 3 channels switched off/u })).toBeVisible();

  await window.getByRole('checkbox', { name: 'Select all channels' }).check();
  await bulk.getByRole('button', { name: 'Start…' }).click();
  await window
    .getByRole('dialog', { name: 'Start 3 channels?' })
    .getByRole('button', { name: 'Start', exact: true })
    .click();
  await expect(table.getByRole('row').filter({ hasText: 'Connected' })).toHaveCount(3, { timeout: 30_000 });
});
