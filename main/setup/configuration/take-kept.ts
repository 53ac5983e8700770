import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { ConfigurationDifference, ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import { alertsChange } from './alert-parts.ts';
import { nothingSet, type KeptByRelay } from './kept-by-relay.ts';
import type { Kind } from './parts.ts';
import { slaWithDifferences } from './take-over.ts';

const byRelay: ReadonlySet<Kind> = new Set<Kind>(['sla', 'alerts', 'channel_settings']);
export const isKeptByRelay = ({ kind }: Pick<ConfigurationDifference, 'kind'>): boolean => byRelay.has(kind);

/**
 * Takes over what the relay keeps: SLA, alerts, settings of channels, in this order; what it refuses ends it, and what went before
 * stays. `before` is what it kept when the file was compared, or, where no relay ran then, what it keeps now.
 */
export async function takeKept(
  client: Pick<ContractClient<RelayContract>, 'invoke'>,
  file: ConfigurationFile,
  taken: readonly ConfigurationDifference[],
  { before, by }: { readonly before: KeptByRelay; readonly by: string },
): Promise<void> {
  if (file.sla !== null && taken.some(({ kind }) => kind === 'sla')) {
    const { current, planned } = before.sla;
    await client.invoke('sla.set', {
      settings: slaWithDifferences(current.settings, file.sla, taken),
      appliesFrom: null,
      note: '',
      basedOn: (planned ?? current).id,
      by,
    });
  }
  if (file.alerts !== undefined && taken.some(({ kind }) => kind === 'alerts')) {
    await client.invoke('alerts.set', { ...alertsChange(file.alerts, before.alerts), by });
  }
  for (const { id } of taken.filter(({ kind }) => kind === 'channel_settings')) {
    const channelId = id.slice('channel_settings/'.length);
    const wanted = file.channelSettings?.find((one) => one.channelId === channelId)?.settings ?? nothingSet;
    await client.invoke('channel.setSettings', { channelId: ChannelId.parse(channelId), settings: wanted, by });
  }
}
