// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { handOverText } from '#renderer/features/hand-over/hand-over-text.ts';
import { planProblem } from '#renderer/features/hand-over/plan-problem.ts';
import { beganBefore } from '#renderer/features/hand-over/shift-start.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { createFormat } from '#renderer/lib/format.ts';
import { fromLocalInput, toLocalInput } from '#renderer/lib/local-time.ts';
import type { ShiftHandOver } from '#shared/contract/operations-contract.ts';
import { OpenId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { channelId, hour, minute, mixedChannels, present } from '../../fake-data.ts';
import { aGap, aMaintenance, anAuditLine, anIncident, aShiftNote, aWatch } from '../../fake-operations.ts';
import {
  askedFor,
  click,
  closeApp,
  inside,
  named,
  panel,
  quietOverview,
  showAt,
  shownText,
  type,
} from '../shown-app.tsx';

afterEach(closeApp);

const customer = {
  kind: 'customer',
  channelId: channelId('tulip'),
  openId: OpenId.parse('oAbCdEfGhIjKlMnOpQrStUvk4Qz'),
} as const;

const handOver: ShiftHandOver = {
  at: present,
  since: present - 8 * hour,
  open: [anIncident()],
  closed: [
    anIncident({ id: 'old', channelName: 'Zee Travel', closedAt: present - hour, openedAt: present - 2 * hour }),
  ],
  channels: [...mixedChannels()],
  done: [anAuditLine()],
  maintenance: [aMaintenance(), aMaintenance({ id: 'm2', note: 'ended already', endedAt: present })],
  watches: [aWatch({ subject: customer })],
  notes: [aShiftNote()],
  gaps: [aGap()],
};

describe('the hand-over as text', () => {
  const textIn = (language: 'en' | 'nl' | 'zh', part: Partial<ShiftHandOver> = {}): string => {
    const { t } = createI18n(language);
    return handOverText({ ...handOver, ...part }, t, createFormat(t, language, 'Europe/Amsterdam'));
  };

  it('holds what is open, what waits, what was done and what comes', () => {
    const text = textIn('en');
    expect(text).toContain('- Tulip Store 郁金香: Replies do not reach customers, open since 15:21, 11 min');
    expect(text).toContain('- Zee Travel: Replies did not reach customers');
    expect(text).toContain('Tulip Store 郁金香 (Action needed), To CXone 0, To customers 38, Unconfirmed 2');
    expect(text).toContain('desk-2, Acknowledged an incident, Tulip Store 郁金香');
    expect(text).toContain('New certificate');
    expect(text).not.toContain('ended already');
    expect(text).toContain('this computer was asleep, all channels');
    expect(text).toContain('answers until 18:00');
  });

  it('masks customers and leaves out channels with nothing to do', () => {
    const text = textIn('nl');
    expect(text).toContain('Klant …k4Qz');
    expect(text).not.toContain('oAbCdEf');
    expect(text).not.toContain('Delta Bank');
  });

  it('says so where there is nothing', () => {
    const none = { open: [], closed: [], channels: [], done: [], maintenance: [], watches: [], notes: [], gaps: [] };
    expect(textIn('en', none)).toContain('No incident is open.');
    expect(textIn('zh', none)).toContain('没有未关闭的事件。');
  });

  it('fits into the clipboard however long the night was, and ends with a whole line', () => {
    const long = Array.from({ length: 400 }, (_, index) =>
      anIncident({ id: `i-${index}`, channelName: `Shop ${index} ${'x'.repeat(100)}` }),
    );
    const text = textIn('en', { open: long, closed: long });
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(text.endsWith('\n…')).toBe(true);
  });
});

describe('planning maintenance', () => {
  it('needs a channel, both times, and an end to come', () => {
    const fits = { channels: 1, from: present, until: present + hour };
    expect(planProblem(fits, present)).toBeNull();
    expect(planProblem({ ...fits, channels: 0 }, present)).toBe('channels');
    expect(planProblem({ ...fits, from: null }, present)).toBe('times');
    expect(planProblem({ ...fits, until: present }, present)).toBe('order');
    expect(planProblem({ channels: 1, from: present - 2 * hour, until: present - hour }, present)).toBe('order');
  });
  it('reads back the times it writes', () => {
    const wholeMinute = Math.floor(present / minute) * minute;
    expect(fromLocalInput(toLocalInput(wholeMinute))).toBe(wholeMinute);
    expect(fromLocalInput('')).toBeNull();
    expect(fromLocalInput('2026-11')).toBeNull();
  });
});

describe('the beginning of a shift', () => {
  it('falls on a whole minute', () => {
    expect(beganBefore(8, present) % minute).toBe(0);
    expect(present - beganBefore(8, present)).toBeLessThan(8 * hour + minute);
  });
});

describe('the hand-over page', () => {
  const world = {
    channels: mixedChannels(),
    overview: quietOverview,
    incidents: [anIncident()],
    audit: [anAuditLine({ at: Date.now() })],
    maintenance: [aMaintenance({ from: Date.now() - minute, until: Date.now() + hour })],
    watches: [aWatch({ subject: customer })],
    notes: [aShiftNote()],
  };

  it('shows open incidents, what waits, notes, maintenance and watches', async () => {
    await showAt('#/hand-over', createFakeBridge(world));
    expect(panel('Open incidents').textContent).toContain('Replies do not reach customers');
    expect(named('a', '38 replies of Tulip Store 郁金香 wait').getAttribute('href')).toBe(
      '#/traffic?channel=tulip&direction=outbound&state=pending',
    );
    expect(panel('Maintenance').textContent).toContain('now, until');
    expect(panel('Watched').textContent).toContain('Customer …k4Qz');
    expect(panel('Notes for the next shift').textContent).toContain('answers until 18:00');
  });

  it('asks for another shift, takes a note, and copies', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/hand-over', bridge);
    await click(named('input[type=radio]', '12 hours ago'));
    const since = (askedFor(bridge, 'shift.handOver').at(-1) as { since: number }).since;
    expect(Date.now() - since).toBeGreaterThanOrEqual(12 * hour);
    await type(named('textarea', 'Add a note'), 'Ring the tunnel people');
    await click(named('button', 'Add note'));
    expect(panel('Notes for the next shift').textContent).toContain('Ring the tunnel people');
    await click(named('button', 'Copy as text'));
    expect(JSON.stringify(askedFor(bridge, 'app.copyText'))).toContain('Ring the tunnel people');
  });

  it('plans maintenance for several channels after saying what it means, and ends it', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/hand-over', bridge);
    await click(named('button', 'Plan…'));
    const dialog = document.querySelector('[role=dialog]') as HTMLElement;
    expect(dialog.textContent).toContain('nobody is alerted');
    await click(inside(dialog, 'button', 'Plan it'));
    expect(dialog.textContent).toContain('Choose at least one channel.');
    expect(askedFor(bridge, 'maintenance.plan')).toEqual([]);
    await click(inside(dialog, 'button', 'All'));
    await click(inside(dialog, 'button', 'Plan it'));
    const [plan] = askedFor(bridge, 'maintenance.plan') as readonly { channelIds: string[] }[];
    expect(plan?.channelIds).toHaveLength(mixedChannels().length);
    await click(named('button', 'End now: maintenance of Tulip Store 郁金香'));
    expect(askedFor(bridge, 'maintenance.end')).toEqual([{ id: 'maintenance-1' }]);
  });

  it('prints, and says why it could not be had', async () => {
    const print = vi.fn();
    vi.stubGlobal('print', print);
    Object.assign(window, { print });
    await showAt('#/hand-over', createFakeBridge(world));
    await click(named('button', 'Print'));
    expect(print).toHaveBeenCalledOnce();
    await closeApp();
    const failing = createFakeBridge(world, {
      'shift.handOver': () => {
        throw new RelayError('RELAY_UNRESPONSIVE', 'no');
      },
    });
    await showAt('#/hand-over', failing);
    expect(shownText()).toContain('Try again');
  });
});
