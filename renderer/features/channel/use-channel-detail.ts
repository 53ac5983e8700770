import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChannelDetail } from '#shared/contract/operations-contract.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';

/** Shortest time between two questions, milliseconds. */
const pauseMs = 1_000;

export interface DetailAnswer {
  readonly detail: ChannelDetail | null;
  readonly error: RelayError | null;
  /** Asks again now, after an act of this page. */
  readonly ask: () => void;
}

/**
 * Everything of one channel: asked when the page opens, and again when `version` changes, at most once a second and never
 * twice at a time, so that a slow answer is still shown. While `enabled` is false the last answer stays.
 */
export function useChannelDetail(channelId: ChannelId, version: number, enabled: boolean): DetailAnswer {
  const client = useClient();
  const [held, setHeld] = useState<{ id: ChannelId; detail: ChannelDetail | null; error: RelayError | null }>({
    id: channelId,
    detail: null,
    error: null,
  });
  const want = useRef<(now: boolean) => void>(() => undefined);

  useEffect(() => {
    if (!enabled) return;
    let ended = false;
    let asking = false;
    let wanted = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async (): Promise<void> => {
      asking = true;
      wanted = false;
      let error: RelayError | null = null;
      let detail: ChannelDetail | null = null;
      try {
        detail = await client.invoke('channel.detail', { channelId });
      } catch (thrown) {
        error = toRelayError(thrown);
      }
      asking = false;
      if (ended) return;
      setHeld((before) => ({
        id: channelId,
        detail: detail ?? (before.id === channelId ? before.detail : null),
        error,
      }));
      timer = setTimeout(() => {
        timer = null;
        if (wanted) void ask();
      }, pauseMs);
    };
    want.current = (now) => {
      wanted = true;
      if (asking || (timer !== null && !now)) return;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      void ask();
    };
    void ask();
    return () => {
      ended = true;
      want.current = () => undefined;
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, channelId, enabled]);

  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    want.current(false);
  }, [version]);

  const ask = useCallback(() => want.current(true), []);
  return held.id === channelId ? { detail: held.detail, error: held.error, ask } : { detail: null, error: null, ask };
}
