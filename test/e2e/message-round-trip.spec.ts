import { expect, test } from './fixtures.ts';

const question = 'Waar blijft mijn fiets? 我的自行车在哪里 🚲';
const answer = 'Morgen tussen tien en twaalf 🌷 明天送到';

test('a customer’s message is seen to reach CXone, and the agent’s reply to be accepted by WeChat', async ({
  quiet,
}) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  await window.getByRole('link', { name: 'Live traffic' }).click();
  const list = window.getByRole('table', { name: 'Messages, newest first' });

  const { customer } = await sandbox.newCustomerSays('tulip', question);

  const incoming = list.getByRole('row').filter({ hasText: question });
  await expect(incoming).toBeVisible();
  await expect(incoming).toContainText('to CXone');
  await expect(incoming).toContainText('Accepted by CXone');

  const conversation = await conversationOf(customer);
  expect(conversation.cxone.map(({ text }) => text)).toContain(question);
  await sandbox.agentReplies(conversation.conversation ?? '', answer);

  const outgoing = list.getByRole('row').filter({ hasText: answer });
  await expect(outgoing).toBeVisible();
  await expect(outgoing).toContainText('to customer');
  await expect(outgoing).toContainText('Accepted by WeChat');
  expect(JSON.stringify((await conversationOf(customer)).wechat)).toContain(answer);

  await outgoing.getByRole('link').first().click();
  const story = window.getByRole('complementary', { name: 'Message' });
  await expect(story).toContainText('Received from CXone');
  await expect(story).toContainText('Stored on disk');
  await expect(story).toContainText('Accepted by WeChat');
  await expect(story).toContainText(answer);

  const report = await sandbox.report();
  expect({ lost: report.lost, duplicates: report.duplicates }).toEqual({ lost: 0, duplicates: 0 });

  async function conversationOf(openid: string) {
    let found: Awaited<ReturnType<typeof sandbox.conversationOf>>;
    await expect
      .poll(async () => (found = await sandbox.conversationOf(openid))?.conversation ?? null, {
        message: 'CXone knows the conversation',
      })
      .not.toBeNull();
    if (found === undefined) throw new Error('no conversation');
    return found;
  }
});

test('the overview shows live traffic by itself, soon after the window opens', async ({ start }) => {
  const app = await start({ withSandbox: true });
  const { window } = app;

  await expect(window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(window.getByText('Tulip Store 郁金香').first()).toBeVisible();
  await expect(window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
  await window.getByRole('link', { name: 'Live traffic' }).click();
  const rows = window.getByRole('table', { name: 'Messages, newest first' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Accepted by' }).first()).toBeVisible();
  await expect(rows.filter({ hasText: 'Accepted by WeChat' }).first()).toBeVisible({ timeout: 30_000 });
});
