import { useMemo } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
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
