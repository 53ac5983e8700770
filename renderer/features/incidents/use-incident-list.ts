import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { mergeIncidents, openIncidents } from '#renderer/lib/incidents/order-incidents.ts';
import { useConsole } from '#renderer/store/console-store.ts';

/** Incidents asked for at once. */
export const pageSize = 50;

interface Pages {
  readonly key: string;
  readonly incidents: readonly Incident[];
  readonly isWhole: boolean;
  readonly error: RelayError | null;
}

export interface IncidentList {
  readonly incidents: readonly Incident[];
  readonly loading: boolean;
  readonly loadingOlder: boolean;
  readonly isWhole: boolean;
  readonly error: RelayError | null;
  readonly ask: () => void;
  readonly older: () => void;
}

/** Open or closed incidents, page by page, with what notices have told since. Open ones stand by urgency, closed ones by time. */
export function useIncidentList(state: 'open' | 'closed', channelId: ChannelId | null): IncidentList {
  const client = useClient();
  const known = useConsole((store) => store.incidents);
  const relayRuns = useConsole((store) => store.relay?.kind === 'running');
  const key = `${state}/${channelId ?? ''}`;
  const [pages, setPages] = useState<Pages>({ key, incidents: [], isWhole: false, error: null });
  const [asked, setAsked] = useState(0);
  const [loaded, setLoaded] = useState<string | null>(null);
  const [loadingOlder, setLoadingOlder] = useState(false);

  useEffect(() => {
    if (!relayRuns) return;
    let stale = false;
    client.invoke('incidents.page', { state, channelId, before: null, limit: pageSize }).then(
      (incidents) => {
        if (stale) return;
        setPages({ key, incidents, isWhole: incidents.length < pageSize, error: null });
        setLoaded(key);
      },
      (thrown: unknown) => {
        if (stale) return;
        setPages((before) => ({
          ...(before.key === key ? before : { key, incidents: [], isWhole: false }),
          error: toRelayError(thrown),
        }));
        setLoaded(key);
      },
    );
    return () => {
      stale = true;
    };
  }, [client, state, channelId, key, relayRuns, asked]);

  const present = pages.key === key ? pages : null;
  const oldest = present?.incidents.at(-1)?.openedAt ?? null;
  const older = useCallback(() => {
    if (oldest === null) return;
    setLoadingOlder(true);
    client
      .invoke('incidents.page', { state, channelId, before: oldest, limit: pageSize })
      .then(
        (incidents) =>
          setPages((before) =>
            before.key === key
              ? {
                  ...before,
                  incidents: mergeIncidents(before.incidents, incidents),
                  isWhole: incidents.length < pageSize,
                  error: null,
                }
              : before,
          ),
        (thrown: unknown) =>
          setPages((before) => (before.key === key ? { ...before, error: toRelayError(thrown) } : before)),
      )
      .finally(() => setLoadingOlder(false));
  }, [client, state, channelId, key, oldest]);

  const incidents = useMemo(() => {
    const told = Object.values(known).filter((one) => channelId === null || one.channelId === channelId);
    const all = mergeIncidents(present?.incidents ?? [], told);
    if (state === 'open') return openIncidents(all);
    const isWhole = present?.isWhole ?? false;
    // One that was heard of but is older than the last page read comes with its own page.
    return all.filter((one) => one.closedAt !== null && (isWhole || oldest === null || one.openedAt >= oldest));
  }, [known, present, state, channelId, oldest]);

  return {
    incidents,
    loading: loaded !== key,
    loadingOlder,
    isWhole: present?.isWhole ?? false,
    error: present?.error ?? null,
    ask: useCallback(() => setAsked((count) => count + 1), []),
    older,
  };
}
