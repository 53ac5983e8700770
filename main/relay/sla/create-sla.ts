import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import type { ChannelId, IntegrationId, OpenId } from '#shared/domain/ids.ts';
import type { Maintenance } from '#shared/domain/operations.ts';
import { wrongClockMs } from '#shared/domain/overview.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RecordKeeper } from '../operations/record-keeper.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { PendingMessage, RelayStore, Settlement } from '../ports/relay-store.ts';
import type { SlaAlerts } from '../ports/sla-alerts.ts';
import type { SlaFacts } from '../ports/sla-facts.ts';
import { AlertGather } from './alert-gather.ts';
import { BreachBook } from './breach-book.ts';
import { CaseBook, type SlaChannel } from './case-book.ts';
import { CaseLookup } from './case-lookup.ts';
import type { CaseReports } from './case-observation.ts';
import { CaseShelf } from './case-shelf.ts';
import { ChangeNotice } from './change-notice.ts';
import { OutageSource } from './outage-source.ts';
import { PollBook } from './poll-book.ts';
import { ReportService } from './report-service.ts';
import { SlaDesk } from './sla-desk.ts';
import { createSlaFacts } from './sla-facts.ts';
import { slaHandlers } from './sla-handlers.ts';
import { SlaService } from './sla-service.ts';
import { SlaSettingsService } from './sla-settings-service.ts';
import { WallWatch } from './wall-watch.ts';
import { wantedOf } from './wanted-cases.ts';

export interface SlaPoller {
  states(): SlaSummary['polls'];
  /** The next round comes at once; the cases named are asked for by themselves when the list is long. */
  pollNow(integrationId: IntegrationId | null, caseIds?: readonly string[]): void;
  /** A case may have begun. */
  wake(integrationId: IntegrationId): void;
}

export interface SlaDeps {
  readonly store: RelayStore;
  readonly keeper: RecordKeeper;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: (prefix: string) => string;
  readonly channels: readonly SlaChannel[];
  /** The end user whom CXone's name of a conversation means, or null. */
  readonly openIdOf: (channelId: ChannelId, threadId: string) => OpenId | null;
  /** False for channels that do not exist in CXone yet. */
  readonly isTimed?: (channelId: ChannelId) => boolean;
  /** Where cases may be shown besides CXone's own hosts: a simulated CXone. */
  readonly caseOrigins: ReadonlySet<string>;
  readonly snapshot: (channelId: ChannelId) => Pick<ChannelSnapshot, 'state' | 'incidentId'> | null;
  readonly gaps: (channelId: ChannelId, from: number, until: number) => Promise<readonly ReceptionGap[]>;
  readonly maintenance: (channelId: ChannelId) => readonly Maintenance[];
  readonly alerts: SlaAlerts;
  /** Who asks CXone; null while nobody does. */
  readonly poller: () => SlaPoller | null;
  /** This computer's, for the first settings. */
  readonly timeZone: string;
  /** What others' clocks say this one lacks, ms. */
  readonly clockOffsetMs: () => number;
  readonly isListening: () => boolean;
  readonly onChanged: (summary: SlaSummary) => void;
}

