import { isObject, objectOf, stringOf } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import { ApiRefusal } from './errors.ts';
import type { MediaType } from './media-store.ts';
import type { WeChatRules } from './rules.ts';

/** A customer-service message as the platform understood it. */
export interface OutgoingMessage {
  openid: string;
  type: string;
  /** What the user reads; for other types a line that stands for them. */
  text: string;
  /** Media the message refers to, to be checked against the account's media. The first is the one the user sees. */
  mediaIds: WantedMedia[];
  menu?: { id: string; text: string }[];
  link?: { title: string; url: string; description: string; pictureUrl: string };
}

/** A media id and the kinds of media that may stand in its place. */
export interface WantedMedia {
  mediaId: string;
  types: readonly MediaType[];
}

/** Checks a `message/custom/send` body (WeChat: customer service messages). Throws ApiRefusal. */
export function readOutgoingMessage(raw: string, body: JsonObject, rules: WeChatRules): OutgoingMessage {
  if (hasEscapedCharacters(raw)) throw new ApiRefusal(40033);
  const openid = stringOf(body.touser);
  if (!openid) throw new ApiRefusal(40003);
  const type = stringOf(body.msgtype);
  const read = type !== undefined && Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (type === undefined || !read) throw new ApiRefusal(40008);
  const content = body[type];
  if (!isObject(content)) throw new ApiRefusal(40035);
  return { openid, type, ...read(content, rules) };
}

// Characters written as \uXXXX reach the user as these six characters; control characters have no other form.
function hasEscapedCharacters(raw: string): boolean {
  return /(?<!\\)(?:\\\\)*\\u(?!00[01][0-9a-fA-F])[0-9a-fA-F]{4}/.test(raw);
}

type Read = (content: JsonObject, rules: WeChatRules) => Omit<OutgoingMessage, 'openid' | 'type'>;

const thumbs = ['thumb', 'image'] as const;

const readers: Record<string, Read> = {
  text: (content, rules) => {
    const text = stringOf(content.content);
    if (text === undefined || text === '') throw new ApiRefusal(44004);
    if (Buffer.byteLength(text) > rules.textLimitBytes) throw new ApiRefusal(45002);
    return { text, mediaIds: [] };
  },
  image: (content) => ({ text: '[image]', mediaIds: [wanted(content.media_id, ['image'])] }),
  voice: (content) => ({ text: '[voice]', mediaIds: [wanted(content.media_id, ['voice'])] }),
  video: (content) => ({
    text: `[video] ${stringOf(content.title) ?? ''}`.trim(),
    mediaIds: [wanted(content.media_id, ['video']), wanted(content.thumb_media_id, thumbs)],
  }),
  music: (content) => ({
    text: `[music] ${required(content.musicurl)}`,
    mediaIds: [wanted(content.thumb_media_id, thumbs)],
  }),
  news: (content) => {
    const { articles } = content;
    if (!Array.isArray(articles)) throw new ApiRefusal(45162);
    if (articles.length > 1) throw new ApiRefusal(45008);
    const article = objectOf(articles[0]);
    const title = required(article.title);
    const url = stringOf(article.url) ?? '';
    const link = {
      title,
      url,
      description: stringOf(article.description) ?? '',
      pictureUrl: stringOf(article.picurl) ?? '',
    };
    return { text: `[news] ${title} ${url}`.trim(), mediaIds: [], link };
  },
  mpnews: (content) => ({ text: '[mpnews]', mediaIds: [wanted(content.media_id, ['image', 'video'])] }),
  mpnewsarticle: (content) => ({ text: `[article] ${required(content.article_id)}`, mediaIds: [] }),
  msgmenu: (content, rules) => {
    const { list } = content;
    if (!Array.isArray(list) || list.length === 0) throw new ApiRefusal(40035);
    const menu = list.map((item: unknown) => {
      const { id, content: words } = objectOf(item);
      return { id: required(id), text: required(words) };
    });
    const lines = [stringOf(content.head_content), ...menu.map(({ text }) => text), stringOf(content.tail_content)];
    const text = lines.filter((line) => line !== undefined && line !== '').join('\n');
    if (Buffer.byteLength(text) > rules.textLimitBytes) throw new ApiRefusal(45002);
    return { text, mediaIds: [], menu };
  },
  wxcard: (content) => ({ text: `[card] ${required(content.card_id)}`, mediaIds: [] }),
  miniprogrampage: (content) => {
    required(content.appid);
    required(content.pagepath);
    return {
      text: `[mini program] ${stringOf(content.title) ?? ''}`.trim(),
      mediaIds: [wanted(content.thumb_media_id, thumbs)],
    };
  },
};

function wanted(value: unknown, types: readonly MediaType[]): WantedMedia {
  if (typeof value !== 'string' || value === '') throw new ApiRefusal(40007);
  return { mediaId: value, types };
}

function required(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new ApiRefusal(40035);
  return value;
}
