import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CxoneClient } from './connectors/cxone/cxone-client.ts';
import { createCxoneTarget } from './connectors/cxone/cxone-target.ts';
import { createWeChatClient } from './connectors/wechat/wechat-client.ts';
import { createWeChatTarget, type WeChatTarget } from './connectors/wechat/wechat-target.ts';
import { TokenSource } from './connectors/wechat/wechat-token.ts';
import type { DeliveryTarget } from './ports/delivery-target.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { LegDispatcher, type LegDispatcherDeps } from './services/leg-dispatcher.ts';

/** How many messages of one leg may be under way at once, each of another conversation. */
const inFlightLimits = { inbound: 32, outbound: 16 } as const;

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
}

export interface ChannelUnitDeps extends Pick<LegDispatcherDeps, 'reporter' | 'onChange'> {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
  readonly cxoneClient: CxoneClient;
  readonly store: RelayStore;
  readonly http: OutboundHttp;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

export function composeChannel(deps: ChannelUnitDeps): ChannelUnit {
  const { config, integration, store, clock, log } = deps;
  const wechat = composeWeChat(deps);
  const cxone = createCxoneTarget({ client: deps.cxoneClient, channel: config, clock, log });
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
      inFlightLimit: inFlightLimits[direction],
    });
  return {
    config,
    integration,
    wechat,
    cxone,
    inbound: dispatcher('inbound', cxone),
    outbound: dispatcher('outbound', wechat),
  };
}

function composeWeChat({ config, store, http, clock, chance, log }: ChannelUnitDeps): WeChatTarget {
  const client = createWeChatClient({ http, apiBase: config.wechat.apiBase, clock });
  const fact = `wechat-token:${config.id}`;
  const tokens = new TokenSource({
    client,
    appId: config.wechat.appId,
    secret: config.wechat.appSecret,
    memory: { read: () => store.readFact(fact), write: (value) => store.writeFact(fact, value) },
    clock,
    chance,
    log,
  });
  return createWeChatTarget({ client, tokens, log });
}
