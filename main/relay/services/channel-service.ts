import { setMaxListeners } from 'node:events';
import type { ChannelSnapshot, Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { LegVerification, ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ChannelControl } from '#shared/domain/operations.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { verifyFrom } from '../core/channel-state.ts';
import { momentOf } from '../core/health/moment.ts';
import { legs } from '../core/health/verdict.ts';
import { strongestSince, withRepairClaimed } from '../core/leg-book.ts';
import type { ChannelControls, ChannelWatch } from '../ports/channel-watch.ts';
import type { CheckResult } from '../ports/delivery-target.ts';
import type { ProbeBook } from '../ports/leg-probe.ts';
import type { LegFault, LegReporter, LegWarning } from '../ports/leg-reporter.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import { ChannelChecks } from './channel-service-checks.ts';
import { ClockJumps } from './channel-service-clock.ts';
import { ChannelDoubts } from './channel-service-doubts.ts';
import { LegKeeper } from './channel-service-legs.ts';
import { StateListeners, looksDifferent, type StateListener } from './channel-service-listeners.ts';
import { ChannelProbes } from './channel-service-probes.ts';
import { readProofs } from './channel-service-proofs.ts';
import { CheckResults } from './channel-service-results.ts';
import { ProofSaver } from './channel-service-saver.ts';
import {
  ownLegs,
  WatchedChannel,
  type ChannelParts,
  type KeptChannel,
  type OwnLeg,
  type WorkingParts,
} from './channel-service-watched.ts';

const tickMs = 1_000;

const running: ChannelControl = { mode: 'running', until: null, by: null, at: null, code: null };

export interface ChannelServiceDeps {
  readonly store: Pick<RelayStore, 'channelCounts' | 'readFact' | 'writeFact'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly callbackUrl: (channelId: ChannelId) => string | null;
  readonly onChange: (snapshots: readonly ChannelSnapshot[]) => void;
  /** Without it every channel runs. */
  readonly controls?: Pick<ChannelControls, 'of'>;
  /** The other looks at the legs; asked for late, because they tell of what they find through this service. */
  readonly probes?: () => ProbeBook | null;
  /** Told after each of our own checks, so that a probe of the same thing need not call again. */
  readonly onChecked?: (channelId: ChannelId, leg: OwnLeg, result: CheckResult) => void;
  /** End of the planned maintenance the channel is under, or null. */
  readonly maintenanceUntil?: (channelId: ChannelId) => number | null;
  /** The channel's open incident, or null. */
  readonly incidentId?: (channelId: ChannelId) => string | null;
  /** Whether the channel does not exist in CXone yet. Without it every channel does. */
  readonly awaitsCxone?: (channelId: ChannelId) => boolean;
}

/** Keeps what was seen of every leg, checks quiet and failing ones, and tells the channels' states. Channels do not affect each other. */
export class ChannelService implements LegReporter, ChannelWatch {
  readonly #deps: ChannelServiceDeps;
  readonly #kept = new Map<ChannelId, KeptChannel>();
  readonly #listeners: StateListeners;
  readonly #probes: ChannelProbes;
  readonly #abort = new AbortController();
  readonly #legs: LegKeeper;
  readonly #results: CheckResults;
  readonly #doubts: ChannelDoubts;
  readonly #saver: ProofSaver;
  readonly #clockJumps: ClockJumps;
  readonly #traffic: LegReporter;
  #started = false;
  #cancelTick: (() => void) | null = null;

  /** For probes: faults told here are known to come from one, and end when it says so. */
  readonly probeReporter: LegReporter;

  constructor(deps: ChannelServiceDeps) {
    this.#deps = deps;
    setMaxListeners(0, this.#abort.signal);
    this.#listeners = new StateListeners(deps.log);
    this.#probes = new ChannelProbes({
      clock: deps.clock,
      log: deps.log,
      book: () => deps.probes?.() ?? null,
      signal: this.#abort.signal,
    });
    this.#legs = new LegKeeper({
      clock: deps.clock,
      log: deps.log,
      channel: (channelId) => this.#kept.get(channelId)?.channel,
      onIntegrationCured: (channel) => {
        this.#results.checkSisters(channel);
      },
    });
    this.#results = new CheckResults({
      clock: deps.clock,
      log: deps.log,
      legs: this.#legs.reporter('check'),
      kept: () => this.#kept.values(),
      isSwitchedOff: (channelId) => this.#isSwitchedOff(channelId),
      onChecked: deps.onChecked ?? null,
    });
    this.#doubts = new ChannelDoubts({
      clock: deps.clock,
      kept: () => this.#kept.values(),
      controlOf: (channelId) => this.#control(channelId),
      probes: this.#probes,
      derive: (kept) => {
        this.#derive(kept);
      },
    });
    this.#saver = new ProofSaver(deps.store, deps.clock);
    this.#clockJumps = new ClockJumps(deps.clock, deps.log);
    this.#traffic = this.#legs.reporter('traffic');
    this.probeReporter = this.#legs.reporter('probe');
  }

  /** Requests refused for a wrong signature, token or address since start. */
  get refusedRequests(): number {
    return this.#legs.refused;
  }

  async add(parts: ChannelParts): Promise<void> {
    const { clock, store } = this.#deps;
    const { id } = parts.config;
    const channel = new WatchedChannel(parts, await readProofs(store, id), momentOf(clock));
    channel.awaitsCxone = this.#deps.awaitsCxone?.(id) ?? false;
    const checks = new ChannelChecks({
      channel,
      clock,
      signal: this.#abort.signal,
      channels: () => this.#kept.size,
      onResult: (leg, result) => {
        // Of a channel that was taken out meanwhile nothing is noted.
        if (this.#kept.get(id) === kept) this.#results.note(kept, leg, result);
      },
    });
    const kept: KeptChannel = { channel, checks };
    this.#kept.set(id, kept);
    if (this.#started) this.#begin(kept);
  }

  /** Nothing is watched of it any more. What is still reported of it is passed over. */
  remove(channelId: ChannelId): void {
    this.#kept.delete(channelId);
  }

  /** The channel's working parts were built anew. What was seen of its legs stays; they are checked at once. */
  replaceParts(channelId: ChannelId, parts: WorkingParts): void {
    const kept = this.#known(channelId);
    kept.channel.parts = parts;
    if (this.#started && !this.#isSwitchedOff(channelId)) void kept.checks.round();
  }

  start(): void {
    this.#started = true;
    for (const kept of this.#kept.values()) this.#begin(kept);
    void this.#tick();
  }

  async stop(): Promise<void> {
    this.#cancelTick?.();
    this.#abort.abort();
    await this.#saver.save(this.#kept.values());
  }

  proof(channelId: ChannelId, leg: Leg, strength: ProofStrength): void {
    this.#traffic.proof(channelId, leg, strength);
  }

  fault(channelId: ChannelId, leg: Leg, fault: LegFault): void {
    this.#traffic.fault(channelId, leg, fault);
  }

  warning(channelId: ChannelId, leg: Leg, warning: LegWarning): void {
    this.#traffic.warning(channelId, leg, warning);
  }

  /** A probe's fault with that code is over too. */
  warningOver(channelId: ChannelId, leg: Leg, code: ErrorCode): void {
    this.#traffic.warningOver(channelId, leg, code);
  }

  refusedRequest(channelId: ChannelId | null, code: ErrorCode): void {
    this.#traffic.refusedRequest(channelId, code);
  }

  /** Why a leg fails now, or null. */
  faultOf(channelId: ChannelId, leg: Leg): ErrorCode | null {
    return this.#kept.get(channelId)?.channel.records[leg].status.fault?.code ?? null;
  }

  snapshots(): ChannelSnapshot[] {
    return [...this.#kept.values()].map(({ channel }) => channel.snapshot());
  }

  snapshot(channelId: ChannelId): ChannelSnapshot | null {
    return this.#kept.get(channelId)?.channel.snapshot() ?? null;
  }

  onState(listener: StateListener): () => void {
    const remove = this.#listeners.add(listener);
    if (this.#started) for (const { channel } of this.#kept.values()) this.#tellBegin(channel, listener);
    return remove;
  }

  async checkNow(channelId: ChannelId): Promise<ChannelSnapshot> {
    const kept = this.#known(channelId);
    await Promise.all([kept.checks.round(), this.#probes.run(channelId)]);
    this.#derive(kept);
    this.#emit();
    return kept.channel.snapshot();
  }

  probes(channelId: ChannelId): readonly ProbeResult[] {
    return this.#probes.results(channelId);
  }

  verification(channelId: ChannelId, since: number): readonly LegVerification[] {
    const records = this.#kept.get(channelId)?.channel.records;
    if (records === undefined) return [];
    return legs.map((leg) => ({ leg, strength: null, at: null, ...strongestSince(records[leg], since) }));
  }

  beginVerifying(channelId: ChannelId): void {
    const kept = this.#known(channelId);
    const now = momentOf(this.#deps.clock);
    for (const leg of legs) this.#legs.change(channelId, leg, withRepairClaimed);
    kept.channel.turn((health) => verifyFrom(health, now));
    for (const leg of ownLegs) kept.channel.parts.lanes[leg].repaired();
    void kept.checks.round();
    this.#derive(kept);
    this.#emit();
  }

  /** An operator paused, stopped or started it, or a pause ended: shown at once. */
  controlChanged(channelId: ChannelId): void {
    const kept = this.#kept.get(channelId);
    if (kept === undefined || !this.#started) return;
    this.#derive(kept);
    this.#emit();
    kept.checks.look();
  }

  /** It exists in CXone by now: CXone's side is checked from here on. */
  madeInCxone(channelId: ChannelId): void {
    const kept = this.#kept.get(channelId);
    if (kept === undefined || !kept.channel.awaitsCxone) return;
    kept.channel.awaitsCxone = false;
    if (this.#started && !this.#isSwitchedOff(channelId)) void kept.checks.round();
    this.controlChanged(channelId);
  }

  /**
   * Nothing ran from `fromMs` to `untilMs` (epoch ms): the computer slept. What is known is in doubt until it has been
   * checked, which begins at once.
   */
  slept(fromMs: number, untilMs: number): void {
    this.#deps.log.warn('channels.slept', { fromMs, untilMs });
    this.#doubts.slept(fromMs);
    this.#emit();
  }

  /** This computer has a network, or none. Told again: it is another network. Every channel is checked at once. */
  network(up: boolean): void {
    this.#deps.log.warn('channels.network', { up });
    this.#legs.networkUp = up;
    this.#doubts.network(up);
    this.#emit();
  }

  #begin({ channel, checks }: KeptChannel): void {
    if (!this.#isSwitchedOff(channel.config.id)) void checks.round();
    this.#tellBegin(channel);
  }

  #tellBegin({ config, health }: WatchedChannel, only?: StateListener): void {
    this.#listeners.begin(config.id, health.state, this.#deps.clock.now(), only);
  }

  #control(channelId: ChannelId): ChannelControl {
    return this.#deps.controls?.of(channelId) ?? running;
  }

  /** What is switched off calls nobody by itself. */
  #isSwitchedOff(channelId: ChannelId): boolean {
    return this.#control(channelId).mode === 'stopped';
  }

  #known(channelId: ChannelId): KeptChannel {
    const kept = this.#kept.get(channelId);
    if (kept === undefined) throw new RelayError('CHANNEL_UNKNOWN', 'no such channel', { value: channelId });
    return kept;
  }

  async #tick(): Promise<void> {
    const { clock } = this.#deps;
    this.#clockJumps.look();
    await this.#readCounts(clock.now());
    if (this.#abort.signal.aborted) return;
    for (const kept of this.#kept.values()) {
      this.#derive(kept);
      kept.checks.look();
    }
    this.#emit();
    if (this.#saver.isDue) await this.#saver.save(this.#kept.values());
    if (this.#abort.signal.aborted) return;
    this.#cancelTick = clock.after(tickMs, () => void this.#tick());
  }

  async #readCounts(now: number): Promise<void> {
    try {
      for (const counts of await this.#deps.store.channelCounts(now)) {
        this.#kept.get(counts.channelId)?.channel.count(counts);
      }
    } catch (thrown) {
      this.#deps.log.error('channels.counts_failed', { detail: detailOf(thrown) });
    }
  }

  #derive({ channel }: KeptChannel): void {
    const { clock, log, callbackUrl, maintenanceUntil, incidentId } = this.#deps;
    const { id } = channel.config;
    this.#probes.endFaults(channel);
    const before = channel.health.state;
    channel.derive(this.#control(id), momentOf(clock));
    const after = channel.health.state;
    if (looksDifferent(before, after)) channel.dirty = true;
    channel.show({
      callbackUrl: callbackUrl(id),
      maintenanceUntil: maintenanceUntil?.(id) ?? null,
      incidentId: incidentId?.(id) ?? null,
    });
    this.#listeners.tell({ channelId: id, from: before, to: after, at: clock.now() });
    if (before.kind === after.kind) return;
    const { leg, code } = after;
    log.info('channel.state', { channelId: id, from: before.kind, to: after.kind, leg, code });
  }

  #emit(): void {
    const changed = [...this.#kept.values()].filter(({ channel }) => channel.takeChange());
    if (changed.length > 0) this.#deps.onChange(changed.map(({ channel }) => channel.snapshot()));
  }
}

function detailOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
