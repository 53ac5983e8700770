// @vitest-environment happy-dom
import { act } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { channelId, hour, minute, mixedChannels, present } from '../../fake-data.ts';
import {
  aBreach,
  aCaseStory,
  aFactsOf,
  aReading,
  aSettingsView,
  aSlaRow,
  aSlaSummary,
  aSolution,
  aVersion,
  aWhy,
  exactly,
} from '../../fake-sla.ts';
import { askedFor, click, closeApp, inAct, named, panel, quietOverview, showAt, shownText } from '../shown-app.tsx';

/** happy-dom lays nothing out; the list needs to know how much of it can be seen. */
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
});
afterAll(() => {
  Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight');
});
beforeEach(() => {
  const toFake = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
  vi.useFakeTimers({ now: present, toFake: [...toFake] });
});
afterEach(async () => {
  await closeApp();
  vi.useRealTimers();
});

const wind = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

const goTo = (hash: string): Promise<void> =>
  act(async () => {
    window.location.hash = hash;
    window.dispatchEvent(new Event('hashchange'));
  });

const missed = aReading({ state: 'breached', grade: 'critical', breachedAt: present - 12 * minute });
const rows = [
  aSlaRow({ id: 'late', endUser: '…late', clocks: [missed, aSolution()] }),
  aSlaRow({
    id: 'soon',
    endUser: '…soon',
    channelId: channelId('tulip'),
    channelName: 'Tulip Store 郁金香',
    channelState: 'action_required',
    incidentId: 'incident-tulip',
    statusAt: { earliest: present - 30 * minute, latest: present - 29 * minute },
  }),
  aSlaRow({ id: 'calm', endUser: '…calm', agent: null, assignedAt: null, clocks: [aSolution()] }),
];
const world = { channels: mixedChannels(), overview: quietOverview, slaRows: rows };

const lines = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=row][data-index]')];
const customers = (): readonly (string | undefined)[] =>
  lines().map((line) => line.querySelector('a[data-case] bdi')?.textContent);
const lineOf = (id: string): string =>
  (document.querySelector(`a[data-case="${id}"]`)?.closest('[role=row]')?.textContent ?? '').replaceAll('\u00a0', ' ');

