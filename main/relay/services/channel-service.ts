import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import {
  LegStatus,
  type ChannelSnapshot,
  type ChannelState,
  type Leg,
  type ProofStrength,
} from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import { initialState, legs, nextChannelState, type Legs } from '../core/channel-state.ts';
import { probeAfterMs, probeMs } from '../core/probe-policy.ts';
import { unknownLeg, withFault, withProof, type FaultSource, type LegRecord } from '../core/leg-book.ts';
import type { CheckResult, DeliveryTarget } from '../ports/delivery-target.ts';
import type { LegFault, LegReporter } from '../ports/leg-reporter.ts';
import type { ChannelCounts, RelayStore } from '../ports/relay-store.ts';

/** A leg of ours without proof for this long is checked. */
const quietMs = 60_000;
const tickMs = 1_000;
const checkLimitMs = 20_000;
const saveEveryMs = 10_000;
/** A change of the wall clock against the monotonic one that is no slow correction. */
const clockJumpMs = 5_000;

type OwnLeg = 'wechatOut' | 'cxoneOut';

export interface ChannelParts {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
  readonly targets: Readonly<Record<OwnLeg, DeliveryTarget>>;
  /** The leg's dispatcher: told when a probe passed, asked for its backlog. */
  readonly lanes: Readonly<Record<OwnLeg, { probePassed(): void; oldestWaitingAt(): number | null }>>;
}

export interface ChannelServiceDeps {
  readonly store: Pick<RelayStore, 'channelCounts' | 'readFact' | 'writeFact'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly callbackUrl: (channelId: ChannelId) => string | null;
  readonly onChange: (snapshots: readonly ChannelSnapshot[]) => void;
}

interface Watched extends ChannelParts {
  records: Record<Leg, LegRecord>;
  state: ChannelState;
  counts: ChannelCounts | null;
  revision: number;
  dirty: boolean;
  unsaved: boolean;
  checking: Promise<void> | null;
  /** Legs of ours whose first check since start has ended. */
  checked: Set<OwnLeg>;
  lastCheckAt: Record<OwnLeg, number>;
  checksPassedAt: number | null;
}

/** Keeps what was seen of every leg, checks quiet and failing ones, and tells the channel's state. Channels do not affect each other. */
export class ChannelService implements LegReporter {
  readonly #deps: ChannelServiceDeps;
  readonly #channels = new Map<ChannelId, Watched>();
  #refused = 0;
  #cancelTick: (() => void) | null = null;
  #savedAt = 0;
  #skewMs: number | null = null;
  readonly #abort = new AbortController();

  constructor(deps: ChannelServiceDeps) {
    this.#deps = deps;
  }

  /** Requests refused for a wrong signature, token or address since start. */
  get refusedRequests(): number {
    return this.#refused;
  }

