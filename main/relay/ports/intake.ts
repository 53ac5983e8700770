import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** One verified push from WeChat, in our words. */
export interface InboundPush {
  readonly channelId: ChannelId;
  readonly openId: OpenId;
  readonly content: MessageContent;
  /** WeChat's MsgId as text; null for events. */
  readonly externalId: string | null;
  /** Identifies the push across WeChat's repeats (message: MsgId, sender and time; event: sender, time, event and key). */
  readonly dedupeKey: string;
  /** CreateTime, epoch milliseconds. */
  readonly platformAt: number;
  /** The reply window this push opens at WeChat: how long, and how many replies. Null when it opens none. */
  readonly opensWindow: { readonly windowMs: number; readonly replies: number } | null;
  /** The XML after decryption. */
  readonly raw: string;
}

/** What the WeChat webhook hands over. Every promise resolves only when the push is on disk; rejects with a RelayError. */
export interface InboundIntake {
  accept(push: InboundPush): Promise<{ readonly kind: 'stored' | 'duplicate'; readonly id: MessageId }>;
  /** What WeChat says later of a template message it had accepted. */
  verdict(input: {
    readonly channelId: ChannelId;
    readonly platformMessageId: string;
    readonly failedWith: string | null;
  }): Promise<void>;
  /** Keeps an authentic push that cannot be read. */
  quarantine(input: { channelId: ChannelId; raw: Uint8Array; code: ErrorCode }): Promise<void>;
}

/** One accepted request of CXone's Box API, in our words. */
export interface OutboundRequest {
  readonly channelId: ChannelId;
  readonly openId: OpenId;
  readonly content: MessageContent;
  /** Hash over channel, thread and canonical content: recognises CXone's repeat of a call whose answer it never read. */
  readonly fingerprint: string;
  /** The request body as received. */
  readonly raw: string;
}

/** What the Box routes hand over. */
export interface OutboundIntake {
  /** Resolves when the reply is on disk. `duplicate`: the same request came before and its answer was not read; same id. */
  accept(
    request: OutboundRequest,
  ): Promise<{ readonly id: MessageId; readonly acceptedAt: number; readonly duplicate: boolean }>;
  /** To be called when our answer has left completely. */
  answered(id: MessageId): void;
  /** Is this openid known to the channel, and may it be written to now? */
  recipient(
    channelId: ChannelId,
    openId: OpenId,
  ): Promise<{ readonly known: boolean; readonly windowOpen: boolean; readonly repliesLeft: number | null }>;
  /** The openid of the conversation CXone knows under its own thread id, or null. */
  openIdByThread(channelId: ChannelId, threadId: string): Promise<OpenId | null>;
  /**
   * May this end user be written to although the conversation is new? Asks WeChat whether an unknown openid follows the
   * account. `why` names what stands in the way, null when nothing does.
   */
  reachable(channelId: ChannelId, openId: OpenId): Promise<{ readonly why: ErrorCode | null }>;
  /** The agent started or stopped typing. Never rejects, never delays a message. */
  typing(channelId: ChannelId, openId: OpenId, on: boolean): void;
}
