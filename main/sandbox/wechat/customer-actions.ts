import { digits } from '../kit/random.ts';
import type { Random } from '../kit/random.ts';
import type { Account } from './accounts.ts';
import type { ApiContext } from './api-context.ts';
import { eventFields, windowTriggerOf } from './events.ts';
import type { CustomerEvent } from './events.ts';
import { addFollower } from './followers.ts';
import type { ChatLine, Follower, FollowerOptions } from './followers.ts';
import { fileUrl } from './media-routes.ts';
import { chatText, messageFields } from './messages.ts';
import type { MediaType, StoredMedia } from './media-store.ts';
import type { CustomerMessage, Envelope } from './messages.ts';
import type { Push, PushOutcome, PushQueue } from './push-queue.ts';
import { openWindow } from './reply-windows.ts';
import { shown } from './phone-view.ts';
import { samplePicture, sampleVideo, sampleVoice } from './sample-media.ts';
import type { SampleFile } from './sample-media.ts';
import type { XmlFields } from './xml.ts';

export interface PushTicket {
  /** MsgId of the message, or the simulator's id of the event. */
  id: string;
  /** Resolves when WeChat has done with it. Never rejects. */
  settled: Promise<PushOutcome>;
}

export type FileMessageType = 'image' | 'voice' | 'video' | 'shortvideo';

/** What people do on their phones. */
export interface CustomerActions {
  follow(key: string, options: FollowerOptions): Follower;
  find(key: string, openid: string): Follower | undefined;
  /** Throws UnknownFollowerError. */
  send(key: string, openid: string, message: CustomerMessage): PushTicket;
  /** Sends a picture, voice message or video that can be fetched by its media id. Throws UnknownFollowerError. */
  sendSample(key: string, openid: string, type: FileMessageType): PushTicket;
  /** The same with a file of the caller's, whatever is in it. */
  sendFile(key: string, openid: string, type: FileMessageType, file: SampleFile): PushTicket;
  raise(key: string, openid: string, event: CustomerEvent): PushTicket;
}

export class UnknownFollowerError extends Error {
  override readonly name = 'UnknownFollowerError';
  constructor(openid: string) {
    super(`No follower "${openid}"`);
  }
}

interface Parts {
  context: ApiContext;
  queue: PushQueue;
  random: Random;
}

const systemNotice =
  'The service of this Official Account is not available now. 该公众号提供的服务出现故障，请稍后再试';

export function createCustomerActions({ context, queue, random }: Parts): CustomerActions {
  const { accounts, clock } = context;
  const nextMsgId = createMsgIds(random);
  let lastEventId = 0;

  const followerOf = (account: Account, openid: string): Follower => {
    const follower = account.followers.get(openid);
    if (!follower) throw new UnknownFollowerError(openid);
    return follower;
  };

  const envelopeOf = (account: Account, follower: Follower): Envelope => ({
    toUser: account.options.originalId,
    fromUser: follower.openid,
    createTimeSeconds: Math.floor(clock.stampNow() / 1000),
  });

  const push = (parts: Push): PushTicket => {
    const settled = queue.offer(parts).then((outcome) => {
      showOutcome(parts, outcome, clock.stampNow());
      return outcome;
    });
    return { id: parts.id, settled };
  };

  const send = (key: string, openid: string, message: CustomerMessage, media?: StoredMedia): PushTicket => {
    const account = accounts.get(key);
    const follower = followerOf(account, openid);
    const id = nextMsgId();
    const fields = messageFields(envelopeOf(account, follower), message, id);
    const text = chatText(message);
    // A tap on a menu offered in a message counts as a menu click, not as a message of the user.
    const isMenuTap = message.type === 'text' && message.menuId !== undefined;
    touch(follower, isMenuTap ? 'menuClick' : 'message');
    const line: ChatLine = { direction: 'in', at: clock.stampNow(), type: message.type, text, msgId: id };
    if (media) line.media = shown(media);
    follower.chat.push(line);
    return push({ id, kind: 'message', type: message.type, account, follower, fields, text });
  };

  const touch = (follower: Follower, trigger: Parameters<typeof openWindow>[1]): void => {
    follower.windows = openWindow(follower.windows, trigger, clock.now(), context.rules());
    follower.lastExchangeAt = clock.now();
  };

  const somePicture = (): SampleFile => samplePicture(random.int(60, 230), random.int(60, 230), random.int(60, 230));

  const keep = (account: Account, type: MediaType, file: SampleFile): StoredMedia =>
    context.media.keep({ ...file, appId: account.options.appId, type, createdAt: clock.now() });

  const sendFile: CustomerActions['sendFile'] = (key, openid, type, file) => {
    const account = accounts.get(key);
    followerOf(account, openid);
    const media = keep(account, type === 'shortvideo' ? 'video' : type, file);
    const { mediaId } = media;
    switch (type) {
      case 'image':
        return send(key, openid, { type, mediaId, picUrl: fileUrl(context, media) }, media);
      case 'voice':
        return send(key, openid, { type, mediaId, format: 'amr' }, media);
      case 'video':
      case 'shortvideo':
        return send(key, openid, { type, mediaId, thumbMediaId: keep(account, 'image', somePicture()).mediaId }, media);
    }
  };

  return {
    follow: (key, options) => addFollower(accounts.get(key), options, random, clock.stampNow()),
    find: (key, openid) => accounts.get(key).followers.get(openid),
    send,
    sendFile,
    sendSample(key, openid, type) {
      if (type === 'image') return sendFile(key, openid, type, somePicture());
      return sendFile(key, openid, type, type === 'voice' ? sampleVoice() : sampleVideo());
    },
    raise(key, openid, event) {
      const account = accounts.get(key);
      const follower = followerOf(account, openid);
      const trigger = windowTriggerOf(event);
      if (event.type === 'subscribe') Object.assign(follower, { follows: true, subscribedAt: clock.stampNow() });
      if (event.type === 'unsubscribe') Object.assign(follower, { follows: false, windows: [] });
      if (trigger) touch(follower, trigger);
      const fields: XmlFields = eventFields(envelopeOf(account, follower), event);
      lastEventId += 1;
      // The platform's own report to the account; the phone shows nothing of it.
      if (event.type !== 'TEMPLATESENDJOBFINISH') {
        follower.chat.push({ direction: 'notice', at: clock.stampNow(), type: 'event', text: event.type, msgId: null });
      }
      return push({ id: `event-${lastEventId}`, kind: 'event', type: event.type, account, follower, fields, text: '' });
    },
  };
}

/** What the customer sees of a push's end: a reply within the answer, or the platform's apology. */
function showOutcome(push: Push, outcome: PushOutcome, at: number): void {
  const { chat } = push.follower;
  if (outcome.kind === 'accepted' && outcome.reply) {
    chat.push({ direction: 'out', at, type: outcome.reply.type, text: outcome.reply.text, msgId: null });
  }
  if (outcome.kind === 'lost' && push.kind === 'message') {
    chat.push({ direction: 'notice', at, type: 'system', text: systemNotice, msgId: null });
  }
}

/** Rising 64-bit numbers, kept as text: a JavaScript number cannot hold them. */
function createMsgIds(random: Random): () => string {
  let last = BigInt(`7${random.text(18, digits)}`);
  return () => {
    last += BigInt(random.int(1, 97));
    return last.toString();
  };
}
