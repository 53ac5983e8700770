import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { OutboundIntake } from '../../ports/intake.ts';
import type { BoxAddress } from './box-message.ts';
import { parseThreadId } from './thread-id.ts';

/** The conversation a Box request is for. */
export interface BoxTarget {
  readonly channel: ChannelConfig;
  readonly openId: OpenId;
}

export type TargetReading =
  | { readonly ok: true; readonly target: BoxTarget }
  /** `recipient`: its id cannot be one of WeChat's. `thread`: nothing the request says leads to one of our conversations. */
  | { readonly ok: false; readonly wrong: 'recipient' | 'thread' };

/**
 * Finds the conversation: by our own name for it, else by CXone's id, else by the recipient. `channels` are those the
 * request may touch. A name that belongs to any other channel is wrong, whether that channel exists or not.
 */
export async function findTarget(
  address: BoxAddress,
  channels: readonly ChannelConfig[],
  intake: Pick<OutboundIntake, 'openIdByThread' | 'recipient'>,
): Promise<TargetReading> {
  const recipient = endUserOf(address, channels);
  if (recipient === 'malformed') return { ok: false, wrong: 'recipient' };
  const named = address.threadIds.map(parseThreadId).find((thread) => thread !== null);
  const target = named
    ? ofNamedThread(named, channels)
    : ((await byCxoneThread(address, channels, intake)) ?? (await byRecipient(recipient, channels, intake)));
  if (target === null) return { ok: false, wrong: 'thread' };
  // Two different people: whichever is meant, the other must not get it.
  if (recipient !== null && recipient !== target.openId) return { ok: false, wrong: 'recipient' };
  return { ok: true, target };
}

/** The openid of the person addressed; null when only the account itself, or nobody, is named. */
function endUserOf(address: BoxAddress, channels: readonly ChannelConfig[]): OpenId | null | 'malformed' {
  if (address.recipient === null) return null;
  const { id } = address.recipient;
  if (channels.some(({ wechat }) => wechat.originalId === id)) return null;
  const openId = OpenId.safeParse(id);
  return openId.success ? openId.data : 'malformed';
}

function ofNamedThread(
  thread: { readonly originalId: string; readonly openId: OpenId },
  channels: readonly ChannelConfig[],
): BoxTarget | null {
  const channel = channels.find(({ wechat }) => wechat.originalId === thread.originalId);
  return channel ? { channel, openId: thread.openId } : null;
}

async function byCxoneThread(
  address: BoxAddress,
  channels: readonly ChannelConfig[],
  intake: Pick<OutboundIntake, 'openIdByThread'>,
): Promise<BoxTarget | null> {
  for (const threadId of new Set([...address.threadIds, ...address.cxoneThreadIds])) {
    for (const channel of channels) {
      const openId = await intake.openIdByThread(channel.id, threadId);
      if (openId !== null) return { channel, openId };
    }
  }
  return null;
}

async function byRecipient(
  openId: OpenId | null,
  channels: readonly ChannelConfig[],
  intake: Pick<OutboundIntake, 'recipient'>,
): Promise<BoxTarget | null> {
  if (openId === null) return null;
  const [first, ...others] = channels;
  if (first !== undefined && others.length === 0) return { channel: first, openId };
  for (const channel of channels) {
    if ((await intake.recipient(channel.id, openId)).known) return { channel, openId };
  }
  return null;
}
