import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Receipt } from '#shared/domain/reconnect.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { expect, test } from './fixtures.ts';
import {
  atAgent,
  causeInWindow,
  channelHead,
  connectAll,
  mendInWindow,
  names,
  newConversation,
  onPhone,
  openChannel,
} from './operations-kit.ts';

const kind = 'Our IP address is not listed';
const { title } = sentenceFor('en', 'WECHAT_IP_NOT_LISTED', null);
const replies = ['First reply 一', 'Second reply 二', 'Third reply 三'];

test('a guided reconnect: the address to enter, the test message, the backlog in order, and a receipt', async ({
  quiet,
}) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  const name = names.tulip;
  await connectAll(window, sandbox);
  const { customer, conversation } = await newConversation(sandbox, 'tulip', 'Is my bicycle ready? 🚲');
  // A colleague who follows the account: the message tells the openid.
  const { customer: colleague } = await sandbox.newCustomerSays('tulip', 'Anna, for tests');

  await causeInWindow(window, name, kind);
  for (const reply of replies) await sandbox.agentReplies(conversation, reply);
  await openChannel(window, name);
  const head = channelHead(window, name);
  await expect(head).toContainText('Action needed', { timeout: 20_000 });
  await expect(head).toContainText(title);

  await head.getByRole('button', { name: 'Reconnect' }).click();
  const panel = window.getByRole('region', { name: 'Reconnect', exact: true });
  const guide = panel.getByRole('region', { name: 'What you can do' });
  await expect(guide).toContainText(title, { timeout: 30_000 });
  const address = (await guide.locator('code').first().textContent()) ?? '';
  expect(address).toMatch(/^\d{1,3}(\.\d{1,3}){3}$/u);
  await guide.getByRole('button', { name: /^Copy/u }).click();
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(address);

  const followers = window.getByRole('region', { name: 'Test followers' });
  await followers.getByRole('button', { name: 'Add…' }).click();
  const adding = window.getByRole('dialog', { name: 'Add a test follower' });
  await adding.getByLabel('Name or desk').fill('Anna');
  await adding.getByLabel('Their openid').fill(colleague);
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(followers).toContainText('Anna');
  await expect(followers).not.toContainText(colleague);

  await mendInWindow(window, name, kind);
  await openChannel(window, name);
  const goOn = guide.getByRole('button', { name: 'I have done this, go on' });
  // What was mended may have been seen by a check already: then nobody is asked any more.
  if (await goOn.isVisible()) await goOn.click();

  const testPart = panel.getByRole('region', { name: 'End to end, with a code word' });
  await testPart.getByRole('button', { name: 'Ask Anna' }).click();
  const word = (await testPart.getByLabel('Code word').textContent()) ?? '';
  expect(word).toMatch(/^[0-9A-Z]{6}$/u);
  await sandbox.customerSays(colleague, ` ${word.toLowerCase()} `);
  await expect(testPart).toContainText('Proven end to end.');
  await expect.poll(async () => (await onPhone(sandbox, colleague)).join('\n')).toContain(word);
  // The word is a message like any other.
  await expect.poll(async () => (await atAgent(sandbox, colleague)).join('\n')).toContain(word.toLowerCase());

  await expect(panel).toContainText('The channel is connected again.', { timeout: 60_000 });
  await expect(head).toContainText('Connected');
  await expect(head).toContainText('Both directions work');
  expect(await onPhone(sandbox, customer)).toEqual(replies);
  const report = await sandbox.report();
  expect({ lost: report.lost, duplicates: report.duplicates }).toEqual({ lost: 0, duplicates: 0 });

  await panel.getByRole('button', { name: 'Show the receipt' }).click();
  const receipt = window.getByRole('dialog', { name: 'Receipt of a reconnect' });
  await expect(receipt.getByRole('region', { name: 'The reconnect' })).toContainText(`${title} (WECHAT_IP_NOT_LISTED)`);
  await expect(receipt.getByRole('region', { name: 'Proofs' })).toContainText('test message, end to end');
  await expect(receipt.getByRole('region', { name: 'Proofs' })).toContainText(`Code word “${word}” to Anna`);
  await expect(receipt.getByRole('region', { name: 'Possibly lost' })).toContainText('Nothing');
  await expect(receipt.getByRole('button', { name: 'Print' })).toBeEnabled();

  const folder = mkdtempSync(join(tmpdir(), 'veerpont-receipt-'));
  try {
    const saved = async (button: string, file: string): Promise<string> => {
      const filePath = join(folder, file);
      await app.electron.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
      }, filePath);
      await receipt.getByRole('button', { name: button }).click();
      await expect(receipt.getByRole('status')).toContainText(file);
      return readFileSync(filePath, 'utf8');
    };
    const parsed = Receipt.parse(JSON.parse(await saved('Save as JSON…', 'receipt.json')));
    expect(parsed).toMatchObject({
      channelName: name,
      outcome: 'connected',
      code: 'WECHAT_IP_NOT_LISTED',
      endToEnd: { label: 'Anna', word, code: null },
      catchUp: { total: replies.length, delivered: replies.length, waiting: 0, expired: 0, failed: 0, unconfirmed: 0 },
      gaps: [],
    });
    const proofs = Object.fromEntries(parsed.proofs.map(({ leg, strength }) => [leg, strength]));
    expect(proofs).toMatchObject({ wechatIn: 'end_to_end', wechatOut: 'end_to_end', cxoneOut: 'message' });

    const text = await saved('Save as text…', 'receipt.txt');
    for (const part of [name, title, 'Anna', String(replies.length)]) expect(text).toContain(part);
    for (const unread of ['undefined', 'null', '[object', '{{', 'NaN']) expect(text).not.toContain(unread);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
