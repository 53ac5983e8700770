import type { Page } from 'playwright';
import { expect, test } from './fixtures.ts';
import type { SandboxClient } from './sandbox-client.ts';

const question = 'Is mijn bestelling al weg? 🌷';
const answer = 'Ja, vanmorgen vertrokken 今天早上';

/** A reply that WeChat applied while its answer was lost on the way. */
async function unconfirmedReply(window: Page, sandbox: SandboxClient): Promise<{ customer: string }> {
  const { customer } = await sandbox.newCustomerSays('tulip', question);
  let conversation: string | null = null;
  await expect
    .poll(async () => (conversation = (await sandbox.conversationOf(customer))?.conversation ?? null), {
      message: 'CXone knows the conversation',
    })
    .not.toBeNull();
  await sandbox.setFault({
    fault: 'reset',
    target: 'tulip',
    platform: 'wechat',
    options: { applied: true, paths: ['/cgi-bin/message/custom/send'] },
    remaining: 1,
  });
  await sandbox.agentReplies(conversation ?? '', answer);
  await window.getByRole('link', { name: 'Live traffic' }).click();
  const row = window
    .getByRole('table', { name: 'Messages, newest first' })
    .getByRole('row')
    .filter({ hasText: answer });
  await expect(row).toContainText('Unconfirmed');
  await sandbox.clearFaults();
  await row.getByRole('link').first().click();
  return { customer };
}

const storyOf = (window: Page) => window.getByRole('complementary', { name: 'Message' });
const actionsOf = (window: Page) => window.getByRole('region', { name: 'What you can do' });

test('a reply whose outcome is unknown waits for the operator, who notes that it arrived', async ({ quiet }) => {
  const { window } = quiet.app;
  await unconfirmedReply(window, quiet.sandbox);
  await expect(actionsOf(window)).toContainText('replies left');

  await actionsOf(window).getByRole('button', { name: 'It arrived', exact: true }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'It arrived' }).click();

  await expect(storyOf(window)).toContainText('Seen at the customer: it arrived');
  await expect(storyOf(window)).toContainText('by ');
  await expect(storyOf(window)).toContainText('Told CXone how it went');
  await expect(actionsOf(window)).toHaveCount(0);
});

test('sending it again says first that the customer may read it twice', async ({ quiet }) => {
  const { window } = quiet.app;
  const { customer } = await unconfirmedReply(window, quiet.sandbox);

  await actionsOf(window).getByRole('button', { name: 'Send again' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText('the customer may already have it');
  await dialog.getByRole('button', { name: 'Send again, it may arrive twice' }).click();

  await expect(storyOf(window)).toContainText('Put back in line to be sent again');
  await expect(storyOf(window)).toContainText('Accepted by WeChat');
  // It had been applied before, as the question said: the customer now has it twice.
  const seen = JSON.stringify((await quiet.sandbox.conversationOf(customer))?.wechat);
  expect(seen.split(answer).length - 1).toBe(2);
});

test('discarding can be taken back', async ({ quiet }) => {
  const { window } = quiet.app;
  await unconfirmedReply(window, quiet.sandbox);

  await actionsOf(window).getByRole('button', { name: 'Discard' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(storyOf(window)).toContainText('Discarded');
  await actionsOf(window).getByRole('button', { name: 'Take back' }).click();
  await expect(storyOf(window)).toContainText('Taken back from the discarded');
  await expect(actionsOf(window).getByRole('button', { name: 'It arrived', exact: true })).toBeVisible();
});

test('the overview counts every message again when asked', async ({ quiet }) => {
  const { window } = quiet.app;
  await quiet.sandbox.newCustomerSays('tulip', question);
  await window.getByRole('link', { name: 'Overview' }).click();
  await window.getByRole('button', { name: 'Count again' }).click();
  await expect(window.getByText(/Counted at .* messages, each in one line/u)).toBeVisible();
});
