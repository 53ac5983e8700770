import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { OpenId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CxoneClient } from './connectors/cxone/cxone-client.ts';
import { createCxoneTarget } from './connectors/cxone/cxone-target.ts';
import { createWeChatClient, type WeChatClient } from './connectors/wechat/wechat-client.ts';
import { wechatDownloads } from './connectors/wechat/wechat-downloads.ts';
import { createWeChatTarget, type WeChatTarget } from './connectors/wechat/wechat-target.ts';
import { TokenSource } from './connectors/wechat/wechat-token.ts';
import type { OutcomeRules } from './core/settle-attempt.ts';
import type { DeliveryTarget } from './ports/delivery-target.ts';
import type { MediaDownload, MessageMediaSource } from './ports/message-media.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import type { PendingMessage, RelayStore } from './ports/relay-store.ts';
import { LegDispatcher, type LegDispatcherDeps } from './services/leg-dispatcher.ts';

/** CXone waits for the answer of a recipients check. */
const followLimitMs = 5_000;

/** How many messages of one leg may be under way at once, each of another conversation. */
const inFlightLimits = { inbound: 64, outbound: 48 } as const;

/** The working parts of one channel. */
export interface ChannelUnit {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
  readonly wechat: WeChatTarget;
  readonly cxone: DeliveryTarget;
  /** Toward CXone. */
  readonly inbound: LegDispatcher;
  /** Toward WeChat. */
  readonly outbound: LegDispatcher;
  readonly rules: OutcomeRules;
  /** What is to be fetched from WeChat for a message of an end user. */
  downloads(message: PendingMessage): readonly MediaDownload[];
  /** Null when the openid follows the account, else why it cannot be written to. */
  askFollowing(openId: OpenId): Promise<ErrorCode | null>;
}

export interface ChannelUnitDeps extends Pick<LegDispatcherDeps, 'reporter' | 'onChange' | 'relays' | 'shared'> {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
  readonly cxoneClient: CxoneClient;
  readonly store: RelayStore;
  readonly media: MessageMediaSource;
  readonly http: OutboundHttp;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

export function composeChannel(deps: ChannelUnitDeps): ChannelUnit {
  const { config, integration, store, media, clock, log } = deps;
  const client = createWeChatClient({ http: deps.http, apiBase: config.wechat.apiBase, clock });
  const tokens = tokenSource(deps, client);
  const wechat = createWeChatTarget({ client, tokens, channel: config, media, clock, log });
  const cxone = createCxoneTarget({ client: deps.cxoneClient, channel: config, media, clock, log });
  const rules: OutcomeRules = { agentLanguage: config.agentLanguage, unconfirmed: config.unconfirmed };
  const dispatcher = (direction: 'inbound' | 'outbound', target: DeliveryTarget): LegDispatcher =>
    new LegDispatcher({
      channelId: config.id,
      direction,
      target,
      store,
      clock,
      chance: deps.chance,
      log,
      reporter: deps.reporter,
      onChange: deps.onChange,
      relays: deps.relays,
      shared: deps.shared,
      rules,
      inFlightLimit: inFlightLimits[direction],
    });
  return {
    config,
    integration,
    wechat,
    cxone,
    inbound: dispatcher('inbound', cxone),
    outbound: dispatcher('outbound', wechat),
    rules,
    downloads: (message) => wechatDownloads(message.content, { client, tokens }),
    askFollowing: async (openId) => {
      const answer = await wechat.follows(openId, AbortSignal.timeout(followLimitMs));
      if (answer.kind === 'unknown') return answer.code;
      return answer.kind === 'follows' ? null : 'WECHAT_NOT_FOLLOWING';
    },
  };
}

function tokenSource({ config, store, clock, chance, log }: ChannelUnitDeps, client: WeChatClient): TokenSource {
  const fact = `wechat-token:${config.id}`;
  return new TokenSource({
    client,
    appId: config.wechat.appId,
    secret: config.wechat.appSecret,
    memory: { read: () => store.readFact(fact), write: (value) => store.writeFact(fact, value) },
    clock,
    chance,
    log,
  });
}
