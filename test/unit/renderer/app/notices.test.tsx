// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { raisedCause, raisedChannels, raisedClock, raisedTitle, staysMs } from '#renderer/app/raised-words.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { createFormat } from '#renderer/lib/format.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { hour, minute, mixedChannels, present } from '../fake-data.ts';
import { aGap, anAlert, anIncident } from '../fake-operations.ts';
import { askedFor, click, closeApp, inAct, named, quietOverview, showAt, shownText } from '../features/shown-app.tsx';

afterEach(closeApp);

const aClockNotice = ({
  kind = 'sla_warning',
  count = 1,
  cause = null,
}: {
  readonly kind?: 'sla_warning' | 'sla_breach';
  readonly count?: number;
  readonly cause?: 'people' | 'outage' | null;
} = {}) =>
  anAlert({
    id: `alert-${kind}`,
    at: Date.now(),
    kind,
    severity: 'warning',
    incidentIds: [],
    state: null,
    leg: null,
    code: null,
    value: null,
    since: null,
    subject: '…k4Qz',
    sla: { count, metric: 'first_response', deadlineAt: present + hour, cause, slaCaseId: 'slc-1' },
  });

const aCertificateNotice = (leftMs: number) =>
  anAlert({
    id: 'alert-certificate',
    at: Date.now(),
    kind: 'certificate',
    severity: 'warning',
    incidentIds: [],
    state: null,
    leg: null,
    code: leftMs > 0 ? 'CERT_EXPIRES_SOON' : 'CERT_EXPIRED',
    value: null,
    since: Date.now() + leftMs,
    subject: 'relay.example',
  });

const world = { channels: mixedChannels(), overview: quietOverview, incidents: [anIncident()] };
/** The event itself comes later than the test goes on. */
const go = (hash: string): Promise<void> =>
  inAct(() => {
    window.location.hash = hash;
    window.dispatchEvent(new Event('hashchange'));
  });
const notices = (): string => named('section', 'Notices').textContent.replaceAll('\u00a0', ' ');

describe('the words of a notice', () => {
  const { t } = createI18n('en');
  const format = createFormat(t, 'en-GB', 'Europe/Amsterdam');
  it('say what happened in one line', () => {
    const title = (part: Parameters<typeof anAlert>[0]): string => raisedTitle(anAlert(part), t, format);
    expect(title({})).toBe('New: Replies do not reach customers');
    expect(title({ kind: 'reminder' })).toBe('Still open: Replies do not reach customers');
    expect(title({ kind: 'closed' })).toBe('Over: Replies did not reach customers');
    expect(title({ kind: 'gap', lastedMs: 17 * minute }).replaceAll('\u00a0', ' ')).toContain('17 min');
    expect(title({ kind: 'daily', subject: null })).toBe('All is well.');
  });
  it('count clocks, and say of the most urgent whose it is and until when', () => {
    const clocks = (part: Parameters<typeof aClockNotice>[0] = {}) => aClockNotice(part);
    expect(raisedTitle(clocks(), t, format)).toBe('SLA target at risk');
    expect(raisedTitle(clocks({ kind: 'sla_breach', count: 1_200 }), t, format)).toBe('1,200 SLA targets missed');
    const line = (notice: ReturnType<typeof anAlert>): string =>
      raisedClock(notice, t, format, present)?.replace(/[\u2066-\u2069]/gu, '') ?? '';
    expect(line(clocks())).toMatch(/^…k4Qz: First response, due .*\d\d:\d\d/u);
    expect(line(clocks({ kind: 'sla_breach', cause: 'outage' }))).toContain('because of an outage');
    expect(raisedClock(anAlert(), t, format, present)).toBeNull();
  });
  it('say of a certificate when it ends, and not the same twice', () => {
    const plain = (notice: ReturnType<typeof anAlert>): string =>
      raisedTitle(notice, t, format).replace(/[\u2066-\u2069]/gu, '');
    expect(plain(aCertificateNotice(14 * 24 * hour))).toBe('The certificate of relay.example ends in 14 days');
    expect(plain(aCertificateNotice(24 * hour))).toBe('The certificate of relay.example ends within 24 hours');
    expect(plain(aCertificateNotice(-hour))).toBe('The certificate of relay.example has ended');
    expect(raisedCause(aCertificateNotice(hour), 'en')).toBeNull();
    const back = { ...aCertificateNotice(hour), code: 'DESK_REFUSED_BY_CALLERS' as const };
    expect(plain(back)).toBe('The certificate of relay.example');
    expect(raisedCause(back, 'en')).toBe('Callers refused the new certificate');
  });
  it('name a few channels and count the rest', () => {
    expect(raisedChannels({ channelNames: [] }, t)).toBeNull();
    expect(raisedChannels({ channelNames: ['A'] }, t)).toBe('A');
    expect(raisedChannels({ channelNames: ['A', 'B', 'C', 'D'] }, t)).toBe('4 channels: A, B, C, …');
  });
  it('stay as long as they matter', () => {
    expect(staysMs({ severity: 'urgent' })).toBe(Infinity);
    expect(staysMs({ severity: 'warning' })).toBeGreaterThan(staysMs({ severity: 'info' }));
  });
});

