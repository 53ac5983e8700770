import { useEffect, useState } from 'react';
import type { DeskState } from '#shared/domain/desk.ts';
import { Refused, callServer, refusalOf, type Refusal } from '../parts/http.ts';

const againMs = 2_000;

export interface KnownDesk {
  readonly state: DeskState | null;
  /** The tenant's clock minus this machine's, when the state came. */
  readonly clockOffsetMs: number;
  readonly refusal: Refusal | null;
}

/** The desk as it is now: the tenant answers as soon as something changed. */
export function useDeskState(token: string, caseNumber: string | null, onSignedOut: () => void): KnownDesk {
  const [known, setKnown] = useState<KnownDesk>({ state: null, clockOffsetMs: 0, refusal: null });
  useEffect(() => {
    const ended = new AbortController();
    const follow = async (): Promise<void> => {
      let since: number | null = null;
      while (!ended.signal.aborted) {
        const query = new URLSearchParams();
        if (since !== null) query.set('since', String(since));
        if (caseNumber !== null) query.set('case', caseNumber);
        try {
          const path = `/desk/api/state?${query.toString()}`;
          const state = await callServer<DeskState | undefined>('GET', path, undefined, {
            token,
            signal: ended.signal,
          });
          if (state === undefined) continue;
          since = state.revision;
          setKnown({ state, clockOffsetMs: state.at - Date.now(), refusal: null });
        } catch (thrown) {
          if (ended.signal.aborted) return;
          if (thrown instanceof Refused && thrown.status === 401) return onSignedOut();
          setKnown((was) => ({ ...was, refusal: refusalOf(thrown) }));
          since = null;
          await new Promise((resolve) => setTimeout(resolve, againMs));
        }
      }
    };
    void follow();
    return () => ended.abort();
  }, [token, caseNumber, onSignedOut]);
  return known;
}
