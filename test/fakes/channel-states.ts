import type { ChannelSnapshot, ChannelState, ChannelStateKind } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { IntegrationId } from '#shared/domain/ids.ts';
import type { ChannelWatch, StateChange } from '#relay/ports/channel-watch.ts';

/** A channel's state with what usually goes with its kind. */
export function aState(kind: ChannelStateKind, since: number, overrides: Partial<ChannelState> = {}): ChannelState {
  const works = kind === 'connected';
  return {
    kind,
    since,
    leg: works ? null : 'cxoneOut',
    code: works ? null : 'CXONE_SERVER_ERROR',
    value: null,
    settling: false,
    flapping: false,
    operatorMustAct: kind === 'action_required' || kind === 'down',
    owner: works ? 'nobody' : 'operator',
    until: null,
    evidence: { at: since, kind: works ? 'proof' : 'fault', leg: null, code: null, platformCode: null },
    ...overrides,
  };
}

/** Channels whose states a test sets. */
export class FakeChannelWatch implements Pick<ChannelWatch, 'onState' | 'snapshot' | 'snapshots'> {
  readonly #states = new Map<ChannelId, ChannelState>();
  readonly #listeners = new Set<(change: StateChange) => void>();

  constructor(states: Iterable<readonly [ChannelId, ChannelState]>) {
    this.#states = new Map(states);
  }

  set(channelId: ChannelId, to: ChannelState, at: number): void {
    const from = this.#states.get(channelId) ?? to;
    this.#states.set(channelId, to);
    for (const listener of this.#listeners) listener({ channelId, from, to, at });
  }

  onState(listener: (change: StateChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  snapshot(channelId: ChannelId): ChannelSnapshot | null {
    const state = this.#states.get(channelId);
    if (state === undefined) return null;
    const legs = Object.fromEntries(
      (['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut'] as const).map((leg) => [leg, { proof: null, fault: null }]),
    ) as ChannelSnapshot['legs'];
    return {
      id: channelId,
      name: `The ${channelId}`,
      integrationId: IntegrationId.parse('main'),
      integrationName: 'Main',
      state,
      legs,
      waiting: { inbound: 0, outbound: 0 },
      lastHour: { inbound: 0, outbound: 0 },
      unconfirmed: 0,
      deadLetters: 0,
      maintenanceUntil: null,
      incidentId: null,
      callbackUrl: null,
      revision: 1,
    };
  }

  snapshots(): readonly ChannelSnapshot[] {
    return [...this.#states.keys()].flatMap((id) => this.snapshot(id) ?? []);
  }
}
