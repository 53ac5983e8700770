import { describe, expect, it } from 'vitest';
import { ApiRefusal } from '#sandbox/wechat/errors.ts';
import { readOutgoingMessage } from '#sandbox/wechat/outgoing-message.ts';
import { defaultWeChatRules as rules } from '#sandbox/wechat/rules.ts';

const read = (body: Record<string, unknown>, raw = JSON.stringify(body)) => readOutgoingMessage(raw, body, rules);
const codeOf = (body: Record<string, unknown>, raw?: string): number => {
  try {
    read(body, raw);
  } catch (thrown) {
    if (thrown instanceof ApiRefusal) return thrown.errcode;
    throw thrown;
  }
  return 0;
};
const to = { touser: 'oABC' };

describe('a customer-service message', () => {
  it.each([
    ['text', { content: 'hello <a href="https://x">x</a>' }],
    ['image', { media_id: 'M' }],
    ['voice', { media_id: 'M' }],
    ['video', { media_id: 'M', thumb_media_id: 'T' }],
    ['music', { musicurl: 'http://m', hqmusicurl: 'http://m', thumb_media_id: 'T' }],
    ['news', { articles: [{ title: 't', description: 'd', url: 'http://u', picurl: 'http://p' }] }],
    ['mpnews', { media_id: 'M' }],
    ['mpnewsarticle', { article_id: 'A' }],
    ['msgmenu', { head_content: 'h', list: [{ id: '101', content: 'yes' }], tail_content: 't' }],
    ['wxcard', { card_id: 'C' }],
    ['miniprogrampage', { title: 't', appid: 'wx', pagepath: 'p', thumb_media_id: 'T' }],
  ])('may be %s', (msgtype, content) => {
    expect(read({ ...to, msgtype, [msgtype]: content })).toMatchObject({ openid: 'oABC', type: msgtype });
  });

  it('shows a menu as its lines', () => {
    const menu = { head_content: 'Did it help?', list: [{ id: '1', content: 'Yes' }], tail_content: '' };
    expect(read({ ...to, msgtype: 'msgmenu', msgmenu: menu }).text).toBe('Did it help?\nYes');
  });

  it.each([
    [40003, { msgtype: 'text', text: { content: 'x' } }],
    [40008, { ...to, msgtype: 'hologram', hologram: {} }],
    [40008, { ...to, msgtype: 'toString' }],
    [40035, { ...to, msgtype: 'text', text: 'x' }],
    [44004, { ...to, msgtype: 'text', text: { content: '' } }],
    [45002, { ...to, msgtype: 'text', text: { content: '郁'.repeat(683) } }],
    [40007, { ...to, msgtype: 'image', image: {} }],
    [45008, { ...to, msgtype: 'news', news: { articles: [{ title: 'a' }, { title: 'b' }] } }],
    [45162, { ...to, msgtype: 'news', news: { articles: { title: 'a' } } }],
  ])('is refused with %i', (code, body) => {
    expect(codeOf(body)).toBe(code);
  });

  it('takes 2048 bytes of text', () => {
    expect(codeOf({ ...to, msgtype: 'text', text: { content: '郁'.repeat(682) + 'xx' } })).toBe(0);
  });

  it('is refused with characters written as escapes, unless they have no other form', () => {
    const body = { ...to, msgtype: 'text', text: { content: '你\n\u0001' } };
    expect(codeOf(body)).toBe(0);
    expect(codeOf(body, '{"text":{"content":"\\u4f60"}}')).toBe(40033);
    expect(codeOf({ ...to, msgtype: 'text', text: { content: '\ud83d' } })).toBe(40033);
    expect(codeOf({ ...to, msgtype: 'text', text: { content: 'typed \\u4f60 by hand' } })).toBe(0);
  });
});
