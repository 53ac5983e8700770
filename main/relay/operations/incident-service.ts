import type { IncidentFilter } from '#shared/contract/operations-contract.ts';
import type { ChannelState } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident, IncidentEventKind, IncidentImpact, IncidentStory } from '#shared/domain/incident.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelWatch, StateChange } from '../ports/channel-watch.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import { IncidentBook, toMoment } from './incident-book.ts';
import { ImpactRounds } from './incident-impact.ts';
import { changedBy, closedIncident, isSameImpact, newIncident, reasonOf } from './incident-record.ts';
import {
  goingOn,
  isFailure,
  nextIncidentStep,
  nothingSeen,
  type IncidentEffect,
  type IncidentInput,
  type IncidentMemory,
} from './incident-rules.ts';
import type { RecordIds } from './record-id.ts';
import type { RecordKeeper } from './record-keeper.ts';

/** So long after its end something that belongs to an incident may still be noted there. */
const afterwardsMs = 600_000;
/** What is counted of an open incident is written so often at most. */
const writeImpactMs = 60_000;

export interface IncidentServiceDeps {
  readonly watch: Pick<ChannelWatch, 'onState' | 'snapshot' | 'snapshots'>;
  readonly store: Pick<OperationsStore, 'records' | 'getRecord' | 'countRecords' | 'impactOf'>;
  readonly keeper: RecordKeeper;
  /** End of the planned maintenance the channel is under at that moment, or null. */
  readonly maintenanceUntil: (channelId: ChannelId, at: number) => number | null;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: RecordIds;
  /** It was opened, changed or closed. */
  readonly onChange: (incident: Incident) => void;
}

interface Tracked {
  memory: IncidentMemory;
  cancelWake: (() => void) | null;
  open: Incident | null;
  /** Closed lately. */
  last: Incident | null;
  /** Reasons of the open one that have their line. */
  readonly reasons: Set<string>;
}

/** Opens and closes incidents as the channels' states say. One of a channel at a time; it survives a restart. */
export class IncidentService {
  readonly #deps: IncidentServiceDeps;
  readonly #book: IncidentBook;
  readonly #rounds: ImpactRounds;
  readonly #channels = new Map<ChannelId, Tracked>();
  /** When open ones were last written, steady milliseconds. */
  readonly #writtenAt = new Map<string, number>();
  #stopListening: () => void = () => undefined;
  #isStopped = false;

