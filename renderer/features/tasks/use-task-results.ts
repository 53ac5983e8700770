import { useCallback, useEffect, useRef, useState } from 'react';
import type { TaskResult } from '#shared/domain/message-task.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';

const pageSize = 200;
/** While the task goes on, what is shown is asked for again at most this often, milliseconds. */
const refreshMs = 2_000;

export interface TaskResultsState {
  readonly results: readonly TaskResult[];
  readonly isWhole: boolean;
  readonly asking: boolean;
  readonly error: RelayError | null;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

interface Held {
  readonly results: readonly TaskResult[];
  /** How many come before the next page; null: there is none. */
  readonly next: number | null;
  readonly asking: boolean;
  readonly error: RelayError | null;
}

const nothing: Held = { results: [], next: 0, asking: false, error: null };

/**
 * What became of each message of a task, page by page. `version` changes as the task goes on; what is held is then asked for
 * again. The component that uses it is made anew for another task.
 */
export function useTaskResults(id: string, version: string): TaskResultsState {
  const client = useClient();
  const [held, setHeld] = useState<Held>(nothing);
  const latest = useRef(held);
  const busy = useRef(false);
  const ended = useRef(false);
  const asked = useRef({ version, at: 0 });
  useEffect(() => {
    latest.current = held;
  });
  useEffect(() => {
    ended.current = false;
    return () => {
      ended.current = true;
    };
  }, []);

  /** Asks from one place on until so many are held. */
  const ask = useCallback(
    async (from: number, until: number): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      setHeld((before) => ({ ...before, asking: true, error: null }));
      try {
        let results = latest.current.results.slice(0, from);
        let next: number | null = from;
        do {
          const page: { results: readonly TaskResult[]; next: number | null } = await client.invoke('task.results', {
            id,
            from: next,
            limit: pageSize,
          });
          results = [...results, ...page.results];
          next = page.next;
        } while (next !== null && results.length < until && !ended.current);
        if (!ended.current) setHeld({ results, next, asking: false, error: null });
      } catch (thrown) {
        if (!ended.current) setHeld((before) => ({ ...before, asking: false, error: toRelayError(thrown) }));
      } finally {
        busy.current = false;
      }
    },
    [client, id],
  );

  useEffect(() => {
    asked.current.at = Date.now();
    void ask(0, pageSize);
  }, [ask]);

  useEffect(() => {
    if (asked.current.version === version) return;
    const wait = Math.max(0, asked.current.at + refreshMs - Date.now());
    const timer = setTimeout(() => {
      asked.current = { version, at: Date.now() };
      void ask(0, latest.current.results.length);
    }, wait);
    return () => clearTimeout(timer);
  }, [ask, version]);

  const loadMore = useCallback((): void => {
    const { next, asking, error } = latest.current;
    if (next !== null && !asking && error === null) void ask(next, next + pageSize);
  }, [ask]);
  const retry = useCallback((): void => {
    void ask(latest.current.next ?? 0, (latest.current.next ?? 0) + pageSize);
  }, [ask]);
  return {
    results: held.results,
    isWhole: held.next === null,
    asking: held.asking,
    error: held.error,
    loadMore,
    retry,
  };
}
