import { describe, expect, it } from 'vitest';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import { ActionOwner, Leg } from '#shared/domain/channel.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { RelayNotice } from '#relay/alerts/alert-state.ts';
import { figuresLine, noticeText, noticeWords } from '#relay/alerts/notice-text.ts';
import { slaMetricNames } from '#shared/sla/metric-names.ts';
import { minuteMs, noon } from './incidents.ts';

const languages = ['en', 'nl', 'zh'] as const;
const kinds = [
  'opened',
  'reminder',
  'closed',
  'gap',
  'watch',
  'daily',
  'test',
  'sla_warning',
  'sla_breach',
  'certificate',
] satisfies AlertNotice['kind'][];
const aClock = {
  count: 1,
  metric: 'first_response',
  deadlineAt: noon + 18 * minuteMs,
  cause: null,
  slaCaseId: 'slc-1',
} as const satisfies AlertNotice['sla'];
/** A notice about clocks; `sla` overrides the one clock. */
const clocks = (
  kind: 'sla_warning' | 'sla_breach',
  sla: Partial<NonNullable<AlertNotice['sla']>> = {},
  rest: Partial<RelayNotice> = {},
): Partial<RelayNotice> => ({
  kind,
  incidentIds: [],
  code: null,
  leg: null,
  state: null,
  value: null,
  since: null,
  subject: '…k4Qz',
  sla: { ...aClock, ...sla },
  owner: 'nobody',
  ...rest,
});

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
    sla: null,
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
          const { title, lines } = text(language, { kind, leg, code, subject: '3', lastedMs: minuteMs, sla: aClock });
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
    for (const kind of kinds) expect(seen((language) => text(language, { kind, sla: aClock }).title)).toBe(3);
    const figures = {
      inbound: 1_234,
      outbound: 2,
      failed: 3,
      waiting: 4,
      unconfirmed: 5,
      deadLetters: 6,
      missed: null,
    };
    expect(seen((language) => figuresLine(figures, language))).toBe(3);
    expect(figuresLine(figures, 'en')).toContain('1,234 messages from customers');
    expect(figuresLine(figures, 'nl')).toContain('1.234 berichten');
  });

  it('of the day counts missed targets, when that is known', () => {
    const figures = { inbound: 1, outbound: 2, failed: 3, waiting: 4, unconfirmed: 5, deadLetters: 6 };
    const missed = { people: 1_200, outage: 7 };
    expect(figuresLine({ ...figures, missed }, 'en')).toContain(
      'SLA targets missed: 1,200 by people, 7 because of an outage.',
    );
    expect(new Set(languages.map((language) => figuresLine({ ...figures, missed }, language))).size).toBe(3);
    expect(figuresLine({ ...figures, missed: null }, 'en')).not.toContain('SLA');
  });
});

describe('the text about clocks', () => {
  it('names channel, customer, metric and deadline of one at risk', () => {
    const { title, lines } = text('en', clocks('sla_warning'));
    expect(title).toBe('Veerpont · Shop NL: first response is due Wed 14 Jan, 12:18');
    expect(lines).toEqual([
      '…k4Qz: first response, due Wed 14 Jan, 12:18, Europe/Amsterdam time.',
      'To act: an agent, in CXone. The SLA board in Veerpont shows all of them.',
    ]);
  });

  it('counts several, and names the most urgent', () => {
    const { title, lines } = text(
      'en',
      clocks('sla_breach', { count: 1_200, cause: 'people' }, { channelNames: ['Shop NL', 'Tours'], value: '3' }),
    );
    expect(title).toBe('Veerpont · 1,200 SLA targets missed');
    expect(lines.slice(0, 3)).toEqual([
      'Most urgent, Shop NL: …k4Qz: first response, was due Wed 14 Jan, 12:18, Europe/Amsterdam time.',
      'Because of an outage: 3 of 1,200.',
      'Channels: Shop NL, Tours.',
    ]);
  });

  it('says that an outage was the cause', () => {
    const byOutage = clocks('sla_breach', { cause: 'outage' }, { value: '1' });
    for (const language of languages) {
      expect(text(language, byOutage).lines).toContain(noticeWords[language].sla.outage);
      expect(text(language, clocks('sla_breach', { cause: 'people' })).lines).not.toContain(
        noticeWords[language].sla.outage,
      );
    }
  });

  it.each(languages)('is complete in %s for every metric, with and without a known customer', (language) => {
    for (const metric of SlaMetric.options) {
      for (const subject of ['…k4Qz', null]) {
        for (const count of [1, 12]) {
          for (const kind of ['sla_warning', 'sla_breach'] as const) {
            const { title, lines } = text(language, clocks(kind, { metric, count, cause: 'people' }, { subject }));
            const whole = [title, ...lines].join('\n');
            expect(whole).toContain(slaMetricNames[language][metric]);
            expect(whole).not.toMatch(/undefined|null|NaN|\{\{|\[|Invalid/u);
          }
        }
      }
    }
  });

  it('names each metric by a word of its own in each language', () => {
    const names = languages.flatMap((language) => SlaMetric.options.map((metric) => slaMetricNames[language][metric]));
    expect(new Set(names).size).toBe(languages.length * SlaMetric.options.length);
  });
});
