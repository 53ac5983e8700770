import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { IntegrationId } from '#shared/domain/ids.ts';
import type { CxoneClient } from './connectors/cxone/cxone-client.ts';
import { reportStatus } from './connectors/cxone/cxone-status-reporter.ts';
import type { StatusReporter } from './services/status-service.ts';

/** Reports over the connection of the channel's integration. */
export function statusReporter(
  config: RelayConfig,
  clientOf: (integration: IntegrationId) => CxoneClient,
): StatusReporter {
  const channels = new Map(config.channels.map((channel) => [channel.id, channel]));
  const unset = new Set(config.unset?.map(({ id }) => id));
  return async ({ channelId, id, status, at, reason }, signal) => {
    const channel = channels.get(channelId);
    if (unset.has(channelId)) return { kind: 'try_later', platformCode: null, retryAfterMs: null };
    if (channel === undefined) return { kind: 'refused', platformCode: null };
    const report = { cxoneChannelId: channel.cxoneChannelId, messageId: id, status, at, reason };
    const result = await reportStatus(clientOf(channel.integration), report, signal);
    if (result.ok) return { kind: 'taken' };
    const { platformCode, retryAfterMs } = result.failure;
    return result.final ? { kind: 'refused', platformCode } : { kind: 'try_later', platformCode, retryAfterMs };
  };
}
