import type { Locator, Page } from 'playwright';
import { expect } from 'playwright/test';
import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { disconnectTable } from '#sandbox/control/disconnect-table.ts';
import type { DisconnectPlan } from './disconnect-plans.ts';
import type { SandboxClient } from './sandbox-client.ts';

/** The sandbox's default address of a caller that is not listed. */
const unlistedAddress = '203.0.113.9';
/** What a receipt counts of messages that waited, in its own words. */
const endings = ['Delivered', 'Expired', 'Undeliverable', 'Unconfirmed', 'Still waiting'] as const;

interface Run {
  /** Words of the channel's state, and of the reconnect's phase, as the window showed them one after the other. */
  readonly states: readonly string[];
  readonly phases: readonly string[];
}

/** One channel of the sandbox, broken, seen and mended through the window. */
export class BrokenChannel {
  readonly channel: string;
  readonly plan: DisconnectPlan;
  readonly code: ErrorCode;
  incident: string | null = null;
  readonly #sandbox: SandboxClient;
  #customer = '';
  #conversation = '';
  #said = 0;
  /** Messages that the fault has kept waiting. */
  #waited = 0;
  /** What must have arrived in the end, in this order. */
  readonly #messages: string[] = [];
  readonly #replies: string[] = [];

  constructor(plan: DisconnectPlan, channel: string, sandbox: SandboxClient) {
    this.plan = plan;
    this.channel = channel;
    this.code = disconnectTable[plan.kind].code;
    this.#sandbox = sandbox;
  }

  /** A customer and an agent talk, so that each of the four legs is proven by a real message. */
  async talk(): Promise<void> {
    const { customer } = await this.#sandbox.newCustomerSays(this.channel, this.#text(this.#messages));
    this.#customer = customer;
    await expect
      .poll(async () => (this.#conversation = (await this.#sandbox.conversationOf(customer))?.conversation ?? ''), {
        message: `CXone knows the conversation of ${this.channel}`,
      })
      .not.toBe('');
    await this.reply();
  }

  async reply(): Promise<void> {
    await this.#sandbox.agentReplies(this.#conversation, this.#text(this.#replies));
  }

  async message(): Promise<void> {
    await this.#sandbox.customerSays(this.#customer, this.#text(this.#messages));
  }

  /** A customer's message that WeChat cannot hand over: nothing promises that it arrives. */
  async vainMessage(): Promise<void> {
    await this.#sandbox.customerSays(this.#customer, this.#text([]), { wait: false });
  }

  async vainReply(): Promise<void> {
    await this.#sandbox.agentReplies(this.#conversation, this.#text([]), { wait: false });
  }

  /** Broken at the platforms, and noticed as it is in practice. */
  async breakIt(window: Page): Promise<void> {
    const { kind, inWords } = this.plan;
    if (inWords === undefined) await this.#sandbox.cause(this.channel, kind);
    else await this.#causeOnPage(window, inWords);
    await this.bringToLight(window);
  }

  async bringToLight(window: Page): Promise<void> {
    const { shownBy, waits } = this.plan;
    if (shownBy === 'silence') await this.startChannel(window);
    else if (shownBy === 'check') await unlessGone(headOf(window).getByRole('button', { name: 'Check now' }));
    else if (shownBy === 'reply') await (waits === 'replies' ? this.reply() : this.vainReply());
    else await (waits === 'messages' ? this.message() : this.vainMessage());
  }

