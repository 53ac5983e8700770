import { useCallback, useEffect } from 'react';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import type { TrafficQuery } from '#renderer/lib/router.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { browseCap } from '#renderer/store/traffic-slice.ts';

const pageSize = 200;

function toFilter(query: TrafficQuery): TrafficFilter {
  return {
    ...(query.channelId === null ? {} : { channelIds: [query.channelId] }),
    ...(query.direction === null ? {} : { direction: query.direction }),
    ...(query.states.length === 0 ? {} : { states: [...query.states] }),
  };
}

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
      client.invoke('traffic.page', { filter: toFilter(state.trafficQuery), beforeSeq, limit: pageSize }).then(
        (page) => state.trafficPageLoaded(asked, page.rows, page.nextBeforeSeq === null),
        (thrown: unknown) => state.trafficLoadFailed(asked, { kind: 'failed', error: toRelayError(thrown) }),
      );
    },
    [client],
  );

  useEffect(() => {
    if (isLoading && relayRuns) load(null);
  }, [isLoading, relayRuns, epoch, load]);

  const loadOlder = useCallback((): void => {
    const { rows, rowsAreWhole, loadingOlder, trafficLoad, olderRequested } = useConsole.getState();
    const oldest = rows.at(-1);
    if (trafficLoad.kind !== 'ready' || rowsAreWhole || loadingOlder || !oldest || rows.length >= browseCap) return;
    olderRequested();
    load(oldest.seq);
  }, [load]);
  return { loadOlder };
}
