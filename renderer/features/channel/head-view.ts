import type { ChannelSnapshot, ChannelStateKind, Leg } from '#shared/domain/channel.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';
import { needsAttention } from '#renderer/lib/describe/attention.ts';
import { isUnderWay } from '#renderer/lib/describe/describe-reconnect.ts';

/** The one thing to do for a channel; null while nothing helps, or a reconnect is under way and says itself what to do. */
export type HeadAction = 'reconnect' | 'start' | 'set_up' | 'document' | 'check' | null;

export function headAction(channel: ChannelSnapshot, run: ReconnectRun | null): HeadAction {
  if (isUnderWay(run)) return null;
  const { kind } = channel.state;
  if (kind === 'paused' || kind === 'stopped') return 'start';
  if (kind === 'not_configured') return isOfTheSetUp(channel.state.code) ? 'set_up' : 'document';
  return needsAttention(channel) ? 'reconnect' : 'check';
}

/** What is missing is entered or made in the console's own set-up, and not in a file. */
function isOfTheSetUp(code: ErrorCode | null): boolean {
  return code === 'CHANNEL_WAITS_FOR_CXONE' || (code?.startsWith('SETUP_') ?? false);
}

/** What a person enters at the other side: what the fault named, or the callback address where that is the cure. */
export function valueToCopy(channel: ChannelSnapshot): string | null {
  const { code, value, leg } = channel.state;
  if (code === null || entryFor(code).action !== 'copy_value') return null;
  const isOfOurAddress = code !== 'WECHAT_IP_NOT_LISTED' && (leg === null || leg === 'wechatIn');
  return value ?? (isOfOurAddress ? channel.callbackUrl : null);
}

/** The leg that only somebody else's doing can prove, so that the channel goes on verifying however well our checks pass. */
export function unprovenLeg({ state }: Pick<ChannelSnapshot, 'state'>): Leg | null {
  return state.kind === 'verifying' ? state.leg : null;
}

/** The reason as a code of the sentences, for states that have one of their own. */
export function reasonOf(channel: ChannelSnapshot): ErrorCode | null {
  const { kind, code } = channel.state;
  if (kind === 'connected') return null;
  if (code !== null) return code;
  const own: Partial<Record<ChannelStateKind, ErrorCode>> = { paused: 'CHANNEL_PAUSED', stopped: 'CHANNEL_STOPPED' };
  return own[kind] ?? null;
}
