import type { UnsetChannel } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot, ChannelState, LegStatus } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { reasonOwner } from '#shared/domain/reason-owner.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelCounts, RelayStore } from '../ports/relay-store.ts';

export interface UnsetChannelsDeps {
  readonly store: Pick<RelayStore, 'channelCounts'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly callbackUrl: (channelId: ChannelId) => string;
}

const nothingSeen: LegStatus = { proof: null, fault: null };

/**
 * Channels that want for a secret. Nothing is taken or delivered for them: what waits on disk goes on waiting. Returns what
 * is to be shown of them; their counts are those of the start.
 */
export async function showUnsetChannels(
  unset: readonly UnsetChannel[],
  { store, clock, log, callbackUrl }: UnsetChannelsDeps,
): Promise<() => ChannelSnapshot[]> {
  const since = clock.now();
  const counts = new Map<ChannelId, ChannelCounts>();
  if (unset.length > 0) for (const one of await store.channelCounts(since)) counts.set(one.channelId, one);
  for (const { id, code, field } of unset) log.error('channel.not_configured', { channelId: id, code, detail: field });
  return () =>
    unset.map(({ id, name, integration, integrationName, code }) => {
      const count = counts.get(id);
      return {
        id,
        name,
        integrationId: integration,
        integrationName,
        state: notConfigured(code, since),
        legs: { wechatIn: nothingSeen, wechatOut: nothingSeen, cxoneIn: nothingSeen, cxoneOut: nothingSeen },
        waiting: { inbound: count?.waitingInbound ?? 0, outbound: count?.waitingOutbound ?? 0 },
        lastHour: { inbound: count?.lastHourInbound ?? 0, outbound: count?.lastHourOutbound ?? 0 },
        unconfirmed: count?.unconfirmed ?? 0,
        deadLetters: count?.deadLetters ?? 0,
        maintenanceUntil: null,
        incidentId: null,
        callbackUrl: callbackUrl(id),
        revision: 0,
      };
    });
}

function notConfigured(code: ErrorCode, since: number): ChannelState {
  return {
    kind: 'not_configured',
    since,
    leg: null,
    code,
    value: null,
    settling: false,
    flapping: false,
    operatorMustAct: true,
    owner: reasonOwner(code),
    until: null,
    evidence: { at: since, kind: 'start', leg: null, code, platformCode: null },
  };
}
