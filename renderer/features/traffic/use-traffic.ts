import { useCallback, useEffect } from 'react';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import type { TrafficQuery } from '#renderer/lib/router.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { browseCap } from '#renderer/store/traffic-slice.ts';
import { fittingPage } from './fitting-page.ts';

/** Opens the live list for a query, loads its first page whenever it starts afresh, and older pages on demand. */
export function useTraffic(query: TrafficQuery): { readonly loadOlder: () => void } {
  const client = useClient();
  const epoch = useConsole((state) => state.trafficEpoch);
  const isLoading = useConsole((state) => state.trafficLoad.kind === 'loading');
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const { trafficOpened, trafficClosed } = useConsole.getState();
  // The address is parsed anew at each change, so the query is compared by what it says.
  const key = JSON.stringify(query);

  useEffect(() => trafficOpened(JSON.parse(key) as TrafficQuery), [key, trafficOpened]);
  useEffect(() => trafficClosed, [trafficClosed]);

  const load = useCallback(
    (beforeSeq: number | null): void => {
      const state = useConsole.getState();
      const asked = state.trafficEpoch;
      const isWanted = (): boolean => useConsole.getState().trafficEpoch === asked;
      fittingPage(client, { query: state.trafficQuery, beforeSeq, isWanted }).then(
        ({ rows, ...look }) => state.trafficPageLoaded(asked, rows, look.olderBefore === null, look),
        (thrown: unknown) => state.trafficLoadFailed(asked, { kind: 'failed', error: toRelayError(thrown) }),
      );
    },
    [client],
  );

  useEffect(() => {
    if (isLoading && relayRuns) load(null);
  }, [isLoading, relayRuns, epoch, load]);

  const loadOlder = useCallback((): void => {
    const state = useConsole.getState();
    const { rows, rowsAreWhole, loadingOlder, lookStopped, olderBefore, trafficLoad } = state;
    const from = olderBefore ?? rows.at(-1)?.seq;
    if (trafficLoad.kind !== 'ready' || rowsAreWhole || loadingOlder || lookStopped || from === undefined) return;
    if (rows.length >= browseCap) return;
    state.olderRequested();
    load(from);
  }, [load]);
  return { loadOlder };
}