  async add(parts: ChannelParts): Promise<void> {
    const now = this.#deps.clock.now();
    this.#channels.set(parts.config.id, {
      ...parts,
      records: await this.#savedRecords(parts.config.id),
      state: initialState(now),
      counts: null,
      revision: 0,
      dirty: true,
      unsaved: false,
      checking: null,
      checked: new Set(),
      lastCheckAt: { wechatOut: 0, cxoneOut: 0 },
      checksPassedAt: null,
    });
  }

  start(): void {
    for (const channel of this.#channels.values()) void this.#check(channel);
    void this.#tick();
  }

  async stop(): Promise<void> {
    this.#cancelTick?.();
    this.#abort.abort();
    await this.#save();
  }

  proof(channelId: ChannelId, leg: Leg, strength: ProofStrength): void {
    this.#change(channelId, leg, (record) => withProof(record, strength, this.#deps.clock.now()));
  }

  fault(channelId: ChannelId, leg: Leg, fault: LegFault): void {
    this.#fault(channelId, leg, fault, 'traffic');
  }

  refusedRequest(channelId: ChannelId | null, code: ErrorCode): void {
    this.#refused += 1;
    this.#deps.log.warn('request.refused', { channelId, code });
  }

  /** Why a leg fails now, or null. */
  faultOf(channelId: ChannelId, leg: Leg): ErrorCode | null {
    return this.#channels.get(channelId)?.records[leg].status.fault?.code ?? null;
  }

  snapshots(): ChannelSnapshot[] {
    return [...this.#channels.values()].map((channel) => this.#snapshot(channel));
  }

  /** Checks one channel now. */
  async checkNow(channelId: ChannelId): Promise<ChannelSnapshot> {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) throw new RelayError('IPC_SCHEMA', 'no such channel', { value: channelId });
    // One under way may look at one leg only.
    await channel.checking;
    await this.#check(channel);
    this.#derive(channel);
    return this.#snapshot(channel);
  }

  #change(channelId: ChannelId, leg: Leg, step: (record: LegRecord) => LegRecord): void {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) return;
    channel.records[leg] = step(channel.records[leg]);
    channel.dirty = true;
    channel.unsaved = true;
  }

  #fault(channelId: ChannelId, leg: Leg, fault: LegFault, source: FaultSource): void {
    this.#change(channelId, leg, (record) => withFault(record, fault, source, this.#deps.clock.now()));
  }

  async #tick(): Promise<void> {
    const now = this.#deps.clock.now();
    this.#noteClockJump(now);
    await this.#readCounts(now);
    for (const channel of this.#channels.values()) {
      const due = this.#dueLegs(channel, now);
      if (due.length > 0) void this.#check(channel, due);
      this.#derive(channel);
    }
    this.#emit();
    if (now - this.#savedAt >= saveEveryMs || now < this.#savedAt) await this.#save();
    if (this.#abort.signal.aborted) return;
    this.#cancelTick = this.#deps.clock.after(tickMs, () => void this.#tick());
  }

  /** A wall clock that was set while we ran explains odd times in a log, so it stands there. */
  #noteClockJump(now: number): void {
    const skewMs = now - this.#deps.clock.monotonic();
    const byMs = skewMs - (this.#skewMs ?? skewMs);
    this.#skewMs = skewMs;
    if (Math.abs(byMs) >= clockJumpMs) this.#deps.log.warn('clock.jumped', { byMs: Math.round(byMs) });
  }

  async #readCounts(now: number): Promise<void> {
    try {
      for (const counts of await this.#deps.store.channelCounts(now)) {
        const channel = this.#channels.get(counts.channelId);
        if (channel === undefined || sameCounts(channel.counts, counts)) continue;
        channel.counts = counts;
        channel.dirty = true;
      }
    } catch (thrown) {
      this.#deps.log.error('channels.counts_failed', {
        detail: thrown instanceof Error ? thrown.message : String(thrown),
      });
    }
  }

  #dueLegs(channel: Watched, now: number): readonly OwnLeg[] {
    if (channel.checking !== null) return [];
    const justRecovered = channel.state.kind === 'verifying' && (channel.checksPassedAt ?? 0) < channel.state.since;
    const due = ownLegs.filter((leg) => {
      const { proof, fault } = channel.records[leg].status;
      const sinceCheck = now - channel.lastCheckAt[leg];
      // A clock set back must not stop the checks.
      if (sinceCheck < 0) return true;
      if (fault !== null) return sinceCheck >= (this.#probeAfterMs(channel, leg, fault, now) ?? Infinity);
      if (justRecovered) return sinceCheck >= 2_000;
      return sinceCheck >= quietMs && now - (proof?.at ?? 0) >= quietMs;
    });
    // What was broken is called whole only after a full round.
    return justRecovered && due.length > 0 ? ownLegs : due;
  }

  #probeAfterMs(channel: Watched, leg: OwnLeg, fault: NonNullable<LegStatus['fault']>, now: number): number | null {
    return probeAfterMs({
      code: fault.code,
      operatorMustAct: fault.nextTryAt === null,
      faultAgeMs: now - fault.since,
      messagesWait: channel.lanes[leg].oldestWaitingAt() !== null,
      channels: this.#channels.size,
    });
  }

  #check(channel: Watched, due: readonly OwnLeg[] = ownLegs): Promise<void> {
    channel.checking ??= this.#runChecks(channel, due).finally(() => {
      channel.checking = null;
    });
    return channel.checking;
  }

  async #runChecks(channel: Watched, due: readonly OwnLeg[]): Promise<void> {
    const startedAt = this.#deps.clock.now();
    const signal = AbortSignal.any([this.#abort.signal, AbortSignal.timeout(checkLimitMs)]);
    const passed = await Promise.all(
      due.map(async (leg) => {
        channel.lastCheckAt[leg] = startedAt;
        const result = await channel.targets[leg].check(signal);
        if (this.#abort.signal.aborted) return false;
        channel.checked.add(leg);
        this.#noteCheck(channel, leg, result);
        return result.ok;
      }),
    );
    if (due.length === ownLegs.length && passed.every((ok) => ok)) channel.checksPassedAt = this.#deps.clock.now();
    channel.dirty = true;
  }

  #noteCheck(channel: Watched, leg: OwnLeg, result: CheckResult): void {
    const { id } = channel.config;
    if (result.ok) {
      this.proof(id, leg, 'own_check');
      channel.lanes[leg].probePassed();
      return;
    }
    this.#fault(id, leg, { ...result, nextTryAt: this.#deps.clock.now() + probeMs }, 'check');
    this.#deps.log.warn('channel.check_failed', {
      channelId: id,
      leg,
      code: result.code,
      platformCode: result.platformCode,
    });
  }

  #derive(channel: Watched): void {
    const before = channel.state;
    const waiting = ownLegs
      .map((leg) => channel.lanes[leg].oldestWaitingAt())
      .filter((receivedAt) => receivedAt !== null);
    channel.state = nextChannelState(
      before,
      {
        legs: statuses(channel.records),
        checked: channel.checked.size === ownLegs.length,
        checksPassedAt: channel.checksPassedAt,
        oldestWaitingAt: waiting.length === 0 ? null : Math.min(...waiting),
      },
      this.#deps.clock.now(),
    );
    if (before.kind === channel.state.kind && before.settling === channel.state.settling) return;
    channel.dirty = true;
    if (before.kind === channel.state.kind) return;
    this.#deps.log.info('channel.state', {
      channelId: channel.config.id,
      from: before.kind,
      to: channel.state.kind,
      leg: channel.state.leg,
      code: channel.state.code,
    });
  }

  #emit(): void {
    const changed = [...this.#channels.values()].filter((channel) => channel.dirty);
    if (changed.length === 0) return;
    for (const channel of changed) {
      channel.dirty = false;
      channel.revision += 1;
    }
    this.#deps.onChange(changed.map((channel) => this.#snapshot(channel)));
  }

  #snapshot(channel: Watched): ChannelSnapshot {
    const { counts } = channel;
    return {
      id: channel.config.id,
      name: channel.config.name,
      integrationId: channel.integration.id,
      integrationName: channel.integration.name,
      state: channel.state,
      legs: statuses(channel.records),
      waiting: { inbound: counts?.waitingInbound ?? 0, outbound: counts?.waitingOutbound ?? 0 },
      lastHour: { inbound: counts?.lastHourInbound ?? 0, outbound: counts?.lastHourOutbound ?? 0 },
      unconfirmed: counts?.unconfirmed ?? 0,
      deadLetters: counts?.deadLetters ?? 0,
      callbackUrl: this.#deps.callbackUrl(channel.config.id),
      revision: channel.revision,
    };
  }

  /** Last proofs outlive a restart; faults do not: they are seen again or they are gone. */
  async #savedRecords(channelId: ChannelId): Promise<Record<Leg, LegRecord>> {
    const records = { wechatIn: unknownLeg, wechatOut: unknownLeg, cxoneIn: unknownLeg, cxoneOut: unknownLeg };
    const saved = await this.#deps.store.readFact(factName(channelId));
    if (saved === null) return records;
    const proofs: unknown = JSON.parse(saved);
    for (const leg of legs) {
      const parsed = LegStatus.shape.proof.safeParse((proofs as Record<string, unknown>)[leg]);
      if (parsed.success) records[leg] = { status: { proof: parsed.data, fault: null }, faultSource: null };
    }
    return records;
  }

  async #save(): Promise<void> {
    this.#savedAt = this.#deps.clock.now();
    for (const channel of this.#channels.values()) {
      if (!channel.unsaved) continue;
      channel.unsaved = false;
      const proofs = Object.fromEntries(legs.map((leg) => [leg, channel.records[leg].status.proof]));
      try {
        await this.#deps.store.writeFact(factName(channel.config.id), JSON.stringify(proofs));
      } catch {
        // Proofs are a convenience: they are seen again after the next start.
        channel.unsaved = true;
      }
    }
  }
}

const ownLegs: readonly OwnLeg[] = ['wechatOut', 'cxoneOut'];

const factName = (channelId: ChannelId): string => `proofs:${channelId}`;

function statuses(records: Readonly<Record<Leg, LegRecord>>): Legs {
  return {
    wechatIn: records.wechatIn.status,
    wechatOut: records.wechatOut.status,
    cxoneIn: records.cxoneIn.status,
    cxoneOut: records.cxoneOut.status,
  };
}

function sameCounts(first: ChannelCounts | null, second: ChannelCounts): boolean {
  return first !== null && JSON.stringify(first) === JSON.stringify(second);
}
