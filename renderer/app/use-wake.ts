import { useEffect, useRef, useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useNow } from '#renderer/lib/use-now.ts';
import { useConsole } from '#renderer/store/console-store.ts';

/** A window in the background is given its tick once a minute; only sleep lets more than twice that pass, milliseconds. */
export const sleepMs = 150_000;

interface Wake {
  readonly at: number;
  /** What is on screen dates from then. */
  readonly seenAt: number;
}

/**
 * When what is on screen dates from, epoch ms, after this computer slept and until the relay has told something newer;
 * null otherwise. The main process tells of waking where the system tells it; elsewhere our own ticks show the sleep.
 */
export function useStaleSince(): number | null {
  const now = useNow();
  const client = useClient();
  const last = useRef(now);
  const [wake, setWake] = useState<Wake | null>(null);
  const toldAt = useConsole((state) => state.overview?.at ?? null);
  useEffect(
    () =>
      client.on('system.woke', ({ at }) => {
        setWake({ at, seenAt: useConsole.getState().overview?.at ?? at });
      }),
    [client],
  );
  useEffect(() => {
    if (now - last.current > sleepMs) setWake({ at: now, seenAt: last.current });
    last.current = now;
  }, [now]);
  return wake !== null && toldAt !== null && toldAt < wake.at ? wake.seenAt : null;
}
