import type { ChannelConfig, RelayConfig } from '#shared/contract/relay-config.ts';

/** One registration of ours in CXone, as the caller of the Box API: its name and the channels it may touch. */
export interface BoxClient {
  readonly clientId: string;
  readonly channels: readonly ChannelConfig[];
}

export function boxClientsOf(config: Pick<RelayConfig, 'integrations' | 'channels'>): readonly BoxClient[] {
  return config.integrations.map(({ id, box }) => ({
    clientId: box.clientId,
    channels: config.channels.filter((channel) => channel.integration === id),
  }));
}
