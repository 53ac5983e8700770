import type { ChannelSnapshot, ChannelState, Leg } from '#shared/domain/channel.ts';
import type { LegVerification, ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ChannelControl, ControlAction } from '#shared/domain/operations.ts';

export interface StateChange {
  readonly channelId: ChannelId;
  readonly from: ChannelState;
  readonly to: ChannelState;
  readonly at: number;
}

/** What others may know of the channels' health, and ask of it. */
export interface ChannelWatch {
  snapshots(): readonly ChannelSnapshot[];
  snapshot(channelId: ChannelId): ChannelSnapshot | null;
  /** Told after each change of kind, reason, leg, settling or flapping; also once for each channel at start. */
  onState(listener: (change: StateChange) => void): () => void;
  /** Runs all checks and probes of the channel now. Throws CHANNEL_UNKNOWN. Failures are in the snapshot, not thrown. */
  checkNow(channelId: ChannelId): Promise<ChannelSnapshot>;
  probes(channelId: ChannelId): readonly ProbeResult[];
  /** Strongest proof of each leg at or after `since`. */
  verification(channelId: ChannelId, since: number): readonly LegVerification[];
  /** A failing channel goes through `verifying` from here on, as after a repair. */
  beginVerifying(channelId: ChannelId): void;
}

/** What operators want of the channels. Survives restarts. */
export interface ChannelControls {
  of(channelId: ChannelId): ChannelControl;
  /** Throws CHANNEL_UNKNOWN, TIME_IN_PAST. */
  set(input: {
    readonly channelIds: readonly ChannelId[];
    readonly action: ControlAction;
    readonly until: number | null;
    readonly by: string;
    readonly code?: ChannelControl['code'];
  }): Promise<void>;
}

/** The rungs of the ladder, for one channel. */
export interface ChannelRepair {
  /** Forgets the tokens kept for both sides and fetches ordinary new ones; never a forced refresh at WeChat. */
  renewTokens(signal: AbortSignal): Promise<void>;
  /** Closes idle connections to both sides, so that the next call looks up the name and connects anew. */
  renewConnections(): void;
  /** In how long the first message that waits is tried, milliseconds; null when none has a time. */
  nextTryInMs(): number | null;
  /** Ends and begins the work of the channel: what was under way is given a moment, then recovered as after a restart. */
  restartWorker(): Promise<void>;
  /** Sends a text to a follower now, outside the message log: the answer to a code word. Throws a RelayError. */
  answerFollower(openId: string, text: string, signal: AbortSignal): Promise<void>;
}

export type RepairOf = (channelId: ChannelId) => ChannelRepair | null;

/** Where legs are named for a channel's two directions. */
export const directionLegs: Readonly<Record<'inbound' | 'outbound', readonly Leg[]>> = {
  inbound: ['wechatIn', 'cxoneOut'],
  outbound: ['cxoneIn', 'wechatOut'],
};
