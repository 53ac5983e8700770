import { describe, expect, it } from 'vitest';
import { longestTextBytes, outgoingText } from '#relay/connectors/wechat/outgoing-text.ts';

const textOf = (text: string) => outgoingText({ kind: 'text', text });

describe('outgoing text', () => {
  it.each([
    'hello',
    '您好，我是客服小李 😀',
    'a\nb\tc',
    '<a href="https://example.com">x</a> & more',
    '👨🏽‍👩🏿‍👧',
    'a\u2028b',
  ])('goes as it is: %j', (text) => {
    expect(textOf(text)).toEqual({ ok: true, text });
  });

  it('of rich content is the text the end user shall read', () => {
    expect(outgoingText({ kind: 'rich', type: 'card', text: 'Pick one', attachments: [] })).toEqual({
      ok: true,
      text: 'Pick one',
    });
  });

  it('loses nothing that JSON would have to escape by number', () => {
    const repaired = textOf('a\ud83db\udc00c\u0000d\u001fe\u007f\r\nf\rg');
    expect(repaired).toEqual({ ok: true, text: 'a\ufffdb\ufffdcde\u007f\nf\ng' });
    expect(JSON.stringify(repaired)).not.toMatch(/\\u/u);
  });

  it('is measured in bytes', () => {
    expect(textOf('x'.repeat(longestTextBytes)).ok).toBe(true);
    expect(textOf('你'.repeat(682)).ok).toBe(true);
    expect(textOf('你'.repeat(683))).toEqual({ ok: false, code: 'WECHAT_TEXT_TOO_LONG', value: '2048' });
    expect(textOf('x'.repeat(longestTextBytes + 1)).ok).toBe(false);
  });

  it.each(['', ' ', '\n\t', '\u0000'])('is refused when there is nothing to read: %j', (text) => {
    expect(textOf(text)).toMatchObject({ ok: false, code: 'WECHAT_CONTENT_REFUSED' });
  });

  it('is refused for kinds that have none', () => {
    expect(outgoingText({ kind: 'image', mediaId: 'm' })).toEqual({
      ok: false,
      code: 'WECHAT_CONTENT_REFUSED',
      value: 'image',
    });
  });
});
