// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge } from '../../fake-bridge.ts';
import { channelId, mixedChannels, present } from '../../fake-data.ts';
import { askedFor, click, closeApp, named, panel, quietOverview, showAt, shownText } from '../shown-app.tsx';

afterEach(closeApp);

const world = { channels: mixedChannels(), overview: quietOverview };

describe('trying out a disconnect', () => {
  it('is offered beside the simulated customers', async () => {
    await showAt('#/', createFakeBridge(world));
    expect(named('a', 'Try out a disconnect').getAttribute('href')).toBe('#/sandbox');
  });

  it('says what to expect before it breaks anything, and lists what is broken', async () => {
    const bridge = createFakeBridge(world);
    await showAt('#/sandbox', bridge);
    expect(named<HTMLButtonElement>('button', 'Cause it').disabled).toBe(true);
    await click(named('input[type=radio]', 'CXone answers with errors'));
    expect(panel('Cause a disconnect').textContent).toContain('This breaks every channel of the integration.');
    expect(panel('Cause a disconnect').textContent).toContain('CXone has a fault of its own');
    await click(named('button', 'Cause it'));
    expect(askedFor(bridge, 'sandbox.cause')).toEqual([{ channelId: 'canal', kind: 'cxone_server_error' }]);
    expect(panel('Broken now').textContent).toContain('Canal Tours');
  });

  it('mends one or all', async () => {
    const bridge = createFakeBridge(world);
    const caused = (id: string, kind: 'wechat_ip_not_listed' | 'cxone_server_error') => ({
      channelId: channelId(id),
      kind,
      since: present,
    });
    bridge.state.disconnects = {
      ...bridge.state.disconnects,
      caused: [
        caused('tulip', 'wechat_ip_not_listed'),
        caused('tulip', 'cxone_server_error'),
        caused('zee', 'cxone_server_error'),
      ],
    };
    await showAt('#/sandbox', bridge);
    await click(named('button', 'Mend “Our IP address is not listed” of Tulip Store 郁金香'));
    expect(askedFor(bridge, 'sandbox.repair')).toEqual([{ channelId: 'tulip', kind: 'wechat_ip_not_listed' }]);
    await click(named('button', 'Mend all'));
    expect(askedFor(bridge, 'sandbox.repair').slice(1)).toEqual([
      { channelId: 'tulip', kind: null },
      { channelId: 'zee', kind: null },
    ]);
    expect(panel('Broken now').textContent).toContain('Nothing is broken on purpose.');
  });

  it('opens the pages as CXone does, and never shows the token', async () => {
    const bridge = createFakeBridge(world, {
      'sandbox.openActionPage': () => ({ url: 'http://127.0.0.1:40101/integration/add?token=once-only' }),
    });
    await showAt('#/sandbox', bridge);
    await click(named('button', 'Reconnect the channel'));
    expect(askedFor(bridge, 'sandbox.openActionPage')).toEqual([{ page: 'reconnect', channelId: 'canal' }]);
    await click(named('button', 'Add a channel'));
    expect(askedFor(bridge, 'sandbox.openActionPage').at(-1)).toEqual({ page: 'add', channelId: null });
    expect(shownText()).toContain('/integration/add');
    expect(shownText()).not.toContain('once-only');
  });

  it('shows the cases and plays the agent', async () => {
    const bridge = createFakeBridge(world);
    const aCase = (number: string, status: 'new' | 'resolved', agentId: number | null) => ({
      number,
      channelId: channelId('tulip'),
      customer: `Customer ${number}`,
      status,
      createdAt: present,
      statusAt: present,
      agentId,
      assignedAt: null,
      lastMessage: { from: 'customer' as const, at: present, text: '\u202eWhere is it?' },
    });
    bridge.state.cases = {
      agents: [
        { id: 4711, name: 'Anna de Wit', isBot: false },
        { id: 4712, name: 'Bas Jansen', isBot: false },
        { id: 4790, name: 'Welcome Bot', isBot: true },
      ],
      cases: [aCase('101', 'new', null), aCase('102', 'resolved', 4711)],
      total: 5,
      auto: true,
    };
    await showAt('#/sandbox', bridge);
    const shown = panel('Cases in the simulated CXone').textContent;
    expect(shown).toContain('Customer 101');
    expect(shown).toContain('with nobody');
    expect(shown).toContain('And 3 more.');
    expect(shown).not.toContain('\u202e');

    await click(named('button', 'Assign: case 101'));
    await click(named('button', 'Answer as bot: case 101'));
    await click(named('button', 'Resolve: case 101'));
    await click(named('button', 'Take away: case 102'));
    await click(named('button', 'Open again: case 102'));
    await click(named('button', 'Close: case 102'));
    expect(askedFor(bridge, 'sandbox.caseAct')).toEqual([
      { number: '101', act: { act: 'assign', agentId: 4711 } },
      { number: '101', act: { act: 'answer', agentId: 4790, text: 'Thank you, a colleague will be with you soon.' } },
      { number: '101', act: { act: 'status', status: 'resolved' } },
      { number: '102', act: { act: 'unassign' } },
      { number: '102', act: { act: 'status', status: 'open' } },
      { number: '102', act: { act: 'status', status: 'closed' } },
    ]);
    await click(named('input[type=checkbox]', 'Simulated agents answer by themselves'));
    expect(askedFor(bridge, 'sandbox.setAgents')).toEqual([{ auto: false }]);
  });

  it('says when CXone has no such step, or the relay did not take the answer', async () => {
    for (const [outcome, words] of [
      ['not_possible', 'CXone has no such step for this case.'],
      ['refused', 'The relay did not take the answer.'],
    ] as const) {
      const bridge = createFakeBridge(world, {
        'sandbox.caseAct': () => ({ outcome, cases: bridge.state.cases }),
      });
      bridge.state.cases = {
        agents: [{ id: 4711, name: 'Anna', isBot: false }],
        cases: [
          {
            number: '7',
            channelId: channelId('zee'),
            customer: 'Li',
            status: 'open',
            createdAt: present,
            statusAt: present,
            agentId: 4711,
            assignedAt: present,
            lastMessage: null,
          },
        ],
        total: 1,
        auto: false,
      };
      await showAt('#/sandbox', bridge);
      await click(named('button', 'Answer: case 7'));
      expect(panel('Cases in the simulated CXone').textContent).toContain(words);
      await closeApp();
    }
  });

  it('says that the sandbox is off, or why it does not answer', async () => {
    await showAt(
      '#/sandbox',
      createFakeBridge({ ...world, sandbox: { kind: 'off', messagesPerMinute: 0, paused: false } }),
    );
    expect(shownText()).toContain('The sandbox does not run');
    await closeApp();
    const failing = createFakeBridge(world, {
      'sandbox.disconnects': () => {
        throw new RelayError('INTERNAL', 'no');
      },
    });
    await showAt('#/sandbox', failing);
    expect(document.querySelector('main [role=alert]')?.textContent).toContain('Something failed');
  });
});
