import { describe, expect, it } from 'vitest';
import type { MessageContent } from '#shared/domain/message.ts';
import { windowOpenedBy as opened } from '#relay/connectors/wechat/reply-window.ts';

const fortyEightHours = { windowMs: 172_800_000, replies: 5 };
const oneMinute = { windowMs: 60_000, replies: 3 };

const windowOpenedBy = (content: MessageContent, hasMenuId: boolean) =>
  opened(content, hasMenuId, { repliesPerMessage: 5, repliesPerAction: 3 });

const event = (name: string): MessageContent => ({ kind: 'event', event: name, fields: {} });

describe('reply window', () => {
  it.each<MessageContent>([
    { kind: 'text', text: 'hello' },
    { kind: 'image' },
    { kind: 'voice' },
    { kind: 'video' },
    { kind: 'shortvideo' },
    { kind: 'location', latitude: '1', longitude: '2', label: '' },
    { kind: 'link', title: '', description: '', url: 'https://example.com' },
    { kind: 'miniprogram', title: '', appId: 'wx1a2b3c4d5e6f7a8b', pagePath: '' },
    { kind: 'unsupported', platformType: 'sticker' },
  ])('$kind from the end user: five replies in 48 hours', (content) => {
    expect(windowOpenedBy(content, false)).toEqual(fortyEightHours);
  });

  it.each(['CLICK', 'scancode_push', 'scancode_waitmsg', 'subscribe', 'SCAN'])('%s: three in a minute', (name) => {
    expect(windowOpenedBy(event(name), false)).toEqual(oneMinute);
  });

  it('a tap on a menu message counts as a menu click', () => {
    expect(windowOpenedBy({ kind: 'text', text: 'yes' }, true)).toEqual(oneMinute);
  });

  it.each(['VIEW', 'view_miniprogram', 'LOCATION', 'unsubscribe', 'pic_sysphoto', 'location_select', 'click', 'scan'])(
    '%s: none',
    (name) => {
      expect(windowOpenedBy(event(name), false)).toBeNull();
    },
  );

  it('content from CXone opens none', () => {
    expect(windowOpenedBy({ kind: 'rich', type: 'card', text: 'x', attachments: [] }, false)).toBeNull();
    expect(windowOpenedBy({ kind: 'template', name: 'x', text: 'x', variables: {} }, false)).toBeNull();
  });

  it('has the counts of the configuration', () => {
    const counts = { repliesPerMessage: 20, repliesPerAction: 4 };
    expect(opened({ kind: 'image' }, false, counts)).toEqual({ ...fortyEightHours, replies: 20 });
    expect(opened(event('CLICK'), false, counts)).toEqual({ ...oneMinute, replies: 4 });
  });
});
