import { systemClock } from '#main/node/system-clock.ts';
import type { TokenMemory } from '#relay/connectors/wechat/token-memory.ts';
import { createWeChatClient, type WeChatClient } from '#relay/connectors/wechat/wechat-client.ts';
import { createWeChatTarget, type WeChatTarget } from '#relay/connectors/wechat/wechat-target.ts';
import { TokenSource } from '#relay/connectors/wechat/wechat-token.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { ExchangeDraft, NoteExchange, PartJournal } from '#relay/ports/delivery-target.ts';
import type { MediaOutcome } from '#relay/ports/message-media.ts';
import type { OutboundHttp } from '#relay/ports/outbound-http.ts';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { MessagePart } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { account, aChannel } from '#test/unit/relay/wechat/support/account.ts';
import { RecordingLogger } from './callback-server.ts';
import { FakeApi } from './fake-api.ts';

export class MemoryOfToken implements TokenMemory {
  value: string | null = null;
  broken = false;

  async read(): Promise<string | null> {
    await Promise.resolve();
    if (this.broken) throw new Error('disk');
    return this.value;
  }

  async write(value: string): Promise<void> {
    await Promise.resolve();
    if (this.broken) throw new Error('disk');
    this.value = value;
  }
}

export class RecordingJournal implements PartJournal {
  readonly lines: string[] = [];
  readonly parts = new Map<number, MessagePart>();
  readonly exchanges: ExchangeDraft[] = [];
  /** Number of the part whose beginning, or whose end, cannot be written. */
  unwritable: { readonly begin?: number; readonly end?: number } = {};

  async begin({ no, of, kind }: Pick<MessagePart, 'no' | 'of' | 'kind'>): Promise<void> {
    await Promise.resolve();
    if (this.unwritable.begin === no) throw new RelayError('STORE_WRITE_FAILED', 'disk');
    this.lines.push(`begin ${no}/${of} ${kind}`);
  }

  async end(part: MessagePart): Promise<void> {
    await Promise.resolve();
    if (this.unwritable.end === part.no) throw new RelayError('STORE_WRITE_FAILED', 'disk');
    this.lines.push(`end ${part.no}/${part.of} ${part.kind} ${part.state}${part.code === null ? '' : ` ${part.code}`}`);
    this.parts.set(part.no, part);
  }

  readonly exchanged: NoteExchange = (describe) => {
    this.exchanges.push(describe());
  };

  /** What a later attempt is told. */
  known(): MessagePart[] {
    return [...this.parts.values()];
  }
}

export interface OutboundKit {
  readonly api: FakeApi;
  readonly client: WeChatClient;
  readonly tokens: TokenSource;
  readonly target: WeChatTarget;
  readonly memory: MemoryOfToken;
  readonly clock: HandClock;
  readonly log: RecordingLogger;
  readonly journal: RecordingJournal;
  /** The files of messages, as the media source hands them out. */
  readonly files: MediaOutcome[];
  /** An operator sets another AppSecret. */
  changeSecret(secret: string): void;
  targetAt(http: OutboundHttp, apiBase: string): WeChatTarget;
  /** The same channel after a change of its configuration. */
  targetWith(changes: Partial<ChannelConfig['wechat']>): WeChatTarget;
  /** Another source over the same memory: what a restart makes. */
  restarted(changes?: { readonly secret?: string }): TokenSource;
}

export const never = new AbortController().signal;

/** Client, token and target against a fake API over real sockets. The token's time is wound by hand. */
export async function startOutboundKit(wechat: Partial<ChannelConfig['wechat']> = {}): Promise<OutboundKit> {
  const api = new FakeApi();
  await api.start();
  const clock = new HandClock();
  const memory = new MemoryOfToken();
  const log = new RecordingLogger();
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
  const client = createWeChatClient({ http, apiBase: `${api.url}/`, clock });
  const used: { secret: string } = { secret: account.appSecret };
  const source = (secret: () => string = () => used.secret): TokenSource =>
    new TokenSource({ client, appId: account.appId, secret, memory, clock, chance: () => 0, log });
  const tokens = source();
  const files: MediaOutcome[] = [];
  const targetOf = (its: WeChatClient, changes: Partial<ChannelConfig['wechat']> = {}): WeChatTarget =>
    createWeChatTarget({
      client: its,
      tokens,
      channel: aChannel('tulip', { ...wechat, ...changes }),
      media: { obtain: () => Promise.resolve(files) },
      clock,
      log,
    });
  return {
    api,
    client,
    tokens,
    changeSecret: (secret) => {
      used.secret = secret;
    },
    target: targetOf(client),
    memory,
    clock,
    log,
    journal: new RecordingJournal(),
    files,
    targetAt: (itsHttp, apiBase) => targetOf(createWeChatClient({ http: itsHttp, apiBase, clock })),
    targetWith: (changes) => targetOf(client, changes),
    restarted: ({ secret } = {}) => source(secret === undefined ? undefined : () => secret),
  };
}
