import type { AlertNotice, AlertSinkName } from '#shared/domain/alerts.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { CertificateAlert, CertificateAlerts } from '../ports/certificate-alerts.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { SlaAlertItem, SlaAlerts } from '../ports/sla-alerts.ts';
import type { SlaFacts } from '../ports/sla-facts.ts';
import { freshMemory, MemoryKeeper } from './alert-memory.ts';
import { decideAlerts } from './alert-policy.ts';
import { AlertSinks, type AlertSinksDeps } from './alert-sinks.ts';
import type { AlertState, RelayNotice } from './alert-state.ts';
import { withCertificate } from './certificate-notices.ts';
import { dayFigures } from './daily-figures.ts';
import { dailyNotice, dailyTurn } from './daily-line.ts';
import { pendingGap, withGap } from './gap-notices.ts';
import { figuresLine } from './notice-text.ts';
import { mayTell } from './quiet.ts';
import { withClocks, type ClockKind } from './sla-notices.ts';
import type { DailyFigures } from './texts/words.ts';

/** Often enough for what is counted in minutes. */
const turnEveryMs = 5_000;
/** Changes that come together are looked at together. */
const soonMs = 500;
const mostHeldWatches = 50;

/** A desktop counts among the ways people are told in an incident's time line. */
export type ToldWay = Exclude<AlertSinkName, 'heartbeat'> | 'desktop';

export interface AlertServiceDeps extends Omit<AlertSinksDeps, 'store' | 'onChange' | 'onSent'> {
  readonly store: Pick<RelayStore, 'readFact' | 'writeFact' | 'storage' | 'minuteCounts' | 'stateCounts'>;
  readonly openIncidents: () => Promise<readonly Incident[]>;
  /** Null: it was removed. */
  readonly findIncident: (id: string) => Promise<Incident | null>;
  readonly channels: () => readonly ChannelSnapshot[];
  readonly inMaintenance: (channelId: ChannelId) => boolean;
  /** To be shown on the desktop; quiet hours, maintenance and grouping are applied. */
  readonly onRaised: (notice: AlertNotice) => void;
  /** People were told of these incidents that way. */
  readonly onTold: (incidentIds: readonly string[], way: ToldWay) => void;
}

/** Tells people: runs the policy over what is open, and hands what it decides to the desktop and the sinks. */
export class AlertService implements SlaAlerts {
  /** Whom certificates tell. What is told before the start is told after it. */
  readonly certificate: CertificateAlerts = {
    told: (alert) => {
      this.#certificateTold(alert);
    },
  };
  readonly #deps: AlertServiceDeps;
  readonly #memory: MemoryKeeper;
  readonly #incidents = new Map<string, Incident>();
  #state: AlertState = freshMemory.state;
  #sinks: AlertSinks | null = null;
  #cancelTurn: (() => void) | null = null;
  #cancelSoon: (() => void) | null = null;
  #isWritingDaily = false;
  #slaFacts: SlaFacts | null = null;
  /** What was told before what the last run remembered was read. */
  #early: (() => void)[] = [];
  #stopListening = (): void => undefined;

