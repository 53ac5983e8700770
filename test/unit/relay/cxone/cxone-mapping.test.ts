import { describe, expect, it } from 'vitest';
import type { MessageContent } from '#shared/domain/message.ts';
import { agentText, toCreateMessage } from '#relay/connectors/cxone/cxone-mapping.ts';
import { agentTexts } from '#relay/connectors/cxone/agent-texts.ts';
import { relaysToCxone } from '#relay/connectors/cxone/event-note.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { channelNamed } from '#test/integration/cxone/relay-fixture.ts';

const event = (name: string, fields: Record<string, string> = {}): MessageContent => ({
  kind: 'event',
  event: name,
  fields,
});

const texts: readonly (readonly [MessageContent, string])[] = [
  [{ kind: 'text', text: '你好，我的包裹在哪里？👋' }, '你好，我的包裹在哪里？👋'],
  [{ kind: 'text', text: '' }, '[empty message]'],
  [{ kind: 'image', mediaId: 'm', pictureUrl: 'http://mmbiz.qpic.cn/x/0' }, '[image]'],
  [{ kind: 'image', mediaId: 'm' }, '[image]'],
  [{ kind: 'voice', mediaId: 'm', format: 'amr', recognition: '你好' }, '[voice message] 你好'],
  [{ kind: 'voice', mediaId: 'm' }, '[voice message]'],
  [{ kind: 'video', mediaId: 'm' }, '[video]'],
  [{ kind: 'shortvideo', mediaId: 'm' }, '[short video]'],
  [
    { kind: 'location', latitude: '23.134521', longitude: '113.358803', label: '广州' },
    '[location] 广州 23.134521, 113.358803',
  ],
  [{ kind: 'location', latitude: '1', longitude: '2', label: '' }, '[location] 1, 2'],
  [
    { kind: 'link', title: 'Tulips', description: 'Red', url: 'https://x.example/' },
    '[link] Tulips Red https://x.example/',
  ],
  [{ kind: 'miniprogram', title: 'Shop', appId: 'wx', pagePath: 'p' }, '[mini program] Shop'],
  [{ kind: 'unsupported', platformType: 'sticker' }, '[message of a kind that cannot be shown: sticker]'],
  [{ kind: 'unsupported', platformType: '' }, '[message of a kind that cannot be shown: unknown]'],
  [event('subscribe'), '[customer started following this account]'],
  [
    event('subscribe', { EventKey: 'qrscene_window-3', Ticket: 't' }),
    '[customer started following this account: window-3]',
  ],
  [event('unsubscribe'), '[customer stopped following this account; replies cannot be delivered]'],
  [event('SCAN', { EventKey: 'window-3' }), '[customer scanned a QR code: window-3]'],
  [event('CLICK', { EventKey: 'OPENING_HOURS' }), '[customer chose from the menu: OPENING_HOURS]'],
  [
    event('scancode_push', { 'ScanCodeInfo/ScanType': 'qrcode', 'ScanCodeInfo/ScanResult': '42' }),
    '[customer scanned a code: 42]',
  ],
  [
    event('location_select', {
      'SendLocationInfo/Location_X': '23',
      'SendLocationInfo/Location_Y': '113',
      'SendLocationInfo/Label': '广州',
    }),
    '[customer chose a place: 广州, 23, 113]',
  ],
  [event('VIEW', { EventKey: 'https://x.example/' }), '[event: VIEW]'],
  [event('constructor'), '[event: constructor]'],
];

describe('what an agent reads', () => {
  it.each(texts)('%j → %s', (content, text) => {
    expect(agentText(content, agentTexts('en'))).toBe(text);
  });

  it.each(['en', 'nl', 'zh'] as const)('has every line in %s', (language) => {
    const lines = texts.map(([content]) => agentText(content, agentTexts(language)));
    expect(lines.every((line) => line !== '')).toBe(true);
    if (language === 'zh')
      expect(agentText(event('unsubscribe'), agentTexts('zh'))).toBe('[客户取消了关注，无法再送达回复]');
    if (language === 'nl') expect(agentText({ kind: 'shortvideo' }, agentTexts('nl'))).toBe('[korte video]');
  });
});

describe('what goes to CXone', () => {
  it('are all messages, and the events a customer causes on purpose', () => {
    const relayed = [
      'subscribe',
      'unsubscribe',
      'SCAN',
      'CLICK',
      'scancode_push',
      'scancode_waitmsg',
      'location_select',
    ];
    const kept = [
      'VIEW',
      'view_miniprogram',
      'LOCATION',
      'TEMPLATESENDJOBFINISH',
      'MASSSENDJOBFINISH',
      'pic_weixin',
      'subscribe_msg_sent_event',
      'toString',
      '',
    ];

    expect(relayed.every((name) => relaysToCxone(event(name)))).toBe(true);
    expect(kept.some((name) => relaysToCxone(event(name)))).toBe(false);
    expect(relaysToCxone({ kind: 'unsupported', platformType: 'x' })).toBe(true);
  });

  it.each([
    [Date.UTC(2026, 0, 12, 8, 10, 2), '2026-01-12T08:10:02.000Z'],
    [null, '2026-02-01T00:00:00.500Z'],
    [0, '2026-02-01T00:00:00.500Z'],
    [Number.NaN, '2026-02-01T00:00:00.500Z'],
    [253_402_300_800_000, '2026-02-01T00:00:00.500Z'],
  ])('is dated by WeChat (%s), or by us when that cannot be meant', (platformAt, expected) => {
    const message = aPendingMessage({ platformAt, receivedAt: Date.UTC(2026, 1, 1, 0, 0, 0, 500) });

    expect(toCreateMessage(message, channelNamed('tulip')).createdAtWithMilliseconds).toBe(expected);
  });
});

describe('a tap on a choice of the agent', () => {
  it('brings the choice’s postback back to CXone, and no other text has one', () => {
    const channel = channelNamed('tulip');
    const tapped = aPendingMessage({ content: { kind: 'text', text: 'Yes', menuId: 'yes-please' } });
    expect(toCreateMessage(tapped, channel).messageContent).toEqual({
      type: 'TEXT',
      payload: { text: 'Yes' },
      fallbackText: 'Yes',
      postback: 'yes-please',
    });
    const typed = aPendingMessage({ content: { kind: 'text', text: 'Yes' } });
    expect(toCreateMessage(typed, channel).messageContent).not.toHaveProperty('postback');
  });
});
