import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '#main/node/system-clock.ts';
import type { CustomerNames } from '#relay/ports/customer-names.ts';
import type { MessageSearch } from '#relay/ports/message-search.ts';
import type { AcceptResult, NewMessage, RelayStore } from '#relay/ports/relay-store.ts';
import { openMessageSearch, type MessageSearchDeps } from '#relay/search/message-search.ts';
import { startAmongOthers } from '#relay/search/start-search.ts';
import { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { SearchFilter, SearchPage, SearchRequest } from '#shared/domain/message-search.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { everything } from '#shared/search/query.ts';
import { noon } from '#test/contracts/new-message.ts';
import { makeFolder, openIn, recordingLogger, testKey } from '#test/integration/storage/sqlite-harness.ts';

export const shop = ChannelId.parse('shop-nl');
export const help = ChannelId.parse('help-cn');
export const channels = [
  { id: shop, name: 'Webshop Nederland' },
  { id: help, name: '客服中心' },
];

/** A wall clock that stands at noon, and time that passes: the search plans by it. */
const clockAtNoon: Clock = { ...systemClock, now: () => noon + 3_600_000 };

export interface Drafted {
  readonly content: MessageContent;
  readonly channelId?: ChannelId;
  readonly direction?: 'inbound' | 'outbound';
  readonly openId?: string;
  readonly externalId?: string;
  readonly receivedAt?: number;
  readonly id?: string;
}

let lastNo = 0;

export function text(words: string): Drafted {
  return { content: { kind: 'text', text: words } };
}

export function messageOf(draft: Drafted): NewMessage {
  lastNo += 1;
  const { content, direction = 'inbound', channelId = shop } = draft;
  const openId = OpenId.parse(draft.openId ?? 'oCustomer-0001_aBcDeFgHiJkQz');
  const externalId = draft.externalId ?? `7${String(lastNo).padStart(15, '0')}`;
  return {
    id: MessageId.parse(
      draft.id ?? `${direction === 'inbound' ? 'wxin' : 'wxout'}-${String(lastNo).padStart(26, '0')}`,
    ),
    channelId,
    direction,
    kind: content.kind,
    openId,
    externalId: direction === 'inbound' ? externalId : null,
    dedupeKey: direction === 'inbound' ? `${channelId}|${externalId}` : null,
    platformAt: null,
    receivedAt: draft.receivedAt ?? noon + lastNo,
    state: 'pending',
    code: null,
    payload: { content, raw: '' },
    opensWindow: direction === 'inbound' ? { until: noon + 172_800_000, replies: 5 } : null,
  };
}

/** A store and a search beside it. */
export class SearchBench {
  readonly folder = makeFolder();
  readonly log = recordingLogger();
  readonly names = new Map<number, CustomerNames>();
  store: RelayStore = openIn(this.folder);
  search: MessageSearch = this.#open({});

  #open(changes: Partial<MessageSearchDeps>): MessageSearch {
    return openMessageSearch({
      dataDir: this.folder,
      storeKey: testKey,
      store: this.store,
      channels: () => channels,
      names: () => [...this.names.values()],
      clock: clockAtNoon,
      log: this.log.logger,
      startWorker: startAmongOthers(clockAtNoon),
      ...changes,
    });
  }

  async start(changes: Partial<MessageSearchDeps> = {}): Promise<void> {
    this.search = this.#open(changes);
    await this.search.start();
    await this.untilOpen();
  }

  /** A search that is stopped and begun anew on the same files. */
  async restart(changes: Partial<MessageSearchDeps> = {}): Promise<void> {
    await this.search.stop();
    await this.start(changes);
  }

  /** Named by staff from now on; no label: not any more. */
  label(contactNo: number, ...labels: readonly string[]): void {
    this.name({ contactNo, names: labels.map((label) => ({ text: label, source: 'label' })) });
  }

  name(names: CustomerNames): void {
    this.names.delete(names.contactNo);
    this.names.set(names.contactNo, names);
    this.search.named(names);
  }

  async put(...drafts: readonly Drafted[]): Promise<AcceptResult[]> {
    return Promise.all(drafts.map((draft) => this.store.accept(messageOf(draft))));
  }

  /** Delivered, as it is in daily work. */
  async deliver(seq: number, caseId: string | null = null): Promise<void> {
    await this.store.claim(seq, 1, noon);
    const outcome = { kind: 'delivered' as const, platformMessageId: `p-${seq}`, caseId, threadIds: [] };
    await this.store.settle({ seq, at: noon, attempt: 1, durationMs: 5, outcome, report: null });
  }

  async fail(seq: number, code: 'WECHAT_CONTENT_REFUSED' | 'WECHAT_USER_BLOCKED', platformCode: string): Promise<void> {
    await this.store.claim(seq, 1, noon);
    const outcome = { kind: 'dead_letter' as const, code, platformCode };
    await this.store.settle({ seq, at: noon, attempt: 1, durationMs: 5, outcome, report: null });
  }

  request(
    words: string,
    changes: Partial<SearchRequest> & { readonly narrowed?: Partial<SearchFilter> } = {},
  ): SearchRequest {
    const { narrowed, ...rest } = changes;
    return {
      text: words,
      filter: { ...everything, ...narrowed },
      timeZone: 'Europe/Amsterdam',
      cursor: null,
      limit: 50,
      ...rest,
    };
  }

  page(...given: Parameters<SearchBench['request']>): Promise<SearchPage> {
    return this.search.page(this.request(...given));
  }

  /** Ids of what is found, newest first. Fails when the search was not understood. */
  async found(...given: Parameters<SearchBench['request']>): Promise<readonly string[]> {
    const page = await this.page(...given);
    if (page.problems.length > 0) throw new Error(`not understood: ${JSON.stringify(page.problems)}`);
    return page.rows.map(({ snippet }) => snippet);
  }

  /** Until everything in the store is in the index. */
  async untilIndexed(): Promise<void> {
    await this.until(async () => (await this.page('')).notIndexed === 0);
    // New messages are looked at one by one until they are in the index, so that they do not count as missing.
    await pause(1_000);
  }

  async untilOpen(): Promise<void> {
    await this.until(async () => {
      try {
        await this.page('word');
        return true;
      } catch {
        return false;
      }
    });
  }

  async until(isSo: () => Promise<boolean> | boolean, withinMs = 10_000): Promise<void> {
    for (const end = Date.now() + withinMs; !(await isSo()); await pause(20)) {
      if (Date.now() > end) throw new Error('it did not come to that');
    }
  }

  async dispose(): Promise<void> {
    await this.search.stop();
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
