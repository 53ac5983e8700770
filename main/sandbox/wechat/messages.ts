import type { XmlFields } from './xml.ts';

/** What a WeChat user can send to an account (WeChat: receiving standard messages). */
export type CustomerMessage =
  | { type: 'text'; text: string; menuId?: string | undefined }
  | { type: 'image'; mediaId: string; picUrl: string }
  | {
      type: 'voice';
      mediaId: string;
      format: 'amr' | 'speex';
      mediaId16K?: string | undefined;
      recognition?: string | undefined;
    }
  | { type: 'video' | 'shortvideo'; mediaId: string; thumbMediaId: string }
  | { type: 'location'; latitude: number; longitude: number; scale: number; label: string }
  | { type: 'link'; title: string; description: string; url: string }
  | {
      type: 'miniprogrampage';
      title: string;
      appId: string;
      pagePath: string;
      thumbUrl: string;
      thumbMediaId: string;
    }
  /** A type no document names: what the platform may add tomorrow. */
  | { type: 'unknown'; msgType: string };

/** Who writes to whom, and when. */
export interface Envelope {
  toUser: string;
  fromUser: string;
  createTimeSeconds: number;
}

export function envelopeFields(envelope: Envelope, msgType: string): XmlFields {
  return [
    ['ToUserName', envelope.toUser],
    ['FromUserName', envelope.fromUser],
    ['CreateTime', envelope.createTimeSeconds],
    ['MsgType', msgType],
  ];
}

/** Child nodes of a message push. */
export function messageFields(envelope: Envelope, message: CustomerMessage, msgId: string): XmlFields {
  const msgType = message.type === 'unknown' ? message.msgType : message.type;
  return [...envelopeFields(envelope, msgType), ...contentFields(message), ['MsgId', BigInt(msgId)]];
}

function contentFields(message: CustomerMessage): XmlFields {
  switch (message.type) {
    case 'text':
      return [['Content', message.text], ...optional('bizmsgmenuid', message.menuId)];
    case 'image':
      return [
        ['PicUrl', message.picUrl],
        ['MediaId', message.mediaId],
      ];
    case 'voice':
      return [
        ['MediaId', message.mediaId],
        ['Format', message.format],
        ...optional('MediaId16K', message.mediaId16K),
        ...optional('Recognition', message.recognition),
      ];
    case 'video':
    case 'shortvideo':
      return [
        ['MediaId', message.mediaId],
        ['ThumbMediaId', message.thumbMediaId],
      ];
    case 'location':
      return [
        ['Location_X', message.latitude],
        ['Location_Y', message.longitude],
        ['Scale', message.scale],
        ['Label', message.label],
      ];
    case 'link':
      return [
        ['Title', message.title],
        ['Description', message.description],
        ['Url', message.url],
      ];
    case 'miniprogrampage':
      return [
        ['Title', message.title],
        ['AppId', message.appId],
        ['PagePath', message.pagePath],
        ['ThumbUrl', message.thumbUrl],
        ['ThumbMediaId', message.thumbMediaId],
      ];
    case 'unknown':
      return [];
  }
}

function optional(name: string, value: string | undefined): XmlFields {
  return value === undefined ? [] : [[name, value]];
}

/** The line the sender himself sees in his chat. */
export function chatText(message: CustomerMessage): string {
  switch (message.type) {
    case 'text':
      return message.text;
    case 'voice':
      return message.recognition ?? '[voice]';
    case 'location':
      return `[location] ${message.label}`;
    case 'link':
      return `[link] ${message.title}`;
    case 'miniprogrampage':
      return `[mini program] ${message.title}`;
    case 'unknown':
      return `[${message.msgType}]`;
    case 'image':
    case 'video':
    case 'shortvideo':
      return `[${message.type}]`;
  }
}
