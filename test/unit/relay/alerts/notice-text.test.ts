import { describe, expect, it } from 'vitest';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import { ActionOwner, Leg } from '#shared/domain/channel.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { RelayNotice } from '#relay/alerts/alert-state.ts';
import { figuresLine, noticeText, noticeWords } from '#relay/alerts/notice-text.ts';
import { minuteMs, noon } from './incidents.ts';

const languages = ['en', 'nl', 'zh'] as const;
const kinds = ['opened', 'reminder', 'closed', 'gap', 'watch', 'daily', 'test'] satisfies AlertNotice['kind'][];

function aNotice(overrides: Partial<RelayNotice> = {}): RelayNotice {
  return {
    id: 'n',
    at: noon,
    kind: 'opened',
    severity: 'urgent',
    incidentIds: ['a'],
    channelIds: [ChannelId.parse('shop-nl')],
    channelNames: ['Shop NL'],
    state: 'action_required',
    leg: 'wechatOut',
    code: 'WECHAT_IP_NOT_LISTED',
    value: '203.0.113.7',
    since: noon - 12 * minuteMs,
    lastedMs: null,
    subject: null,
    owner: 'wechat_admin',
    ...overrides,
  };
}

const text = (language: 'en' | 'nl' | 'zh', overrides: Partial<RelayNotice> = {}) =>
  noticeText(aNotice(overrides), { language, timeZone: 'Europe/Amsterdam' });

describe('the text of a notice', () => {
  it('says what is broken for whom, since when, what to do and who has to', () => {
    const { title, lines } = text('en');
    expect(title).toBe(`Veerpont · Shop NL: ${sentenceFor('en', 'WECHAT_IP_NOT_LISTED', '203.0.113.7').title}`);
    expect(lines).toEqual([
      'Agents’ replies do not reach the customers.',
      'Since Wed 14 Jan, 11:48, Europe/Amsterdam time (12 min so far).',
      sentenceFor('en', 'WECHAT_IP_NOT_LISTED', '203.0.113.7').help,
      'To act: the administrator of the WeChat account.',
    ]);
    expect(lines.join(' ')).toContain('203.0.113.7');
  });

  it('counts the channels of one cause and names a few', () => {
    const { title, lines } = text('en', {
      incidentIds: Array.from({ length: 1_000 }, (_, index) => `i-${index}`),
      channelNames: Array.from({ length: 100 }, (_, index) => `Shop ${index}`),
    });
    expect(title).toContain('1,000 channels: ');
    expect(lines).toContain('Channels: Shop 0, Shop 1, Shop 2, Shop 3, Shop 4 and 995 more.');
  });

  it('tells how long it took', () => {
    const closed = { kind: 'closed', since: noon, lastedMs: 1_537 * minuteMs, severity: 'info' } as const;
    expect(text('en', closed).lines).toEqual([
      'It lasted 1 d 1 h 37 min: from Wed 14 Jan, 12:00 until Thu 15 Jan, 13:37, Europe/Amsterdam time.',
    ]);
    expect(text('nl', closed).lines[0]).toContain('1 d 1 u 37 min');
    expect(text('zh', closed).lines[0]).toContain('1 天 1 小时 37 分钟');
  });

  it('speaks of notices that were left out', () => {
    const { lines } = noticeText(aNotice(), { language: 'en', timeZone: 'UTC', leftOut: { count: 37, from: noon } });
    expect(lines.at(-1)).toBe(
      'Left out before this, because they could not be sent: 37, the first of Wed 14 Jan, 11:00.',
    );
  });

  it.each(languages)('is complete in %s', (language) => {
    for (const kind of kinds) {
      for (const leg of [...Leg.options, null]) {
        for (const code of ['WECHAT_IP_NOT_LISTED', null] as const) {
          const { title, lines } = text(language, { kind, leg, code, subject: '3', lastedMs: minuteMs });
          const whole = [title, ...lines].join('\n');
          expect(whole).not.toMatch(/undefined|null|NaN|\{\{|\[|Invalid/u);
          expect(title.length).toBeGreaterThan('Veerpont · '.length + 3);
        }
      }
    }
  });

  it('differs in every language, for every owner and kind', () => {
    const seen = (make: (language: (typeof languages)[number]) => string) => new Set(languages.map(make)).size;
    for (const owner of ActionOwner.options) expect(seen((language) => noticeWords[language].act[owner])).toBe(3);
    for (const kind of kinds) expect(seen((language) => text(language, { kind }).title)).toBe(3);
    const figures = { inbound: 1_234, outbound: 2, failed: 3, waiting: 4, unconfirmed: 5, deadLetters: 6 };
    expect(seen((language) => figuresLine(figures, language))).toBe(3);
    expect(figuresLine(figures, 'en')).toContain('1,234 messages from customers');
    expect(figuresLine(figures, 'nl')).toContain('1.234 berichten');
  });
});
