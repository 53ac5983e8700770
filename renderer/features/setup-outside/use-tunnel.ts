import { useCallback, useEffect, useRef, useState } from 'react';
import type { TunnelSettings, TunnelView } from '#shared/domain/setup/tunnel.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';

/** A pause in typing after which it is saved, milliseconds. */
const pauseMs = 400;

export interface Tunnel {
  /** As main tells it; null until it did. */
  readonly view: TunnelView | null;
  /** As it is on screen. */
  readonly settings: TunnelSettings | null;
  readonly change: (part: Partial<TunnelSettings>) => void;
  /** Saves what waits, with secrets by the name of their variable. False: it could not be saved, and `error` says why. */
  readonly save: (secrets?: Readonly<Record<string, string>>) => Promise<boolean>;
  readonly told: (view: TunnelView) => void;
  readonly error: RelayError | null;
}

/** The tunnel and its settings as they are typed: each change is saved after a short pause and at the end of a field or page. */
export function useTunnel(): Tunnel {
  const client = useClient();
  const [view, setView] = useState<TunnelView | null>(null);
  const [typed, setTyped] = useState<TunnelSettings | null>(null);
  const [error, setError] = useState<RelayError | null>(null);
  const latest = useRef<TunnelSettings | null>(null);
  /** What main told last, at once: what is typed before the page is drawn again must not begin from what was before. */
  const stored = useRef<TunnelSettings | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const told = useCallback((next: TunnelView): void => {
    stored.current = next.settings;
    setView(next);
  }, []);
  useEffect(() => {
    const stop = client.on('tunnel.changed', told);
    client.invoke('tunnel.state', null).then(told, (thrown: unknown) => setError(toRelayError(thrown)));
    return stop;
  }, [client, told]);

  const save = useCallback(
    async (secrets: Readonly<Record<string, string>> = {}): Promise<boolean> => {
      clearTimeout(timer.current);
      const settings = latest.current ?? stored.current;
      if (settings === null || (latest.current === null && Object.keys(secrets).length === 0)) return true;
      try {
        told(await client.invoke('tunnel.set', { settings, secrets }));
        // Typed on while it was on its way: that is saved next.
        if (latest.current === settings) {
          latest.current = null;
          setTyped(null);
        }
        setError(null);
        return true;
      } catch (thrown) {
        setError(toRelayError(thrown));
        return false;
      }
    },
    [client, told],
  );
  const saveNow = useRef(save);
  useEffect(() => {
    saveNow.current = save;
  });
  useEffect(() => () => void saveNow.current(), []);

  const change = useCallback((part: Partial<TunnelSettings>): void => {
    const before = latest.current ?? stored.current;
    if (before === null) return;
    latest.current = { ...before, ...part };
    setTyped(latest.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void saveNow.current(), pauseMs);
  }, []);
  return { view, settings: typed ?? view?.settings ?? null, change, save, told, error };
}
