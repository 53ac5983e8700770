import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { Refused, callServer, refusalOf, type Refusal } from './http.ts';

const againMs = 3_000;

export interface Known<S> {
  readonly state: S | null;
  readonly refusal: Refusal | null;
  readonly reload: () => Promise<void>;
}

/** The state of a simulated administration, signed in as needed and read again every few seconds while it is looked at. */
export function useStateOf<S>(base: string, schema: z.ZodType<S>): Known<S> {
  const [state, setState] = useState<S | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const last = useRef('');
  const reload = useCallback(async () => {
    const read = (): Promise<unknown> => callServer<unknown>('GET', `${base}/state`);
    try {
      const next = await read().catch(async (thrown: unknown) => {
        if (!(thrown instanceof Refused) || thrown.status !== 401) throw thrown;
        await callServer('POST', `${base}/sign-in`, {});
        return read();
      });
      const text = JSON.stringify(next);
      // Only what changed is drawn anew.
      if (text !== last.current) setState(schema.parse(next));
      last.current = text;
      setRefusal(null);
    } catch (thrown) {
      setRefusal(refusalOf(thrown));
    }
  }, [base, schema]);
  useEffect(() => {
    const first = setTimeout(() => void reload(), 0);
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, againMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [reload]);
  return { state, refusal, reload };
}
