import type { ChannelSnapshot, Leg, LegStatus, ProofStrength } from '#shared/domain/channel.ts';
import type { LegVerification, ProbeResult } from '#shared/domain/health.ts';
import { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { ChannelWatch, StateChange } from '#relay/ports/channel-watch.ts';

export const legNames: readonly Leg[] = ['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut'];
const longAgo = 500_000;

export function aSnapshot(legs: Partial<Record<Leg, LegStatus>> = {}, id = 'tulip'): ChannelSnapshot {
  const proven: LegStatus = { proof: { at: longAgo, strength: 'message' }, fault: null };
  return {
    id: ChannelId.parse(id),
    name: id,
    integrationId: IntegrationId.parse('demo'),
    integrationName: 'demo',
    state: {
      kind: 'connected',
      since: longAgo,
      leg: null,
      code: null,
      value: null,
      settling: false,
      flapping: false,
      operatorMustAct: false,
      owner: 'nobody',
      until: null,
      evidence: { at: longAgo, kind: 'start', leg: null, code: null, platformCode: null },
    },
    legs: { wechatIn: proven, wechatOut: proven, cxoneIn: proven, cxoneOut: proven, ...legs },
    waiting: { inbound: 0, outbound: 0 },
    lastHour: { inbound: 0, outbound: 0 },
    unconfirmed: 0,
    deadLetters: 0,
    maintenanceUntil: null,
    incidentId: null,
    callbackUrl: `https://relay.example/wechat/${id}`,
    revision: 1,
  };
}

/** Channels whose health the test decides: `onCheck` says what a round of checks finds. */
export class FakeWatch implements ChannelWatch {
  readonly #clock: Clock;
  readonly #listeners = new Set<(change: StateChange) => void>();
  readonly channels = new Map<string, ChannelSnapshot>();
  probeResults: readonly ProbeResult[] = [];
  checks: string[] = [];
  verifications: string[] = [];
  onCheck: (watch: FakeWatch, channelId: ChannelId) => void | Promise<void> = (watch, id) => {
    for (const leg of ['wechatOut', 'cxoneOut'] as const) watch.prove(id, leg, 'own_check');
  };

  constructor(clock: Clock, ids: readonly string[] = ['tulip']) {
    this.#clock = clock;
    for (const id of ids) this.channels.set(id, aSnapshot({}, id));
  }

  prove(channelId: string, leg: Leg, strength: ProofStrength): void {
    this.#set(channelId, leg, { proof: { at: this.#clock.now(), strength }, fault: null });
  }

  fail(channelId: string, leg: Leg, fault: Partial<NonNullable<LegStatus['fault']>>): void {
    const at = this.#clock.now();
    const before = this.channels.get(channelId)?.legs[leg];
    this.#set(channelId, leg, {
      proof: before?.proof ?? null,
      fault: {
        since: before?.fault?.since ?? at,
        at,
        code: 'CXONE_UNREACHABLE',
        platformCode: null,
        value: null,
        count: 1,
        nextTryAt: at,
        ...fault,
      },
    });
  }

  setState(channelId: string, changes: Partial<ChannelSnapshot['state']>): void {
    const snapshot = this.#of(channelId);
    const state = { ...snapshot.state, ...changes };
    this.channels.set(channelId, { ...snapshot, state });
    const change = { channelId: snapshot.id, from: snapshot.state, to: state, at: this.#clock.now() };
    for (const listener of this.#listeners) listener(change);
  }

  snapshots(): readonly ChannelSnapshot[] {
    return [...this.channels.values()];
  }

  snapshot(channelId: ChannelId): ChannelSnapshot | null {
    return this.channels.get(channelId) ?? null;
  }

  onState(listener: (change: StateChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async checkNow(channelId: ChannelId): Promise<ChannelSnapshot> {
    this.checks.push(channelId);
    await this.onCheck(this, channelId);
    return this.#of(channelId);
  }

  probes(): readonly ProbeResult[] {
    return this.probeResults;
  }

  verification(channelId: ChannelId, since: number): readonly LegVerification[] {
    return legNames.map((leg) => {
      const { proof } = this.#of(channelId).legs[leg];
      return proof !== null && proof.at >= since
        ? { leg, strength: proof.strength, at: proof.at }
        : { leg, strength: null, at: null };
    });
  }

  beginVerifying(channelId: ChannelId): void {
    this.verifications.push(channelId);
  }

  #of(channelId: string): ChannelSnapshot {
    const snapshot = this.channels.get(channelId);
    if (snapshot === undefined) throw new RelayError('CHANNEL_UNKNOWN', 'no such channel');
    return snapshot;
  }

  #set(channelId: string, leg: Leg, status: LegStatus): void {
    const snapshot = this.#of(channelId);
    this.channels.set(channelId, { ...snapshot, legs: { ...snapshot.legs, [leg]: status } });
  }
}
