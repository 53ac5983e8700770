import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';

/**
 * The value an operator needs at the other side: what the fault named, or the callback address where that is the cure.
 * Null where no value helps.
 */
export function valueToCopy(
  code: ErrorCode | null,
  faultValue: string | null,
  channel: Pick<ChannelSnapshot, 'callbackUrl'> | null,
): string | null {
  if (code === null || entryFor(code).action !== 'copy_value') return null;
  return faultValue ?? (code === 'WECHAT_IP_NOT_LISTED' ? null : (channel?.callbackUrl ?? null));
}
