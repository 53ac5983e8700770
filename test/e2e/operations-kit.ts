import type { Locator, Page } from 'playwright';
import { expect } from './fixtures.ts';
import type { SandboxClient } from './sandbox-client.ts';

/** Names of the sandbox's channels, as the window shows them. */
export const names = { tulip: 'Tulip Store 郁金香', canal: 'Canal Tours', delta: 'Delta Bank 三角洲' } as const;

/** A line on a phone of the sandbox. */
interface PhoneLine {
  /** 'out': to the customer. */
  readonly direction: 'in' | 'out' | 'notice';
  readonly type: string;
  readonly text: string;
}

/** A page of the console by the part of its address after '#'. */
export async function goTo(window: Page, route: string): Promise<void> {
  await window.evaluate((hash) => {
    globalThis.location.hash = hash;
  }, route);
}

export async function openChannel(window: Page, name: string): Promise<void> {
  await goTo(window, '/');
  // A fault that shows at this very moment moves the list: a person whose click went astray clicks again.
  const head = channelHead(window, name);
  await expect(async () => {
    const link = window.getByRole('link', { name: `To the page of ${name}` });
    if (!(await head.isVisible())) await link.click({ timeout: 5_000 });
    await expect(head).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 20_000 });
}

/** The head of a channel's page: its state, why, and the one thing to do. */
export function channelHead(window: Page, name: string): Locator {
  return window.getByRole('region', { name, exact: true });
}

/** Breaks a channel on the window's own page for it. */
export async function causeInWindow(window: Page, name: string, kind: string): Promise<void> {
  await goTo(window, '/sandbox');
  const panel = window.getByRole('region', { name: 'Cause a disconnect' });
  await panel.getByLabel('Channel', { exact: true }).selectOption({ label: name });
  await panel.getByRole('radio', { name: kind }).check();
  await panel.getByRole('button', { name: 'Cause it' }).click();
  await expect(mendButton(window, name, kind)).toBeVisible();
}

export async function mendInWindow(window: Page, name: string, kind: string): Promise<void> {
  await goTo(window, '/sandbox');
  await mendButton(window, name, kind).click();
  await expect(mendButton(window, name, kind)).toHaveCount(0);
}

function mendButton(window: Page, name: string, kind: string): Locator {
  return window.getByRole('button', { name: `Mend “${kind}” of ${name}` });
}

/** One message each way through each channel, and all of them are connected: CXone's calls are proven by nothing less. */
export async function connectAll(window: Page, sandbox: SandboxClient): Promise<void> {
  await goTo(window, '/');
  for (const channel of ['tulip', 'canal', 'delta'] as const) {
    const { conversation } = await newConversation(sandbox, channel, 'Good morning');
    await sandbox.agentReplies(conversation, 'Good morning to you');
    const row = window.getByRole('row').filter({ hasText: names[channel] });
    await expect(row).toContainText('Connected', { timeout: 30_000 });
  }
}

/** A customer whose conversation CXone knows, so that the agent can reply. */
export async function newConversation(
  sandbox: SandboxClient,
  channel: string,
  text: string,
): Promise<{ readonly customer: string; readonly conversation: string }> {
  const { customer } = await sandbox.newCustomerSays(channel, text);
  let conversation: string | null = null;
  await expect
    .poll(async () => (conversation = (await sandbox.conversationOf(customer))?.conversation ?? null), {
      message: 'CXone knows the conversation',
    })
    .not.toBeNull();
  return { customer, conversation: conversation ?? '' };
}

/** What the relay brought to the customer's phone, in the order in which it came. */
export async function onPhone(sandbox: SandboxClient, customer: string): Promise<string[]> {
  return (await phoneOf(sandbox, customer)).filter(({ direction }) => direction === 'out').map(({ text }) => text);
}

/** What the agent reads of what the customer wrote, in the order in which it came. Notes of events stand in brackets. */
export async function atAgent(sandbox: SandboxClient, customer: string): Promise<string[]> {
  const view = await sandbox.conversationOf(customer);
  const written = (view?.cxone ?? []).filter(({ direction, text }) => direction === 'inbound' && !text.startsWith('['));
  return written.map(({ text }) => text);
}

/** How often WeChat itself told the customer that the service has a fault. */
export async function apologiesOn(sandbox: SandboxClient, customer: string): Promise<string[]> {
  const notices = (await phoneOf(sandbox, customer)).filter(({ direction }) => direction === 'notice');
  return notices.filter(({ type }) => type === 'system').map(({ text }) => text);
}

async function phoneOf(sandbox: SandboxClient, customer: string): Promise<readonly PhoneLine[]> {
  return ((await sandbox.conversationOf(customer))?.wechat ?? []) as readonly PhoneLine[];
}
