import { pidsOf } from './app-pids.ts';
import { connectedSandbox, expect, test } from './fixtures.ts';
import {
  expectFound,
  foundRows,
  labelCustomer,
  openMessages,
  searchBox,
  searchFor,
  searchMoment,
  storyOf,
} from './messages-kit.ts';
import { newConversation, onPhone } from './operations-kit.ts';

/** WeChat: an article of this kind is not allowed; such a reply is not tried again by itself. */
const refused = 48008;

test('from a complaint to the step that failed, to a retry, to delivered', async ({ quiet }) => {
  const { sandbox } = quiet;
  const { window } = quiet.app;
  const wang = await newConversation(sandbox, 'tulip', '你好，我的订单还没有收到，请问什么时候发货？');
  const other = await newConversation(sandbox, 'tulip', '订单已经收到了，谢谢你们 🌷');
  await newConversation(sandbox, 'canal', 'Good morning, where does the boat leave?');
  await sandbox.agentReplies(other.conversation, 'You are welcome');

  // A colleague gave the customer a name some time before.
  await openMessages(window);
  await expectFound(window, '没有收到', '没有收到');
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  await labelCustomer(window, '王芳 VIP');

  await sandbox.setFault({
    fault: 'errcode',
    target: 'tulip',
    platform: 'wechat',
    options: { code: refused, paths: ['/cgi-bin/message/custom/send'] },
    remaining: 1,
  });
  const answer = '您好，今天下午发货，请留意短信。';
  await sandbox.agentReplies(wang.conversation, answer);
  await sandbox.customerSays(wang.customer, '还在吗？');

  // "王 asked about an 订单 within the last hour and got no answer": all that is known.
  await openMessages(window);
  await searchFor(window, '订单', 2);
  await searchFor(window, `订单 after:${await searchMoment(window, 3_600_000)} customer:王芳`, 1);
  await expect(foundRows(window)).toContainText('王芳 VIP');
  await expect(foundRows(window).locator('mark')).toHaveText(['订单']);
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  await expect(storyOf(window)).toContainText('Accepted by CXone');

  await storyOf(window).locator('a[href^="#/customer/"]').click();
  await window.getByRole('link', { name: 'Messages not delivered: 1' }).click();
  await expect(foundRows(window)).toHaveCount(1);
  await expect(foundRows(window)).toContainText(answer);
  await expect(foundRows(window)).toContainText('Undeliverable');
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  const steps = storyOf(window).getByRole('list', { name: 'What happened' }).getByRole('listitem');
  const failed = steps.filter({ hasText: 'Try 1: sent to WeChat' });
  await expect(failed).toContainText('WeChat refuses this content');
  await expect(failed).toContainText(String(refused));

  await storyOf(window).getByRole('button', { name: 'Send again' }).click();

  await expect(steps.filter({ hasText: 'Try 2: sent to WeChat' })).toBeVisible();
  await expect(steps.filter({ hasText: 'Accepted by WeChat' })).toBeVisible();
  expect((await onPhone(sandbox, wang.customer)).filter((text) => text === answer)).toEqual([answer]);
  await searchFor(window, 'dir:out customer:王芳 is:delivered', 1);
  await expect(foundRows(window)).toContainText(answer);
});

test('results come while typing, and a wrong operator is marked at the word', async ({ quiet }) => {
  const { window } = quiet.app;
  await newConversation(quiet.sandbox, 'tulip', 'Is the parcel 20251224001 on its way?');
  await newConversation(quiet.sandbox, 'canal', 'Where do we park the car?');
  await openMessages(window);
  const box = searchBox(window);

  await box.pressSequentially('par');
  await expect(foundRows(window)).toHaveCount(2);
  await box.pressSequentially('c');
  await expect(foundRows(window)).toHaveCount(1);
  await expect(foundRows(window).locator('mark')).toHaveText(['parc']);
  await searchFor(window, '2241', 0);
  await expect(window.getByText('No message matches')).toBeVisible();
  await searchFor(window, '1224', 1);

  await box.fill('parcel chanel:tulip way');
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  const alert = window.getByRole('alert');
  await expect(alert.getByRole('button')).toHaveText(['chanel']);
  // What is drawn under the field: the wrong word, and nothing else, is underlined.
  await expect(window.locator('[data-look="wrong"]')).toHaveText(['chanel']);
  await alert.getByRole('button', { name: 'chanel' }).click();
  expect(
    await box.evaluate((input: HTMLInputElement) =>
      input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0),
    ),
  ).toBe('chanel');

  await searchFor(window, 'parcel channel:tulip way', 1);
  await expect(box).toHaveAttribute('aria-invalid', 'false');
  await expect(alert).toHaveCount(0);
});

