import { expect, test } from './fixtures.ts';
import { foundRows, openMessages, searchFor, storyOf } from './messages-kit.ts';
import { newConversation } from './operations-kit.ts';

test('a story shows what was sent and answered, and personal data only for a reason', async ({ quiet }) => {
  const { sandbox } = quiet;
  const { window } = quiet.app;
  await newConversation(sandbox, 'tulip', '请回电 020 123 4567，谢谢');
  await openMessages(window);
  await searchFor(window, '请回电', 1);
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  const story = storyOf(window);
  const arrived = story.getByRole('region', { name: 'What arrived from WeChat' });
  await expect(arrived).toContainText('请回电 ••••');
  await expect(story).not.toContainText('020 123 4567');
  await arrived.getByRole('radio', { name: 'Raw' }).check();
  await expect(arrived).toContainText('<MsgType>');

  const attempt = story.getByRole('listitem').filter({ hasText: 'Try 1: sent to CXone' });
  await attempt.getByRole('button', { name: /HTTP 20\d/u }).click();
  await expect(attempt.getByRole('group', { name: 'Sent to CXone' })).toContainText('请回电 ••••');

  await story.getByRole('button', { name: 'Show unmasked…' }).click();
  await window.getByLabel('Why you need to see it').fill('Complaint of 22 November');
  await window.getByRole('dialog').getByRole('button', { name: 'Show unmasked' }).click();
  await expect(story).toContainText('Shown unmasked until');
  await expect(arrived).toContainText('020 123 4567');
  await expect(attempt.getByRole('group', { name: 'Sent to CXone' })).toContainText('020 123 4567');
  await story.getByRole('button', { name: 'Hide', exact: true }).click();
  await expect(story).not.toContainText('020 123 4567');
});
