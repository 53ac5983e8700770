import { describe, expect, it } from 'vitest';
import { DesktopNotices } from '#main/app/desktop-notices.ts';
import { desktopText, desktopWords, type DesktopText } from '#main/app/desktop-text.ts';
import { noticeBody } from '#main/app/notice-body.ts';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { TunnelState } from '#shared/domain/setup/tunnel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';

const aNotice = (id: string, patch: Partial<AlertNotice> = {}): AlertNotice => ({
  id: `notice-${id}`,
  at: 0,
  kind: 'opened',
  severity: 'urgent',
  incidentIds: [id],
  channelIds: [ChannelId.parse('shop')],
  channelNames: ['Shop'],
  state: 'action_required',
  leg: 'wechatOut',
  code: 'WECHAT_SECRET_INVALID',
  value: null,
  since: 0,
  lastedMs: null,
  subject: null,
  sla: null,
  ...patch,
});

const aTunnelState = (kind: TunnelState['kind']): TunnelState => ({
  kind,
  since: 0,
  pid: null,
  restarts: 0,
  nextStartAt: null,
  code: null,
  value: null,
  seenUrl: null,
});

/** A desktop that can be looked at. */
function aDesktop() {
  const standing = new Map<DesktopText, { onClick: () => void; onGone: () => void }>();
  const opened: string[] = [];
  const desk = { isWatched: false };
  const notices = new DesktopNotices({
    show: (text, events) => {
      standing.set(text, events);
      return {
        close: () => {
          standing.delete(text);
          events.onGone();
        },
      };
    },
    isWatched: () => desk.isWatched,
    language: () => 'en',
    openAt: (route) => void opened.push(route),
  });
  return {
    notices,
    desk,
    opened,
    titles: () => [...standing.keys()].map(({ title }) => title),
    click: () => [...standing.values()].at(-1)?.onClick(),
    putAway: () => [...standing.values()].at(-1)?.onGone(),
  };
}

const { title } = sentenceFor('en', 'WECHAT_SECRET_INVALID', null);

