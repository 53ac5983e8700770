import type { ServiceRequest } from '../kit/http-service.ts';
import { stringOf } from '../kit/json.ts';
import type { Account } from './accounts.ts';
import { jsonBody, ok } from './api-context.ts';
import type { ApiContext, ApiResult } from './api-context.ts';
import { ApiRefusal } from './errors.ts';
import type { ChatLine, Follower } from './followers.ts';
import type { StoredMedia } from './media-store.ts';
import { readOutgoingMessage } from './outgoing-message.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { shown } from './phone-view.ts';
import { takeReply } from './reply-windows.ts';

const typingLastsMs = 15_000;
const typingNeedsExchangeWithinMs = 30_000;

/** `POST /cgi-bin/message/custom/send`. No message id is returned and no receipt follows. */
export function sendCustomMessage(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const body = jsonBody(request);
  const at = context.clock.stampNow();
  let message: OutgoingMessage | undefined;
  try {
    message = readOutgoingMessage(request.body.toString('utf8'), body, context.rules());
    const { type, text } = message;
    const follower = reachableFollower(account, message.openid);
    const [media] = mediaOf(context, account, message);
    spendReply(context, follower);
    account.sends.accepted += 1;
    follower.lastExchangeAt = context.clock.now();
    follower.typingUntil = 0;
    const line: ChatLine = { direction: 'out', at, type, text, msgId: null };
    if (media) line.media = shown(media);
    if (message.menu) line.menu = message.menu;
    if (message.link) line.link = message.link;
    follower.chat.push(line);
    context.sends.emit({ kind: 'accepted', account, follower, type, text, at });
    return ok;
  } catch (thrown) {
    if (thrown instanceof ApiRefusal) {
      account.sends.refused += 1;
      const openid = stringOf(body.touser) ?? '';
      const { errcode } = thrown;
      const { type, text } = message ?? { type: stringOf(body.msgtype) ?? '', text: '' };
      context.sends.emit({ kind: 'refused', account, openid, type, text, errcode, at });
    }
    throw thrown;
  }
}

/** `POST /cgi-bin/message/custom/typing`. */
export function customTyping(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const body = jsonBody(request);
  const follower = reachableFollower(account, stringOf(body.touser) ?? '');
  const now = context.clock.now();
  if (body.command === 'CancelTyping') {
    follower.typingUntil = 0;
    return ok;
  }
  if (body.command !== 'Typing') throw new ApiRefusal(45072);
  if (follower.lastExchangeAt === null || now - follower.lastExchangeAt > typingNeedsExchangeWithinMs) {
    throw new ApiRefusal(45080);
  }
  if (follower.typingUntil > now) throw new ApiRefusal(45081);
  if (context.rules().enforceReplyWindow) requireWindow(follower, now);
  follower.typingUntil = now + typingLastsMs;
  return ok;
}

function reachableFollower(account: Account, openid: string): Follower {
  const follower = account.followers.get(openid);
  if (!follower) throw new ApiRefusal(40003);
  if (!follower.follows) throw new ApiRefusal(43004);
  if (follower.isBlacklisted) throw new ApiRefusal(43019);
  if (follower.blocks) throw new ApiRefusal(48002);
  return follower;
}

function mediaOf(context: ApiContext, account: Account, message: OutgoingMessage): StoredMedia[] {
  return message.mediaIds.map(({ mediaId, types }) => {
    const media = context.media.find(account.options.appId, mediaId, context.clock.now());
    if (!media || !types.includes(media.type)) throw new ApiRefusal(40007);
    return media;
  });
}

function spendReply(context: ApiContext, follower: Follower): void {
  if (context.rules().enforceReplyWindow) follower.windows = requireWindow(follower, context.clock.now());
}

/** The windows after one more message. Throws ApiRefusal when none allows it; a refused message uses no count. */
function requireWindow(follower: Follower, now: number): Follower['windows'] {
  const permission = takeReply(follower.windows, now);
  switch (permission.kind) {
    case 'allowed':
      return permission.windows;
    case 'closed':
      throw new ApiRefusal(45015);
    case 'usedUp':
      throw new ApiRefusal(45047);
  }
}
