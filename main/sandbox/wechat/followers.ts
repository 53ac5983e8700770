import { Ring } from '../kit/ring.ts';
import { alphanumeric } from '../kit/random.ts';
import type { Random } from '../kit/random.ts';
import type { Account } from './accounts.ts';
import type { ReplyWindow } from './reply-windows.ts';

/** A file in the chat. */
export interface ChatMedia {
  type: 'image' | 'voice' | 'video' | 'thumb';
  contentType: string;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
}

/** What one person sees of the conversation with an account. */
export interface ChatLine {
  direction: 'in' | 'out' | 'notice';
  at: number;
  type: string;
  text: string;
  /** MsgId of an inbound message. */
  msgId: string | null;
  media?: ChatMedia;
  /** What can be tapped: tapping sends the words with the id. */
  menu?: readonly { id: string; text: string }[];
  /** What opens when the line is tapped. */
  link?: { title: string; url: string; description?: string; pictureUrl?: string };
}

/** A WeChat user as one account knows him. */
export interface Follower {
  openid: string;
  nickname: string;
  language: string;
  remark: string;
  follows: boolean;
  /** The user refuses messages from the account. */
  blocks: boolean;
  /** The account put the user on its blacklist. */
  isBlacklisted: boolean;
  subscribedAt: number;
  subscribeScene: string;
  windows: ReplyWindow[];
  /** Platform time of the last message either way; null before the first. */
  lastExchangeAt: number | null;
  typingUntil: number;
  chat: Ring<ChatLine>;
}

export interface FollowerOptions {
  nickname: string;
  language?: string | undefined;
  remark?: string | undefined;
  openid?: string | undefined;
}

/** OpenIDs are 28 characters and begin with "o" (WeChat: user management). */
export function createOpenId(random: Random): string {
  return `o${random.text(27, `${alphanumeric}_-`)}`;
}

export function addFollower(account: Account, options: FollowerOptions, random: Random, now: number): Follower {
  const follower: Follower = {
    openid: options.openid ?? createOpenId(random),
    nickname: options.nickname,
    language: options.language ?? 'zh',
    remark: options.remark ?? '',
    follows: true,
    blocks: false,
    isBlacklisted: false,
    subscribedAt: now,
    subscribeScene: random.pick(['ADD_SCENE_SEARCH', 'ADD_SCENE_QR_CODE', 'ADD_SCENE_PROFILE_CARD']),
    windows: [],
    lastExchangeAt: null,
    typingUntil: 0,
    chat: new Ring(100),
  };
  account.followers.set(follower.openid, follower);
  return follower;
}
