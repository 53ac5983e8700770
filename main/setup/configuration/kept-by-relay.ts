import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import type { AlertSettings } from '#shared/domain/alerts.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { ChannelSettings } from '#shared/domain/operations.ts';
import type { ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';

type Client = Pick<ContractClient<RelayContract>, 'invoke'>;
type OfChannel = NonNullable<ConfigurationFile['channelSettings']>[number];

/** What the relay keeps of the configuration, as it is now. */
export interface KeptByRelay {
  readonly sla: SlaSettingsView;
  readonly alerts: AlertSettings;
  /** Of those of the asked channels for which something is set. */
  readonly channelSettings: readonly OfChannel[];
}

export const nothingSet: ChannelSettings = {
  testFollowers: [],
  outageNotice: { enabled: false, texts: { en: '', nl: '', zh: '' } },
};

/** Throws what the relay says: RELAY_NOT_RUNNING when there is none. Channels that it does not run have nothing set. */
export async function readKept(client: Client, channelIds: readonly string[]): Promise<KeptByRelay> {
  const sla = await client.invoke('sla.settings', null);
  const alerts = await client.invoke('alerts.get', null);
  const channelSettings: OfChannel[] = [];
  for (const id of channelIds) {
    const settings = await settingsOf(client, id);
    if (settings !== null && JSON.stringify(settings) !== JSON.stringify(nothingSet)) {
      channelSettings.push({ channelId: id, settings });
    }
  }
  return { sla, alerts, channelSettings };
}

async function settingsOf(client: Client, id: string): Promise<ChannelSettings | null> {
  try {
    const { settings } = await client.invoke('channel.detail', { channelId: ChannelId.parse(id) });
    return ChannelSettings.parse(settings);
  } catch (thrown) {
    const { code } = toRelayError(thrown);
    if (code === 'CHANNEL_UNKNOWN') return null;
    throw thrown instanceof RelayError ? thrown : toRelayError(thrown);
  }
}
