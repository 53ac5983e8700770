import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { RelayNotice, type PendingCertificate } from '#relay/alerts/alert-state.ts';
import { withCertificate } from '#relay/alerts/certificate-notices.ts';
import { noticeText } from '#relay/alerts/notice-text.ts';
import { minuteMs, noon, PolicyRun, someSettings } from './incidents.ts';

const dayMs = 24 * 60 * minuteMs;
const shop = { id: ChannelId.parse('shop-nl'), name: 'Shop NL' };
const tours = { id: ChannelId.parse('tours'), name: 'Tours' };

const aCertificate = (days: number, patch: Partial<PendingCertificate> = {}): PendingCertificate => ({
  name: 'relay.example',
  validUntil: noon + days * dayMs,
  code: days > 0 ? 'CERT_EXPIRES_SOON' : 'CERT_EXPIRED',
  legs: ['wechatIn'],
  channels: [shop],
  what: 'shown',
  stillInUse: false,
  ...patch,
});
const back = (patch: Partial<PendingCertificate> = {}) =>
  aCertificate(300, { code: 'DESK_REFUSED_BY_CALLERS', ...patch });

function told(certificates: readonly PendingCertificate[], settings = someSettings()): PolicyRun {
  const run = new PolicyRun(settings);
  for (const one of certificates) note(run, one);
  run.turn();
  return run;
}

function note(run: PolicyRun, one: PendingCertificate): void {
  run.state = { ...run.state, certificates: [...withCertificate(run.state.certificates, one)] };
}

const texts = (one: PendingCertificate, language: 'en' | 'nl' | 'zh') =>
  told([one]).notices.map((notice) => noticeText(notice, { language, timeZone: 'Europe/Amsterdam' }));

describe('notices of certificates', () => {
  it.each([
    [60, 'info'],
    [30, 'info'],
    [15, 'info'],
    [14, 'warning'],
    [4, 'warning'],
    [3, 'urgent'],
    [1, 'urgent'],
    [0, 'urgent'],
    [-9, 'urgent'],
  ])('%d days before the end: %s', (days, severity) => {
    expect(told([aCertificate(days)]).kinds).toEqual([`certificate ${severity}`]);
  });

  it('of one put back by itself are worth a look; of one that nothing could replace, urgent', () => {
    expect(told([back(), back({ stillInUse: true })]).kinds).toEqual(['certificate warning', 'certificate urgent']);
  });

  it('carry name, end, channels and nothing else of the matter', () => {
    expect(told([aCertificate(7, { channels: [shop, tours] })]).notices).toEqual([
      {
        id: 'notice-1',
        at: noon,
        kind: 'certificate',
        severity: 'warning',
        incidentIds: [],
        channelIds: ['shop-nl', 'tours'],
        channelNames: ['Shop NL', 'Tours'],
        state: null,
        leg: 'wechatIn',
        code: 'CERT_EXPIRES_SOON',
        value: null,
        since: noon + 7 * dayMs,
        lastedMs: null,
        subject: 'relay.example',
        sla: null,
        owner: 'operator',
        certificate: { legs: ['wechatIn'], what: 'shown' },
      },
    ]);
  });

  it('survive being written down and read', () => {
    const [notice] = told([aCertificate(7)]).notices;
    expect(RelayNotice.parse(JSON.parse(JSON.stringify(notice)))).toEqual(notice);
    const { certificate: _absent, ...earlier } = notice ?? {};
    expect(RelayNotice.parse(earlier)).toEqual(earlier);
  });

  it('wait for the end of quiet hours, once, and say then what is true then', () => {
    const quietHours = { from: '11:00', until: '13:00', urgentToo: false };
    const run = told([aCertificate(14), aCertificate(14)], someSettings({ quietHours }));
    expect(run.notices).toEqual([]);
    note(run, aCertificate(14, { name: 'other.example' }));
    run.pass(55 * minuteMs);
    expect(run.notices).toEqual([]);
    run.pass(10 * minuteMs);
    expect(run.notices.map(({ subject }) => subject)).toEqual(['relay.example', 'other.example']);
    run.pass(60 * minuteMs);
    expect(run.notices).toHaveLength(2);
  });

  it('that are urgent break quiet hours, unless nothing may', () => {
    const quiet = (urgentToo: boolean) => someSettings({ quietHours: { from: '11:00', until: '13:00', urgentToo } });
    expect(told([aCertificate(1), aCertificate(30)], quiet(false)).kinds).toEqual(['certificate urgent']);
    expect(told([aCertificate(1)], quiet(true)).kinds).toEqual([]);
  });

  it('held back past the end say that it has ended', () => {
    const run = told(
      [aCertificate(0.02)],
      someSettings({ quietHours: { from: '11:00', until: '13:00', urgentToo: true } }),
    );
    run.pass(65 * minuteMs);
    expect(run.notices).toMatchObject([{ code: 'CERT_EXPIRED', severity: 'urgent' }]);
  });

  it('wait while all channels are under maintenance, and not for one of several', () => {
    const run = new PolicyRun();
    run.inMaintenance.add('shop-nl');
    note(run, aCertificate(1));
    note(run, aCertificate(1, { name: 'both.example', channels: [shop, tours] }));
    note(run, aCertificate(1, { name: 'nobody.example', channels: [] }));
    run.turn();
    expect(run.notices.map(({ subject }) => subject)).toEqual(['both.example', 'nobody.example']);
    run.inMaintenance.clear();
    run.turn();
    expect(run.notices.map(({ subject }) => subject)).toEqual(['both.example', 'nobody.example', 'relay.example']);
  });

  it('held back are bounded, and news of an end takes the place of what was said before', () => {
    let pending: readonly PendingCertificate[] = [];
    for (let number = 0; number < 500; number += 1) {
      pending = withCertificate(pending, aCertificate(7, { name: `host-${number}` }));
    }
    expect(pending).toHaveLength(50);
    expect(withCertificate([aCertificate(7), back()], aCertificate(7))).toEqual([back(), aCertificate(7)]);
    expect(withCertificate([back()], back())).toHaveLength(2);
  });
});

