import type { AlertNotice, AlertSinkName } from '#shared/domain/alerts.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { freshMemory, MemoryKeeper } from './alert-memory.ts';
import { decideAlerts, mayTell } from './alert-policy.ts';
import { AlertSinks, type AlertSinksDeps } from './alert-sinks.ts';
import type { AlertState, RelayNotice } from './alert-state.ts';
import { dailyNotice, dailyTurn } from './daily-line.ts';
import { pendingGap, withGap } from './gap-notices.ts';
import { figuresLine } from './notice-text.ts';
import type { DailyFigures } from './texts/words.ts';

const minuteMs = 60_000;
const dayMinutes = 1_440;
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
export class AlertService {
  readonly #deps: AlertServiceDeps;
  readonly #memory: MemoryKeeper;
  readonly #incidents = new Map<string, Incident>();
  #state: AlertState = freshMemory.state;
  #sinks: AlertSinks | null = null;
  #cancelTurn: (() => void) | null = null;
  #cancelSoon: (() => void) | null = null;
  #isWritingDaily = false;
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
    this.#state = withGap(this.#state, pending);
    this.#memory.keep();
    this.#soon();
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
      owner: 'nobody',
    };
    this.#state = { ...this.#state, watches: [...this.#state.watches, notice].slice(-mostHeldWatches) };
    this.#memory.keep();
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
      const toMinute = Math.floor(clock.now() / minuteMs);
      const minutes = await store.minuteCounts(toMinute - dayMinutes + 1, toMinute);
      const counts = await store.stateCounts();
      const sum = (key: 'inbound' | 'outbound' | 'failed'): number =>
        minutes.reduce((total, minute) => total + minute[key], 0);
      return {
        inbound: sum('inbound'),
        outbound: sum('outbound'),
        failed: sum('failed'),
        waiting: counts.pending,
        unconfirmed: counts.unconfirmed,
        deadLetters: counts.dead_letter,
      };
    } catch (thrown) {
      log.warn('alerts.no_figures', { detail: toRelayError(thrown).code });
      return null;
    }
  }
}