  /** Switched off by an operator: WeChat's pushes are turned away, and after enough of them it stops pushing. */
  async stopChannel(window: Page): Promise<void> {
    await panelNamed(window, 'On and off').getByRole('button', { name: 'Stop…' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(badgeOf(headOf(window))).toHaveText('Stopped');
  }

  async startChannel(window: Page): Promise<void> {
    await headOf(window).getByRole('button', { name: 'Start the channel…' }).click();
    await window.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
  }

  /** The state's word, the sentence of the reason, and the value to copy where one helps. */
  async seesReason(window: Page, timeout: number): Promise<void> {
    const head = headOf(window);
    const { title, help } = this.sentence;
    await expect(head, `${this.plan.kind}: the reason`).toContainText(title, { timeout });
    await expect(badgeOf(head), `${this.plan.kind}: the state`).toHaveText(this.plan.state);
    await expect(head).toContainText(help);
    const value = await this.#valueToCopy(window);
    if (value !== null) await expect(head.locator('code')).toHaveText(value);
  }

  /** More of what has to wait. */
  async wait(count: number): Promise<void> {
    const { shownBy, waits } = this.plan;
    const first =
      (waits === 'replies' && shownBy === 'reply') || (waits === 'messages' && shownBy === 'message') ? 1 : 0;
    this.#waited = waits === 'nothing' ? 0 : first + count;
    for (let index = 0; index < count; index += 1) {
      if (this.plan.waits === 'replies') await this.reply();
      if (this.plan.waits === 'messages') await this.message();
    }
  }

  /** Where the incident of this fault stands in the window. */
  async seesIncident(window: Page): Promise<void> {
    const link = headOf(window).getByRole('link', { name: 'To the incident' });
    await expect(link, `${this.plan.kind}: an incident`).toBeVisible({ timeout: 40_000 });
    this.incident = await link.getAttribute('href');
  }

  /** Presses Reconnect, does what the guide asks for, and sees the run to its end. */
  async reconnect(window: Page): Promise<Run> {
    await recordWords(window);
    const panel = panelOf(window);
    if (this.plan.mendedFirst === true) {
      await this.#mend(window);
      await headOf(window).getByRole('button', { name: 'Reconnect' }).click();
    } else {
      await headOf(window).getByRole('button', { name: 'Reconnect' }).click();
      const guide = panel.getByRole('region', { name: 'What you can do' });
      await expect(guide, `${this.plan.kind}: the guide`).toBeVisible({ timeout: 30_000 });
      await expect(guide).toContainText(this.sentence.title);
      await expect(guide).toContainText(this.sentence.help);
      const value = await this.#valueToCopy(window);
      if (value !== null) await expect(guide.locator('code')).toHaveText(value);
      await this.#mend(window);
      await unlessGone(guide.getByRole('button', { name: /^(?:I have done this, go on|Try again now)$/u }));
    }
    const done = panel.getByText('The channel is connected again');
    const proving = panel.getByText('Proving each direction…');
    await expect(proving.or(done), `${this.plan.kind}: proving`).toBeVisible({ timeout: 30_000 });
    // What a day brings: without it the run waits 20 s for the other sides to call by themselves.
    await this.message();
    await this.reply();
    // Replies over WeChat's quota of a minute are tried a minute after the last refusal, which may have been just now.
    await expect(done, `${this.plan.kind}: connected again`).toBeVisible({ timeout: 80_000 });
    await expect(badgeOf(headOf(window))).toHaveText('Connected');
    return recordedWords(window);
  }

  /** The receipt's reason and figures: as many as were made to wait. */
  async seesReceipt(window: Page): Promise<void> {
    await panelOf(window).getByRole('button', { name: 'Show the receipt' }).click();
    const dialog = window.getByRole('dialog', { name: 'Receipt of a reconnect' });
    const general = dialog.getByRole('region', { name: 'The reconnect' });
    await expect(general).toContainText(`${this.sentence.title} (${this.code})`);
    await expect(general).toContainText('Failing since');
    await expect(dialog.locator('.veerpont-receipt')).toContainText('Connected');
    const figures = await figuresOf(dialog.getByRole('region', { name: 'Messages that waited' }));
    expect(figures, `${this.plan.kind}: the receipt’s figures`).toEqual({
      Waited: String(this.#waited),
      ...Object.fromEntries(endings.map((name) => [name, name === 'Delivered' ? String(this.#waited) : '0'])),
    });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  }

  /** At both ends stands what was written, once and in its order. */
  async hasArrived(): Promise<void> {
    await expect
      .poll(async () => {
        const found = await this.#sandbox.conversationOf(this.#customer);
        return {
          messages: orderOf(this.#messages, JSON.stringify(found?.cxone)),
          replies: orderOf(this.#replies, JSON.stringify(found?.wechat)),
        };
      }, `${this.plan.kind}: everything arrived once and in order`)
      .toEqual({ messages: this.#messages, replies: this.#replies });
  }

  async seesIncidentClosed(window: Page): Promise<void> {
    if (this.incident === null) throw new Error(`no incident of ${this.plan.kind} was seen`);
    await goTo(window, this.incident);
    const state = window.getByRole('region', { name: 'Worst state' });
    await expect(state, `${this.plan.kind}: closed`).toContainText('It is closed', { timeout: 45_000 });
    await expect(state).toContainText(this.sentence.title);
    await expect(window.locator('dd').getByText(this.code, { exact: true })).toBeVisible();
  }

  /** `help` up to the place where a value may stand. */
  get sentence(): { readonly title: string; readonly help: string } {
    const bare = sentenceFor('en', this.code, null);
    const filled = sentenceFor('en', this.code, '\u0000');
    let same = 0;
    while (same < bare.help.length && bare.help[same] === filled.help[same]) same += 1;
    return { title: bare.title, help: bare.help.slice(0, same) };
  }

  async #mend(window: Page): Promise<void> {
    const { kind, inWords } = this.plan;
    if (inWords === undefined) return this.#sandbox.repair(this.channel, kind);
    await goTo(window, '#/sandbox');
    const mend = window.getByRole('button', { name: new RegExp(`^Mend .${inWords}. of `, 'u') });
    await mend.click();
    await expect(mend).toBeHidden();
    await openChannel(window, this.channel);
  }

  async #causeOnPage(window: Page, inWords: string): Promise<void> {
    await goTo(window, '#/sandbox');
    const form = window.getByRole('region', { name: 'Cause a disconnect' });
    await form.getByLabel('Channel', { exact: true }).selectOption(this.channel);
    await form.getByRole('radio', { name: inWords }).check();
    await expect(form.locator('blockquote')).toContainText(this.sentence.title);
    await form.getByRole('button', { name: 'Cause it' }).click();
    await expect(window.getByRole('button', { name: new RegExp(`^Mend .${inWords}. of `, 'u') })).toBeVisible();
    await openChannel(window, this.channel);
  }

  async #valueToCopy(window: Page): Promise<string | null> {
    const { copies } = this.plan;
    if (copies === undefined) return null;
    expect(entryFor(this.code).action).toBe('copy_value');
    if (copies === 'address') return unlistedAddress;
    const callback = panelNamed(window, 'Both directions').locator('code');
    return (await callback.textContent()) ?? '';
  }

  #text(into: string[]): string {
    this.#said += 1;
    const text = `${this.plan.kind} ${String(this.#said).padStart(2, '0')} 郁金香`;
    into.push(text);
    return text;
  }
}

export const headOf = (window: Page): Locator => window.locator('section[aria-labelledby="channel-name"]');
/** The first one is the state; others tell of flapping and maintenance. */
export const badgeOf = (head: Locator): Locator => head.locator('h2 + span');
const panelNamed = (window: Page, name: string): Locator =>
  window.locator('section').filter({ has: window.getByRole('heading', { level: 2, name, exact: true }) });
const panelOf = (window: Page): Locator => panelNamed(window, 'Reconnect');

/** Presses it, unless the relay has noticed by itself what it is for, and it is not offered any more. */
async function unlessGone(button: Locator): Promise<void> {
  await button.click({ timeout: 2_000 }).catch(async (thrown: unknown) => {
    if (await button.isVisible()) throw thrown;
  });
}

/** As a link would. */
export async function goTo(window: Page, hash: string): Promise<void> {
  await window.evaluate((address) => {
    globalThis.location.hash = address;
  }, hash);
}

export async function openChannel(window: Page, channel: string): Promise<void> {
  await goTo(window, `#/channel/${channel}`);
  await expect(panelOf(window)).toBeVisible();
}

/** Keeps each new word of state and phase: some stand for less time than a test needs to look. */
async function recordWords(window: Page): Promise<void> {
  await window.evaluate(() => {
    const kept = { states: [] as string[], phases: [] as string[] };
    const note = (list: string[], word: string | null | undefined): void => {
      if (word && list.at(-1) !== word) list.push(word);
    };
    const look = (): void => {
      note(kept.states, document.querySelector('section[aria-labelledby="channel-name"] h2 + span')?.textContent);
      for (const badge of document.querySelectorAll('main section [role="status"] > span[data-tone]')) {
        note(kept.phases, badge.textContent);
      }
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
    Object.assign(globalThis, { keptWords: kept, watchOfWords: watch });
  });
}

async function recordedWords(window: Page): Promise<Run> {
  return window.evaluate(() => {
    const { keptWords, watchOfWords } = globalThis as unknown as { keptWords: Run; watchOfWords: MutationObserver };
    watchOfWords.disconnect();
    return keptWords;
  });
}

async function figuresOf(section: Locator): Promise<Record<string, string>> {
  const [labels, values] = await Promise.all([
    section.locator('dt').allTextContents(),
    section.locator('dd').allTextContents(),
  ]);
  return Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']));
}

/** The texts by their places in `seen`; one that stands there twice is named twice. */
function orderOf(texts: readonly string[], seen = ''): string[] {
  return texts
    .flatMap((text) => {
      const places: number[] = [];
      for (let at = seen.indexOf(text); at !== -1; at = seen.indexOf(text, at + 1)) places.push(at);
      return places.map((at) => ({ at, text }));
    })
    .sort((one, other) => one.at - other.at)
    .map(({ text }) => text);
}
