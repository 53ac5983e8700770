// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { aChannel, hour, minute, mixedChannels, present } from '../../fake-data.ts';
import { anAuditLine, anIncident } from '../../fake-operations.ts';
import {
  askedFor,
  click,
  closeApp,
  inAct,
  named,
  panel,
  quietOverview,
  showAt,
  shownText,
  type,
} from '../shown-app.tsx';

afterEach(closeApp);

const world = { channels: mixedChannels(), overview: quietOverview };
const closed = Array.from({ length: 60 }, (_, index) =>
  anIncident({
    id: `old-${index}`,
    openedAt: present - (index + 2) * hour,
    closedAt: present - (index + 2) * hour + 5 * minute,
    channelName: `Shop ${index}`,
  }),
);

describe('the list of incidents', () => {
  it('says of each what it means, why, since when, who is touched and who looks after it', async () => {
    await showAt('#/incidents', createFakeBridge({ ...world, incidents: [anIncident()] }));
    const list = named('ul', 'Incidents').textContent.replaceAll('\u00a0', ' ');
    expect(list).toContain('Replies do not reach customers');
    expect(list).toContain('Tulip Store 郁金香');
    expect(list).toContain('WeChat refuses this network’s address');
    expect(list).toContain('38 waiting');
    expect(list).toContain('not acknowledged');
    expect(named('a', '38 waiting').getAttribute('href')).toBe('#/traffic?channel=tulip&state=pending');
  });

  it('shows an open one as its channel is now, and a closed one at its worst', async () => {
    const incident = anIncident({ worst: 'retrying' });
    await showAt('#/incidents', createFakeBridge({ ...world, incidents: [incident, ...closed.slice(0, 1)] }));
    expect(named('ul', 'Incidents').textContent).toContain('Action needed');
    expect(named('ul', 'Incidents').textContent).not.toContain('Retrying');
  });

  it('counts the open ones in the navigation, and follows notices', async () => {
    const bridge = createFakeBridge({ ...world, incidents: [anIncident()] });
    await showAt('#/', bridge);
    expect(named('nav a', 'Incidents11 open').getAttribute('href')).toBe('#/incidents');
    await inAct(() => bridge.push('incident.changed', anIncident({ revision: 2, closedAt: present })));
    expect(document.querySelector('nav')?.textContent).not.toContain('1 open');
  });

  it('reads closed ones page by page', async () => {
    const bridge = createFakeBridge({ ...world, incidents: closed });
    await showAt('#/incidents', bridge);
    expect(shownText()).toContain('No open incidents');
    await click(named('input[type=radio]', 'Closed'));
    expect(document.querySelectorAll('ul[aria-label="Incidents"] > li')).toHaveLength(50);
    await click(named('button', 'Show older'));
    expect(document.querySelectorAll('ul[aria-label="Incidents"] > li')).toHaveLength(60);
    expect(askedFor(bridge, 'incidents.page').at(-1)).toMatchObject({ state: 'closed', before: closed[49]?.openedAt });
    expect(document.querySelector('ul[aria-label="Incidents"]')?.textContent).toContain('did not reach');
  });

  it('says why it could not be had, and asks again', async () => {
    let answers = false;
    const bridge = createFakeBridge(world, {
      'incidents.page': () => {
        if (!answers) throw new RelayError('RELAY_UNRESPONSIVE', 'no');
        return [];
      },
    });
    await showAt('#/incidents', bridge);
    expect(document.querySelector('main [role=alert]')?.textContent).toContain('does not answer');
    answers = true;
    await click(named('main button', 'Try again'));
    expect(shownText()).toContain('No open incidents');
  });

  it('names who did what', async () => {
    const bridge = createFakeBridge({
      ...world,
      audit: [anAuditLine(), anAuditLine({ id: 'audit-2', action: 'pause', by: 'Sanne', at: present - hour })],
    });
    await showAt('#/incidents', bridge);
    await click(named('input[type=radio]', 'Who did what'));
    expect(panel('Who did what').textContent).toContain('Acknowledged an incident');
    expect(panel('Who did what').textContent).toContain('Sanne');
    await inAct(() => bridge.push('audit.added', anAuditLine({ id: 'audit-3', at: present, action: 'stop' })));
    expect(panel('Who did what').querySelector('tbody tr')?.textContent).toContain('Stopped a channel');
  });
});

