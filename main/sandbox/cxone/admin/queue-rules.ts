import { z } from 'zod';
import { checkedName, checkUniqueName } from './names.ts';
import { demand } from './refusal.ts';
import type { TenantBook } from './tenant-book.ts';
import type { TenantQueue, TenantSla } from './tenant-model.ts';

const Condition = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('included_channels'), channelIds: z.array(z.string().max(200)).max(500) }),
  z.strictObject({ rule: z.literal('other'), words: z.string().max(500) }),
]);

/** What can be changed of a queue that exists (ACD > Digital > Routing queues > Filters). Saved at once. */
export const QueueChanges = z.strictObject({
  name: z.string().max(2_000).optional(),
  priority: z.number().int().min(0).max(1_000).optional(),
  isFallback: z.boolean().optional(),
  filters: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(40).optional(),
        name: z.string().max(200),
        conditions: z.array(Condition).max(50),
      }),
    )
    .max(50)
    .optional(),
});
export type QueueChanges = z.output<typeof QueueChanges>;

/** Throws TenantRefusal for the first rule that is not kept; otherwise the queue with the changes. */
export function checkQueue(
  queue: TenantQueue,
  changes: QueueChanges,
  book: Pick<TenantBook, 'queues' | 'skills'>,
  hasChannel: (channelId: string) => boolean,
): TenantQueue {
  const name = changes.name === undefined ? queue.name : checkedName(changes.name);
  const all = [...book.skills.values(), ...book.queues.values()];
  checkUniqueName(name, queue.id, all, 'Another skill or queue has this name.');
  const isFallback = changes.isFallback ?? queue.isFallback;
  const other = [...book.queues.values()].some(({ id, ...one }) => one.isFallback && id !== queue.id);
  demand(!isFallback || !other, 'two_fallbacks', 'isFallback', 'There is one fallback queue at most.');
  changes.filters?.forEach(({ conditions }, filterPlace) => {
    conditions.forEach((condition, place) => {
      if (condition.rule !== 'included_channels') return;
      const field = `filters.${filterPlace}.conditions.${place}.channelIds`;
      demand(condition.channelIds.every(hasChannel), 'channel_unknown', field, 'There is no such channel.');
    });
  });
  const filters = changes.filters?.map((filter, place) => ({ ...filter, id: filter.id ?? `f${place + 1}` }));
  return {
    ...queue,
    name,
    isFallback,
    priority: changes.priority ?? queue.priority,
    filters: filters ?? queue.filters,
  };
}

const Target = z.strictObject({
  firstResponseMinutes: z.number().int().min(1).max(527_040),
  solutionMinutes: z.number().int().min(1).max(527_040),
});

const time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/u);

/** ACD > Digital > SLA. A channel that is not named follows the global one. */
export const SlaBody = z.strictObject({
  global: Target,
  channels: z.record(z.string().max(200), Target),
  officeHours: z
    .array(z.array(z.strictObject({ from: time, to: time })).max(6))
    .length(7)
    .nullable(),
});

/** Throws TenantRefusal for the first rule that is not kept. */
export function checkSla(sla: TenantSla, hasChannel: (channelId: string) => boolean): TenantSla {
  for (const channelId of Object.keys(sla.channels)) {
    demand(hasChannel(channelId), 'channel_unknown', `channels.${channelId}`, 'There is no such channel.');
  }
  sla.officeHours?.forEach((spans, day) => {
    spans.forEach(({ from, to }, place) => {
      const field = `officeHours.${day}.${place}`;
      demand(
        from < to && to <= '24:00',
        'time_form',
        field,
        'A span ends after it begins, and at 24:00 at the latest.',
      );
      const before = spans[place - 1];
      demand(
        before === undefined || before.to <= from,
        'spans_overlap',
        field,
        'The spans of a day follow one another.',
      );
    });
  });
  return sla;
}