describe('the board', () => {
  it('shows each conversation with its most urgent clock first, and counts down in office time', async () => {
    await showAt('#/sla', createFakeBridge(world));
    expect(customers()).toEqual(['…late', '…soon', '…calm']);
    expect(lineOf('soon')).toContain('At risk');
    expect(lineOf('soon')).toContain('10 min');
    expect(lineOf('late')).toContain('12 min over');
    await wind(3_000);
    expect(lineOf('soon')).toContain('9 min 57 s');
    expect(lineOf('late')).toContain('12 min 3 s over');
  });

  it('marks a broken channel with its incident, and says how far a status is known', async () => {
    await showAt('#/sla', createFakeBridge(world));
    expect(named('a', 'Action needed: show the incident of Tulip Store 郁金香').getAttribute('href')).toBe(
      '#/incident/incident-tulip',
    );
    expect(lineOf('soon')).toMatch(/\d\d:02–\d\d:03/u);
    expect(lineOf('calm')).toContain('not assigned');
  });

  it('leads from each number to its list, and asks for just that', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla', bridge);
    const counts = named('nav', 'Show');
    expect(counts.textContent).toBe('All open3Missed1At risk1Unsure0');
    const link = [...counts.querySelectorAll('a')].find((one) => one.textContent.startsWith('Missed'));
    await goTo(link?.getAttribute('href') ?? '');
    expect(askedFor(bridge, 'sla.board').at(-1)).toEqual({
      channelIds: [],
      show: 'breached',
      metric: null,
      limit: 1_000,
    });
    expect(customers()).toEqual(['…late']);
  });

  it('asks again at most once a second, and never twice at a time', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla', bridge);
    expect(askedFor(bridge, 'sla.board')).toHaveLength(1);
    for (let told = 0; told < 5; told += 1) await inAct(() => bridge.push('sla.changed', aSlaSummary()));
    expect(askedFor(bridge, 'sla.board')).toHaveLength(1);
    await wind(1_100);
    expect(askedFor(bridge, 'sla.board')).toHaveLength(2);
    await wind(5_000);
    expect(askedFor(bridge, 'sla.board')).toHaveLength(2);
  });

  const reorder = async (bridge: FakeBridge): Promise<void> => {
    bridge.state.slaRows = [aSlaRow({ id: 'new', endUser: '…new' }), ...[...rows].reverse()];
    await inAct(() => bridge.push('sla.changed', aSlaSummary()));
    await wind(1_100);
  };

  it('keeps its order while somebody points at it, and says that another waits', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla', bridge);
    const table = named('[role=table]', 'Conversations, the most urgent first');
    await inAct(() => table.dispatchEvent(new PointerEvent('pointermove', { bubbles: true })));
    await reorder(bridge);
    expect(customers()).toEqual(['…late', '…soon', '…calm']);
    await click(named('button', '1 new. Show the new order'));
    expect(customers()).toEqual(['…new', '…calm', '…soon', '…late']);
  });

  it('goes on by itself when the pointer has rested', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sla', bridge);
    const table = named('[role=table]', 'Conversations, the most urgent first');
    await inAct(() => table.dispatchEvent(new PointerEvent('pointermove', { bubbles: true })));
    await reorder(bridge);
    await wind(9_000);
    expect(customers()[0]).toBe('…new');
  });

  it('draws only what can be seen of a thousand conversations', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => aSlaRow({ id: `x${index}`, endUser: `…${index}` }));
    await showAt('#/sla', createFakeBridge({ ...world, slaRows: many }));
    expect(lines().length).toBeGreaterThan(8);
    expect(lines().length).toBeLessThan(40);
    expect(shownText()).toContain('The 1,000 most urgent of 1,200 are shown');
  });

  it('says why statuses are missing, and that it is practice', async () => {
    const polls = [
      { integrationId: 'eu1', lastAt: null, state: 'not_possible' as const, code: 'CXONE_CASES_NOT_ALLOWED' },
    ];
    await showAt('#/sla', createFakeBridge({ ...world, slaSummary: { polls } }));
    expect(shownText()).toContain('CXone EU1 · CXone does not let us look at cases');
    expect(shownText()).toContain('These are conversations of the sandbox.');
  });

  it('is empty, waits, or says what failed', async () => {
    await showAt('#/sla', createFakeBridge({ channels: mixedChannels() }));
    expect(shownText()).toContain('No conversation is open');
    await closeApp();
    await showAt('#/sla?show=breached', createFakeBridge({ channels: mixedChannels() }));
    expect(shownText()).toContain('No open conversation fits this filter');
    await closeApp();
    let answers = false;
    const bridge = createFakeBridge(world, {
      'sla.board': () => {
        if (!answers) throw new RelayError('RELAY_UNRESPONSIVE', 'no');
        return { rows: [...rows], total: 3, summary: aSlaSummary() };
      },
    });
    await showAt('#/sla', bridge);
    expect(document.querySelector('main [role=alert]')?.textContent).toContain('does not answer');
    answers = true;
    await click(named('main button', 'Try again'));
    expect(customers()).toHaveLength(3);
  });

  it('draws names as text, whatever they hold', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await showAt('#/sla', createFakeBridge({ ...world, slaRows: [aSlaRow({ channelName: name, agent: name })] }));
    expect(document.querySelector('img')).toBeNull();
    expect(lineOf('case-1')).toContain(name);
  });
});

describe('hours that change', () => {
  it('counts by the planned settings from their time on, and asks anew when somebody saves', async () => {
    const never = aVersion({ id: 'v2', appliesFrom: present + 2_000 });
    const closedAll = {
      ...never,
      settings: {
        ...never.settings,
        calendars: never.settings.calendars.map((one) => ({
          ...one,
          week: one.week.map((_, day) => (day === 0 ? [{ from: '09:00', until: '17:30' }] : [])),
        })),
      },
    };
    const bridge = createFakeBridge({ ...world, slaSettings: aSettingsView({ planned: closedAll }) });
    await showAt('#/sla', bridge);
    expect(lineOf('soon')).toContain('At risk');
    await wind(3_000);
    expect(lineOf('soon')).toMatch(/resumes Mon \d\d:00/u);
    const before = askedFor(bridge, 'sla.settings').length;
    const line = { id: 'a1', at: present, by: 'Sanne', channelId: null, subject: null, detail: null };
    await inAct(() => bridge.push('audit.added', { ...line, action: 'sla_settings' }));
    expect(askedFor(bridge, 'sla.settings')).toHaveLength(before + 1);
    await inAct(() => bridge.push('audit.added', { ...line, id: 'a2', action: 'pause' }));
    expect(askedFor(bridge, 'sla.settings')).toHaveLength(before + 1);
  });
});