describe('one incident', () => {
  it('names who must act, the value to copy, and what happened', async () => {
    await showAt('#/incident/incident-tulip', createFakeBridge({ ...world, incidents: [anIncident()] }));
    expect(shownText()).toContain('The administrator of the WeChat account has to act');
    expect(document.querySelector('main code')?.textContent).toBe('203.0.113.24');
    expect(panel('What happened').textContent).toContain('It began: Action needed');
    expect(shownText()).toContain('“Waiting now” counts those from before it too');
    expect(named('a', 'Waiting now: 38, show the messages of this channel').getAttribute('href')).toBe(
      '#/traffic?channel=tulip&state=pending',
    );
  });

  it('is acknowledged, put off and assigned', async () => {
    const bridge = createFakeBridge({ ...world, incidents: [anIncident()] });
    await showAt('#/incident/incident-tulip', bridge);
    await click(named('main button', 'Acknowledge'));
    expect(askedFor(bridge, 'incident.acknowledge')).toEqual([{ id: 'incident-tulip' }]);
    expect(shownText()).toContain('acknowledged by desk-2');
    await click(named('main button', 'In 15 minutes'));
    const [snooze] = askedFor(bridge, 'incident.snooze') as readonly { until: number }[];
    expect(Math.abs((snooze?.until ?? 0) - Date.now() - 15 * minute)).toBeLessThan(5_000);
    await click(named('main button', 'Assign…'));
    await type(named('[role=dialog] input', 'Name'), 'Sanne');
    await click(named('[role=dialog] button', 'Assign'));
    expect(askedFor(bridge, 'incident.assign')).toEqual([{ id: 'incident-tulip', assignee: 'Sanne' }]);
    expect(shownText()).toContain('assigned to Sanne');
  });

  it('is taken with one press: who takes it has seen it', async () => {
    const bridge = createFakeBridge({ ...world, incidents: [anIncident()] });
    await showAt('#/incident/incident-tulip', bridge);
    await click(named('main button', 'Assign…'));
    await click(named('[role=dialog] button', 'I do'));
    expect(askedFor(bridge, 'incident.acknowledge')).toHaveLength(1);
    expect(askedFor(bridge, 'incident.assign')).toEqual([{ id: 'incident-tulip', assignee: 'desk-2' }]);
  });

  it('starts the reconnect and goes to the channel', async () => {
    const bridge = createFakeBridge({ ...world, incidents: [anIncident()] });
    await showAt('#/incident/incident-tulip', bridge);
    await click(named('main button', 'Reconnect'));
    expect(askedFor(bridge, 'reconnect.start')).toEqual([{ channelIds: ['tulip'] }]);
    expect(window.location.hash).toBe('#/channel/tulip');
  });

  it('keeps a note that could not be saved', async () => {
    const bridge = createFakeBridge(
      { ...world, incidents: [anIncident()] },
      {
        'incident.note': () => {
          throw new RelayError('TEXT_TOO_LONG', 'no');
        },
      },
    );
    await showAt('#/incident/incident-tulip', bridge);
    const field = named<HTMLTextAreaElement>('textarea', 'Add a note');
    await type(field, 'Called the administrator');
    await click(named('main button', 'Add note'));
    expect(panel('Notes').textContent).toContain('The text is too long');
    expect(field.value).toBe('Called the administrator');
  });

  it('copies a note for agents in another language', async () => {
    const bridge = createFakeBridge({ ...world, incidents: [anIncident()] });
    await showAt('#/incident/incident-tulip', bridge);
    await click(named('main button', 'Note for agents…'));
    await click(named('[role=dialog] input[type=radio]', '中文'));
    await click(named('[role=dialog] button', 'Copy'));
    expect(JSON.stringify(askedFor(bridge, 'app.copyText'))).toContain('回复无法到达客户');
  });

  it('offers nothing to do for a closed one, and says that one is gone', async () => {
    const bridge = createFakeBridge({
      channels: [aChannel()],
      overview: quietOverview,
      incidents: [anIncident({ closedAt: present - minute })],
    });
    await showAt('#/incident/incident-tulip', bridge);
    expect(shownText()).toContain('It is closed');
    expect([...document.querySelectorAll('main button')].map((one) => one.textContent)).not.toContain('Acknowledge');
    await closeApp();
    await showAt('#/incident/gone', bridge);
    expect(shownText()).toContain('There is no such incident any more');
  });
});
