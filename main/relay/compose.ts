import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { RelayContract, RelayUrls } from '#shared/contract/relay-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { composeCertificates, type Certificates } from './compose-certificates.ts';
import { composeHandlers } from './compose-handlers.ts';
import { composeListeners, destinationsOf, makePlaceholders, type DeskMaterial } from './compose-listeners.ts';
import { composeLog, type MessageLog } from './compose-log.ts';
import { composeMessages, type MessageEngine } from './compose-messages.ts';
import { composeOperations } from './compose-operations.ts';
import { networkChanged, reachability, refusedCertificate } from './compose-reachability.ts';
import { registerRoutes } from './compose-routes.ts';
import { composeSetup, type SetupParts } from './compose-setup.ts';
import { composeSla, type SlaClocks } from './compose-sla.ts';
import { checkConfig, type Environment } from './config/load-config.ts';
import { boxClientsOf } from './connectors/cxone/box-client.ts';
import { ClockOffset } from './core/clock-offset.ts';
import { LatencyMeter } from './core/latency-meter.ts';
import { createAdminServer } from './http/admin-server.ts';
import { closeServer, listen } from './http/listen.ts';
import { createHostCheck } from './http/outbound/host-check.ts';
import { createOutboundHttp } from './http/outbound/outbound-http.ts';
import { createWayTrial } from './http/outbound/proxy/way-trial.ts';
import { createWays } from './http/outbound/proxy/ways.ts';
import { localUrl } from './http/public-server.ts';
import { SelfProbe } from './http/self-probe.ts';
import { Notices } from './notices.ts';
import { openRelayData, type RelayData } from './open-relay-data.ts';
import type { PendingMessage, Settlement } from './ports/relay-store.ts';
import { ClockWatch } from './services/clock-watch.ts';
import { startOverviewTicker, takeOverview, type OverviewSources } from './services/overview-service.ts';
import { tellEach } from './services/tell-each.ts';
import { showUnsetChannels } from './services/unset-channels.ts';

export interface RelayParts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly random: (sizeBytes: number) => Buffer;
  readonly log: Logger;
  readonly environment: Environment;
}

export interface RelayOptions extends RelayParts {
  readonly config: RelayConfig;
  readonly dataDir: string;
  /** True: a port that is taken is waited for. False: PORT_TAKEN is thrown, and whoever started us tries again. */
  readonly waitsForPort?: boolean;
}

/** A running relay. */
export interface Relay {
  readonly urls: RelayUrls;
  readonly handlers: Handlers<RelayContract>;
  readonly on: Notices['on'];
  /** See `Listeners`. */
  readonly replaceCertificates: (config: RelayConfig) => void;
  /** New requests are refused first; work under way gets a moment to end; the rest waits on disk. */
  stop(): Promise<void>;
}

/** So long may work under way take to end when the relay stops, milliseconds. */
const stopGraceMs = 3_000;
/**
 * All channels call the same two hosts. There are more connections than messages under way, so that calls of a channel that
 * get no answer keep none of another channel waiting.
 */
const mostSockets = 512;
/** Answers that take longer make everything wait that has time, milliseconds. */
const lateAnswerMs = 400;

