import type { ChannelConfig, RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { MessageKind } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { composeChannel, type ChannelUnit } from './compose-channel.ts';
import { statusReporter } from './compose-status.ts';
import type { RelayParts } from './compose.ts';
import { createCxoneClient, type CxoneClient } from './connectors/cxone/cxone-client.ts';
import { cxoneDownloads } from './connectors/cxone/cxone-downloads.ts';
import { relaysToCxone } from './connectors/cxone/event-note.ts';
import { MemoryBudget } from './core/memory-budget.ts';
import { createMessageIdMaker } from './core/message-id.ts';
import { SlotPool } from './core/slot-pool.ts';
import { createMediaDepot } from './media/media-depot.ts';
import type { MediaStore } from './ports/media-store.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { ChannelService } from './services/channel-service.ts';
import { InboundService } from './services/inbound-service.ts';
import type { SharedLimits } from './services/leg-dispatcher.ts';
import { MessageActions, type ActionChannel } from './services/message-actions.ts';
import { OutboundService } from './services/outbound-service.ts';
import { ReadGate } from './services/read-gate.ts';
import { decideRecovered } from './services/recovered-replies.ts';
import { RetentionService } from './services/retention-service.ts';
import { StatusService } from './services/status-service.ts';
import { TrafficService } from './services/traffic-service.ts';
import type { Notices } from './notices.ts';

/** A typing indicator that comes later than this is of no use, milliseconds. */
const typingLimitMs = 5_000;
const mayHaveFiles: ReadonlySet<MessageKind> = new Set<MessageKind>(['image', 'voice', 'video', 'shortvideo', 'rich']);
/** So many pushes waiting for the disk make everything that has time wait. */
const busyQueue = 50;

/** Everything that happens to messages once they are verified, and what is seen of the legs. */
export interface MessageEngine {
  readonly inbound: InboundService;
  readonly outbound: OutboundService;
  readonly channels: ChannelService;
  readonly traffic: TrafficService;
  readonly actions: MessageActions;
  start(): void;
  /** Work under way gets `graceMs` to end. */
  stop(graceMs: number): Promise<void>;
}

export interface MessageEngineDeps {
  readonly config: RelayConfig;
  readonly store: RelayStore;
  readonly files: MediaStore;
  readonly http: OutboundHttp;
  readonly notices: Notices;
  /** The address WeChat and CXone use. */
  readonly publicUrl: () => string;
  /** When claims of the last run were recovered, epoch ms. */
  readonly recoveredAt: number;
  /** The time by which age is judged (see RetentionService). */
  readonly sureNow: () => number;
  /** True while answers to WeChat or CXone come late. */
  readonly answersLate: () => boolean;
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
  const units = new Map<ChannelId, ChannelUnit>();
  const isBusy = (): boolean => inbound.queued > busyQueue || deps.answersLate();
  const status = new StatusService({
    store,
    clock,
    log,
    report: statusReporter(config, (id) => clientOf(clients, id)),
    integrationOf: (channelId) =>
      units.get(channelId)?.integration.id ?? config.unset?.find(({ id }) => id === channelId)?.integration ?? null,
    isBusy,
    onEnded: (seq) => {
      traffic.note(seq);
    },
  });
  const shared = sharedLimits();
  const media = createMediaDepot({
    files: deps.files,
    records: store,
    downloadsOf: (message) =>
      message.direction === 'outbound'
        ? cxoneDownloads(message, deps.http, () => clock.now())
        : (units.get(message.channelId)?.downloads(message) ?? []),
    clock,
    log,
  });
  for (const channel of config.channels) {
    const unit = composeChannel({
      ...parts,
      config: channel,
      integration: integrationOf(config, channel.integration),
      cxoneClient: clientOf(clients, channel.integration),
      store,
      media,
      http: deps.http,
      reporter: channels,
      relays: relaysToCxone,
      shared,
      onChange: (message, settlement) => {
        traffic.note(message.seq);
        if (message.direction === 'outbound' && settlement?.outcome.kind !== 'retry') status.wake();
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
      if (mayHaveFiles.has(message.kind)) media.prefetch(message);
    },
    onQuarantined: (seq) => {
      traffic.note(seq);
    },
    onWindowOpened: (channelId, contactNo) => {
      units.get(channelId)?.outbound.windowOpened(contactNo);
    },
    agentLanguage: (channelId) => units.get(channelId)?.config.agentLanguage ?? 'en',
    isSending: (channelId) => (units.get(channelId)?.outbound.inFlight ?? 0) > 0,
    onVerdict: (seq) => {
      traffic.note(seq);
      status.wake();
    },
  });
  store.onFoundWaiting((message) => {
    traffic.note(message.seq);
    const unit = units.get(message.channelId);
    unit?.inbound.readmit(message);
    unit?.outbound.windowOpened(message.contactNo);
    if (mayHaveFiles.has(message.kind)) media.prefetch(message);
  });
  const outbound = new OutboundService({
    store,
    clock,
    makeId,
    onStored: (message) => {
      traffic.note(message.seq);
      units.get(message.channelId)?.outbound.offer(message);
      if (mayHaveFiles.has(message.kind)) media.prefetch(message);
    },
    askFollowing: (channelId, openId) =>
      units.get(channelId)?.askFollowing(openId) ?? Promise.resolve('WECHAT_NOT_FOLLOWING'),
    hasTemplates: (channelId) => (units.get(channelId)?.config.wechat.templates.length ?? 0) > 0,
    onTyping: (channelId, openId, on) => {
      void units.get(channelId)?.wechat.typing(openId, on, AbortSignal.timeout(typingLimitMs));
    },
  });
  const actions = new MessageActions({
    store,
    clock,
    log,
    relays: relaysToCxone,
    channel: (id) => {
      const unit = units.get(id);
      return unit === undefined ? null : actionChannel(unit, channels);
    },
    onDecided: (seq) => {
      traffic.note(seq);
      status.wake();
    },
  });
  const retention = new RetentionService({
    store,
    media: deps.files,
    retention: config.retention,
    now: deps.sureNow,
    isBusy,
    clock,
    log,
  });
  const dispatchers = [...units.values()].flatMap((unit) => [unit.inbound, unit.outbound]);

  return {
    inbound,
    outbound,
    channels,
    traffic,
    actions,
    start: () => {
      for (const dispatcher of dispatchers) dispatcher.start();
      channels.start();
      status.start();
      retention.start();
      void decideRecovered({
        store,
        clock,
        log,
        recoveredAt: deps.recoveredAt,
        channels: [...units.values()].map(({ config: { id }, rules }) => ({ id, rules })),
        onPending: (message) => {
          traffic.note(message.seq);
          units.get(message.channelId)?.outbound.readmit(message);
        },
      });
    },
    stop: async (graceMs) => {
      status.stop();
      media.stop();
      await Promise.all([retention.stop(), ...dispatchers.map((dispatcher) => dispatcher.stop(graceMs))]);
      await channels.stop();
    },
  };
}

/**
 * What all channels share. In memory: about 40,000 short messages. Under way: what two cores bring forward at a time;
 * each leg has some places of its own, so that slow targets of some channels stop no other.
 */
function sharedLimits(): SharedLimits {
  return {
    memory: new MemoryBudget(48 * 1024 * 1024),
    slots: new SlotPool({ shared: 384, ownPerLeg: 4 }),
    reads: new ReadGate(2),
  };
}

function actionChannel(unit: ChannelUnit, channels: ChannelService): ActionChannel {
  const { wechat, agentLanguage } = unit.config;
  return {
    agentLanguage,
    longestTextBytes: wechat.longestTextBytes,
    templates: templateNames(unit.config),
    lane: (direction) => (direction === 'inbound' ? unit.inbound : unit.outbound),
    legFault: (direction) => channels.faultOf(unit.config.id, direction === 'inbound' ? 'cxoneOut' : 'wechatOut'),
  };
}

function templateNames({ wechat }: ChannelConfig): ReadonlySet<string> {
  return new Set(wechat.templates.map(({ name }) => name));
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