  constructor(deps: AlertServiceDeps) {
    this.#deps = deps;
    this.#memory = new MemoryKeeper(deps.store, deps.log, () => ({
      state: this.#state,
      queues: this.#sinks?.queues ?? freshMemory.queues,
    }));
  }

  /** The settings must be loaded and the incidents of the last run known. */
  async start(): Promise<void> {
    const kept = await this.#memory.load();
    this.#state = kept.state;
    for (const incident of await this.#deps.openIncidents()) this.#incidents.set(incident.id, incident);
    for (const id of kept.state.groups.flatMap((group) => group.incidentIds)) {
      if (this.#incidents.has(id)) continue;
      const incident = await this.#deps.findIncident(id);
      if (incident !== null) this.#incidents.set(id, incident);
    }
    this.#sinks = new AlertSinks(
      {
        ...this.#deps,
        onChange: () => {
          this.#memory.keep();
        },
        onSent: (notice, sink) => {
          this.#toldOf(notice, sink);
        },
      },
      kept.queues,
    );
    this.#sinks.start();
    for (const note of this.#early.splice(0)) note();
    this.#stopListening = this.#deps.settings.onChange(() => {
      this.#soon();
    });
    this.#turn();
  }

  /** What is under way and not confirmed is sent at the next start. */
  async stop(): Promise<void> {
    this.#stopListening();
    this.#cancelTurn?.();
    this.#cancelSoon?.();
    this.#cancelTurn = null;
    this.#cancelSoon = null;
    this.#sinks?.stop();
    await this.#memory.settled();
  }

  /** Called at every change of an incident. */
  incidentChanged(incident: Incident): void {
    this.#incidents.set(incident.id, incident);
    this.#soon();
  }

  gapFound(gap: ReceptionGap): void {
    const { channelId } = gap;
    if (channelId !== null && this.#deps.inMaintenance(channelId)) return;
    const name = this.#deps.channels().find(({ id }) => id === channelId)?.name ?? null;
    const pending = pendingGap(gap, name);
    if (pending === null) return;
    this.#note((state) => withGap(state, pending));
    this.#soon();
  }

  /** Where clocks are looked up before people are told of them, and counted. Until then they are told of as they came. */
  followClocks(facts: SlaFacts): void {
    this.#slaFacts = facts;
  }

  warned(items: readonly SlaAlertItem[]): void {
    this.#noteClocks('warning', items);
  }

  breached(items: readonly SlaAlertItem[]): void {
    this.#noteClocks('breach', items);
  }

  /** Something somebody asked to be told of happened. Shown on the desktop only: it is about a customer's message. */
  watchTold(watch: {
    readonly subject: string;
    readonly channelId: ChannelId | null;
    readonly channelName: string | null;
    readonly failed: boolean;
  }): void {
    const notice: RelayNotice = {
      id: this.#deps.newId(),
      at: this.#deps.clock.now(),
      kind: 'watch',
      severity: watch.failed ? 'warning' : 'info',
      incidentIds: [],
      channelIds: watch.channelId === null ? [] : [watch.channelId],
      channelNames: watch.channelName === null ? [] : [watch.channelName],
      state: null,
      leg: null,
      code: null,
      value: null,
      since: null,
      lastedMs: null,
      subject: watch.subject,
      sla: null,
      owner: 'nobody',
    };
    this.#note((state) => ({ ...state, watches: [...state.watches, notice].slice(-mostHeldWatches) }));
    if (mayTell('info', { now: this.#deps.clock.now(), settings: this.#deps.settings.get() })) this.#soon();
  }

  status(): ReturnType<AlertSinks['status']> {
    return this.#sinks?.status() ?? [];
  }

  /** Sends a test to the sink now. Never rejects once the service has started. */
  test(sink: AlertSinkName): ReturnType<AlertSinks['test']> {
    if (this.#sinks === null) return Promise.reject(toRelayError('alerts are not started'));
    return this.#sinks.test(sink);
  }

  #certificateTold({ name, validUntil, code, serves, what, stillInUse = false }: CertificateAlert): void {
    const names = new Map(this.#deps.channels().map((channel) => [channel.id, channel.name]));
    const channels = serves.channelIds.flatMap((id) => {
      const channelName = names.get(id);
      return channelName === undefined ? [] : [{ id, name: channelName }];
    });
    const pending = { name, validUntil, code, legs: [...serves.legs], channels, what: what ?? null, stillInUse };
    this.#note((state) => ({ ...state, certificates: [...withCertificate(state.certificates, pending)] }));
    this.#soon();
  }

  #noteClocks(kind: ClockKind, items: readonly SlaAlertItem[]): void {
    if (items.length === 0) return;
    const now = this.#deps.clock.now();
    this.#note((state) => ({ ...state, sla: withClocks(state.sla, kind, items, now) }));
  }

  /** Adds to what is remembered; what comes before that was read waits for it. */
  #note(change: (state: AlertState) => AlertState): void {
    const note = (): void => {
      this.#state = change(this.#state);
      this.#memory.keep();
    };
    if (this.#sinks === null) this.#early.push(note);
    else note();
  }

  #soon(): void {
    // Before the start is over there is nothing to compare with; the first turn follows by itself.
    if (this.#sinks === null || this.#cancelTurn === null) return;
    this.#cancelSoon ??= this.#deps.clock.after(soonMs, () => {
      this.#cancelSoon = null;
      this.#turn();
    });
  }

  #turn(): void {
    this.#cancelTurn?.();
    this.#cancelTurn = this.#deps.clock.after(turnEveryMs, () => {
      this.#turn();
    });
    const { clock, settings, inMaintenance, newId } = this.#deps;
    const now = clock.now();
    const { state, notices } = decideAlerts(this.#state, {
      now,
      incidents: [...this.#incidents.values()],
      settings: settings.get(),
      inMaintenance,
      currentClock: (id, metric) => this.#currentClock(id, metric),
      newId,
    });
    this.#become(state);
    for (const notice of notices) this.#tell(notice);
    this.#forgetClosed();
    this.#lookAtDaily(now);
    this.#memory.keepIfUnsaved();
  }

  #become(state: AlertState): void {
    const isAnother = JSON.stringify(state) !== JSON.stringify(this.#state);
    this.#state = state;
    if (isAnother) this.#memory.keep();
  }

  #tell(notice: RelayNotice): void {
    this.#deps.log.info('alerts.told', {
      kind: notice.kind,
      severity: notice.severity,
      code: notice.code,
      incidents: notice.incidentIds.length,
    });
    if (this.#deps.settings.get().desktop.enabled) {
      this.#deps.onRaised(notice);
      this.#toldOf(notice, 'desktop');
    }
    if (notice.kind !== 'watch') this.#sinks?.send(notice);
  }

  #toldOf({ kind, incidentIds }: AlertNotice, way: ToldWay): void {
    if (kind === 'opened') this.#deps.onTold(incidentIds, way);
  }

  #forgetClosed(): void {
    const told = new Set(this.#state.groups.flatMap(({ incidentIds }) => incidentIds));
    for (const { id, closedAt } of [...this.#incidents.values()]) {
      if (closedAt !== null && !told.has(id)) this.#incidents.delete(id);
    }
  }

  #lookAtDaily(now: number): void {
    const { state, isDue } = dailyTurn(this.#state, now, this.#deps.settings.get());
    if (!isDue) this.#become(state);
    else if (!this.#isWritingDaily) {
      this.#isWritingDaily = true;
      void this.#sayDaily().finally(() => {
        this.#isWritingDaily = false;
      });
    }
  }

  /** The date is noted in the same step as the line is queued: once a day, whenever the relay ends. */
  async #sayDaily(): Promise<void> {
    const { clock, settings, channels, newId } = this.#deps;
    const figures = await this.#figures();
    const now = clock.now();
    const { state, isDue } = dailyTurn(this.#state, now, settings.get());
    if (!isDue || this.#cancelTurn === null) return;
    const open = [...this.#incidents.values()].filter(({ closedAt }) => closedAt === null);
    const others = channels().filter((channel) => channel.state.kind !== 'connected');
    const line = figures === null ? null : figuresLine(figures, settings.get().language);
    this.#become(state);
    this.#tell(dailyNotice(open, others, line, { now, id: newId() }));
  }

  async #figures(): Promise<DailyFigures | null> {
    const { store, clock, log } = this.#deps;
    try {
      return await dayFigures({ store, clocks: this.#slaFacts, now: clock.now() });
    } catch (thrown) {
      log.warn('alerts.no_figures', { detail: toRelayError(thrown).code });
      return null;
    }
  }

  #currentClock(id: string, metric: SlaMetric): SlaAlertItem | null {
    if (this.#slaFacts !== null) return this.#slaFacts.current(id, metric);
    const { warning, breach } = this.#state.sla;
    const pending = [...breach.pending, ...warning.pending];
    return pending.find((one) => one.slaCaseId === id && one.metric === metric) ?? null;
  }
}