describe('the list of missed targets', () => {
  const outage = {
    lostMs: 11 * minute,
    heldMs: 9 * minute,
    legs: ['wechatOut' as const],
    incidentIds: ['incident-tulip'],
    maintenance: true,
  };
  const breaches = [
    aBreach({ id: 'b1', breachedAt: present - hour, endedAt: null, lateMs: null }),
    aBreach({ id: 'b2', breachedAt: present - 2 * hour, cause: 'outage', outage, metric: 'solution' }),
    ...Array.from({ length: 150 }, (_, index) =>
      aBreach({ id: `old${index}`, breachedAt: present - (3 + index) * hour, agent: null }),
    ),
  ];
  const table = (): readonly HTMLElement[] => [
    ...named('table', 'Missed targets, the newest first').querySelectorAll<HTMLElement>('tbody tr'),
  ];

  it('tells people from outages, with the incident, and reads on page by page', async () => {
    const bridge = createFakeBridge({ ...world, slaBreaches: breaches });
    await showAt('#/sla/breached', bridge);
    expect(table()).toHaveLength(100);
    expect(table()[0]?.textContent).toContain('still open');
    expect(table()[1]?.textContent.replaceAll('\u00a0', ' ')).toContain('11 min lost to the outage');
    expect(table()[1]?.querySelector('a[href="#/incident/incident-tulip"]')).not.toBeNull();
    await click(named('button', 'Show older'));
    expect(table()).toHaveLength(152);
    expect(askedFor(bridge, 'sla.breaches').at(-1)).toMatchObject({ before: breaches[99]?.breachedAt, limit: 100 });
  });

  it('is narrowed by its address, and says when nothing fits', async () => {
    const bridge = createFakeBridge({ ...world, slaBreaches: breaches });
    await showAt('#/sla/breached?period=today&cause=outage&metric=solution', bridge);
    expect(askedFor(bridge, 'sla.breaches').at(-1)).toMatchObject({
      cause: 'outage',
      metric: 'solution',
      from: Date.UTC(2026, 10, 21, 23),
    });
    expect(table()).toHaveLength(1);
    await click(named('input[type=radio]', 'By people'));
    expect(window.location.hash).toContain('cause=people');
    expect(shownText()).toContain('No target was missed');
  });

  it('takes in what is missed while it is open', async () => {
    const bridge = createFakeBridge({ ...world, slaBreaches: breaches.slice(1, 3) });
    await showAt('#/sla/breached', bridge);
    bridge.state.slaBreaches = breaches.slice(0, 3);
    await inAct(() => bridge.push('sla.changed', aSlaSummary({ today: { people: 7, outage: 0 } })));
    expect(table()).toHaveLength(3);
  });
});

