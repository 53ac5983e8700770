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
