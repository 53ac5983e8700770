import { describe, expect, it } from 'vitest';
import { sendableText, shortened } from '#relay/connectors/wechat/outgoing-text.ts';

describe('outgoing text', () => {
  it.each([
    'hello',
    '您好，我是客服小李 😀',
    'a\nb\tc',
    '<a href="https://example.com">x</a> & more',
    '👨🏽‍👩🏿‍👧',
    'a\u2028b',
  ])('goes as it is: %j', (text) => {
    expect(sendableText(text)).toBe(text);
  });

  it('loses nothing that JSON would have to escape by number', () => {
    const repaired = sendableText('a\ud83db\udc00c\u0000d\u001fe\u007f\r\nf\rg');
    expect(repaired).toBe('a\ufffdb\ufffdcde\u007f\nf\ng');
    expect(JSON.stringify(repaired)).not.toMatch(/\\u/u);
  });
});

describe('a shortened text', () => {
  it('keeps whole characters within its bytes, and says that it was cut', () => {
    expect(shortened('invoice.pdf', 60)).toBe('invoice.pdf');
    expect(shortened('文件文件文件.pdf', 12)).toBe('文件文…');
    expect(shortened('👨🏽‍👩🏿‍👧👨🏽‍👩🏿‍👧', 40)).toBe('👨🏽‍👩🏿‍👧…');
  });
});