/**
 * Builds the relay and resolves when it listens. The one place that knows every part. Throws a RelayError, with
 * everything opened so far closed again.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { config } = options;
  checkConfig(config, options.environment);
  const opened = await openRelayData(options);
  try {
    return await composeRelay(options, opened);
  } catch (thrown) {
    await opened.store.close();
    throw thrown;
  }
}

async function composeRelay(options: RelayOptions, opened: RelayData): Promise<Relay> {
  const { store, files, shelf, credentials, recoveredAt } = opened;
  const { config, clock, log } = options;
  const notices = new Notices(log);
  const acknowledgements = new LatencyMeter(60_000);
  const clockOffset = new ClockOffset();
  const clockWatch = new ClockWatch({ offset: clockOffset, log });
  const deskMaterial: DeskMaterial = (id) => shelf.activeMaterial(id);
  const destinations = destinationsOf(config, deskMaterial);
  const ways = createWays(config, options.environment, { clock, log });
  const http = createOutboundHttp({
    clock,
    allowPrivateTargets: config.allowPrivateTargets,
    maxSocketsPerHost: mostSockets,
    destinations,
    ways,
    onSecureDate: (date) => {
      clockOffset.observe(date, clock.now());
      clockWatch.look();
    },
  });
  const listeners = composeListeners({
    config,
    clock,
    log,
    deskMaterial,
    extraTrust: shelf.extraTrust(),
    destinations,
    placeholders: await makePlaceholders(config, deskMaterial, clock.now()),
    isLooking: () => selfProbe.isLooking,
    onAnswered: (durationMs) => {
      acknowledgements.record(durationMs, clock.monotonic());
      selfProbe.gotThrough();
    },
    onUnknownPath: (path) => {
      selfProbe.asked(path);
    },
    onRefusedHost: () => {
      engine.channels.refusedRequest(null, 'BOX_UNKNOWN_ROUTE');
    },
    onRefusedCertificate: (reason, fingerprint) => {
      const pinned = boxClientsOf(config).filter(({ clientId }) => listeners.gate?.pinned.has(clientId) === true);
      refusedCertificate(engine.channels, pinned, { reason, fingerprint });
    },
    onAcceptedCertificate: (clientIds) => {
      for (const { clientId, channels } of boxClientsOf(config)) {
        if (!clientIds.has(clientId)) continue;
        for (const { id } of channels) engine.channels.warningOver(id, 'cxoneIn', 'BOX_CERTIFICATE_REFUSED');
      }
    },
  });
  const { open: publicServer, box: boxServer, gate, certificate, publicUrl } = listeners;
  const operations = await composeOperations(options, {
    config,
    store,
    http,
    notices,
    watch: () => engine.channels,
    isStopped: (channelId) => engine.controls.of(channelId).mode === 'stopped',
    onSlept: (from, until) => {
      engine.renewConnections();
      engine.channels.slept(from, until);
    },
  });
  const hostCheck = createHostCheck({ clock, allowPrivateTargets: config.allowPrivateTargets, destinations, ways });
  const setup: SetupParts = await composeSetup(options, {
    config,
    store,
    http,
    notices,
    operations,
    uses: credentials.uses,
    ways: createWayTrial({ config, ways, http, check: hostCheck, clock }),
    inCxone: (ids) => {
      engine.awaited.seen(ids);
    },
  });
  const sureNow = (): number => clock.now() + Math.min(clockOffset.offsetMs(), 0);
  const messageLog: MessageLog = composeLog(options, {
    store,
    files,
    engine: () => engine,
    operations,
    notices,
    snapshots: () => snapshots(),
    clocks: {
      forget: (channelId, openId) => {
        sla.forget(channelId, openId);
      },
    },
    sureNow,
  });
  const engine: MessageEngine = await composeMessages(options, {
    config,
    secrets: credentials.secrets,
    uses: setup.uses,
    store,
    files,
    http,
    hostCheck,
    clockOffset,
    notices,
    operations,
    publicUrl,
    boxUrl: () => `${listeners.boxUrl()}/integration/box`,
    certificate,
    onNetwork: (change) => {
      networkChanged(change, { engine, operations, config });
    },
    followers: {
      stored: tellEach(log, {
        sla: (message: PendingMessage) => {
          sla.stored(message);
        },
        log: messageLog.followers.stored,
      }),
      quarantined: tellEach(log, { log: messageLog.followers.quarantined }),
      settled: tellEach(log, {
        sla: (_message: PendingMessage, settlement: Settlement) => {
          sla.settled(settlement);
        },
        setup: setup.settled,
        log: messageLog.followers.settled,
      }),
    },
    recoveredAt,
    sureNow,
    answersLate: () => (acknowledgements.percentiles(clock.monotonic())?.p99Ms ?? 0) > lateAnswerMs,
  });
  const sla: SlaClocks = composeSla(options, {
    config,
    store,
    engine,
    operations,
    notices,
    clockOffsetMs: () => clockOffset.offsetMs(),
  });
  const certificates: Certificates = composeCertificates(options, {
    store,
    shelf,
    places: listeners.places,
    operations,
    notices,
  });
  const { channels, controls, passing, reconnecting } = engine;
  const unsetChannels = await showUnsetChannels(config.unset ?? [], {
    store,
    clock,
    log,
    callbackUrl: (channelId) => `${publicUrl()}/wechat/${channelId}`,
  });
  const snapshots = (): ChannelSnapshot[] => [...channels.snapshots(), ...unsetChannels()];
  const selfProbe = new SelfProbe({
    clock,
    log,
    server: publicServer.server,
    host: config.listen.public.host,
    publicUrl: config.listen.public.publicUrl,
    http,
    ...reachability(channels, operations),
  });
  passing.attach(publicServer);
  if (boxServer !== publicServer) passing.attach(boxServer);
  registerRoutes(options, {
    config,
    listeners,
    engine,
    operations,
    credentials,
    setup,
    http,
    snapshots,
    clockOffsetMs: () => clockOffset.offsetMs(),
  });
  const overviewSources: OverviewSources = {
    store,
    clock,
    acknowledgements,
    duplicatesDropped: () => engine.inbound.duplicatesDropped,
    refusedRequests: () => channels.refusedRequests,
    clockOffsetMs: () => clockOffset.offsetMs(),
  };
  let isReady = false;
  let suspendedAt: number | null = null;
  const adminServer = createAdminServer({
    isReady: () => isReady && store.storage().writable,
    overview: () => takeOverview(overviewSources),
    channels: snapshots,
  });

  const outside = new Set([publicServer, boxServer]);
  try {
    const wait = options.waitsForPort === true ? { clock, log } : undefined;
    await listen(publicServer, config.listen.public, wait);
    if (config.listen.box !== undefined) await listen(boxServer, config.listen.box, wait);
    await listen(adminServer, config.listen.admin, wait);
  } catch (thrown) {
    await Promise.all([...outside, adminServer].map((server) => server.close()));
    throw thrown;
  }
  await operations.start();
  engine.start();
  selfProbe.start();
  await certificates.start();
  // Messages do not wait for clocks.
  await sla.start();
  await messageLog.start();
  const stopTicker = startOverviewTicker(
    overviewSources,
    () => notices.hasListeners('overview.changed'),
    (overview) => {
      notices.send('overview.changed', overview);
    },
  );
  isReady = true;
  const base = localUrl(publicServer, config.listen.public);
  const urls: RelayUrls = {
    wechat: `${base}/wechat`,
    box: `${config.listen.box === undefined ? base : localUrl(boxServer, config.listen.box)}/integration/box`,
    actions: `${base}/integration`,
    admin: localUrl(adminServer, config.listen.admin),
  };
  log.info('relay.listening', urls);
  const credentialDesk = credentials.serve({
    http,
    audit: operations.audit,
    ownBox: () => ({
      url: urls.box,
      serverName: new URL(listeners.boxUrl()).hostname,
      certificate: config.listen.box === undefined ? certificate() : null,
      demandsCertificate: gate?.isRequired === true,
    }),
    notices,
    onChanged: (channelIds) => {
      for (const channelId of channelIds) {
        channels.checkNow(channelId).catch((thrown: unknown) => {
          log.warn('credentials.check_failed', { code: toRelayError(thrown).code });
        });
      }
    },
  });

  return {
    urls,
    handlers: composeHandlers({
      engine,
      operations,
      sla,
      certificates,
      credentials: credentialDesk,
      messageLog,
      setup,
      reconnecting,
      controls,
      store,
      overview: overviewSources,
      clock,
      snapshots,
      onPower: (event) => {
        log.info('computer.power', { event });
        if (event === 'suspending') {
          suspendedAt = clock.now();
          return;
        }
        // What our own look at the clocks finds as well is one gap.
        if (suspendedAt !== null) operations.gaps.slept(suspendedAt, clock.now());
        suspendedAt = null;
        engine.renewConnections();
        channels.network(true);
        sla.pollNow();
      },
    }),
    replaceCertificates: (next) => {
      certificates.configChanged(listeners.replaceCertificates(next));
    },
    on: (name, listener) => {
      if (name === 'traffic.changed') engine.traffic.listen();
      return notices.on(name, listener);
    },
    stop: async () => {
      isReady = false;
      selfProbe.stop();
      stopTicker();
      // Beside each other: while listeners close nothing new is to be sent, and whoever stops us waits five seconds only.
      const closing = [...outside, adminServer].map((server) => closeServer(server, clock));
      await Promise.all([...closing, engine.stop(stopGraceMs)]);
      await messageLog.stop();
      await certificates.stop();
      await sla.stop();
      setup.stop();
      await operations.stop();
      await credentials.stop();
      await store.close();
      log.info('relay.stopped');
    },
  };
}
