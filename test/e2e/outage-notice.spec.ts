import { expect, test } from './fixtures.ts';
import {
  atAgent,
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

const name = names.tulip;
const kind = 'CXone forbids the call';
const chinese = '您好，系统暂时有故障，我们已收到您的消息，恢复后立即回复。';

test('while replies cannot leave, each customer who writes is told once, and the incident says how many', async ({
  quiet,
}) => {
  // The incident opens after 30 seconds; before that nobody is told.
  test.setTimeout(120_000);
  const { app, sandbox } = quiet;
  const { window } = app;
  await connectAll(window, sandbox);
  const { customer: known } = await newConversation(sandbox, 'tulip', 'Good day');

  await openChannel(window, name);
  const panel = window.getByRole('region', { name: 'Outage notice' });
  await expect(panel).toContainText('Off: customers are not told.');
  await panel.getByRole('button', { name: 'Change…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Tell customers about an outage' });
  await dialog.getByRole('checkbox', { name: 'Tell customers while replies cannot leave' }).check();
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByRole('radio', { name: '中文' }).check({ force: true });
  await dialog.getByLabel('Text in 中文').fill(chinese);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toContainText('On: each customer is told once per outage.');

  await causeInWindow(window, name, kind);
  await sandbox.customerSays(known, 'one');
  await openChannel(window, name);
  await expect(channelHead(window, name)).toContainText('Action needed', { timeout: 20_000 });
  expect(await onPhone(sandbox, known)).toEqual([]);
  const toIncident = channelHead(window, name).getByRole('link', { name: 'To the incident' });
  await expect(toIncident).toBeVisible({ timeout: 45_000 });

  await sandbox.customerSays(known, 'two');
  await sandbox.customerSays(known, 'three');
  const { customer: stranger } = await sandbox.newCustomerSays('tulip', 'Is anybody there?');
  await sandbox.customerSays(stranger, 'Hello?');
  // The neighbour is struck by the same fault and has set no text.
  const { customer: neighbour } = await sandbox.newCustomerSays('canal', 'Are you open?');
  expect(await onPhone(sandbox, known)).toEqual([chinese]);
  expect(await onPhone(sandbox, stranger)).toEqual([chinese]);
  expect(await onPhone(sandbox, neighbour)).toEqual([]);

  await toIncident.click();
  await expect(window.getByRole('region', { name: 'What happened' })).toContainText(
    /2 customers were told by automatic reply/u,
  );
  const affected = window.getByRole('region', { name: 'Affected' });
  await expect(
    affected.getByRole('link', { name: 'Customers told by automatic reply: 2', exact: false }),
  ).toBeVisible();

  await mendInWindow(window, name, kind);
  await goTo(window, '/');
  await window.getByRole('button', { name: `Reconnect ${name}` }).click();
  await expect.poll(() => atAgent(sandbox, known), { timeout: 30_000 }).toEqual(['Good day', 'one', 'two', 'three']);
  await expect.poll(() => atAgent(sandbox, stranger)).toEqual(['Is anybody there?', 'Hello?']);
  const report = await sandbox.report();
  expect({ lost: report.lost, duplicates: report.duplicates }).toEqual({ lost: 0, duplicates: 0 });
});
