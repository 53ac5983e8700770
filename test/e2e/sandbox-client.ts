import type { DisconnectKind } from '#shared/domain/disconnect.ts';
import type { ConsoleApp } from './console-app.ts';

export interface Conversation {
  readonly channel: string;
  readonly customer: string;
  readonly conversation: string | null;
  readonly wechat: readonly unknown[];
  readonly cxone: readonly { readonly direction: string; readonly text: string }[];
}

/** The secrets of an account, as the simulated WeChat has them. */
export interface WeChatAccount {
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

/** What the witness saw at both ends. */
export interface SandboxReport {
  readonly lost: number;
  readonly duplicates: number;
  readonly orderBreaksIn: number;
  readonly orderBreaksOut: number;
  readonly appliedIn: number;
  readonly appliedOut: number;
  readonly ackedIn: number;
  readonly ackP50Ms: number | null;
  readonly ackP99Ms: number | null;
  readonly ackMaxMs: number | null;
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

  /** Resolves when WeChat's push is settled; without `wait`, at once. */
  async customerSays(customer: string, text: string, { wait = true } = {}): Promise<unknown> {
    return (await this.#call('POST', `/customers/${encodeURIComponent(customer)}/say`, { text, wait }))['outcome'];
  }

  /** A file of that kind, as it is. Resolves when WeChat's push is settled. */
  async customerSends(
    customer: string,
    type: 'video' | 'shortvideo',
    contentType: string,
    bytes: Buffer,
  ): Promise<void> {
    const file = { type, contentType, contentBase64: bytes.toString('base64'), fileName: 'film.mp4' };
    await this.#call('POST', `/customers/${encodeURIComponent(customer)}/say`, { file, wait: true });
  }

  /** A message of one file. Resolves when CXone's call is settled. */
  async agentSends(
    conversation: string,
    { name, mimeType, bytes }: { readonly name: string; readonly mimeType: string; readonly bytes: Buffer },
  ): Promise<void> {
    const files = [{ name, mimeType, base64: bytes.toString('base64') }];
    await this.#call('POST', '/agent/send', { conversation, files, wait: true });
  }

  async conversationOf(customer: string): Promise<Conversation | undefined> {
    const found = await this.#call('GET', `/conversations?customer=${encodeURIComponent(customer)}`);
    return (found['conversations'] as Conversation[])[0];
  }

  /** Resolves when CXone's call is settled; without `wait`, at once. */
  async agentReplies(conversation: string, text: string, { wait = true } = {}): Promise<unknown> {
    return (await this.#call('POST', '/agent/reply', { conversation, text, wait }))['outcome'];
  }

  /** Numbers of the open cases in CXone, of one customer or of all. */
  async openCases(customer?: string): Promise<string[]> {
    const filter = customer === undefined ? '' : `?customer=${encodeURIComponent(customer)}`;
    const { cases } = await this.#call('GET', `/cases${filter}`);
    return (cases as { readonly number: string }[]).map(({ number }) => number);
  }

  /** Some agent answers and closes a case. */
  async answerAndClose(caseNumber: string): Promise<void> {
    await this.#call('POST', `/cases/${caseNumber}`, { act: 'answer', agentId: null, text: 'Gladly', wait: true });
    await this.#call('POST', `/cases/${caseNumber}`, { act: 'status', status: 'closed' });
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

  /** Breaks a channel as it breaks in practice, until it is repaired. */
  async cause(channel: string, kind: DisconnectKind): Promise<void> {
    await this.#call('POST', '/disconnects', { channel, kind });
  }

  async repair(channel: string, kind: DisconnectKind): Promise<void> {
    await this.#call('DELETE', `/disconnects?channel=${encodeURIComponent(channel)}&kind=${kind}`);
  }

  /** Channels of acknowledged messages that have not arrived: lost, or waiting. */
  async channelsMissing(): Promise<readonly string[]> {
    const { missing } = (await this.#call('GET', '/report?graceMs=0&missing=1000')) as {
      missing?: readonly { readonly entry: { readonly channel: string } }[];
    };
    return [...new Set((missing ?? []).map(({ entry }) => entry.channel))].sort();
  }

  /** An account at WeChat as it counts there, changed first where a part is given. */
  async account(channel: string, change: Partial<WeChatAccount> = {}): Promise<WeChatAccount> {
    return (await this.#call('POST', `/accounts/${encodeURIComponent(channel)}`, change))['account'] as WeChatAccount;
  }

  /** Where CXone's calls to an integration's Box API go. */
  async boxUrl(integration: string): Promise<string> {
    const { boxes } = (await this.#call('GET', '/state'))['cxone'] as {
      boxes: Readonly<Record<string, { url: string | null }>>;
    };
    return boxes[integration]?.url ?? '';
  }

  async report(): Promise<SandboxReport> {
    return (await this.#call('GET', '/report?graceMs=0')) as never;
  }
}

/** The control of the sandbox that this console runs; its address stands in the console's log. */
export function sandboxOf(app: ConsoleApp): SandboxClient | undefined {
  const line = app.log().findLast(({ event }) => event === 'sandbox.control');
  return line === undefined ? undefined : new SandboxClient(String(line['url']));
}
