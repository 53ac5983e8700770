import type { MessageContent } from '#shared/domain/message.ts';
import { sendableText, shortened } from './outgoing-text.ts';

type LinkContent = NonNullable<Extract<MessageContent, { kind: 'rich' }>['link']>;

/** WeChat: news, a card with a link; exactly one in a customer service message. */
export interface Article {
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly picurl: string;
}

// WeChat has codes for too long ones and names no figures. A phone shows no more than this.
const longestTitleBytes = 192;
const longestDescriptionBytes = 360;
const longestAddressBytes = 1_024;

/** A link as a card, or null when it can only go as text. */
export function articleOf(link: LinkContent): Article | null {
  const url = webAddress(link.url);
  if (url === null) return null;
  return {
    title: shortened(oneLine(link.title), longestTitleBytes) || new URL(url).host,
    description: shortened(oneLine(link.description), longestDescriptionBytes),
    url,
    picurl: (link.pictureUrl !== undefined && webAddress(link.pictureUrl)) || '',
  };
}

function webAddress(text: string): string | null {
  if (Buffer.byteLength(text) > longestAddressBytes || !URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

function oneLine(text: string): string {
  return sendableText(text).replace(/\s+/gu, ' ').trim();
}