describe('one conversation', () => {
  const row = aSlaRow({ id: 'soon', endUser: '…soon', mayExtendIdle: true });
  const story = aCaseStory(row, {
    facts: aFactsOf(row, { assignments: [{ agent: 'Sanne', at: { earliest: present - minute, latest: present } }] }),
    why: [
      aWhy(aReading()),
      aWhy(aReading({ metric: 'agent_follow_up', round: 1 })),
      aWhy(aReading({ metric: 'agent_follow_up', round: 0, state: 'attained', endedAt: exactly(present) })),
    ],
    breaches: [aBreach()],
    cxone: { at: present, firstResponseTime: { raw: 1_260, alreadyHasValue: false }, solutionTime: null },
  });
  const bridge = (part = {}): FakeBridge =>
    createFakeBridge({ ...world, slaRows: [row] }, { 'sla.case': () => ({ ...story, ...part }) });

  it('shows both events of each figure and the sum behind the deadline', async () => {
    await showAt('#/sla/case/soon', bridge());
    const clocks = panel('Clocks');
    expect(clocks.querySelector('a[href="#/message/wxin-01JD0000000000000000012445"]')).not.toBeNull();
    const sum = clocks.querySelector('details[open] table')?.textContent.replaceAll('\u00a0', ' ') ?? '';
    expect(sum).toContain('The clock starts');
    expect(sum).toContain('+ 20 min');
    expect(sum).toContain('Target reached');
    expect(clocks.textContent).toContain('1 earlier round');
    expect(clocks.textContent).toContain('Office hours, Europe/Amsterdam');
    expect(panel('How it is counted').textContent).toContain('A bot’s message does not count as a reply.');
    expect(panel('What CXone told').textContent).toMatch(/Assigned to Sanne.*between \d\d:31 and \d\d:32/u);
  });

  it('keeps CXone’s own figures in the diagnostics, and says that their meaning is not published', async () => {
    await showAt('#/sla/case/soon', bridge());
    const details = panel('Diagnostics').querySelector('details');
    expect(details?.open).toBe(false);
    expect(details?.textContent).toContain('What they count is not published');
    expect(details?.textContent).toContain('1,260');
    expect(panel('Clocks').textContent).not.toContain('1,260');
  });

  it('opens the case in CXone, copies its number and sets the idle timer back', async () => {
    const world1 = bridge();
    await showAt('#/sla/case/soon', world1);
    await click(named('main button', 'Open in CXone'));
    expect(askedFor(world1, 'sla.openCase')).toEqual([{ id: 'soon' }]);
    await click(named('main button', 'Copy: Case number'));
    expect(askedFor(world1, 'app.copyText')).toEqual([{ text: '20411873' }]);
    await click(named('main button', 'Extend idle timer'));
    expect(askedFor(world1, 'sla.extendIdle')).toEqual([{ id: 'soon' }]);
    expect(shownText()).toContain('The idle timer runs its whole length again.');
  });

  it('says so where CXone gave no address, and names what failed beside it', async () => {
    await showAt('#/sla/case/soon', bridge({ link: null }));
    expect(shownText()).toContain('CXone gave no address for this case');
    expect([...document.querySelectorAll('button')].some((one) => one.textContent === 'Open in CXone')).toBe(false);
  });

  it('follows the clocks, and leads back to the list it was opened from', async () => {
    const told = bridge();
    await showAt('#/sla?show=at_risk', told);
    await goTo('#/sla/case/soon');
    expect(named('main a', 'All conversations').getAttribute('href')).toBe('#/sla?show=at_risk');
    const before = askedFor(told, 'sla.case').length;
    await inAct(() => told.push('sla.changed', aSlaSummary()));
    expect(askedFor(told, 'sla.case')).toHaveLength(before + 1);
  });

  it('says when it is not timed any more', async () => {
    await showAt('#/sla/case/gone', createFakeBridge(world));
    expect(document.querySelector('main [role=alert]')?.textContent).toContain('not timed any more');
  });
});

describe('SLA elsewhere', () => {
  it('counts in the navigation what is at risk and missed', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/', bridge);
    expect(named('nav a', 'SLA21 at risk, 1 missed').getAttribute('href')).toBe('#/sla');
    await inAct(() => bridge.push('sla.changed', aSlaSummary()));
    expect(document.querySelector('nav')?.textContent).not.toContain('at risk');
  });

  it('names on the overview what will be missed next, and what was missed today', async () => {
    const bridge = createFakeBridge({ ...world, slaSummary: { today: { people: 4, outage: 2 } } });
    await showAt('#/', bridge);
    expect(askedFor(bridge, 'sla.board')[0]).toMatchObject({ limit: 4 });
    const text = panel('Next SLA deadlines').textContent.replaceAll('\u00a0', ' ');
    expect(text).toContain('…soon');
    expect(text).toContain('10 min');
    expect(named('a', 'Missed: 1').getAttribute('href')).toBe('#/sla?show=breached');
    expect(named('a', 'Missed today, by people: 4').getAttribute('href')).toBe(
      '#/sla/breached?period=today&cause=people',
    );
    expect(named('a', 'Missed today, by outages: 2').getAttribute('href')).toBe(
      '#/sla/breached?period=today&cause=outage',
    );
  });

  it('is reached by keyboard', async () => {
    await showAt('#/', createFakeBridge(world));
    await inAct(() => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'g' }));
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'l' }));
    });
    expect(window.location.hash).toBe('#/sla');
  });
});
