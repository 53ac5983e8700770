import { useCallback, useEffect, useRef, useState } from 'react';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';

export type ActionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: RelayError };

export interface Action<A extends readonly unknown[]> {
  readonly state: ActionState;
  readonly start: (...args: A) => void;
}

/**
 * An asynchronous action that shows that it runs and ends in 'done' or 'failed', never in silence.
 * A start while it runs is ignored.
 */
export function useAction<A extends readonly unknown[]>(run: (...args: A) => Promise<unknown>): Action<A> {
  const [state, setState] = useState<ActionState>({ kind: 'idle' });
  const latestRun = useRef(run);
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    latestRun.current = run;
  });
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const start = useCallback((...args: A) => {
    if (running.current) return;
    running.current = true;
    setState({ kind: 'running' });
    const settle = (next: ActionState): void => {
      running.current = false;
      if (mounted.current) setState(next);
    };
    latestRun.current(...args).then(
      () => settle({ kind: 'done' }),
      (thrown: unknown) => settle({ kind: 'failed', error: toRelayError(thrown) }),
    );
  }, []);
  return { state, start };
}
