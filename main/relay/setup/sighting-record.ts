import { z } from 'zod';
import { ChannelId } from '#shared/domain/ids.ts';
import { Sighting } from '#shared/domain/setup/sighting.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';

/** Of unknown calls the last ones are kept, to be learnt from. */
export const mostKeptCalls = 50;

const KeptCall = z.object({
  at: z.number(),
  method: z.string().max(20),
  path: z.string().max(300),
  sizeBytes: z.number().nullable(),
});
export type KeptCall = z.infer<typeof KeptCall>;

/** A sighting as it is kept. */
export const KeptSighting = z.object({
  sighting: Sighting,
  /** App id of the channel's account, client id of the integration: of another one nothing was seen yet. */
  identity: z.string(),
  calls: z.array(KeptCall).max(mostKeptCalls),
});
export type KeptSighting = z.infer<typeof KeptSighting>;

export function sightingName({ owner, ownerId, kind }: Pick<Sighting, 'owner' | 'ownerId' | 'kind'>): string {
  return `${owner}/${ownerId}/${kind}`;
}

export function sightingRecord(kept: KeptSighting): OperationsRecord {
  const { sighting } = kept;
  const channel = sighting.owner === 'channel' ? ChannelId.safeParse(sighting.ownerId) : null;
  return {
    kind: 'sighting',
    id: sightingName(sighting),
    channelId: channel?.data ?? null,
    parent: null,
    at: sighting.firstAt,
    endedAt: null,
    body: JSON.stringify(kept),
  };
}
