import { z } from 'zod';
import { Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { isDoubtful, rememberedLeg, type LegRecord, type LegRecords } from '../core/leg-book.ts';
import type { RelayStore } from '../ports/relay-store.ts';

const SavedProof = z.object({ at: z.number(), strength: ProofStrength, doubted: z.literal(true).optional() });
const SavedLeg = SavedProof.nullish().catch(null);
const Saved = z.object({
  wechatIn: SavedLeg,
  wechatOut: SavedLeg,
  cxoneIn: SavedLeg,
  cxoneOut: SavedLeg,
  mustVerify: z.boolean().optional().catch(true),
});
type Saved = z.infer<typeof Saved>;

/** What is known of a channel from before a restart. */
export interface Remembered {
  readonly records: LegRecords;
  /** It was not found whole when it was last watched, so it is verified before it is called connected. */
  readonly mustVerify: boolean;
}

const factName = (channelId: ChannelId): string => `proofs:${channelId}`;

/**
 * Last proofs outlive a restart, with their real age, and so does what makes them doubtful, and that the channel was not found
 * whole. Faults do not: they are seen again or they are gone.
 */
export async function readProofs(store: Pick<RelayStore, 'readFact'>, channelId: ChannelId): Promise<Remembered> {
  const saved = parsed(await store.readFact(factName(channelId)));
  const remembered = (leg: Leg): LegRecord => {
    const { doubted = false, ...proof } = saved[leg] ?? { at: null };
    return rememberedLeg(proof.at === null ? null : proof, doubted);
  };
  const records = {
    wechatIn: remembered('wechatIn'),
    wechatOut: remembered('wechatOut'),
    cxoneIn: remembered('cxoneIn'),
    cxoneOut: remembered('cxoneOut'),
  };
  return { records, mustVerify: saved.mustVerify ?? false };
}

export async function writeProofs(
  store: Pick<RelayStore, 'writeFact'>,
  channelId: ChannelId,
  { records, mustVerify }: Remembered,
): Promise<void> {
  const savedOf = (record: LegRecord): Saved['wechatIn'] => {
    const { proof } = record.status;
    return proof === null ? null : { ...proof, ...(isDoubtful(record) && { doubted: true }) };
  };
  const proofs = Object.fromEntries(Leg.options.map((leg) => [leg, savedOf(records[leg])]));
  await store.writeFact(factName(channelId), JSON.stringify({ ...proofs, ...(mustVerify && { mustVerify }) }));
}

/** Proofs are a convenience: what cannot be read is as if nothing had been seen. */
function parsed(saved: string | null): Saved {
  try {
    return Saved.parse(saved === null ? {} : JSON.parse(saved));
  } catch {
    return Saved.parse({});
  }
}
