import { uptime } from 'node:os';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import { maskId } from '#shared/lib/mask.ts';
import { AlertService } from './alerts/alert-service.ts';
import { AlertSettingsService } from './alerts/alert-settings-service.ts';
import type { RelayParts } from './compose.ts';
import { hostKind } from './http/outbound/host-kind.ts';
import type { Notices } from './notices.ts';
import { AuditService } from './operations/audit-service.ts';
import { ChannelSettingsService } from './operations/channel-settings-service.ts';
import { GapService } from './operations/gap-service.ts';
import { IncidentActs } from './operations/incident-acts.ts';
import { IncidentService } from './operations/incident-service.ts';
import { MaintenanceService } from './operations/maintenance-service.ts';
import { createRecordIds, type RecordIds } from './operations/record-id.ts';
import { RecordKeeper } from './operations/record-keeper.ts';
import { ShiftService } from './operations/shift-service.ts';
import { SleepWatch } from './operations/sleep-watch.ts';
import { WatchService } from './operations/watch-service.ts';
import type { ChannelWatch } from './ports/channel-watch.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import type { RelayStore } from './ports/relay-store.ts';
import { StateHistory } from './services/state-history.ts';

/** What is kept of the channels besides their messages, and who is told of it. */
export interface Operations {
  readonly newId: RecordIds;
  readonly keeper: RecordKeeper;
  readonly audit: AuditService;
  readonly settings: ChannelSettingsService;
  readonly maintenance: MaintenanceService;
  readonly incidents: IncidentService;
  readonly incidentActs: IncidentActs;
  readonly gaps: GapService;
  readonly history: StateHistory;
  readonly watches: WatchService;
  readonly shift: ShiftService;
  readonly alertSettings: AlertSettingsService;
  readonly alerts: AlertService;
  /** Once the relay listens. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface OperationsDeps {
  readonly config: RelayConfig;
  readonly store: RelayStore;
  readonly http: OutboundHttp;
  readonly notices: Notices;
  /** Known once the channels are composed. */
  readonly watch: () => ChannelWatch;
  /** Whether an operator switched the channel off. */
  readonly isStopped: (channelId: ChannelId) => boolean;
  /** The computer slept (wall clock). */
  readonly onSlept: (from: number, until: number) => void;
}

/** Reads what operators set before, so that the channels can begin by it. */
export async function composeOperations(parts: RelayParts, deps: OperationsDeps): Promise<Operations> {
  const { clock, log, chance } = parts;
  const { config, store, notices } = deps;
  const newId = createRecordIds(() => clock.now(), chance);
  const keeper = new RecordKeeper({ store, clock, log });
  const common = { store, keeper, clock, log, newId };
  const watch = lateWatch(deps.watch);
  const audit = new AuditService({
    ...common,
    onAdded: (line) => {
      notices.send('audit.added', line);
    },
  });
  const settings = new ChannelSettingsService({ store, audit, log });
  const maintenance = new MaintenanceService({ ...common, audit, onChange: () => undefined });
  const gaps = new GapService({
    ...common,
    isStopped: deps.isStopped,
    onFound: (gap) => {
      notices.send('gap.found', gap);
      alerts.gapFound(gap);
    },
  });
  const incidents = new IncidentService({
    ...common,
    watch,
    maintenanceUntil: (channelId, at) => maintenance.activeFor(channelId, at),
    onChange: (incident) => {
      notices.send('incident.changed', incident);
      alerts.incidentChanged(incident);
    },
  });
  const alertSettings = new AlertSettingsService({
    store,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    allowPrivateTargets: config.allowPrivateTargets,
    hostKind,
    log,
  });
  const alerts = new AlertService({
    settings: alertSettings,
    store,
    http: deps.http,
    clock,
    chance,
    log,
    newId: () => newId('alr'),
    openIncidents: () => Promise.resolve(incidents.open()),
    findIncident: (id) => incidents.find(id),
    channels: () => watch.snapshots(),
    inMaintenance: (channelId) => maintenance.activeFor(channelId, clock.now()) !== null,
    onRaised: (notice) => {
      notices.send('alert.raised', notice);
    },
    onTold: (incidentIds, way) => {
      for (const id of incidentIds) void incidents.noteEventOf(id, 'notified', way, null);
    },
  });
  const watches = new WatchService({
    ...common,
    audit,
    onChange: (one) => {
      notices.send('watch.changed', one);
    },
    onTold: ({ row, outcome }) => {
      const channelName = watch.snapshot(row.channelId)?.name ?? null;
      const subject = maskId(row.id);
      alerts.watchTold({ subject, channelId: row.channelId, channelName, failed: outcome === 'failed' });
    },
  });
  const history = new StateHistory({
    store,
    clock,
    log,
    watch,
    lastAliveAt: () => gaps.lastAliveAt(),
    runId: newId('run'),
  });
  const shift = new ShiftService({ ...common, watch, incidents, audit, maintenance, watches, gaps });
  const sleepWatch = new SleepWatch({
    clock,
    uptimeMs: () => uptime() * 1_000,
    steadyStopsInSleep: process.platform === 'linux',
    log,
    onSlept: (from, until) => {
      gaps.slept(from, until);
      deps.onSlept(from, until);
    },
    onHeldUp: (from, until) => {
      gaps.heldUp(from, until);
    },
  });

  await settings.load(config.channels.map(({ id }) => id));
  await alertSettings.load();
  await maintenance.start();
  return {
    newId,
    keeper,
    audit,
    settings,
    maintenance,
    incidents,
    incidentActs: new IncidentActs({ incidents, audit, clock }),
    gaps,
    history,
    watches,
    shift,
    alertSettings,
    alerts,
    start: async () => {
      await history.start();
      await gaps.start();
      await incidents.start();
      await watches.start();
      await alerts.start();
      sleepWatch.start();
    },
    stop: async () => {
      sleepWatch.stop();
      maintenance.stop();
      await Promise.all([alerts.stop(), watches.stop(), incidents.stop(), history.stop(), gaps.stop()]);
      await keeper.stop();
    },
  };
}

/** Times without reception that bear on a channel. */
export function gapsOf(operations: Operations) {
  return (channelId: ChannelId, from: number, until: number): Promise<readonly ReceptionGap[]> =>
    operations.gaps.gaps(channelId, from, until);
}

function lateWatch(watch: () => ChannelWatch): ChannelWatch {
  return {
    snapshots: () => watch().snapshots(),
    snapshot: (channelId) => watch().snapshot(channelId),
    onState: (listener) => watch().onState(listener),
    checkNow: (channelId) => watch().checkNow(channelId),
    probes: (channelId) => watch().probes(channelId),
    verification: (channelId, since) => watch().verification(channelId, since),
    beginVerifying: (channelId) => {
      watch().beginVerifying(channelId);
    },
  };
}
