import { useMemo } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { ReadinessLine } from '#shared/domain/setup/readiness.ts';
import { readinessOf } from '#shared/setup/readiness.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { useSlaSettings } from '#renderer/store/use-sla.ts';
import { useShownView } from '../parts/use-book.ts';

/** A proof is never shown as of the future; for that, whole minutes do. */
const minuteMs = 60_000;

export interface Readiness {
  readonly view: SetupView;
  /** In the order of the set-up; empty for a channel nobody knows. */
  readonly lines: readonly ReadinessLine[];
}

/** What a channel needs, with its proofs, as of now. Null while the book is not known. */
export function useReadiness(channelId: ChannelId): Readiness | null {
  const view = useShownView();
  const sightings = useConsole((state) => state.sightings);
  const channel = useConsole((state) => state.channels[channelId]);
  const visible = useRelayVisible();
  const settings = useSlaSettings();
  // The end of this minute: whatever was seen up to now counts.
  const until = (Math.floor(useNow() / minuteMs) + 1) * minuteMs;
  return useMemo(() => {
    if (view === null) return null;
    const { book, secrets, given, publicUrl } = view;
    const snapshot = visible ? (channel ?? null) : null;
    const sla = visible ? settings : null;
    return {
      view,
      lines: readinessOf(channelId, { book, secrets, given, sightings, snapshot, sla, publicUrl, now: until }),
    };
  }, [view, sightings, channel, visible, settings, until, channelId]);
}