describe('desktop notices', () => {
  it('name channel and cause, and lead to the incident', () => {
    const { notices, titles, click, opened } = aDesktop();
    notices.raised(aNotice('a'));
    expect(titles()).toEqual([`Shop: ${title}`]);
    click();
    expect(opened).toEqual(['/incident/a']);
  });

  it('of several incidents lead to the list', () => {
    const { notices, titles, click, opened } = aDesktop();
    notices.raised(aNotice('a', { incidentIds: ['a', 'b'], channelNames: ['Shop', 'Tours'] }));
    expect(titles()).toEqual([`2 channels: ${title}`]);
    click();
    expect(opened).toEqual(['/incidents']);
  });

  it('do not come while the window is looked at, and go when it is', () => {
    const { notices, desk, titles } = aDesktop();
    desk.isWatched = true;
    notices.raised(aNotice('a'));
    expect(titles()).toEqual([]);
    desk.isWatched = false;
    notices.raised(aNotice('b'));
    expect(titles()).toHaveLength(1);
    notices.clear();
    expect(titles()).toEqual([]);
  });

  it('go by themselves when all their incidents are closed', () => {
    const { notices, titles } = aDesktop();
    notices.raised(aNotice('a', { incidentIds: ['a', 'b'] }));
    notices.incidentChanged({ id: 'a', closedAt: null });
    notices.incidentChanged({ id: 'a', closedAt: 5 });
    expect(titles()).toHaveLength(1);
    notices.incidentChanged({ id: 'b', closedAt: 6 });
    expect(titles()).toEqual([]);
  });

  it('are replaced by news of the same matter; its end stays to be read', () => {
    const { notices, titles } = aDesktop();
    notices.raised(aNotice('a'));
    notices.raised(aNotice('a', { kind: 'reminder' }));
    expect(titles()).toEqual(['Still open: Shop']);
    notices.raised(aNotice('a', { kind: 'closed', severity: 'info' }));
    notices.incidentChanged({ id: 'a', closedAt: 6 });
    expect(titles()).toEqual(['Works again: Shop']);
  });

  it('are gathered into one when they are many', () => {
    const { notices, titles, click, opened, putAway } = aDesktop();
    for (let number = 0; number < 20; number += 1) notices.raised(aNotice(`i${number}`));
    expect(titles()).toEqual(['Veerpont · 20 notices']);
    click();
    expect(opened).toEqual(['/incidents']);
    putAway();
    notices.raised(aNotice('z'));
    expect(titles()).toContain(`Shop: ${title}`);
  });

  it('tell that the relay gave up, once, until it runs again', () => {
    const { notices, titles } = aDesktop();
    const gone = { kind: 'gave_up', code: null, value: null } as const;
    notices.processChanged(gone);
    notices.processChanged(gone);
    expect(titles()).toEqual([sentenceFor('en', 'RELAY_GAVE_UP', null).title]);
    notices.processChanged({ ...gone, kind: 'running' });
    expect(titles()).toEqual([]);
  });

  it('tell that the tunnel gave up, once however often it is tried again, until it runs or is stopped', () => {
    const { notices, desk, titles, click, opened } = aDesktop();
    const tell = (kind: TunnelState['kind'], code: TunnelState['code'] = null): void => {
      notices.tunnelChanged({ state: { ...aTunnelState(kind), code, value: '1' } });
    };
    const gaveUp = sentenceFor('en', 'TUNNEL_GAVE_UP', '1').title;
    for (const kind of ['waiting', 'starting', 'running', 'restarting'] as const) tell(kind, 'TUNNEL_ENDED');
    expect(titles()).toEqual([]);
    for (const kind of ['gave_up', 'gave_up', 'starting', 'restarting', 'gave_up'] as const)
      tell(kind, 'TUNNEL_GAVE_UP');
    expect(titles()).toEqual([gaveUp]);
    click();
    expect(opened).toEqual(['/set-up/outside']);
    for (const end of ['running', 'stopped', 'waiting'] as const) {
      tell(end);
      expect(titles()).toEqual([]);
      tell('gave_up', 'TUNNEL_PROGRAM_MISSING');
      expect(titles()).toEqual([sentenceFor('en', 'TUNNEL_PROGRAM_MISSING', '1').title]);
    }
    tell('stopped');
    desk.isWatched = true;
    tell('gave_up');
    expect(titles()).toEqual([]);
  });

  it('of a watched message say whether it arrived, name nobody, and lead to what is watched', () => {
    const { notices, titles, click, opened } = aDesktop();
    const watched = { kind: 'watch' as const, incidentIds: [], subject: '…ab12' };
    notices.raised(aNotice('a', { ...watched, severity: 'info' }));
    expect(titles()).toEqual(['A message you watch was delivered']);
    click();
    expect(opened).toEqual(['/hand-over']);
    const failed = desktopText([aNotice('b', { ...watched, severity: 'warning' })], 'en');
    expect(failed).toMatchObject({
      title: 'Delivery of a message you watch failed, or is unconfirmed',
      body: 'Shop · …ab12',
    });
  });

  it('hold no markup where the desktop would read it as such', () => {
    const body = 'R&D <a href="https://evil.example">shop</a>';
    expect(noticeBody(body, 'linux')).toBe('R＆D ‹a href="https://evil.example"›shop‹/a›');
    expect(noticeBody(body, 'win32')).toBe(body);
    expect(noticeBody(body, 'darwin')).toBe(body);
  });

  it('have words in each language for each kind', () => {
    for (const kind of ['opened', 'reminder', 'closed', 'gap', 'watch', 'daily', 'test'] as const) {
      const texts = (['en', 'nl', 'zh'] as const).map((language) => desktopText([aNotice('a', { kind })], language));
      expect(new Set(texts.map((text) => text.title)).size).toBe(3);
      for (const text of texts) expect(`${text.title}${text.body}`).not.toMatch(/undefined|null|\{\{|\[/u);
    }
    expect(new Set(Object.values(desktopWords).map(({ gatheredHelp }) => gatheredHelp)).size).toBe(3);
  });
});

describe('desktop notices about clocks', () => {
  const clocks = (id: string, kind: 'sla_warning' | 'sla_breach', sla: Partial<NonNullable<AlertNotice['sla']>> = {}) =>
    aNotice(id, {
      kind,
      incidentIds: [],
      code: null,
      leg: null,
      state: null,
      subject: '…k4Qz',
      sla: {
        count: 1,
        metric: 'first_response',
        deadlineAt: Date.parse('2026-01-14T11:30:00Z'),
        cause: null,
        slaCaseId: id,
        ...sla,
      },
    });

  it('name channel, customer and what is timed, and lead to the conversation', () => {
    const { notices, titles, click, opened } = aDesktop();
    notices.raised(clocks('slc-1', 'sla_warning'));
    expect(titles()).toEqual(['Shop: SLA target at risk']);
    expect(desktopText([clocks('slc-1', 'sla_warning')], 'en').body).toMatch(
      /^…k4Qz · first response · due .*\d\d:\d\d$/u,
    );
    click();
    expect(opened).toEqual(['/sla/case/slc-1']);
  });

  it('count several and lead to the board', () => {
    const { notices, titles, click, opened } = aDesktop();
    notices.raised(clocks('slc-1', 'sla_breach', { count: 12, cause: 'people' }));
    expect(titles()).toEqual(['Veerpont · 12 SLA targets missed']);
    click();
    expect(opened).toEqual(['/sla']);
  });

  it('never lead to an address that is none', () => {
    const { notices, click, opened } = aDesktop();
    notices.raised(clocks('slc-1', 'sla_breach', { slaCaseId: '../settings' }));
    click();
    expect(opened).toEqual(['/sla']);
  });

  it('take the place of the one before of their kind', () => {
    const { notices, titles } = aDesktop();
    notices.raised(clocks('a', 'sla_warning'));
    notices.raised(clocks('b', 'sla_breach', { cause: 'outage' }));
    notices.raised(clocks('c', 'sla_warning', { count: 2 }));
    expect(titles()).toEqual(['Shop: SLA target missed', 'Veerpont · 2 SLA targets at risk']);
  });

  it('stand beside an incident’s, and gathered with it lead to the incidents', () => {
    const { notices, titles, click, opened } = aDesktop();
    for (const id of ['a', 'b', 'c']) notices.raised(aNotice(id));
    notices.raised(clocks('d', 'sla_breach'));
    expect(titles()).toHaveLength(1);
    click();
    expect(opened).toEqual(['/incidents']);
  });

  it('say in each language when an outage was the cause', () => {
    for (const language of ['en', 'nl', 'zh'] as const) {
      const { body } = desktopText([clocks('a', 'sla_breach', { cause: 'outage' })], language);
      expect(body).toContain(desktopWords[language].slaByOutage);
      expect(desktopText([clocks('a', 'sla_breach', { cause: 'people' })], language).body).not.toContain(
        desktopWords[language].slaByOutage,
      );
    }
  });
});

describe('desktop notices about certificates', () => {
  const dayMs = 86_400_000;
  const certificate = (days: number, patch: Partial<AlertNotice> = {}) =>
    aNotice(`c-${days}`, {
      kind: 'certificate',
      incidentIds: [],
      severity: 'warning',
      state: null,
      leg: null,
      code: days > 0 ? 'CERT_EXPIRES_SOON' : 'CERT_EXPIRED',
      since: days * dayMs,
      subject: 'relay.example',
      ...patch,
    });

  it('name it and its end, and lead to the certificates', () => {
    const { notices, titles, click, opened } = aDesktop();
    notices.raised(certificate(14));
    expect(titles()).toEqual(['The certificate of relay.example ends in 14 days']);
    expect(desktopText([certificate(14)], 'en').body).toBe(`Shop. ${desktopWords.en.certificateHelp}`);
    click();
    expect(opened).toEqual(['/certificates']);
  });

  it('take the place of the one before of the same certificate, and stand beside others', () => {
    const { notices, titles } = aDesktop();
    notices.raised(certificate(1));
    notices.raised(certificate(7, { subject: 'other.example' }));
    notices.raised(certificate(0));
    expect(titles()).toEqual([
      'The certificate of other.example ends in 7 days',
      'The certificate of relay.example has ended',
    ]);
  });

  it('gathered lead to the certificates; with others among them to the incidents', () => {
    const { notices, titles, click, opened } = aDesktop();
    for (const subject of ['a', 'b', 'c', 'd']) notices.raised(certificate(3, { subject }));
    expect(titles()).toHaveLength(1);
    click();
    notices.raised(aNotice('x'));
    click();
    expect(opened).toEqual(['/certificates', '/incidents']);
  });

  it('have words in each language, before and after the end and when it was put back', () => {
    const back = certificate(90, { code: 'DESK_REFUSED_BY_CALLERS' });
    for (const one of [certificate(2), certificate(0.5), certificate(-1), back]) {
      const texts = (['en', 'nl', 'zh'] as const).map((language) => desktopText([one], language));
      expect(new Set(texts.map((text) => text.title)).size).toBe(3);
      expect(new Set(texts.map((text) => text.body)).size).toBe(3);
      for (const text of texts) expect(`${text.title}${text.body}`).not.toMatch(/undefined|null|NaN|\{\{|\[/u);
    }
    expect(desktopText([back], 'en').body).toContain('put back by itself');
    expect(desktopText([{ ...back, state: 'action_required' }], 'en').body).toContain('still in use');
  });
});