test('hostile texts are shown as what they are: text', async ({ quiet }) => {
  const { sandbox } = quiet;
  const { window } = quiet.app;
  const markup =
    '恶意 <img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script> https://evil.example';
  const turned = '恶意 \u202Egnp.exe\u202C \u2066hidden\u2069';
  const long = `${'a'.repeat(64_996)}恶意文字`;
  // Longer than anything WeChat sends: kept as it came, unread.
  const tooLong = 'b'.repeat(100_000);
  for (const text of [markup, turned, long, tooLong]) await sandbox.newCustomerSays('tulip', text);
  await openMessages(window);
  await searchFor(window, '恶意', 3);

  const rows = foundRows(window);
  await expect(rows.nth(2)).toContainText('<img src=x onerror="globalThis.pwned=1"><script>');
  await expect(rows.nth(1)).toContainText('‹U+202E›gnp.exe‹U+202C›');
  await expect(rows.locator('mark')).toHaveText(['恶意', '恶意', '恶意']);
  for (const [index, shown] of [
    [2, '<script>globalThis.pwned=1</script>'],
    [1, '‹U+2066›hidden‹U+2069›'],
    [0, 'aaaa'],
  ] as const) {
    await rows.nth(index).getByRole('link', { name: 'Open message' }).click();
    await expect(storyOf(window)).toContainText(shown);
    const drawn = await storyOf(window).evaluate((story) => ({
      elements: story.querySelectorAll('img, script, a[href*="evil"]').length,
      longest: story.textContent.length,
      isTooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    }));
    expect(drawn).toMatchObject({ elements: 0, isTooWide: false });
    expect(drawn.longest).toBeLessThan(20_000);
  }
  await expect(storyOf(window)).toContainText('more characters are not shown');

  await searchFor(window, 'is:quarantined', 1);
  await foundRows(window).getByRole('link', { name: 'Open message' }).click();
  await expect(storyOf(window)).toContainText('It is genuine but could not be read.');

  // As a search: inert as well, and found as it stands.
  await searchFor(window, '"<script>globalThis.pwned=1</script>"', 1);
  await searchBox(window).fill(`x${'b'.repeat(600)}`);
  await expect(window.getByText('No message matches')).toBeVisible();
  expect(await window.evaluate(() => 'pwned' in globalThis)).toBe(false);
  expect(await window.locator('img[src="x"]').count()).toBe(0);
});

test('a saved search survives a restart, and opens the page where that is wished', async ({ start }) => {
  const first = await start({ withSandbox: true });
  await (await connectedSandbox(first)).silence();
  await openMessages(first.window);
  await searchBox(first.window).fill('is:failed 订单 ');
  await first.window.getByRole('button', { name: 'Save search…' }).click();
  await first.window.getByLabel('Name').fill('订单 not delivered');
  await first.window.getByRole('checkbox', { name: 'Open Messages with this search' }).check({ force: true });
  await first.window.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(first.window.getByRole('dialog')).toHaveCount(0);
  await first.close();

  const { window } = await start({ withSandbox: true });
  await openMessages(window);

  await expect(searchBox(window)).toHaveValue('is:failed 订单');
  await window.getByRole('button', { name: 'Saved searches' }).click();
  await expect(window.getByRole('link', { name: '订单 not delivered' })).toContainText('is:failed 订单');
});

test('the search goes on answering after the relay was killed', async ({ quiet }) => {
  const { app, sandbox } = quiet;
  const { window } = app;
  await sandbox.newCustomerSays('tulip', '茶壶 before the kill');
  await openMessages(window);
  await searchFor(window, '茶壶', 1);
  const [pid = 0] = await pidsOf(app, 'relay');
  process.kill(pid, 'SIGKILL');

  const status = window.getByRole('region', { name: 'Relay status' });
  await expect(status).toContainText('Relay restarting');
  await expect(status).toContainText('Relay running');
  await sandbox.newCustomerSays('tulip', '茶壶 after the kill');

  await expect(window.getByRole('button', { name: '1 newer message' })).toBeVisible();
  await window.getByRole('button', { name: '1 newer message' }).click();
  await expect(foundRows(window)).toHaveCount(2);
  await expect(foundRows(window).first()).toContainText('after the kill');
  await searchFor(window, 'before 茶壶', 1);
});
