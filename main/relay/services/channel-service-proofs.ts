import { z } from 'zod';
import { Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { isDoubtful, rememberedLeg, type LegRecord, type LegRecords } from '../core/leg-book.ts';
import type { RelayStore } from '../ports/relay-store.ts';

const SavedProof = z.object({ at: z.number(), strength: ProofStrength, doubted: z.literal(true).optional() });
const SavedProofs = z.partialRecord(Leg, SavedProof.nullable().catch(null));

const factName = (channelId: ChannelId): string => `proofs:${channelId}`;

/**
 * Last proofs outlive a restart, with their real age, and so does what makes them doubtful. Faults do not: they are seen again
 * or they are gone.
 */
export async function readProofs(store: Pick<RelayStore, 'readFact'>, channelId: ChannelId): Promise<LegRecords> {
  const saved = parsed(await store.readFact(factName(channelId)));
  const remembered = (leg: Leg): LegRecord => {
    const { doubted = false, ...proof } = saved[leg] ?? { at: null };
    return rememberedLeg(proof.at === null ? null : proof, doubted);
  };
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
  const savedOf = (record: LegRecord): z.infer<typeof SavedProof> | null => {
    const { proof } = record.status;
    return proof === null ? null : { ...proof, ...(isDoubtful(record) && { doubted: true }) };
  };
  const proofs = Object.fromEntries(Leg.options.map((leg) => [leg, savedOf(records[leg])]));
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
