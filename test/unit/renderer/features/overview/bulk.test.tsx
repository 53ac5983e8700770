// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aChannel, anOverview, mixedChannels } from '../../fake-data.ts';
import { named, pageText, press, renderApp } from '../render-app.tsx';

// happy-dom draws no canvas, so the hour is quiet and the chart says so in words.
const quietOverview = anOverview({
  minutes: anOverview().minutes.map((one) => ({ ...one, inbound: 0, outbound: 0, failed: 0 })),
});

let end: () => Promise<void>;
afterEach(() => end());

async function open(channels = mixedChannels()): Promise<FakeBridge> {
  const bridge = createFakeBridge({ channels, overview: quietOverview });
  ({ end } = await renderApp(bridge, ''));
  return bridge;
}
const asked = (bridge: FakeBridge, name: string): readonly unknown[] =>
  bridge.asked.filter((one) => one.name === name).map((one) => one.input);

describe('the list of channels', () => {
  it('leads each row to the page of its channel', async () => {
    await open();
    expect(named('a', 'To the page of Duin Hotels').getAttribute('href')).toBe('#/channel/duin');
  });

  it('begins a reconnect from a failing row and shows it on the channel’s page', async () => {
    const bridge = await open();
    await press(named('button', 'Reconnect Tulip Store 郁金香'));
    expect(asked(bridge, 'reconnect.start')).toEqual([{ channelIds: ['tulip'] }]);
    expect(window.location.hash).toBe('#/channel/tulip');
    expect(() => named('button', 'Reconnect Duin Hotels')).toThrow();
  });

  it('says until when a channel is held, under maintenance, coming and going, and who has to act', async () => {
    const [delta, tulip] = mixedChannels();
    if (delta === undefined || tulip === undefined) throw new Error('two channels are expected');
    const flapping = { ...delta, state: { ...delta.state, flapping: true }, maintenanceUntil: Date.now() + 60_000 };
    await open([flapping, tulip]);
    expect(pageText()).toContain('comes and goes');
    expect(pageText()).toContain('maintenance until');
    expect(pageText()).toContain('WeChat administrator has to act');
  });

  it('draws hundreds of channels a page at a time', async () => {
    await open(Array.from({ length: 105 }, (_, index) => aChannel({ id: `c${index}`, name: `Channel ${index}` })));
    const rows = (): number => document.querySelectorAll('tbody th[scope="row"] a').length;
    expect(rows()).toBe(100);
    await press(named('button', 'Show 5 more'));
    expect(rows()).toBe(105);
  });
});

describe('several channels at once', () => {
  it('asks once, names them and what will happen, and does it for these alone', async () => {
    const bridge = await open();
    await press(named('input', 'Select Tulip Store 郁金香'));
    await press(named('input', 'Select Canal Tours'));
    expect(pageText()).toContain('2 channels selected');
    await press(named('button', 'Stop…'));
    expect(pageText()).toContain('Stop 2 channels?');
    expect(named('ul', 'Channels').textContent).toBe('Tulip Store 郁金香Canal Tours');
    expect(asked(bridge, 'channels.control')).toEqual([]);
    await press(named('button', 'Stop'));
    expect(asked(bridge, 'channels.control')).toEqual([
      { channelIds: ['tulip', 'canal'], action: 'stop', until: null },
    ]);
    expect(pageText()).not.toContain('channels selected');
  });

  it('reconnects all that were chosen with one question', async () => {
    const bridge = await open();
    await press(named('input', 'Select all channels'));
    await press(named('button', 'Reconnect…'));
    expect(pageText()).toContain('Reconnect 6 channels?');
    await press([...document.querySelectorAll<HTMLElement>('section[role="dialog"] button')].at(-1) as HTMLElement);
    expect((asked(bridge, 'reconnect.start')[0] as { channelIds: string[] }).channelIds).toHaveLength(6);
  });
});
