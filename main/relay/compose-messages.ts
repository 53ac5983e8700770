import type { ChannelConfig, RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { MessageKind } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { composeChannel, type ChannelUnit } from './compose-channel.ts';
import { statusReporter } from './compose-status.ts';
import type { RelayParts } from './compose.ts';
import { createCxoneClient, type CxoneClient } from './connectors/cxone/cxone-client.ts';
import { cxoneDownloads } from './connectors/cxone/cxone-downloads.ts';
import { relaysToCxone } from './connectors/cxone/event-note.ts';
import { ExchangeRoom } from './core/exchange-room.ts';
import { MemoryBudget } from './core/memory-budget.ts';
import { createMessageIdMaker } from './core/message-id.ts';
import { SlotPool } from './core/slot-pool.ts';
import { createMediaDepot } from './media/media-depot.ts';
import { composeProbing, type Probing } from './compose-health.ts';
import type { Operations } from './compose-operations.ts';
import { composeReconnecting, type Reconnecting } from './compose-reconnect.ts';
import type { ClockOffset } from './core/clock-offset.ts';
import type { RenewableHttp } from './http/outbound/outbound-http.ts';
import type { CredentialUse } from './ports/credential-use.ts';
import type { CustomerNameSource } from './ports/customer-name-source.ts';
import type { HostCheck } from './ports/host-check.ts';
import type { LiveSecrets } from './ports/live-secrets.ts';
import type { MediaStore } from './ports/media-store.ts';
import type { PendingMessage, RelayStore, Settlement } from './ports/relay-store.ts';
import type { NetworkChange } from './probes/network-watch.ts';
import { tellingRefusedSecrets } from './probes/refused-secrets.ts';
import { TrafficWatch } from './probes/traffic-watch.ts';
import type { Lane } from './reconnect/channel-worker.ts';
import { AwaitedChannels } from './services/awaited-channels.ts';
import { ChannelControlService } from './services/channel-control-service.ts';
import { ChannelService } from './services/channel-service.ts';
import { InboundService, type QuarantinedPush } from './services/inbound-service.ts';
import type { SharedLimits } from './services/leg-dispatcher.ts';
import { MessageActions, type ActionChannel } from './services/message-actions.ts';
import { OutboundService } from './services/outbound-service.ts';
import { ReadGate } from './services/read-gate.ts';
import { decideRecovered, startAfterRecovery } from './services/recovered-replies.ts';
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
  readonly controls: ChannelControlService;
  /** Channels that do not exist in CXone yet. */
  readonly awaited: AwaitedChannels;
  readonly probing: Probing;
  readonly reconnecting: Reconnecting;
  /** Sees pushes and calls pass by: stands between the connectors and the legs. */
  readonly passing: TrafficWatch;
  readonly traffic: TrafficService;
  readonly actions: MessageActions;
  /** Who can be asked what customers of the channel are called; nobody while that leg or the relay has trouble. */
  readonly nameSources: (channelId: ChannelId) => readonly CustomerNameSource[];
  readonly mayAskNames: (channelId: ChannelId, platform: CustomerNameSource['platform']) => boolean;
  /** True while messages have to wait for the disk. */
  readonly isBusy: () => boolean;
  readonly cxoneClientOf: (id: IntegrationId) => CxoneClient;
  /** Connections that may lead nowhere are not used again. */
  renewConnections(): void;
  start(): void;
  /** Work under way gets `graceMs` to end. */
  stop(graceMs: number): Promise<void>;
}

/** Who counts and times what passes. Told while messages pass: cheap, and never throwing. */
export interface MessageFollowers {
  /** On disk, and waits for delivery. */
  readonly stored: (message: PendingMessage) => void;
  /** On disk, and cannot be read. */
  readonly quarantined: (message: QuarantinedPush) => void;
  /** An attempt ended, and that is on disk. */
  readonly settled: (message: PendingMessage, settlement: Settlement) => void;
}

export interface MessageEngineDeps {
  readonly config: RelayConfig;
  readonly secrets: LiveSecrets;
  readonly uses: CredentialUse;
  readonly store: RelayStore;
  readonly files: MediaStore;
  readonly http: RenewableHttp;
  readonly hostCheck: HostCheck;
  readonly clockOffset: ClockOffset;
  readonly notices: Notices;
  readonly operations: Operations;
  /** The address WeChat and CXone use. */
  readonly publicUrl: () => string;
  /** The address of CXone's calls. */
  readonly boxUrl: () => string;
  /** The certificate the public listener shows, PEM; null without one of its own. */
  readonly certificate: () => string | null;
  readonly onNetwork: (change: NetworkChange) => void;
  readonly followers: MessageFollowers;
  /** When claims of the last run were recovered, epoch ms. */
  readonly recoveredAt: number;
  /** The time by which age is judged (see RetentionService). */
  readonly sureNow: () => number;
  /** True while answers to WeChat or CXone come late. */
  readonly answersLate: () => boolean;
}