  constructor(deps: IncidentServiceDeps) {
    this.#deps = deps;
    this.#book = new IncidentBook(deps);
    this.#rounds = new ImpactRounds({
      ...deps,
      open: () => this.#open(),
      onCounted: (incident, impact) => {
        this.#counted(incident, impact);
      },
    });
  }

  /** Takes over what was open when the relay ended. To be awaited before the channels begin. */
  async start(): Promise<void> {
    const { watch, log } = this.#deps;
    try {
      for (const incident of await this.#book.open()) this.#takeOver(incident);
    } catch (thrown) {
      log.error('incidents.not_read', { code: toRelayError(thrown).code });
    }
    this.#stopListening = watch.onState((change) => {
      this.#stateChanged(change);
    });
    for (const { id, state } of watch.snapshots()) this.#see(id, state);
    this.#rounds.wake();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening();
    for (const tracked of this.#channels.values()) tracked.cancelWake?.();
    await this.#rounds.stop();
    for (const incident of this.#open()) void this.#book.save(incident);
    await this.#deps.keeper.tried();
  }

  openIncidentId(channelId: ChannelId): string | null {
    return this.#channels.get(channelId)?.open?.id ?? null;
  }

  /** The channel's open incident, or its last one that ended at or after `since` (epoch ms). */
  incidentIdSince(channelId: ChannelId, since: number): string | null {
    const tracked = this.#channels.get(channelId);
    if (tracked?.open != null) return tracked.open.id;
    const last = tracked?.last;
    return last?.closedAt != null && last.closedAt >= since ? last.id : null;
  }

  /** The open incidents, newest first. */
  open(): Incident[] {
    return this.#open().sort((one, other) => other.openedAt - one.openedAt);
  }

  /** As it stands now. Null when there is none of that id. */
  async find(id: string): Promise<Incident | null> {
    return this.#known(id) ?? (await this.#book.find(id));
  }

  async page(filter: IncidentFilter): Promise<Incident[]> {
    const { state, channelId, before, limit } = filter;
    const fits = ({ channelId: its, openedAt }: Incident): boolean =>
      (channelId === null || its === channelId) && (before === null || openedAt < before);
    const open = this.open().filter(fits);
    if (state === 'open') return toMoment(open, limit);
    const stored = await this.#book.page(filter);
    // What is in memory is newer than what is on disk.
    const onDisk = stored.map((incident) => this.#known(incident.id) ?? incident);
    if (state === 'closed') return onDisk.filter(({ closedAt }) => closedAt !== null);
    const ids = new Set(onDisk.map(({ id }) => id));
    const all = [...onDisk, ...open.filter(({ id }) => !ids.has(id))];
    return toMoment(
      all.sort((one, other) => other.openedAt - one.openedAt),
      limit,
    );
  }

  async story(incident: Incident): Promise<IncidentStory> {
    // What waited when it closed has come to its end since.
    const mayDiffer = incident.closedAt !== null && incident.impact.waiting > 0;
    const impact = mayDiffer ? await this.#rounds.count(incident) : null;
    if (impact !== null) this.#counted(incident, impact);
    return this.#book.story(this.#known(incident.id) ?? (impact === null ? incident : { ...incident, impact }));
  }

  /**
   * Writes a line into the story of the channel's open incident, or of the one that ended in the last ten minutes.
   * Returns its id, or null when there is none. 'customers_told' keeps one line, its newest detail.
   */
  noteEvent(channelId: ChannelId, kind: IncidentEventKind, detail: string | null, by: string | null): string | null {
    const tracked = this.#channels.get(channelId);
    const incident = tracked?.open ?? this.#closedLately(tracked);
    if (incident === null) return null;
    this.#note(incident, kind, detail, by);
    return incident.id;
  }

  /** The same for a certain incident. Nothing happens when it is unknown, or cannot be read now. Never rejects. */
  async noteEventOf(incidentId: string, kind: IncidentEventKind, detail: string | null, by: string | null) {
    try {
      const incident = await this.find(incidentId);
      if (incident !== null) this.#note(incident, kind, detail, by);
    } catch (thrown) {
      this.#deps.log.warn('incident.not_noted', { incidentId, kind, code: toRelayError(thrown).code });
    }
  }

  /** Changes what operators set, with a line in its story. */
  async change(
    incident: Incident,
    change: Partial<Pick<Incident, 'acknowledgedBy' | 'acknowledgedAt' | 'snoozedUntil' | 'assignee'>>,
    event: { readonly kind: IncidentEventKind; readonly detail: string | null; readonly by: string },
  ): Promise<Incident> {
    const now = this.#known(incident.id) ?? incident;
    this.#book.addEvent(now, { ...event, at: this.#deps.clock.now() });
    return this.#replace({ ...now, ...change, revision: now.revision + 1 });
  }

  #note(found: Incident, kind: IncidentEventKind, detail: string | null, by: string | null): void {
    const at = this.#deps.clock.now();
    const incident = this.#known(found.id) ?? found;
    this.#book.addEvent(incident, { at, kind, detail, by, ...(kind === 'customers_told' && { name: kind }) });
    void this.#replace({ ...incident, revision: incident.revision + 1 });
  }

  #closedLately(tracked: Tracked | undefined): Incident | null {
    const last = tracked?.last ?? null;
    if (last?.closedAt == null) return null;
    return this.#deps.clock.now() - last.closedAt <= afterwardsMs ? last : null;
  }

  #takeOver(incident: Incident): void {
    const { watch, clock } = this.#deps;
    const tracked = this.#tracked(incident.channelId);
    // Its channel is gone, or a newer one was opened: it cannot end by itself any more.
    if (watch.snapshot(incident.channelId) === null || tracked.open !== null) {
      const closedAt = tracked.open?.openedAt ?? clock.now();
      this.#book.addEvent(incident, { at: closedAt, kind: 'closed' });
      void this.#book.save(closedIncident(incident, closedAt));
      return;
    }
    tracked.open = incident;
    tracked.memory = goingOn(incident.flapping);
  }

  #stateChanged({ channelId, to }: StateChange): void {
    this.#see(channelId, to);
  }

  #see(channelId: ChannelId, state: ChannelState): void {
    this.#step(channelId, { kind: 'state', state, ...this.#moment() });
  }

  #moment(): { steadyMs: number; at: number } {
    return { steadyMs: this.#deps.clock.monotonic(), at: this.#deps.clock.now() };
  }

  #step(channelId: ChannelId, input: IncidentInput): void {
    if (this.#isStopped) return;
    const tracked = this.#tracked(channelId);
    tracked.cancelWake?.();
    tracked.cancelWake = null;
    const { memory, effects, wakeInMs } = nextIncidentStep(tracked.memory, input);
    tracked.memory = memory;
    for (const effect of effects) this.#apply(channelId, tracked, effect);
    if (wakeInMs === null) return;
    tracked.cancelWake = this.#deps.clock.after(wakeInMs, () => {
      this.#step(channelId, { kind: 'time', ...this.#moment() });
    });
  }

  #apply(channelId: ChannelId, tracked: Tracked, effect: IncidentEffect): void {
    switch (effect.kind) {
      case 'opened':
        this.#openOne(channelId, tracked, effect.at, effect.state);
        return;
      case 'changed':
        this.#changeOne(tracked, effect.from, effect.state);
        return;
      case 'flapping':
        this.#flapOne(tracked);
        return;
      case 'closed':
        this.#closeOne(tracked, effect.at);
    }
  }

  #openOne(channelId: ChannelId, tracked: Tracked, openedAt: number, state: ChannelState): void {
    const { newId, watch, maintenanceUntil, log, clock } = this.#deps;
    const incident = newIncident({
      id: newId('inc'),
      channelId,
      channelName: watch.snapshot(channelId)?.name ?? channelId,
      openedAt,
      state,
      duringMaintenance: maintenanceUntil(channelId, clock.now()) !== null,
    });
    tracked.open = incident;
    tracked.last = null;
    tracked.reasons.clear();
    tracked.reasons.add(reasonOf(state));
    log.warn('incident.opened', { incidentId: incident.id, channelId, state: state.kind, code: state.code });
    this.#book.addEvent(incident, { at: openedAt, kind: 'opened', state });
    void this.#replace(incident);
    this.#rounds.wake();
  }

  #changeOne(tracked: Tracked, from: ChannelState | null, state: ChannelState): void {
    const { open } = tracked;
    if (open === null) return;
    // After a restart the first state seen is no change by itself.
    const isChange = from !== null || (isFailure(state.kind) && reasonOf(state) !== reasonOf(open));
    const incident = changedBy(open, state, isChange);
    const isNew = !tracked.reasons.has(reasonOf(state));
    tracked.reasons.add(reasonOf(state));
    if (isChange && (isNew || !open.flapping)) {
      this.#book.addEvent(incident, { at: this.#deps.clock.now(), kind: eventKindOf(from, state), state });
    }
    void this.#replace(incident);
  }

  #flapOne({ open, memory }: Tracked): void {
    if (open === null || open.flapping) return;
    const { state } = memory;
    this.#book.addEvent(open, { at: this.#deps.clock.now(), kind: 'flapping', ...(state !== null && { state }) });
    void this.#replace({ ...open, flapping: true, revision: open.revision + 1 });
  }

  #closeOne(tracked: Tracked, closedAt: number): void {
    const { open, memory } = tracked;
    if (open === null) return;
    const { clock, log } = this.#deps;
    const incident = closedIncident(open, closedAt);
    tracked.open = null;
    tracked.last = incident;
    const { state } = memory;
    this.#book.addEvent(incident, { at: clock.now(), kind: 'closed', ...(state !== null && { state }) });
    this.#book.forget(incident.id);
    const { id: incidentId, channelId } = incident;
    log.info('incident.closed', { incidentId, channelId, durationMs: Math.round(closedAt - incident.openedAt) });
    void this.#replace(incident);
    void this.#rounds.count(incident).then((impact) => {
      if (impact !== null) this.#counted(incident, impact);
    });
  }

  /** Of an open one that is told at once, and written now and then: it can be counted again. */
  #counted(counted: Incident, impact: IncidentImpact): void {
    const incident = this.#known(counted.id) ?? counted;
    // Closed meanwhile: its end is counted by itself.
    if (this.#isStopped || incident.closedAt !== counted.closedAt) return;
    const { clock } = this.#deps;
    const isSnoozeOver = incident.snoozedUntil !== null && incident.snoozedUntil <= clock.now();
    if (isSnoozeOver) this.#book.addEvent(incident, { at: clock.now(), kind: 'snooze_ended' });
    const isSame = isSameImpact(incident.impact, impact);
    if (isSame && !isSnoozeOver) return;
    const snoozedUntil = isSnoozeOver ? null : incident.snoozedUntil;
    const next = { ...incident, impact, snoozedUntil, revision: incident.revision + 1 };
    const writtenAt = this.#writtenAt.get(next.id) ?? -Infinity;
    const isDue = isSnoozeOver || next.closedAt !== null || clock.monotonic() - writtenAt >= writeImpactMs;
    if (isDue) void this.#replace(next);
    else this.#show(next);
  }

  /** Puts it in the place of the one with its id, wherever that is. */
  async #replace(incident: Incident): Promise<Incident> {
    this.#show(incident);
    if (incident.closedAt === null) this.#writtenAt.set(incident.id, this.#deps.clock.monotonic());
    else this.#writtenAt.delete(incident.id);
    await this.#book.save(incident);
    return incident;
  }

  #show(incident: Incident): void {
    const tracked = this.#tracked(incident.channelId);
    if (tracked.open?.id === incident.id) tracked.open = incident;
    if (tracked.last?.id === incident.id) tracked.last = incident;
    this.#deps.onChange(incident);
  }

  #known(id: string): Incident | null {
    for (const { open, last } of this.#channels.values()) {
      if (open?.id === id) return open;
      if (last?.id === id) return last;
    }
    return null;
  }

  #open(): Incident[] {
    return [...this.#channels.values()].flatMap(({ open }) => open ?? []);
  }

  #tracked(channelId: ChannelId): Tracked {
    const known = this.#channels.get(channelId);
    if (known !== undefined) return known;
    const made: Tracked = { memory: nothingSeen, cancelWake: null, open: null, last: null, reasons: new Set() };
    this.#channels.set(channelId, made);
    return made;
  }
}

function eventKindOf(from: ChannelState | null, to: ChannelState): IncidentEventKind {
  const isHeld = ({ kind }: ChannelState): boolean => kind === 'paused' || kind === 'stopped';
  if (isHeld(to)) return 'paused';
  return from !== null && isHeld(from) ? 'resumed' : 'changed';
}
