import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createChannelsSlice } from '#renderer/store/channels-slice.ts';
import { createOverviewSlice } from '#renderer/store/overview-slice.ts';
import { createRelaySlice } from '#renderer/store/relay-slice.ts';
import { aChannel, anOverview, aRelayProcess, channelId, present } from '../fake-data.ts';

describe('channels', () => {
  let store = createStore(createChannelsSlice);
  beforeEach(() => {
    store = createStore(createChannelsSlice);
  });
  const name = (id = 'delta'): string | undefined => store.getState().channels[channelId(id)]?.name;

  it('ignores a revision that overtook its successor on the way', () => {
    store.getState().channelsChanged([aChannel({ revision: 5, name: 'new' })]);
    store.getState().channelsChanged([aChannel({ revision: 4, name: 'old' })]);
    expect(name()).toBe('new');
  });

  it('keeps a notice that came before the list it is newer than', () => {
    store.getState().channelsChanged([aChannel({ revision: 5, name: 'noticed' })]);
    store
      .getState()
      .channelsListed([aChannel({ revision: 3, name: 'listed' }), aChannel({ id: 'tulip', revision: 1 })]);
    expect(name()).toBe('noticed');
    expect(name('tulip')).toBeDefined();
    expect(store.getState().channelsLoad.kind).toBe('ready');
  });

  it('drops channels that are no longer listed', () => {
    store.getState().channelsListed([aChannel(), aChannel({ id: 'tulip' })]);
    store.getState().channelsListed([aChannel({ revision: 2 })]);
    expect(Object.keys(store.getState().channels)).toEqual(['delta']);
  });

  it('believes a new relay process, which counts revisions from the start', () => {
    store.getState().channelsChanged([aChannel({ revision: 90, name: 'before' })]);
    store.getState().channelRevisionsRestarted();
    expect(name()).toBe('before');
    store.getState().channelsChanged([aChannel({ revision: 1, name: 'after' })]);
    expect(name()).toBe('after');
  });

  it('does not wake anybody for what is not news', () => {
    store.getState().channelsChanged([aChannel({ revision: 2 })]);
    const before = store.getState();
    store.getState().channelsChanged([aChannel({ revision: 2 })]);
    expect(store.getState()).toBe(before);
  });
});

describe('overview', () => {
  it('ignores figures that were overtaken, but believes a clock that was set back', () => {
    const store = createStore(createOverviewSlice);
    store.getState().overviewChanged(anOverview({ at: present }));
    store.getState().overviewChanged(anOverview({ at: present - 500 }));
    expect(store.getState().overview?.at).toBe(present);
    store.getState().overviewChanged(anOverview({ at: present - 3_600_000 }));
    expect(store.getState().overview?.at).toBe(present - 3_600_000);
  });
});

describe('relay', () => {
  it('remembers when it was last seen running', () => {
    const store = createStore(createRelaySlice);
    store.getState().relayProcessChanged(aRelayProcess({ kind: 'starting' }), 100);
    expect(store.getState().relaySeenAt).toBeNull();
    store.getState().relayProcessChanged(aRelayProcess(), 200);
    store.getState().relayProcessChanged(aRelayProcess({ kind: 'unresponsive' }), 900);
    store.getState().relayProcessChanged(aRelayProcess({ kind: 'restarting' }), 1_500);
    expect(store.getState().relaySeenAt).toBe(900);
  });
});
