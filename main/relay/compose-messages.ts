import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { composeChannel, type ChannelUnit } from './compose-channel.ts';
import type { RelayParts } from './compose.ts';
import { createCxoneClient, type CxoneClient } from './connectors/cxone/cxone-client.ts';
import { reportStatus } from './connectors/cxone/cxone-status-reporter.ts';
import { createMessageIdMaker } from './core/message-id.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { ChannelService } from './services/channel-service.ts';
import { InboundService } from './services/inbound-service.ts';
import { OutboundService } from './services/outbound-service.ts';
import { StatusService, type StatusReporter } from './services/status-service.ts';
import { TrafficService } from './services/traffic-service.ts';
import type { Notices } from './notices.ts';

/** A typing indicator that comes later than this is of no use, milliseconds. */
const typingLimitMs = 5_000;

/** Everything that happens to messages once they are verified, and what is seen of the legs. */
export interface MessageEngine {
  readonly inbound: InboundService;
  readonly outbound: OutboundService;
  readonly channels: ChannelService;
  readonly traffic: TrafficService;
  start(): void;
  /** Work under way gets `graceMs` to end. */
  stop(graceMs: number): Promise<void>;
}

export interface MessageEngineDeps {
  readonly config: RelayConfig;
  readonly store: RelayStore;
  readonly http: OutboundHttp;
  readonly notices: Notices;
  /** The address WeChat and CXone use. */
  readonly publicUrl: () => string;
}

export async function composeMessages(parts: RelayParts, deps: MessageEngineDeps): Promise<MessageEngine> {
  const { clock, log } = parts;
  const { config, store, notices } = deps;
  const traffic = new TrafficService({
    store,
    clock,
    onRows: (notice) => {
      notices.send('traffic.changed', notice);
    },
  });
  const channels = new ChannelService({
    store,
    clock,
    log,
    callbackUrl: (channelId) => `${deps.publicUrl()}/wechat/${channelId}`,
    onChange: (snapshots) => {
      notices.send('channels.changed', [...snapshots]);
    },
  });
  const clients = new Map(
    config.integrations.map(({ id, cxone }) => [id, createCxoneClient({ http: deps.http, config: cxone, clock, log })]),
  );
  const status = new StatusService({ report: statusReporter(config, clients), clock, log });
  const units = new Map<ChannelId, ChannelUnit>();
  for (const channel of config.channels) {
    const unit = composeChannel({
      ...parts,
      config: channel,
      integration: integrationOf(config, channel.integration),
      cxoneClient: clientOf(clients, channel.integration),
      store,
      http: deps.http,
      reporter: channels,
      onChange: (message, settlement) => {
        traffic.note(message.seq);
        if (settlement !== null) status.settled(message, settlement);
      },
    });
    units.set(channel.id, unit);
    await channels.add({
      config: channel,
      integration: unit.integration,
      targets: { wechatOut: unit.wechat, cxoneOut: unit.cxone },
      lanes: { wechatOut: unit.outbound, cxoneOut: unit.inbound },
    });
  }

  const makeId = createMessageIdMaker(() => clock.now(), parts.chance);
  const inbound = new InboundService({
    store,
    clock,
    log,
    makeId,
    onStored: (message) => {
      traffic.note(message.seq);
      units.get(message.channelId)?.inbound.offer(message);
    },
    onQuarantined: (seq) => {
      traffic.note(seq);
    },
    onWindowOpened: (channelId, contactNo) => {
      units.get(channelId)?.outbound.windowOpened(contactNo);
    },
  });
  const outbound = new OutboundService({
    store,
    clock,
    makeId,
    onStored: (message) => {
      traffic.note(message.seq);
      units.get(message.channelId)?.outbound.offer(message);
    },
    onTyping: (channelId, openId, on) => {
      void units.get(channelId)?.wechat.typing(openId, on, AbortSignal.timeout(typingLimitMs));
    },
  });
  const dispatchers = [...units.values()].flatMap((unit) => [unit.inbound, unit.outbound]);

  return {
    inbound,
    outbound,
    channels,
    traffic,
    start: () => {
      for (const dispatcher of dispatchers) dispatcher.start();
      channels.start();
    },
    stop: async (graceMs) => {
      status.stop();
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop(graceMs)));
      await channels.stop();
    },
  };
}

type Clients = ReadonlyMap<IntegrationId, CxoneClient>;

function integrationOf(config: RelayConfig, id: IntegrationId): RelayConfig['integrations'][number] {
  const integration = config.integrations.find((one) => one.id === id);
  if (integration === undefined) throw new RelayError('CONFIG_INVALID', `no integration "${id}"`, { value: id });
  return integration;
}

function clientOf(clients: Clients, id: IntegrationId): CxoneClient {
  const client = clients.get(id);
  if (client === undefined) throw new RelayError('CONFIG_INVALID', `no integration "${id}"`, { value: id });
  return client;
}

function statusReporter(config: RelayConfig, clients: Clients): StatusReporter {
  return async ({ message, status, reason, at }, signal) => {
    const channel = config.channels.find((one) => one.id === message.channelId);
    if (channel === undefined) return true;
    const { cxoneChannelId } = channel;
    const report = { cxoneChannelId, messageId: message.id, status, at, reason };
    const result = await reportStatus(clientOf(clients, channel.integration), report, signal);
    return result.ok || result.final;
  };
}