describe('notices in the window', () => {
  it('are read out, lead to the incident, and go when it is acknowledged', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => bridge.push('alert.raised', anAlert()));
    expect(document.querySelector('[aria-label=Notices] [role=alert]')?.textContent).toContain('Replies do not reach');
    expect(named('a', 'Open the incident').getAttribute('href')).toBe('#/incident/incident-tulip');
    await click(named('[aria-label=Notices] button', 'Acknowledge'));
    expect(askedFor(bridge, 'incident.acknowledge')).toEqual([{ id: 'incident-tulip' }]);
    expect(notices()).not.toContain('Replies do not reach');
  });

  it('go by themselves when the incident is closed, and can be put away', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => bridge.push('alert.raised', anAlert()));
    await inAct(() => bridge.push('incident.changed', anIncident({ revision: 9, closedAt: present })));
    expect(notices()).not.toContain('New:');
    await inAct(() => bridge.push('alert.raised', anAlert({ id: 'x', kind: 'test', at: Date.now(), incidentIds: [] })));
    await click(named('button', 'Hide: This is a test notice'));
    expect(notices()).not.toContain('test notice');
  });

  it('about clocks lead to the conversation or the board, and do not stand before the board', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => bridge.push('alert.raised', aClockNotice()));
    expect(notices()).toContain('SLA target at risk');
    expect(named('a', 'Open the conversation').getAttribute('href')).toBe('#/sla/case/slc-1');
    await inAct(() => bridge.push('alert.raised', aClockNotice({ kind: 'sla_breach', count: 4 })));
    expect(notices()).toContain('4 SLA targets missed');
    const board = [...document.querySelectorAll('[data-severity] a')].find(
      ({ textContent }) => textContent === 'SLA board',
    );
    expect(board?.getAttribute('href')).toBe('#/sla');
    await go('#/sla');
    expect(notices()).not.toContain('SLA target');
    await go('#/');
    expect(notices()).toContain('4 SLA targets missed');
  });

  it('about a certificate lead to the certificates', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => bridge.push('alert.raised', aCertificateNotice(hour)));
    expect(notices()).toContain('ends within 24 hours');
    expect(notices()).not.toContain('within 60 days');
    expect(named('a', 'Open Certificates').getAttribute('href')).toBe('#/certificates');
  });

  it('stand in nobody’s way on a page that tells the same', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/channel/tulip', bridge);
    await inAct(() => bridge.push('alert.raised', anAlert()));
    expect(notices()).not.toContain('New:');
    await go('#/channel/duin');
    expect(notices()).toContain('New:');
    await go('#/incident/incident-tulip');
    expect(notices()).not.toContain('New:');
  });

  it('are put away with the look at the incident', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => bridge.push('alert.raised', anAlert()));
    await click(named('a', 'Open the incident'));
    await go('#/');
    expect(notices()).not.toContain('New:');
  });

  it('are three at most, however many come', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => {
      for (let count = 0; count < 15; count += 1) bridge.push('alert.raised', anAlert({ id: `a-${count}` }));
    });
    expect(document.querySelectorAll('[aria-label=Notices] strong')).toHaveLength(3);
  });
});

describe('a time in which nothing could be received', () => {
  it('is told with its reason and what may be missing, until it is put away', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => bridge.push('gap.found', aGap({ from: present - 8 * hour, until: present - hour })));
    expect(shownText()).toContain('Nothing could be received from');
    expect(shownText()).toContain('this computer was asleep');
    expect(shownText()).toContain('about 15 seconds');
    await click(named('section button', 'Hide'));
    expect(shownText()).not.toContain('Nothing could be received from');
  });

  it('is not told of a channel that was switched off on purpose', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    await inAct(() => bridge.push('gap.found', aGap({ cause: 'channel_stopped', channelId: 'tulip' })));
    expect(shownText()).not.toContain('Nothing could be received');
  });
});

describe('the banner', () => {
  it('names the incident and starts the reconnect', async () => {
    const bridge = createFakeBridge({ ...world, incidents: [anIncident({ acknowledgedBy: 'Sanne' })] });
    await showAt('#/', bridge);
    expect(named('section[aria-label="Needs attention"] a', 'Incident').getAttribute('href')).toBe(
      '#/incident/incident-tulip',
    );
    expect(shownText()).toContain('acknowledged by Sanne');
    await click(named('section[aria-label="Needs attention"] button', 'Reconnect'));
    expect(askedFor(bridge, 'reconnect.start')).toEqual([{ channelIds: ['tulip'] }]);
    expect(window.location.hash).toBe('#/channel/tulip');
  });
});
