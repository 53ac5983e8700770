import { isObject, objectOf, stringOf } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import { ApiRefusal } from './errors.ts';
import type { WeChatRules } from './rules.ts';

/** A customer-service message as the platform understood it. */
export interface OutgoingMessage {
  openid: string;
  type: string;
  /** What the user reads; for other types a line that stands for them. */
  text: string;
  /** Media the message refers to, to be checked against the account's media. */
  mediaIds: string[];
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

type Read = (content: JsonObject, rules: WeChatRules) => Pick<OutgoingMessage, 'text' | 'mediaIds'>;

const readers: Record<string, Read> = {
  text: (content, rules) => {
    const text = stringOf(content.content);
    if (text === undefined || text === '') throw new ApiRefusal(44004);
    if (Buffer.byteLength(text) > rules.textLimitBytes) throw new ApiRefusal(45002);
    return { text, mediaIds: [] };
  },
  image: (content) => ({ text: '[image]', mediaIds: [mediaId(content.media_id)] }),
  voice: (content) => ({ text: '[voice]', mediaIds: [mediaId(content.media_id)] }),
  video: (content) => ({
    text: `[video] ${stringOf(content.title) ?? ''}`.trim(),
    mediaIds: [mediaId(content.media_id), mediaId(content.thumb_media_id)],
  }),
  music: (content) => ({
    text: `[music] ${required(content.musicurl)}`,
    mediaIds: [mediaId(content.thumb_media_id)],
  }),
  news: (content) => {
    const { articles } = content;
    if (!Array.isArray(articles)) throw new ApiRefusal(45162);
    if (articles.length > 1) throw new ApiRefusal(45008);
    const article = objectOf(articles[0]);
    const title = required(article.title);
    return { text: `[news] ${title} ${stringOf(article.url) ?? ''}`.trim(), mediaIds: [] };
  },
  mpnews: (content) => ({ text: '[mpnews]', mediaIds: [mediaId(content.media_id)] }),
  mpnewsarticle: (content) => ({ text: `[article] ${required(content.article_id)}`, mediaIds: [] }),
  msgmenu: (content) => {
    const { list } = content;
    if (!Array.isArray(list) || list.length === 0) throw new ApiRefusal(40035);
    const items = list.map((item: unknown) => required(objectOf(item).content));
    const lines = [stringOf(content.head_content), ...items, stringOf(content.tail_content)];
    return { text: lines.filter((line) => line !== undefined && line !== '').join('\n'), mediaIds: [] };
  },
  wxcard: (content) => ({ text: `[card] ${required(content.card_id)}`, mediaIds: [] }),
  miniprogrampage: (content) => {
    required(content.appid);
    required(content.pagepath);
    return {
      text: `[mini program] ${stringOf(content.title) ?? ''}`.trim(),
      mediaIds: [mediaId(content.thumb_media_id)],
    };
  },
};

function mediaId(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new ApiRefusal(40007);
  return value;
}

function required(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new ApiRefusal(40035);
  return value;
}
