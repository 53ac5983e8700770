import type { StoreApi } from 'zustand/vanilla';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { ConsoleClient } from '../lib/console-client.ts';
import { createFrameBatch, type FrameSchedule } from '../lib/frame-batch.ts';
import { askForCertificates, listenToCertificates } from './certificates-sync.ts';
import type { ConsoleState } from './console-store.ts';
import { askForOperations, listenToOperations } from './operations-sync.ts';
import { askForSetup, askForSightings, listenToSetup } from './setup-sync.ts';
import { askForSla, listenToSla } from './sla-sync.ts';
import { askForTasks, listenToTasks } from './tasks-sync.ts';
import type { TrafficChange } from './traffic-slice.ts';

/** How long to wait before the relay is asked again after a failed answer, milliseconds. */
const askAgainMs = 3_000;

export interface SyncEnvironment {
  readonly frames: FrameSchedule;
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
}

function joined(changes: readonly TrafficChange[]): TrafficChange {
  return {
    rows: changes.flatMap((change) => change.rows),
    dropped: changes.reduce((sum, change) => sum + change.dropped, 0),
  };
}

/**
 * The only place where notices become state. Listens before it asks, so that a change during the first load is not
 * lost; revisions (channels), the time taken (overview) or the order of arrival (the rest) settle which is newer.
 * Returns a function that ends it.
 */
export function startBridgeSync(
  client: ConsoleClient,
  store: Pick<StoreApi<ConsoleState>, 'getState' | 'subscribe'>,
  environment: SyncEnvironment,
): () => void {
  const state = store.getState();
  let ended = false;
  let relayRun: string | null = null;
  let cancelAskAgain: (() => void) | null = null;

  const traffic = createFrameBatch<TrafficChange>(environment.frames, (changes) => {
    const change = joined(changes);
    state.trafficChanged(change);
    state.searchTrafficChanged(change.rows);
  });

  /** Asks the relay for whole areas: at first, and after each of its restarts. */
  const askRelay = async (): Promise<void> => {
    cancelAskAgain?.();
    cancelAskAgain = null;
    try {
      const [channels, overview] = await Promise.all([
        client.invoke('channels.list', null),
        client.invoke('overview.get', null),
      ]);
      if (ended) return;
      state.channelsListed(channels);
      state.overviewChanged(overview);
    } catch (thrown) {
      if (ended) return;
      state.channelsLoadFailed({ kind: 'failed', error: toRelayError(thrown) });
      if (store.getState().relay?.kind === 'running') {
        cancelAskAgain = environment.after(askAgainMs, () => void askRelay());
      }
    }
  };

  const relayChanged = (process: RelayProcess): void => {
    state.relayProcessChanged(process, environment.now());
    if (process.kind === 'not_configured') {
      // There is nothing to be the last word of.
      state.channelsForgotten();
      state.overviewForgotten();
      state.operationsForgotten();
      state.slaForgotten();
      state.sightingsForgotten();
      state.searchForgotten();
      state.tasksForgotten();
      state.certificatesForgotten();
      relayRun = null;
    }
    if (process.kind !== 'running') return;
    const run = `${process.pid ?? '-'}/${process.restarts}`;
    if (run === relayRun) return;
    const isRestart = relayRun !== null;
    relayRun = run;
    if (isRestart) {
      state.channelRevisionsRestarted();
      state.trafficRestarted();
      state.operationsRestarted();
    }
    void askRelay();
    void askForOperations(client, state, () => ended || run !== relayRun);
    void askForSla(client, state, () => ended || run !== relayRun);
    void askForSightings(client, state, () => ended || run !== relayRun);
    void askForCertificates(client, state);
    void askForTasks(client, state, () => ended || run !== relayRun);
  };

  /** Takes the answer unless a notice has already told something newer. */
  const listenAndAsk = <T>(
    listen: (told: (value: T) => void) => () => void,
    ask: () => Promise<T>,
    take: (value: T) => void,
  ) => {
    let wasTold = false;
    const stop = listen((value) => {
      wasTold = true;
      take(value);
    });
    ask().then(
      (value) => {
        if (!ended && !wasTold) take(value);
      },
      // An area that could not be asked stays unknown; the frame says so when nothing arrives.
      () => undefined,
    );
    return stop;
  };

  const stops = [
    client.on('channels.changed', state.channelsChanged),
    client.on('overview.changed', state.overviewChanged),
    client.on('traffic.changed', traffic.add),
    // What was held back is shown with the next batch: the press itself is answered first.
    store.subscribe((present, past) => {
      if (past.paused && !present.paused) traffic.add({ rows: [], dropped: 0 });
    }),
    ...listenToOperations(client, state),
    ...listenToSla(client, state),
    ...listenToTasks(client, state),
    ...listenToCertificates(client, state),
    ...listenToSetup(client, state),
    listenAndAsk(
      (told) => client.on('relay.processChanged', told),
      () => client.invoke('relay.process', null),
      relayChanged,
    ),
    listenAndAsk(
      (told) => client.on('vault.changed', told),
      () => client.invoke('vault.status', null),
      state.vaultChanged,
    ),
    listenAndAsk(
      (told) => client.on('sandbox.changed', told),
      () => client.invoke('sandbox.status', null),
      state.sandboxChanged,
    ),
    listenAndAsk(
      (told) => client.on('tunnel.changed', told),
      () => client.invoke('tunnel.state', null),
      state.tunnelChanged,
    ),
    listenAndAsk(
      (told) => client.on('settings.changed', told),
      () => client.invoke('settings.get', null),
      state.settingsChanged,
    ),
    listenAndAsk(
      () => () => undefined,
      () => client.invoke('app.info', null),
      state.appInfoLoaded,
    ),
    listenAndAsk(
      () => () => undefined,
      () => client.invoke('app.problems', null),
      state.problemsLoaded,
    ),
  ];
  void askForSetup(client, state);
  return () => {
    ended = true;
    cancelAskAgain?.();
    traffic.stop();
    for (const stop of stops) stop();
  };
}
