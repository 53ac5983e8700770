import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { InboundIntake, InboundPush } from '../../ports/intake.ts';
import { windowOpenedBy, type ReplyCounts } from './reply-window.ts';
import { parsePush, type KnownMessage, type WeChatPush } from './wechat-schemas.ts';
import { decodeUtf8, readXml, XmlRefused, type ReadXml, type XmlFields } from './wechat-xml.ts';

type Verdict = Parameters<InboundIntake['verdict']>[0];

export type MappedPush =
  | { readonly ok: true; readonly kind: 'message'; readonly push: InboundPush; readonly toUserName: string }
  /** WeChat tells what became of a template message it had accepted. No message of the end user. */
  | { readonly ok: true; readonly kind: 'verdict'; readonly verdict: Verdict; readonly toUserName: string }
  /** `field`: what is missing or wrong, for the log. */
  | { readonly ok: false; readonly field: string };

export interface MappedChannel {
  readonly id: ChannelId;
  readonly appId: string;
  readonly replyCounts: ReplyCounts;
}

/** Reads the bytes of an authentic push. `read`: what they say, where that was read already. */
export function readPush(message: Uint8Array, read: ReadXml | null, channel: MappedChannel): MappedPush {
  if (read !== null) return toInboundPush(read.fields, read.text, channel);
  const raw = decodeUtf8(message);
  if (raw === null) return { ok: false, field: 'encoding' };
  try {
    return toInboundPush(readXml(raw), raw, channel);
  } catch (thrown) {
    if (thrown instanceof XmlRefused) return { ok: false, field: thrown.message };
    throw thrown;
  }
}

/** Turns the members of an authentic push into our words. `raw` is the XML they came from. */
export function toInboundPush(fields: XmlFields, raw: string, channel: MappedChannel): MappedPush {
  const parsed = parsePush(fields);
  if (!parsed.ok) return parsed;
  const { push } = parsed;
  if (push.kind === 'event' && eventName(push.event.Event) === templateReport) return toVerdict(push.event, channel.id);
  const { FromUserName, ToUserName, CreateTime } = push.kind === 'event' ? push.event : push.message;
  const content = contentOf(push, fields);
  const hasMenuId = push.kind === 'message' && push.message.MsgType === 'text' && Boolean(push.message.bizmsgmenuid);
  return {
    ok: true,
    kind: 'message',
    toUserName: ToUserName,
    push: {
      channelId: channel.id,
      openId: FromUserName,
      content,
      externalId: push.kind === 'event' ? null : (push.message.MsgId ?? null),
      dedupeKey: dedupeKeyOf(push, channel.appId, FromUserName),
      platformAt: Number(CreateTime) * 1_000,
      opensWindow: windowOpenedBy(content, hasMenuId, channel.replyCounts),
      raw,
    },
  };
}

/** WeChat: 'success', 'failed:user block' or 'failed: system failed', in the event's `Status`. */
function toVerdict(
  { MsgID = '', Status = '', ToUserName }: Extract<WeChatPush, { kind: 'event' }>['event'],
  channelId: ChannelId,
): MappedPush {
  if (!/^\d{1,20}$/u.test(MsgID)) return { ok: false, field: 'MsgID' };
  if (Status === '') return { ok: false, field: 'Status' };
  const failedWith = Status.trim().toLowerCase() === 'success' ? null : Status.trim().slice(0, 100);
  return {
    ok: true,
    kind: 'verdict',
    verdict: { channelId, platformMessageId: MsgID, failedWith },
    toUserName: ToUserName,
  };
}

/**
 * The same for every copy WeChat sends of one push. MsgId alone is not enough: equal ones from different end users were
 * seen in the field. Events have none, and position reports and repeated unfollows share sender and second.
 */
function dedupeKeyOf(push: WeChatPush, appId: string, openId: OpenId): string {
  switch (push.kind) {
    case 'event': {
      const { CreateTime, Event, EventKey, Ticket } = push.event;
      return [appId, openId, CreateTime, Event, EventKey, Ticket].join('|');
    }
    case 'message':
      return [appId, push.message.MsgId, openId, push.message.CreateTime].join('|');
    case 'other': {
      const { MsgId, CreateTime, MsgType } = push.message;
      return MsgId === undefined
        ? [appId, openId, CreateTime, MsgType, '', ''].join('|')
        : [appId, MsgId, openId, CreateTime].join('|');
    }
  }
}

function contentOf(push: WeChatPush, fields: XmlFields): MessageContent {
  switch (push.kind) {
    case 'message':
      return messageContent(push.message);
    case 'event':
      return { kind: 'event', event: eventName(push.event.Event), fields: ownFields(fields) };
    case 'other':
      return { kind: 'unsupported', platformType: push.message.MsgType };
  }
}

function messageContent(message: KnownMessage): MessageContent {
  switch (message.MsgType) {
    case 'text':
      return { kind: 'text', text: message.Content, ...(message.bizmsgmenuid && { menuId: message.bizmsgmenuid }) };
    case 'image':
      return { kind: 'image', mediaId: message.MediaId, pictureUrl: message.PicUrl };
    case 'voice':
      return {
        kind: 'voice',
        mediaId: message.MediaId,
        mediaId16k: message.MediaId16K,
        format: message.Format,
        recognition: message.Recognition,
      };
    case 'video':
    case 'shortvideo':
      return { kind: message.MsgType, mediaId: message.MediaId, thumbMediaId: message.ThumbMediaId };
    case 'location':
      return {
        kind: 'location',
        latitude: message.Location_X,
        longitude: message.Location_Y,
        label: message.Label,
      };
    case 'link':
      return { kind: 'link', title: message.Title, description: message.Description, url: message.Url };
    case 'miniprogrampage':
      return { kind: 'miniprogram', title: message.Title, appId: message.AppId, pagePath: message.PagePath };
  }
}

const templateReport = 'TEMPLATESENDJOBFINISH';

/** Old material spells this one event in lower case; all others are as WeChat writes them. */
function eventName(event: string): string {
  return event === templateReport.toLowerCase() ? templateReport : event;
}

const envelopeNames = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'Encrypt']);

function ownFields(fields: XmlFields): Record<string, string> {
  return Object.fromEntries([...fields].filter(([name]) => !envelopeNames.has(name)));
}
