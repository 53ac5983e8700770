import type { ConsoleApp } from './console-app.ts';

export interface Conversation {
  readonly channel: string;
  readonly customer: string;
  readonly conversation: string | null;
  readonly wechat: readonly unknown[];
  readonly cxone: readonly { readonly direction: string; readonly text: string }[];
}

/** The sandbox's own control address: the customers and the agent, played by the test. */
export class SandboxClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async #call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** Nobody writes or answers by himself any more. */
  async silence(): Promise<void> {
    await this.#call('POST', '/traffic', { paused: true });
    await this.#call('POST', '/agent/auto', { on: false });
  }

  /** A new customer of the channel writes; resolves when WeChat's push is settled. */
  async newCustomerSays(channel: string, text: string): Promise<{ customer: string; outcome: unknown }> {
    const said = await this.#call('POST', '/customers/new/say', { channel, text, wait: true });
    return { customer: String(said['customer']), outcome: said['outcome'] };
  }

  async customerSays(customer: string, text: string): Promise<void> {
    await this.#call('POST', `/customers/${encodeURIComponent(customer)}/say`, { text, wait: true });
  }

  async conversationOf(customer: string): Promise<Conversation | undefined> {
    const found = await this.#call('GET', `/conversations?customer=${encodeURIComponent(customer)}`);
    return (found['conversations'] as Conversation[])[0];
  }

  async agentReplies(conversation: string, text: string): Promise<void> {
    await this.#call('POST', '/agent/reply', { conversation, text });
  }

  /** Makes a platform misbehave toward one channel until the faults are cleared. */
  async setFault(fault: {
    fault: string;
    target: string;
    platform: 'wechat' | 'cxone';
    options?: object;
    remaining?: number;
  }): Promise<void> {
    await this.#call('POST', '/faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.#call('DELETE', '/faults');
  }

  async report(): Promise<{ lost: number; duplicates: number; appliedIn: number; ackedIn: number }> {
    return (await this.#call('GET', '/report?graceMs=0')) as never;
  }
}

/** The control of the sandbox that this console runs; its address stands in the console's log. */
export function sandboxOf(app: ConsoleApp): SandboxClient | undefined {
  const line = app.log().findLast(({ event }) => event === 'sandbox.control');
  return line === undefined ? undefined : new SandboxClient(String(line['url']));
}
