import { systemClock } from '#main/node/system-clock.ts';
import type { TokenMemory } from '#relay/connectors/wechat/token-memory.ts';
import { createWeChatClient, type WeChatClient } from '#relay/connectors/wechat/wechat-client.ts';
import { createWeChatTarget, type WeChatTarget } from '#relay/connectors/wechat/wechat-target.ts';
import { TokenSource } from '#relay/connectors/wechat/wechat-token.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { account } from '#test/unit/relay/wechat/support/account.ts';
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

export interface OutboundKit {
  readonly api: FakeApi;
  readonly client: WeChatClient;
  readonly tokens: TokenSource;
  readonly target: WeChatTarget;
  readonly memory: MemoryOfToken;
  readonly clock: HandClock;
  readonly log: RecordingLogger;
  /** Another source over the same memory: what a restart makes. */
  restarted(changes?: { readonly secret?: string }): TokenSource;
}

export const never = new AbortController().signal;

/** Client, token and target against a fake API over real sockets. The token's time is wound by hand. */
export async function startOutboundKit(): Promise<OutboundKit> {
  const api = new FakeApi();
  await api.start();
  const clock = new HandClock();
  const memory = new MemoryOfToken();
  const log = new RecordingLogger();
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
  const client = createWeChatClient({ http, apiBase: `${api.url}/`, clock });
  const source = (secret: string = account.appSecret): TokenSource =>
    new TokenSource({ client, appId: account.appId, secret, memory, clock, chance: () => 0, log });
  const tokens = source();
  const target = createWeChatTarget({ client, tokens, log });
  return { api, client, tokens, target, memory, clock, log, restarted: (changes = {}) => source(changes.secret) };
}
