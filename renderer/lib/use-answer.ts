import { useCallback, useEffect, useRef, useState } from 'react';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';

export interface Answer<T> {
  /** The newest answer to this question; null until there is one. Kept while it is asked again. */
  readonly value: T | null;
  readonly error: RelayError | null;
  readonly asking: boolean;
  /** Asks again. */
  readonly ask: () => void;
  /** Takes a newer value that came another way. */
  readonly take: (value: T) => void;
}

interface Held<T> {
  readonly key: string;
  readonly value: T | null;
  readonly error: RelayError | null;
  readonly asking: boolean;
}

/**
 * Asks a question of the relay when the page opens, and again whenever `version` changes. An answer to a question with
 * another `key` is thrown away. While `enabled` is false nothing is asked.
 */
export function useAnswer<T>(
  key: string,
  question: () => Promise<T>,
  { version = 0, enabled = true }: { readonly version?: number | string; readonly enabled?: boolean } = {},
): Answer<T> {
  const [held, setHeld] = useState<Held<T>>({ key, value: null, error: null, asking: true });
  const [tries, setTries] = useState(0);
  const latest = useRef(question);
  useEffect(() => {
    latest.current = question;
  });

  useEffect(() => {
    if (!enabled) return;
    let stale = false;
    latest.current().then(
      (value) => {
        if (!stale) setHeld({ key, value, error: null, asking: false });
      },
      (thrown: unknown) => {
        if (stale) return;
        const error = toRelayError(thrown);
        setHeld((before) => ({ key, value: before.key === key ? before.value : null, error, asking: false }));
      },
    );
    return () => {
      stale = true;
    };
  }, [key, version, tries, enabled]);

  const ask = useCallback(() => {
    setHeld((before) => ({ ...before, asking: true }));
    setTries((count) => count + 1);
  }, []);
  const take = useCallback((value: T) => setHeld({ key, value, error: null, asking: false }), [key]);
  const shown = held.key === key ? held : { value: null, error: null, asking: true };
  return { value: shown.value, error: shown.error, asking: shown.asking, ask, take };
}
