import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { OpenId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CxoneClient } from './connectors/cxone/cxone-client.ts';
import { createCxoneNames } from './connectors/cxone/cxone-names.ts';
import { createCxoneTarget } from './connectors/cxone/cxone-target.ts';
import { createFollowerAnswer } from './connectors/wechat/follower-answer.ts';
import { createWeChatClient, type WeChatClient } from './connectors/wechat/wechat-client.ts';
import { wechatDownloads } from './connectors/wechat/wechat-downloads.ts';
import { createWeChatNames } from './connectors/wechat/wechat-names.ts';
import { createWeChatTarget, type WeChatTarget } from './connectors/wechat/wechat-target.ts';
import { TokenSource } from './connectors/wechat/wechat-token.ts';
import type { OutcomeRules } from './core/settle-attempt.ts';
import type { RenewableHttp } from './http/outbound/outbound-http.ts';
import type { ChannelRepair } from './ports/channel-watch.ts';
import type { CredentialUse } from './ports/credential-use.ts';
import type { CustomerNameSource } from './ports/customer-name-source.ts';
import type { DeliveryTarget } from './ports/delivery-target.ts';
import type { LiveSecrets } from './ports/live-secrets.ts';
import type { MediaDownload, MessageMediaSource } from './ports/message-media.ts';
import type { PendingMessage, RelayStore } from './ports/relay-store.ts';
import { createChannelRepair } from './reconnect/channel-repair.ts';
import { ChannelWorker, type Crew, type Lane } from './reconnect/channel-worker.ts';
import { WorkerMemory } from './reconnect/worker-memory.ts';
import { LegDispatcher, type LegDispatcherDeps } from './services/leg-dispatcher.ts';

/** CXone waits for the answer of a recipients check. */
const followLimitMs = 5_000;

/** How many messages of one leg may be under way at once, each of another conversation. */
const inFlightLimits = { inbound: 64, outbound: 48 } as const;

/** The working parts of one channel. */
export interface ChannelUnit {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
  readonly client: WeChatClient;
  readonly tokens: TokenSource;
  readonly wechat: WeChatTarget;
  readonly cxone: DeliveryTarget;
  readonly worker: ChannelWorker;
  /** Toward CXone. */
  readonly inbound: Lane;
  /** Toward WeChat. */
  readonly outbound: Lane;
  readonly repair: ChannelRepair;
  readonly rules: OutcomeRules;
  /** Who can be asked what customers are called. */
  readonly nameSources: readonly CustomerNameSource[];
  /** What is to be fetched from WeChat for a message of an end user. */
  downloads(message: PendingMessage): readonly MediaDownload[];
  /** Null when the openid follows the account, else why it cannot be written to. */
  askFollowing(openId: OpenId): Promise<ErrorCode | null>;
}

export interface ChannelUnitDeps extends Pick<LegDispatcherDeps, 'reporter' | 'onChange' | 'relays' | 'shared'> {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
  readonly secrets: LiveSecrets;
  readonly uses: CredentialUse;
  readonly cxoneClient: CxoneClient;
  /** CXone's host as it was last named, or null. */
  readonly cxoneBase: () => string | null;
  readonly store: RelayStore;
  readonly media: MessageMediaSource;
  readonly http: RenewableHttp;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  /** The dispatchers were built anew. */
  readonly onRestarted: () => void;
}

export function composeChannel(deps: ChannelUnitDeps): ChannelUnit {
  const { config, integration, store, media, clock, log, http, cxoneClient } = deps;
  const client = createWeChatClient({ http, apiBase: config.wechat.apiBase, clock });
  const tokens = tokenSource(deps, client);
  const wechat = createWeChatTarget({ client, tokens, channel: config, media, clock, log });
  const cxone = createCxoneTarget({ client: cxoneClient, channel: config, media, clock, log });
  const rules: OutcomeRules = { agentLanguage: config.agentLanguage, unconfirmed: config.unconfirmed };
  const build = (): Crew => {
    const memory = new WorkerMemory(deps.shared.memory);
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
        shared: { ...deps.shared, memory },
        rules,
        inFlightLimit: inFlightLimits[direction],
      });
    return {
      inbound: dispatcher('inbound', cxone),
      outbound: dispatcher('outbound', wechat),
      release: () => {
        memory.release();
      },
    };
  };
  const worker = new ChannelWorker({
    build,
    mayRestart: () => store.storage().writable,
    recoverClaims: async () => {
      log.info('worker.recovered', { ...(await store.recoverChannelClaims(config.id, clock.now())) });
    },
    log,
  });
  const repair = createChannelRepair({
    renewTokens: [(signal) => tokens.renew(signal), (signal) => cxoneClient.renewToken(signal)],
    renewConnections: (address) => {
      http.renew(address);
    },
    addresses: () => [
      config.wechat.apiBase,
      integration.cxone.issuer,
      ...[integration.cxone.apiBase ?? deps.cxoneBase()].filter((base) => base !== null),
    ],
    restartWorker: async () => {
      await worker.restart();
      deps.onRestarted();
    },
    nextTryInMs: () => {
      const times = [worker.inbound.nextTryInMs(), worker.outbound.nextTryInMs()].filter((time) => time !== null);
      return times.length === 0 ? null : Math.min(...times);
    },
    answerFollower: createFollowerAnswer({ client, tokens }),
  });
  return {
    config,
    integration,
    client,
    tokens,
    wechat,
    cxone,
    worker,
    inbound: worker.inbound,
    outbound: worker.outbound,
    repair,
    rules,
    nameSources: [
      createWeChatNames({ client, tokens }),
      createCxoneNames({
        client: cxoneClient,
        channel: { cxoneChannelId: config.cxoneChannelId, originalId: config.wechat.originalId },
      }),
    ],
    downloads: (message) => wechatDownloads(message.content, { client, tokens }),
    askFollowing: async (openId) => {
      const answer = await wechat.follows(openId, AbortSignal.timeout(followLimitMs));
      if (answer.kind === 'unknown') return answer.code;
      return answer.kind === 'follows' ? null : 'WECHAT_NOT_FOLLOWING';
    },
  };
}

function tokenSource(deps: ChannelUnitDeps, client: WeChatClient): TokenSource {
  const { config, secrets, uses, store, clock, chance, log } = deps;
  const fact = `wechat-token:${config.id}`;
  return new TokenSource({
    client,
    appId: config.wechat.appId,
    secret: () => secrets.channel(config).appSecret,
    onAnswered: (secret, answer) => {
      uses.appSecretAnswered(config.id, secret, answer);
    },
    memory: { read: () => store.readFact(fact), write: (value) => store.writeFact(fact, value) },
    clock,
    chance,
    log,
  });
}
