import type { ChannelConfig, IntegrationConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot, Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { ChannelControl } from '#shared/domain/operations.ts';
import { initialHealth, isFailure, nextHealth, type CheckRound, type Health } from '../core/channel-state.ts';
import type { Moment } from '../core/health/moment.ts';
import { isDoubtful, withProof, type LegRecord, type LegRecords } from '../core/leg-book.ts';
import type { ChannelChecks } from './channel-service-checks.ts';
import type { Remembered } from './channel-service-proofs.ts';
import type { DeliveryTarget } from '../ports/delivery-target.ts';
import type { ChannelCounts } from '../ports/relay-store.ts';

export type OwnLeg = 'wechatOut' | 'cxoneOut';
/** The ways out, which we can check ourselves. */
export const ownLegs: readonly OwnLeg[] = ['wechatOut', 'cxoneOut'];

/** The leg's dispatcher: told when a check passed, or that somebody repaired it; asked for its backlog. */
export interface LegLane {
  probePassed(): void;
  repaired(): void;
  oldestWaitingAt(): number | null;
}

/** A watched channel and its checks. */
export interface KeptChannel {
  readonly channel: WatchedChannel;
  readonly checks: ChannelChecks;
}

export interface WorkingParts {
  readonly targets: Readonly<Record<OwnLeg, DeliveryTarget>>;
  readonly lanes: Readonly<Record<OwnLeg, LegLane>>;
}

export interface ChannelParts extends WorkingParts {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
}

/** What the snapshot shows besides what was seen of the legs. */
export interface ShownBeside {
  readonly callbackUrl: string | null;
  readonly maintenanceUntil: number | null;
  readonly incidentId: string | null;
}

/** One channel: what was seen of its legs, and the state that follows. */
export class WatchedChannel {
  readonly config: ChannelConfig;
  readonly integration: IntegrationConfig;
  parts: WorkingParts;
  /** Something that is shown has changed since it was last told. */
  dirty = true;
  /** A proof is newer than on disk, or became doubtful, or the channel is not whole any more, or again. */
  unsaved = false;
  /** Both own checks have ended since the relay started. */
  checked = false;
  /** It does not exist in CXone yet. */
  awaitsCxone = false;
  lastRound: CheckRound | null = null;
  #counts: ChannelCounts | null = null;
  #records: LegRecords;
  /** Each message proves two legs once more: that is put into the records when somebody asks for them. */
  readonly #proofs = new Map<Leg, { readonly strength: ProofStrength; readonly at: Moment }>();
  #health: Health;
  #beside: ShownBeside | null = null;
  #revision = 0;

  constructor(parts: ChannelParts, { records, mustVerify }: Remembered, now: Moment) {
    this.config = parts.config;
    this.integration = parts.integration;
    this.parts = parts;
    this.#records = records;
    this.#health = initialHealth(now, mustVerify);
  }

  /** The ways out that are checked by themselves. */
  get checkedLegs(): readonly OwnLeg[] {
    return this.awaitsCxone ? ['wechatOut'] : ownLegs;
  }

  get records(): LegRecords {
    if (this.#proofs.size > 0) this.#putProofs();
    return this.#records;
  }

  get health(): Health {
    return this.#health;
  }

  /** False for a leg with a fault or in doubt, of which a proof changes more than the time of its newest one. */
  proveAgain(leg: Leg, strength: ProofStrength, at: Moment): boolean {
    const { faults, doubted } = this.#records[leg];
    if (faults.length > 0 || doubted) return false;
    const before = this.#proofs.get(leg);
    if (before !== undefined && before.strength !== strength) this.#putProofs();
    this.#proofs.set(leg, { strength, at });
    this.unsaved = true;
    this.dirty = true;
    return true;
  }

  set(leg: Leg, record: LegRecord): void {
    const before = this.records[leg];
    if (record === before) return;
    if (record.status.proof !== before.status.proof || isDoubtful(record) !== isDoubtful(before)) this.unsaved = true;
    this.#records = { ...this.#records, [leg]: record };
    this.dirty = true;
  }

  /** A step of the machine that is not derived from facts: a verification begins, or nothing was watched. */
  turn(step: (health: Health) => Health): void {
    this.#become(step(this.#health));
  }

  derive(control: ChannelControl, now: Moment): void {
    const { state, mustVerify } = this.#health;
    this.#become(
      nextHealth(
        this.#health,
        {
          legs: this.records,
          control,
          checked: this.checked,
          lastRound: this.lastRound,
          // Looked up only where it decides: the lanes may be long.
          oldestWaitingAt: mustVerify || isFailure(state.kind) ? this.#oldestWaitingAt() : null,
          awaitsCxone: this.awaitsCxone,
        },
        now,
      ),
    );
  }

  count(counts: ChannelCounts): void {
    if (sameCounts(this.#counts, counts)) return;
    this.#counts = counts;
    this.dirty = true;
  }

  /** Notes what is shown beside the legs; a change of it is told like any other. */
  show(beside: ShownBeside): void {
    const before = this.#beside;
    this.#beside = beside;
    if (
      before?.maintenanceUntil !== beside.maintenanceUntil ||
      before.incidentId !== beside.incidentId ||
      before.callbackUrl !== beside.callbackUrl
    ) {
      this.dirty = true;
    }
  }

  /** True once for every change since the last time. */
  takeChange(): boolean {
    if (!this.dirty) return false;
    this.dirty = false;
    this.#revision += 1;
    return true;
  }

  snapshot(): ChannelSnapshot {
    const counts = this.#counts;
    const { wechatIn, wechatOut, cxoneIn, cxoneOut } = this.records;
    return {
      id: this.config.id,
      name: this.config.name,
      integrationId: this.integration.id,
      integrationName: this.integration.name,
      state: this.#health.state,
      legs: {
        wechatIn: wechatIn.status,
        wechatOut: wechatOut.status,
        cxoneIn: cxoneIn.status,
        cxoneOut: cxoneOut.status,
      },
      waiting: { inbound: counts?.waitingInbound ?? 0, outbound: counts?.waitingOutbound ?? 0 },
      lastHour: { inbound: counts?.lastHourInbound ?? 0, outbound: counts?.lastHourOutbound ?? 0 },
      unconfirmed: counts?.unconfirmed ?? 0,
      deadLetters: counts?.deadLetters ?? 0,
      maintenanceUntil: this.#beside?.maintenanceUntil ?? null,
      incidentId: this.#beside?.incidentId ?? null,
      callbackUrl: this.#beside?.callbackUrl ?? null,
      revision: this.#revision,
    };
  }

  #putProofs(): void {
    const records = { ...this.#records };
    for (const [leg, { strength, at }] of this.#proofs) records[leg] = withProof(records[leg], strength, at);
    this.#records = records;
    this.#proofs.clear();
  }

  #become(health: Health): void {
    if (health.mustVerify !== this.#health.mustVerify) this.unsaved = true;
    this.#health = health;
  }

  #oldestWaitingAt(): number | null {
    const { wechatOut, cxoneOut } = this.parts.lanes;
    const [first, second] = [wechatOut.oldestWaitingAt(), cxoneOut.oldestWaitingAt()];
    return first === null || second === null ? (first ?? second) : Math.min(first, second);
  }
}

function sameCounts(first: ChannelCounts | null, second: ChannelCounts): boolean {
  return (
    first !== null &&
    first.waitingInbound === second.waitingInbound &&
    first.waitingOutbound === second.waitingOutbound &&
    first.lastHourInbound === second.lastHourInbound &&
    first.lastHourOutbound === second.lastHourOutbound &&
    first.unconfirmed === second.unconfirmed &&
    first.deadLetters === second.deadLetters
  );
}
