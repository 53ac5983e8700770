import type { ChannelConfig, RelayConfig } from '#shared/contract/relay-config.ts';

/** One registration of ours in CXone, as the caller of the Box API: its credentials and the channels it may touch. */
export interface BoxClient {
  readonly clientId: string;
  /** Newest first. More than one only while CXone is being moved to a new secret. */
  readonly clientSecrets: readonly string[];
  readonly channels: readonly ChannelConfig[];
}

export function boxClientsOf(config: Pick<RelayConfig, 'integrations' | 'channels'>): readonly BoxClient[] {
  return config.integrations.map(({ id, box }) => ({
    clientId: box.clientId,
    clientSecrets: [box.clientSecret],
    channels: config.channels.filter((channel) => channel.integration === id),
  }));
}