/** SLA clocks of a relay. */
export interface Sla {
  readonly reports: CaseReports;
  readonly settings: SlaSettingsService;
  readonly service: SlaService;
  readonly report: ReportService;
  /** For whoever tells people of clocks. */
  readonly facts: SlaFacts;
  readonly handlers: Pick<Handlers<RelayContract>, Extract<keyof Handlers<RelayContract>, `sla.${string}`>>;
  /** A message is on disk. Cheap, and never throws; also before `start`. */
  stored(message: PendingMessage): void;
  /** An attempt ended. The same. */
  settled(settlement: Settlement): void;
  /** Everything kept of this end user is removed: what is timed now does not name him any more. */
  forget(channelId: ChannelId, openId: OpenId): void;
  /** Reads what is on disk, once the state history has begun. Clocks go from here on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createSla(deps: SlaDeps): Sla {
  const { store, keeper, audit, clock, log, newId } = deps;
  const byId = new Map(deps.channels.map((channel) => [channel.id, channel]));
  const byCxone = new Map(
    deps.channels.map((channel) => [cxoneKey(channel.integrationId, channel.cxoneChannelId), channel]),
  );
  const channel = (id: ChannelId): SlaChannel | null => byId.get(id) ?? null;
  const nameOf = (id: ChannelId): string => byId.get(id)?.name ?? id;
  const offsetMs = (): number => {
    const known = deps.clockOffsetMs();
    return Math.abs(known) >= wrongClockMs ? known : 0;
  };
  const polls = new PollBook(deps.channels);
  const wall = new WallWatch({ clock, sureNow: () => clock.now() + Math.min(offsetMs(), 0) });
  const notice = new ChangeNotice({
    clock,
    isListening: deps.isListening,
    summary: () => service.summary(),
    send: deps.onChanged,
  });
  const settings = new SlaSettingsService({
    store,
    audit,
    clock,
    log,
    newId,
    nameOf,
    timeZone: deps.timeZone,
    onChange: () => {
      planChange();
      desk.touchAll();
    },
  });
  const timeline = () => settings.timeline;
  const book = new CaseBook({
    channel,
    channelAt: (integrationId, cxoneChannelId) => byCxone.get(cxoneKey(integrationId, cxoneChannelId)) ?? null,
    openIdOf: deps.openIdOf,
    newId,
    isAsked: (channelId) => polls.isChannelAsked(channelId),
    ...(deps.isTimed !== undefined && { isTimed: deps.isTimed }),
    onChange: (kept) => {
      shelf.note(kept);
      desk.touch(kept);
    },
    onBegun: ({ channelId }) => {
      const integrationId = byId.get(channelId)?.integrationId;
      if (integrationId !== undefined) deps.poller()?.wake(integrationId);
    },
    onUnknown: (kept) => {
      lookup.add(kept);
    },
  });
  const lookup = new CaseLookup({ store, book, log });
  const outages = new OutageSource({ store, log, gaps: deps.gaps, maintenance: deps.maintenance });
  const gather = new AlertGather({ alerts: deps.alerts, timeline, now: () => wall.now(), nameOf, log });
  const breaches = new BreachBook({
    store,
    keeper,
    outages,
    clock,
    log,
    nameOf,
    putCase: (kept) => shelf.putNow(kept),
    onRecorded: (kept, breach) => {
      // Missed before there were clocks: shown, and no news.
      if (breach.breachedAt >= settings.beganAt) gather.breach(kept, breach);
      desk.touch(kept);
    },
    onTryAgain: (kept) => {
      desk.touch(kept);
    },
  });
  const desk: SlaDesk = new SlaDesk({
    book,
    polls,
    breaches,
    wall,
    timeline,
    clock,
    log,
    clockErrorMs: offsetMs,
    onWarning: (kept, reading) => {
      gather.warn(kept, reading);
    },
    onUnsure: ({ channelId, caseId, asked }) => {
      const integrationId = byId.get(channelId)?.integrationId;
      if (integrationId === undefined || caseId === null || !asked) return;
      deps.poller()?.pollNow(integrationId, [caseId]);
    },
    onDirty: (kept) => {
      shelf.note(kept);
    },
    onChanged: () => {
      notice.note();
    },
    onRested: () => {
      gather.flush();
    },
  });
  const shelf: CaseShelf = new CaseShelf({
    store,
    book,
    clock,
    log,
    isConfigured: (channelId) => byId.has(channelId),
    firstNoted: () => desk.firstNoted,
    readTo: () => desk.readTo,
    finalOf: (kept) => desk.finalOf(kept),
    onEnded: (kept) => {
      desk.forget(kept);
    },
  });
  const service: SlaService = new SlaService({
    book,
    desk,
    breaches,
    settings,
    pollStates: () => deps.poller()?.states() ?? polls.states(clock.now()),
    wall,
    store,
    audit,
    channel,
    caseOrigins: deps.caseOrigins,
    snapshot: deps.snapshot,
  });
  const report = new ReportService({
    store,
    book,
    readingsOf: (kept) => desk.viewNow(kept, 0).readings,
    outages,
    timeline,
    channels: deps.channels,
    clock,
    log,
  });

  /** Settings that are planned come into force by time alone. */
  let cancelChange: () => void = () => undefined;
  const planChange = (): void => {
    cancelChange();
    const now = wall.now();
    const next = timeline().changes.find((at) => at > now);
    if (next === undefined) return;
    cancelChange = clock.after(Math.min(next - now, longestTimerMs), () => {
      desk.touchAll();
      planChange();
    });
  };

  return {
    reports: {
      observed: (observation) => {
        desk.observed(observation);
      },
      authors: (seen) => {
        desk.authors(seen);
      },
      impossible: (integrationId, code) => {
        desk.impossible(integrationId, code);
      },
      wanted: (integrationId) => wantedOf(book.all(), polls.channelsOf(integrationId), clock.now() + offsetMs()),
    },
    settings,
    service,
    report,
    facts: createSlaFacts({ book, desk, breaches, timeline, now: () => wall.now(), nameOf }),
    handlers: slaHandlers({ service, settings, report, audit }),
    stored: (message) => {
      desk.stored(message);
    },
    settled: (settlement) => {
      desk.settled(settlement);
    },
    forget: (channelId, openId) => {
      book.forgetEndUser(channelId, openId);
    },
    start: async () => {
      await settings.load();
      await breaches.load();
      const readTo = await shelf.load();
      desk.start(readTo);
      shelf.start();
      planChange();
    },
    stop: async () => {
      cancelChange();
      notice.stop();
      desk.stop();
      await lookup.stop();
      await breaches.stop();
      gather.flush();
      await shelf.stop();
      await keeper.tried();
    },
  };
}

/** A timer's longest delay that every runtime keeps is 24.8 days. */
const longestTimerMs = 86_400_000;

function cxoneKey(integrationId: IntegrationId, cxoneChannelId: string): string {
  return `${integrationId} ${cxoneChannelId}`;
}
