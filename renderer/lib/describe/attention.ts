import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { TunnelState } from '#shared/domain/setup/tunnel.ts';
import { wrongClockMs, type Overview } from '#shared/domain/overview.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { needRank } from './describe-channel-state.ts';
import { directionOfLeg, directionWorks } from './describe-direction.ts';

/** The worst first: by need, then by how long it lasts, then by name so that nothing jumps. */
export function byNeed(a: ChannelSnapshot, b: ChannelSnapshot): number {
  const rank = needRank(a.state.kind) - needRank(b.state.kind);
  if (rank !== 0) return rank;
  if (a.state.kind !== 'connected' && a.state.since !== b.state.since) return a.state.since - b.state.since;
  return a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
}

/** True for states that earn a sentence at the top: something is, or may be, wrong for customers. */
export function needsAttention(channel: ChannelSnapshot): boolean {
  switch (channel.state.kind) {
    case 'action_required':
    case 'down':
    case 'degraded':
    case 'retrying':
      return true;
    case 'unknown':
    case 'not_configured':
    case 'connecting':
    case 'verifying':
    case 'connected':
    case 'paused':
    case 'stopped':
      return false;
  }
}

export type AttentionItem =
  | { readonly kind: 'relay'; readonly process: RelayProcess }
  | { readonly kind: 'storage'; readonly code: ErrorCode }
  | { readonly kind: 'missing_records'; readonly count: number }
  | { readonly kind: 'clock'; readonly offsetMs: number }
  | { readonly kind: 'tunnel'; readonly state: TunnelState }
  | { readonly kind: 'channel'; readonly channel: ChannelSnapshot };

export interface AttentionInput {
  readonly relay: RelayProcess | null;
  readonly channels: readonly ChannelSnapshot[];
  readonly overview: Pick<Overview, 'missingRecords' | 'storage' | 'clockOffsetMs'> | null;
  readonly tunnel?: TunnelState | null;
}

/** Everything that needs a look, the worst first. While the relay is not seen, nothing can be said of its channels. */
export function attentionItems({ relay, channels, overview, tunnel = null }: AttentionInput): readonly AttentionItem[] {
  if (relay !== null && relay.kind !== 'running') {
    return relay.kind === 'locked' || relay.kind === 'not_configured' ? [] : [{ kind: 'relay', process: relay }];
  }
  const { missingRecords = 0, storage = null, clockOffsetMs = 0 } = overview ?? {};
  const full: AttentionItem[] =
    storage === null || storage.writable ? [] : [{ kind: 'storage', code: storage.code ?? 'STORE_WRITE_FAILED' }];
  const missing: AttentionItem[] = missingRecords > 0 ? [{ kind: 'missing_records', count: missingRecords }] : [];
  const clock: AttentionItem[] =
    Math.abs(clockOffsetMs) >= wrongClockMs ? [{ kind: 'clock', offsetMs: clockOffsetMs }] : [];
  const broken = channels.filter(needsAttention).sort(byNeed);
  // What it takes away, the channels notice later.
  const cut: AttentionItem[] = tunnel?.kind === 'gave_up' ? [{ kind: 'tunnel', state: tunnel }] : [];
  const stuck = broken.map((channel): AttentionItem => ({ kind: 'channel', channel }));
  return [...full, ...missing, ...cut, ...stuck, ...clock];
}

export interface ChannelProblem {
  /** Key under `attention` for the title. */
  readonly title: 'repliesBlocked' | 'messagesBlocked' | 'repliesDelayed' | 'messagesDelayed' | 'channelBlocked';
  readonly direction: Direction | null;
  readonly leg: Leg | null;
  /** What still works, or null when that is not proved. */
  readonly comfort: 'customersCanWrite' | 'repliesStillReach' | null;
}

/** What a broken channel means for customers, told by the leg that is broken. */
export function channelProblem(channel: ChannelSnapshot): ChannelProblem {
  const { leg, kind } = channel.state;
  if (leg === null) return { title: 'channelBlocked', direction: null, leg: null, comfort: null };
  const direction = directionOfLeg[leg];
  const other: Direction = direction === 'inbound' ? 'outbound' : 'inbound';
  const delayed = kind === 'retrying' || kind === 'degraded';
  const title =
    direction === 'outbound'
      ? delayed
        ? 'repliesDelayed'
        : 'repliesBlocked'
      : delayed
        ? 'messagesDelayed'
        : 'messagesBlocked';
  const comfort = directionWorks(channel, other)
    ? other === 'inbound'
      ? 'customersCanWrite'
      : 'repliesStillReach'
    : null;
  return { title, direction, leg, comfort };
}
