import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { InboundPush } from '../../ports/intake.ts';
import { windowOpenedBy } from './reply-window.ts';
import { parsePush, type KnownMessage, type WeChatPush } from './wechat-schemas.ts';
import { decodeUtf8, readXml, XmlRefused, type XmlFields } from './wechat-xml.ts';

export type MappedPush =
  | { readonly ok: true; readonly push: InboundPush; readonly toUserName: string }
  /** `field`: what is missing or wrong, for the log. */
  | { readonly ok: false; readonly field: string };

/** Reads the bytes of an authentic push. `fields`: its members, where they were read already. */
export function readPush(
  message: Uint8Array,
  fields: XmlFields | null,
  channel: { readonly id: ChannelId; readonly appId: string },
): MappedPush {
  const raw = decodeUtf8(message);
  if (raw === null) return { ok: false, field: 'encoding' };
  try {
    return toInboundPush(fields ?? readXml(raw), raw, channel);
  } catch (thrown) {
    if (thrown instanceof XmlRefused) return { ok: false, field: thrown.message };
    throw thrown;
  }
}

/** Turns the members of an authentic push into our words. `raw` is the XML they came from. */
export function toInboundPush(
  fields: XmlFields,
  raw: string,
  channel: { readonly id: ChannelId; readonly appId: string },
): MappedPush {
  const parsed = parsePush(fields);
  if (!parsed.ok) return parsed;
  const { push } = parsed;
  const { FromUserName, ToUserName, CreateTime } = push.kind === 'event' ? push.event : push.message;
  const content = contentOf(push, fields);
  const hasMenuId = push.kind === 'message' && push.message.MsgType === 'text' && Boolean(push.message.bizmsgmenuid);
  return {
    ok: true,
    toUserName: ToUserName,
    push: {
      channelId: channel.id,
      openId: FromUserName,
      content,
      externalId: push.kind === 'event' ? null : (push.message.MsgId ?? null),
      dedupeKey: dedupeKeyOf(push, channel.appId, FromUserName),
      platformAt: Number(CreateTime) * 1_000,
      opensWindow: windowOpenedBy(content, hasMenuId),
      raw,
    },
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
      return { kind: 'text', text: message.Content };
    case 'image':
      return { kind: 'image', mediaId: message.MediaId, pictureUrl: message.PicUrl };
    case 'voice':
      return {
        kind: 'voice',
        mediaId: message.MediaId,
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

/** Old material spells this one event in lower case; all others are as WeChat writes them. */
function eventName(event: string): string {
  return event === 'templatesendjobfinish' ? 'TEMPLATESENDJOBFINISH' : event;
}

const envelopeNames = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'Encrypt']);

function ownFields(fields: XmlFields): Record<string, string> {
  return Object.fromEntries([...fields].filter(([name]) => !envelopeNames.has(name)));
}