describe('the words of certificates', () => {
  it('say when it ends, what stops for whom, and what to do', () => {
    expect(texts(aCertificate(14, { channels: [shop, tours] }), 'en')).toEqual([
      {
        title: 'Veerpont · The certificate of relay.example ends in 14 days',
        lines: [
          'It ends Wed, 28 Jan 2026, 12:00, Europe/Amsterdam time.',
          'From then on, customers’ messages do not reach the agents.',
          'Channels: Shop NL, Tours.',
          'To act: the operator. Open Certificates in Veerpont, bring in the next one, try it and put it in use.',
        ],
      },
    ]);
    expect(texts(aCertificate(1), 'nl')[0]?.title).toBe(
      'Veerpont · Het certificaat van relay.example eindigt binnen 24 uur',
    );
    expect(texts(aCertificate(-1), 'zh')[0]?.title).toBe('Veerpont · relay.example 的证书已到期');
  });

  it('count a day begun a little later as that day', () => {
    const late = aCertificate(14, { validUntil: noon + 14 * dayMs - 20 * minuteMs });
    expect(texts(late, 'en')[0]?.title).toContain('ends in 14 days');
    expect(texts(aCertificate(1.2), 'en')[0]?.title).toContain('ends in 1 day');
  });

  it('of one that is not in use yet claim no damage', () => {
    const [text] = texts(aCertificate(7, { what: 'next' }), 'en');
    expect(text?.lines.join(' ')).not.toContain('From then on');
    expect(text?.lines.join(' ')).toContain('not in use yet');
  });

  it('of one that failed say whether an earlier one is back', () => {
    const [wasPutBack] = texts(back(), 'en');
    expect(wasPutBack?.title).toBe('Veerpont · relay.example: Callers refused the new certificate');
    expect(wasPutBack?.lines[0]).toContain('The earlier one was put back by itself');
    const [stays] = texts(back({ stillInUse: true }), 'en');
    expect(stays?.lines.join(' ')).not.toContain('was put back');
    expect(stays?.lines.join(' ')).toContain('still in use');
  });

  it('are complete and different in each language, for every use and direction', () => {
    const legs = [[], ['wechatIn'], ['cxoneIn'], ['cxoneOut', 'wechatOut'], ['wechatIn', 'cxoneIn']] as const;
    for (const what of ['shown', 'next', 'client', 'authority', 'previous', null] as const) {
      for (const some of legs) {
        for (const one of [
          aCertificate(30, { what, legs: [...some] }),
          aCertificate(1, { what, legs: [...some] }),
          aCertificate(-1, { what, legs: [...some] }),
          back({ what, legs: [...some] }),
        ]) {
          const all = (['en', 'nl', 'zh'] as const).flatMap((language) => texts(one, language));
          expect(new Set(all.map(({ title }) => title)).size).toBe(3);
          expect(new Set(all.map(({ lines }) => lines.at(-1))).size).toBe(3);
          for (const { title, lines } of all)
            expect([title, ...lines].join()).not.toMatch(/undefined|null|NaN|\{\{|\[/u);
        }
      }
    }
  });

  it('cut a name that fills the title', () => {
    const [text] = texts(aCertificate(7, { name: '😀'.repeat(256) }), 'en');
    expect(text?.title).toContain(`${'😀'.repeat(80)}…`);
    expect(Array.from(text?.title ?? '').length).toBeLessThan(140);
  });
});