export async function composeMessages(parts: RelayParts, deps: MessageEngineDeps): Promise<MessageEngine> {
  const { clock, log } = parts;
  const { config, store, notices, operations } = deps;
  const traffic = new TrafficService({
    store,
    clock,
    onRows: (notice) => {
      notices.send('traffic.changed', notice);
    },
  });
  /** A message changed: the live list shows it, and who watches it is told. */
  const changed = (seq: number): void => {
    traffic.note(seq);
    operations.watches.note(seq);
  };
  const callbackUrl = (channelId: ChannelId): string => `${deps.publicUrl()}/wechat/${channelId}`;
  const { boxUrl } = deps;
  const controls = new ChannelControlService({
    store,
    clock,
    log,
    channelIds: () => [...config.channels, ...(config.unset ?? [])].map(({ id }) => id),
    onChange: (channelId, { mode, at }) => {
      holdLanes(channelId);
      if (mode === 'stopped') operations.gaps.channelStopped(channelId, at ?? clock.now());
      else operations.gaps.channelStarted(channelId);
      channels.controlChanged(channelId);
    },
  });
  await controls.load();
  const awaited = new AwaitedChannels({
    channels: config.channels,
    store,
    log,
    onMade: (channelId) => {
      const unit = units.get(channelId);
      if (unit === undefined) return;
      probing.add(unit, clientOf(clients, unit.integration.id));
      channels.madeInCxone(channelId);
      holdLanes(channelId);
    },
  });
  await awaited.load();
  /** What an operator paused or stopped is held both ways; toward CXone, also what does not exist there yet. */
  const holdLanes = (channelId: ChannelId): void => {
    const unit = units.get(channelId);
    if (unit === undefined) return;
    const isOff = controls.of(channelId).mode !== 'running';
    const held: [Lane, boolean][] = [
      [unit.inbound, isOff || awaited.awaits(channelId)],
      [unit.outbound, isOff],
    ];
    for (const [lane, isHeld] of held) {
      if (isHeld) lane.hold();
      else lane.release();
    }
  };
  const channels = new ChannelService({
    store,
    clock,
    log,
    callbackUrl,
    onChange: (snapshots) => {
      operations.history.observe(snapshots);
      notices.send('channels.changed', [...snapshots]);
    },
    controls,
    probes: () => probing.probes,
    onChecked: (channelId, leg, result) => {
      probing.probes.noteCheck(channelId, leg, result);
    },
    maintenanceUntil: (channelId) => operations.maintenance.activeFor(channelId, clock.now()),
    incidentId: (channelId) => operations.incidents.openIncidentId(channelId),
    awaitsCxone: (channelId) => awaited.awaits(channelId),
  });
  const passing = new TrafficWatch({ legs: channels, clock });
  const probing = composeProbing(parts, {
    channels: () => channels,
    secrets: deps.secrets,
    uses: deps.uses,
    traffic: passing,
    http: deps.http,
    hostCheck: deps.hostCheck,
    clockOffset: deps.clockOffset,
    certificate: deps.certificate,
    callbackUrl,
    boxUrl,
    onNetwork: deps.onNetwork,
    awaitsCxone: (channelId) => awaited.awaits(channelId),
  });
  const clients = new Map(
    config.integrations.map((integration) => {
      const { id, cxone } = integration;
      const client = createCxoneClient({
        http: deps.http,
        config: cxone,
        secrets: () => deps.secrets.integration(integration),
        onAnswered: (secrets, answer) => {
          deps.uses.signInAnswered(id, secrets, answer);
        },
        clock,
        log,
      });
      return [id, client];
    }),
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
    onEnded: changed,
  });
  const shared = sharedLimits(clock);
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
    const integration = integrationOf(config, channel.integration);
    const cxoneClient = clientOf(clients, channel.integration);
    const unit: ChannelUnit = composeChannel({
      ...parts,
      config: channel,
      integration,
      secrets: deps.secrets,
      uses: deps.uses,
      cxoneClient,
      cxoneBase: () => probing.cxoneBase(integration),
      store,
      media,
      http: deps.http,
      reporter: tellingRefusedSecrets(passing.legs, () => probing.probes),
      relays: relaysToCxone,
      shared,
      onRestarted: () => {
        channels.replaceParts(channel.id, workingParts(unit));
      },
      onChange: (message, settlement) => {
        changed(message.seq);
        if (settlement !== undefined && settlement !== null) deps.followers.settled(message, settlement);
        if (message.direction === 'outbound' && settlement?.outcome.kind !== 'retry') status.wake();
      },
    });
    units.set(channel.id, unit);
    probing.add(unit, cxoneClient);
    await channels.add({ config: channel, integration, ...workingParts(unit) });
  }
  const reconnecting = composeReconnecting(parts, {
    config,
    store,
    notices,
    operations,
    watch: channels,
    legs: channels,
    repairOf: (channelId) => units.get(channelId)?.repair ?? null,
    boxUrl,
  });

  const makeId = createMessageIdMaker(() => clock.now(), parts.chance);
  const inbound = new InboundService({
    store,
    clock,
    log,
    makeId,
    onStored: (message) => {
      changed(message.seq);
      deps.followers.stored(message);
      reconnecting.reconnect.seen(message);
      units.get(message.channelId)?.inbound.offer(message);
      if (mayHaveFiles.has(message.kind)) media.prefetch(message);
    },
    onQuarantined: (push) => {
      changed(push.seq);
      deps.followers.quarantined(push);
    },
    onWindowOpened: (channelId, contactNo) => {
      units.get(channelId)?.outbound.windowOpened(contactNo);
    },
    agentLanguage: (channelId) => units.get(channelId)?.config.agentLanguage ?? 'en',
    isSending: (channelId) => (units.get(channelId)?.outbound.inFlight ?? 0) > 0,
    onVerdict: (seq) => {
      changed(seq);
      status.wake();
    },
  });
  store.onFoundWaiting((message) => {
    changed(message.seq);
    deps.followers.stored(message);
    reconnecting.reconnect.seen(message);
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
      changed(message.seq);
      deps.followers.stored(message);
      // CXone names the channel, so it has it.
      awaited.made(message.channelId);
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
      changed(seq);
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

  return {
    inbound,
    outbound,
    channels,
    controls,
    awaited,
    probing,
    reconnecting,
    passing,
    traffic,
    actions,
    nameSources: (channelId) => units.get(channelId)?.nameSources ?? [],
    mayAskNames: (channelId, platform) =>
      !isBusy() &&
      controls.of(channelId).mode === 'running' &&
      !(platform === 'cxone' && awaited.awaits(channelId)) &&
      channels.faultOf(channelId, platform === 'wechat' ? 'wechatOut' : 'cxoneOut') === null,
    isBusy,
    cxoneClientOf: (id) => clientOf(clients, id),
    renewConnections: () => {
      for (const { repair } of units.values()) repair.renewConnections();
    },
    start: () => {
      controls.start();
      for (const channelId of awaited.all) holdLanes(channelId);
      const decided = decideRecovered({
        store,
        clock,
        log,
        recoveredAt: deps.recoveredAt,
        channels: [...units.values()].map(({ config: { id }, rules }) => ({ id, rules })),
        onPending: (message) => {
          changed(message.seq);
          units.get(message.channelId)?.outbound.readmit(message);
        },
      });
      startAfterRecovery(units.values(), decided, clock);
      channels.start();
      probing.start();
      status.start();
      retention.start();
    },
    stop: async (graceMs) => {
      reconnecting.reconnect.stop();
      controls.stop();
      probing.stop();
      status.stop();
      media.stop();
      await Promise.all([retention.stop(), ...[...units.values()].map(({ worker }) => worker.stop(graceMs))]);
      await channels.stop();
    },
  };
}

/**
 * What all channels share. In memory: about 40,000 short messages. Under way: what two cores bring forward at a time;
 * each leg has some places of its own, so that slow targets of some channels stop no other.
 */
function sharedLimits(clock: Clock): SharedLimits {
  return {
    memory: new MemoryBudget(48 * 1024 * 1024),
    slots: new SlotPool({ shared: 384, ownPerLeg: 4 }),
    reads: new ReadGate(2),
    exchanges: new ExchangeRoom(clock),
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

/** What the channel's checks look at. */
function workingParts({ wechat, cxone, inbound, outbound }: ChannelUnit) {
  return { targets: { wechatOut: wechat, cxoneOut: cxone }, lanes: { wechatOut: outbound, cxoneOut: inbound } };
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
