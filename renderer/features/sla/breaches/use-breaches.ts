import { useCallback, useEffect, useState } from 'react';
import type { SlaBreach } from '#shared/domain/sla.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { globalZone } from '#renderer/lib/sla/clock-hours.ts';
import type { SlaBreachFilter } from '#renderer/lib/sla-routes.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { useSlaSettings } from '#renderer/store/use-sla.ts';
import { mergeBreaches } from './merge-breaches.ts';
import { periodBounds } from './breach-period.ts';

/** Asked for at once. */
export const breachPageSize = 100;

interface Pages {
  readonly key: string;
  readonly breaches: readonly SlaBreach[];
  readonly isWhole: boolean;
  readonly error: RelayError | null;
}

export interface Breaches {
  /** Newest first; null until the first answer. */
  readonly breaches: readonly SlaBreach[] | null;
  readonly isWhole: boolean;
  readonly asking: boolean;
  readonly error: RelayError | null;
  readonly ask: () => void;
  readonly older: () => void;
}

/** Missed targets, page by page. New ones and those that ended come in by themselves. */
export function useBreaches(filter: SlaBreachFilter): Breaches {
  const client = useClient();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  // What was missed today or is being missed: when these numbers change, the first page has changed.
  const version = useConsole(({ slaSummary }) =>
    slaSummary === null ? '' : `${slaSummary.today.people}/${slaSummary.today.outage}/${slaSummary.breached}`,
  );
  const timeZone = globalZone(useSlaSettings());
  const key = JSON.stringify([filter, timeZone]);
  const [pages, setPages] = useState<Pages | null>(null);
  const [askingOlder, setAskingOlder] = useState(false);
  const [tries, setTries] = useState(0);

  const load = useCallback(
    (before: number | null): Promise<SlaBreach[]> => {
      const [{ period, channelId, metric, cause }, zone] = JSON.parse(key) as [SlaBreachFilter, string | null];
      return client.invoke('sla.breaches', {
        channelIds: channelId === null ? [] : [channelId],
        metric,
        cause,
        ...periodBounds(period, Date.now(), zone),
        before,
        limit: breachPageSize,
      });
    },
    [client, key],
  );

  useEffect(() => {
    if (!relayRuns) return;
    let stale = false;
    load(null).then(
      (page) => {
        if (stale) return;
        setPages((known) => {
          const same = known !== null && known.key === key && known.breaches.length > 0;
          const isWhole = page.length < breachPageSize || (same && known.isWhole);
          return { key, breaches: same ? mergeBreaches(known.breaches, page) : page, isWhole, error: null };
        });
      },
      (thrown: unknown) => {
        if (stale) return;
        const error = toRelayError(thrown);
        setPages((known) => (known?.key === key ? { ...known, error } : { key, breaches: [], isWhole: false, error }));
      },
    );
    return () => {
      stale = true;
    };
  }, [load, key, version, relayRuns, tries]);

  const present = pages?.key === key ? pages : null;
  const oldest = present?.breaches.at(-1)?.breachedAt ?? null;
  const older = useCallback(() => {
    if (oldest === null) return;
    setAskingOlder(true);
    load(oldest)
      .then(
        (page) =>
          setPages((known) =>
            known?.key === key
              ? {
                  key,
                  breaches: mergeBreaches(known.breaches, page),
                  isWhole: page.length < breachPageSize,
                  error: null,
                }
              : known,
          ),
        (thrown: unknown) =>
          setPages((known) => (known?.key === key ? { ...known, error: toRelayError(thrown) } : known)),
      )
      .finally(() => setAskingOlder(false));
  }, [load, key, oldest]);

  return {
    breaches: present === null || (present.breaches.length === 0 && present.error !== null) ? null : present.breaches,
    isWhole: present?.isWhole ?? false,
    asking: askingOlder || present === null,
    error: present?.error ?? null,
    ask: useCallback(() => setTries((count) => count + 1), []),
    older,
  };
}
