import { z } from 'zod';
import { setupId, typed } from './typed.ts';

/** A condition of a queue's filter. Conditions of one filter must all hold. */
export const QueueCondition = z.discriminatedUnion('rule', [
  /** By our channel ids (CXone: the rule "included channels"). */
  z.object({ rule: z.literal('included_channels'), channels: z.array(z.string().max(40)).max(500) }),
  /** Another rule (tag, language …), written down as it stands there; whether it holds is not known here. */
  z.object({ rule: z.literal('other'), words: typed(500) }),
]);
export type QueueCondition = z.infer<typeof QueueCondition>;

/** A routing queue of older days (CXone: ACD > Digital > Routing queues). New ones are made as ACD skills. */
export const QueueForm = z.object({
  id: setupId,
  name: typed(200),
  /** A message belongs to the queue when one of its filters fits; a queue without a filter gets nothing. */
  filters: z.array(z.object({ name: typed(200), conditions: z.array(QueueCondition).max(50) })).max(50),
  /** Gets what no other queue takes. */
  isFallback: z.boolean(),
});
export type QueueForm = z.infer<typeof QueueForm>;
