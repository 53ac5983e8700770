import { beforeEach, describe, expect, it } from 'vitest';
import { createConsoleClient } from '#renderer/lib/console-client.ts';
import { wholeTraffic } from '#renderer/lib/router.ts';
import { startBridgeSync, type SyncEnvironment } from '#renderer/store/bridge-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { aChannel, anOverview, aRelayProcess, aRow, channelId, keyringVault, present } from '../fake-data.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

interface Hand extends SyncEnvironment {
  readonly draw: () => void;
  readonly wind: () => void;
  readonly waits: readonly number[];
}

function handEnvironment(): Hand {
  let frame: (() => void) | null = null;
  let later: (() => void) | null = null;
  const waits: number[] = [];
  return {
    frames: {
      next(run) {
        frame = run;
        return () => {
          frame = null;
        };
      },
    },
    now: () => present,
    after(delayMs, run) {
      waits.push(delayMs);
      later = run;
      return () => {
        later = null;
      };
    },
    draw() {
      const run = frame;
      frame = null;
      run?.();
    },
    wind() {
      const run = later;
      later = null;
      run?.();
    },
    waits,
  };
}

const initial = useConsole.getInitialState();
beforeEach(() => useConsole.setState(initial, true));

function start(bridge = createFakeBridge({ channels: [aChannel()], overview: anOverview() })) {
  const environment = handEnvironment();
  const stop = startBridgeSync(createConsoleClient(bridge), useConsole, environment);
  return { bridge, environment, stop };
}

describe('the bridge and the store', () => {
  it('listens before it asks', () => {
    const { bridge } = start();
    expect(bridge.listenerCount()).toBe(21);
  });

  it('fills every area', async () => {
    start();
    await settle();
    const state = useConsole.getState();
    expect(state).toMatchObject({ relay: { kind: 'running' }, vault: keyringVault, channelsLoad: { kind: 'ready' } });
    expect(state.channels[channelId('delta')]).toBeDefined();
    expect(state.overview).not.toBeNull();
    expect(state.settings).not.toBeNull();
    expect(state.appInfo).not.toBeNull();
  });

  it('prefers a notice to an answer that was made before it', async () => {
    const { bridge } = start();
    bridge.push('settings.changed', { theme: 'dark', language: 'zh', density: 'compact', savedSearches: [] });
    await settle();
    expect(useConsole.getState().settings?.language).toBe('zh');
  });

  it('does not ask a relay that does not run', async () => {
    const { bridge } = start(createFakeBridge({ relay: aRelayProcess({ kind: 'starting', pid: null }) }));
    await settle();
    expect(bridge.asked.some(({ name }) => name === 'channels.list')).toBe(false);
  });

  it('asks again after each restart, and believes the new process', async () => {
    const { bridge } = start(
      createFakeBridge({ channels: [aChannel({ revision: 50, name: 'before' })], overview: anOverview() }),
    );
    await settle();
    useConsole.getState().trafficOpened(wholeTraffic);
    const epoch = useConsole.getState().trafficEpoch;
    bridge.push('relay.processChanged', (bridge.state.relay = aRelayProcess({ kind: 'restarting', pid: null })));
    bridge.state.channels = [aChannel({ revision: 1, name: 'after' })];
    bridge.push('relay.processChanged', (bridge.state.relay = aRelayProcess({ pid: 9, restarts: 1 })));
    await settle();
    expect(useConsole.getState().channels[channelId('delta')]?.name).toBe('after');
    expect(useConsole.getState().trafficEpoch).toBe(epoch + 1);
  });

  it('does not ask twice for one and the same process', async () => {
    const { bridge } = start();
    await settle();
    bridge.push('relay.processChanged', bridge.state.relay);
    await settle();
    expect(bridge.asked.filter(({ name }) => name === 'channels.list')).toHaveLength(1);
  });

  it('says that an answer failed and asks again a little later', async () => {
    let broken = true;
    const bridge = createFakeBridge(
      { overview: anOverview() },
      {
        'channels.list': () => {
          if (broken) throw new Error('not yet');
          return [aChannel()];
        },
      },
    );
    const { environment } = start(bridge);
    await settle();
    expect(useConsole.getState().channelsLoad.kind).toBe('failed');
    expect(environment.waits).toEqual([3_000]);
    broken = false;
    environment.wind();
    await settle();
    expect(useConsole.getState().channelsLoad.kind).toBe('ready');
  });

  it('shows what was held by the pause with the next frame, also when nothing more comes', async () => {
    const { bridge, environment } = start();
    await settle();
    const { trafficOpened, trafficPageLoaded, pauseToggled } = useConsole.getState();
    trafficOpened(wholeTraffic);
    trafficPageLoaded(useConsole.getState().trafficEpoch, [], true);
    pauseToggled();
    bridge.push('traffic.changed', { rows: [aRow({ seq: 1 })], dropped: 0 });
    environment.draw();
    pauseToggled();
    expect(useConsole.getState()).toMatchObject({ paused: false, rows: [], heldCount: 1 });
    environment.draw();
    expect(useConsole.getState().rows.map(({ seq }) => seq)).toEqual([1]);
    expect(useConsole.getState().heldCount).toBe(0);
  });

  it('hands traffic over once a frame, joined', async () => {
    const { bridge, environment } = start();
    await settle();
    const { trafficOpened, trafficPageLoaded } = useConsole.getState();
    trafficOpened(wholeTraffic);
    trafficPageLoaded(useConsole.getState().trafficEpoch, [], true);
    bridge.push('traffic.changed', { rows: [aRow({ seq: 1 })], dropped: 0 });
    bridge.push('traffic.changed', { rows: [aRow({ seq: 2 })], dropped: 3 });
    expect(useConsole.getState().rows).toEqual([]);
    environment.draw();
    expect(useConsole.getState().rows.map((row) => row.seq)).toEqual([2, 1]);
    expect(useConsole.getState().gaps).toEqual([{ aboveSeq: 0, count: 3 }]);
  });

  it('forgets channels and figures when nothing is configured any more', async () => {
    const { bridge } = start();
    await settle();
    bridge.push('relay.processChanged', aRelayProcess({ kind: 'not_configured', pid: null }));
    expect(useConsole.getState()).toMatchObject({ channels: {}, overview: null });
  });

  it('stops listening when it ends', async () => {
    const { bridge, stop } = start();
    await settle();
    stop();
    expect(bridge.listenerCount()).toBe(0);
  });
});
