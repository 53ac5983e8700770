import { useMemo } from 'react';
import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { byNeed } from '../lib/describe/attention.ts';
import { relayIsVisible } from '../lib/describe/describe-relay.ts';
import { useConsole } from './console-store.ts';

/** All channels, those in need first. */
export function useChannels(): readonly ChannelSnapshot[] {
  const channels = useConsole((state) => state.channels);
  return useMemo(() => Object.values(channels).sort(byNeed), [channels]);
}

/** False while what is on screen is history: the relay is not running, or not seen. */
export function useRelayVisible(): boolean {
  return useConsole((state) => relayIsVisible(state.relay));
}

/** True while figures on screen are those of a relay that is no longer seen. */
export function useIsHistory(): boolean {
  return useConsole(
    ({ relay, relaySeenAt }) =>
      relaySeenAt !== null && relay !== null && !['running', 'locked', 'not_configured'].includes(relay.kind),
  );
}

/**
 * True when the relay cannot start before the operator has opened the vault. A relay that runs without the vault is never
 * hidden behind it.
 */
export function useVaultWaits(): boolean {
  return useConsole((state) => state.relay?.kind === 'locked');
}

/** The reconnect of a channel that is under way, or the last one of this session. */
export function useRunOf(channelId: ChannelId): ReconnectRun | null {
  return useConsole((state) => {
    let newest: ReconnectRun | null = null;
    for (const run of Object.values(state.runs)) {
      if (run.channelId === channelId && (newest === null || run.startedAt >= newest.startedAt)) newest = run;
    }
    return newest;
  });
}

/** Incidents that are open, the newest first. */
export function useOpenIncidents(): readonly Incident[] {
  const incidents = useConsole((state) => state.incidents);
  return useMemo(
    () =>
      Object.values(incidents)
        .filter((one) => one.closedAt === null)
        .sort((a, b) => b.openedAt - a.openedAt),
    [incidents],
  );
}

/**
 * How the channel of an incident is: now while the incident is open, so that no list says otherwise than the overview; at its
 * worst when it is closed, or when the channel is not seen.
 */
export function useIncidentState({
  channelId,
  closedAt,
  worst,
}: Pick<Incident, 'channelId' | 'closedAt' | 'worst'>): ChannelStateKind {
  const now = useConsole((state) => state.channels[channelId]?.state.kind ?? null);
  const visible = useRelayVisible();
  return closedAt === null && visible && now !== null ? now : worst;
}
