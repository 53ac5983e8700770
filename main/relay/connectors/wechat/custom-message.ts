import type { Menu } from './menu.ts';
import type { Article } from './link-card.ts';

/** A customer service message but for its receiver (WeChat: message/custom/send). */
export type CustomMessage =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image' | 'voice'; readonly mediaId: string }
  | { readonly type: 'video'; readonly mediaId: string; readonly thumbMediaId: string; readonly title: string }
  | { readonly type: 'menu'; readonly menu: Menu }
  | { readonly type: 'link'; readonly article: Article };

/** The body of the call. */
export function customMessageBody(openId: string, message: CustomMessage): object {
  // Most are texts, and spreading another object into one costs more than all the rest of it.
  if (message.type === 'text') return { touser: openId, msgtype: 'text', text: { content: message.text } };
  return { touser: openId, ...typed(message) };
}

function typed(message: Exclude<CustomMessage, { type: 'text' }>): object {
  switch (message.type) {
    case 'image':
      return { msgtype: 'image', image: { media_id: message.mediaId } };
    case 'voice':
      return { msgtype: 'voice', voice: { media_id: message.mediaId } };
    case 'video':
      return {
        msgtype: 'video',
        video: { media_id: message.mediaId, thumb_media_id: message.thumbMediaId, title: message.title },
      };
    case 'menu': {
      const { head, choices, tail } = message.menu;
      return {
        msgtype: 'msgmenu',
        msgmenu: {
          ...(head !== '' && { head_content: head }),
          list: choices.map(({ id, text }) => ({ id, content: text })),
          ...(tail !== '' && { tail_content: tail }),
        },
      };
    }
    case 'link':
      return { msgtype: 'news', news: { articles: [message.article] } };
  }
}
