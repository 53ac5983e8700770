import { z } from 'zod';
import { Leg, LegStatus } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { rememberedLeg, type LegRecords } from '../core/leg-book.ts';
import type { RelayStore } from '../ports/relay-store.ts';

const SavedProofs = z.partialRecord(Leg, LegStatus.shape.proof.catch(null));

const factName = (channelId: ChannelId): string => `proofs:${channelId}`;

/** Last proofs outlive a restart, with their real age; faults do not: they are seen again or they are gone. */
export async function readProofs(store: Pick<RelayStore, 'readFact'>, channelId: ChannelId): Promise<LegRecords> {
  const saved = parsed(await store.readFact(factName(channelId)));
  const remembered = (leg: Leg) => rememberedLeg(saved[leg] ?? null);
  return {
    wechatIn: remembered('wechatIn'),
    wechatOut: remembered('wechatOut'),
    cxoneIn: remembered('cxoneIn'),
    cxoneOut: remembered('cxoneOut'),
  };
}

export async function writeProofs(
  store: Pick<RelayStore, 'writeFact'>,
  channelId: ChannelId,
  records: LegRecords,
): Promise<void> {
  const proofs = Object.fromEntries(Leg.options.map((leg) => [leg, records[leg].status.proof]));
  await store.writeFact(factName(channelId), JSON.stringify(proofs));
}

/** Proofs are a convenience: what cannot be read is as if nothing had been seen. */
function parsed(saved: string | null): z.infer<typeof SavedProofs> {
  if (saved === null) return {};
  try {
    return SavedProofs.parse(JSON.parse(saved));
  } catch {
    return {};
  }
}
