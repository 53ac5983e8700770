// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aChannel, mixedChannels } from '../../fake-data.ts';
import { askedFor, click, closeApp, named, quietOverview, showAt, shownText } from '../shown-app.tsx';

afterEach(closeApp);

async function open(channels = mixedChannels()): Promise<FakeBridge> {
  const bridge = createFakeBridge({ channels, overview: quietOverview });
  await showAt('', bridge);
  return bridge;
}

describe('the list of channels', () => {
  it('leads each row to the page of its channel', async () => {
    await open();
    expect(named('a', 'To the page of Duin Hotels').getAttribute('href')).toBe('#/channel/duin');
  });

  it('begins a reconnect from a failing row and shows it on the channel’s page', async () => {
    const bridge = await open();
    await click(named('button', 'Reconnect Tulip Store 郁金香'));
    expect(askedFor(bridge, 'reconnect.start')).toEqual([{ channelIds: ['tulip'] }]);
    expect(window.location.hash).toBe('#/channel/tulip');
    expect(() => named('button', 'Reconnect Duin Hotels')).toThrow();
  });

  it('stays and says why when a reconnect cannot begin', async () => {
    const bridge = createFakeBridge(
      { channels: mixedChannels(), overview: quietOverview },
      {
        'reconnect.start': () => {
          throw new RelayError('RELAY_NOT_RUNNING', 'no');
        },
      },
    );
    await showAt('', bridge);
    await click(named('button', 'Reconnect Tulip Store 郁金香'));
    expect(window.location.hash).not.toContain('channel');
    const row = [...document.querySelectorAll('tr')].find((one) => one.textContent.includes('Tulip Store'));
    expect(row?.textContent).toContain('RELAY_NOT_RUNNING');
  });

  it('shows a reconnect under way in place of the button', async () => {
    const bridge = await open();
    await click(named('input', 'Select Tulip Store 郁金香'));
    await click(named('button', 'Reconnect…'));
    await click([...document.querySelectorAll<HTMLElement>('section[role="dialog"] button')].at(-1) as HTMLElement);
    expect(askedFor(bridge, 'reconnect.start')).toHaveLength(1);
    expect(named('a', 'Reconnect of Tulip Store 郁金香: Repairing…').getAttribute('href')).toBe('#/channel/tulip');
    expect(() => named('button', 'Reconnect Tulip Store 郁金香')).toThrow();
  });

  it('says until when a channel is held, under maintenance, coming and going, and who has to act', async () => {
    const [delta, tulip] = mixedChannels();
    if (delta === undefined || tulip === undefined) throw new Error('two channels are expected');
    const flapping = { ...delta, state: { ...delta.state, flapping: true }, maintenanceUntil: Date.now() + 60_000 };
    await open([flapping, tulip]);
    expect(shownText()).toContain('comes and goes');
    expect(shownText()).toContain('maintenance until');
    expect(shownText()).toContain('WeChat administrator has to act');
  });

  it('draws hundreds of channels a page at a time', async () => {
    await open(Array.from({ length: 105 }, (_, index) => aChannel({ id: `c${index}`, name: `Channel ${index}` })));
    const rows = (): number => document.querySelectorAll('tbody th[scope="row"] a').length;
    expect(rows()).toBe(100);
    await click(named('button', 'Show 5 more'));
    expect(rows()).toBe(105);
  });
});

describe('several channels at once', () => {
  it('asks once, names them and what will happen, and does it for these alone', async () => {
    const bridge = await open();
    await click(named('input', 'Select Tulip Store 郁金香'));
    await click(named('input', 'Select Canal Tours'));
    expect(shownText()).toContain('2 channels selected');
    await click(named('button', 'Stop…'));
    expect(shownText()).toContain('Stop 2 channels?');
    expect(named('ul', 'Channels').textContent).toBe('Tulip Store 郁金香Canal Tours');
    expect(askedFor(bridge, 'channels.control')).toEqual([]);
    await click(named('button', 'Stop'));
    expect(askedFor(bridge, 'channels.control')).toEqual([
      { channelIds: ['tulip', 'canal'], action: 'stop', until: null },
    ]);
    expect(shownText()).not.toContain('channels selected');
  });

  it('reconnects all that were chosen with one question', async () => {
    const bridge = await open();
    await click(named('input', 'Select all channels'));
    await click(named('button', 'Reconnect…'));
    expect(shownText()).toContain('Reconnect 6 channels?');
    await click([...document.querySelectorAll<HTMLElement>('section[role="dialog"] button')].at(-1) as HTMLElement);
    expect((askedFor(bridge, 'reconnect.start')[0] as { channelIds: string[] }).channelIds).toHaveLength(6);
  });
});
