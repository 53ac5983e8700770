import type { QueueForm } from '#shared/domain/setup/routing.ts';

export type QueueFilter = QueueForm['filters'][number];
export type Condition = QueueFilter['conditions'][number];

const replaced = <T>(list: readonly T[], at: number, value: T): T[] =>
  list.map((one, index) => (index === at ? value : one));
const without = <T>(list: readonly T[], at: number): T[] => list.filter((_one, index) => index !== at);

/** What can be done with the filters of a queue; each gives the filters as they are then. */
export const addFilter = (filters: readonly QueueFilter[], name: string): QueueFilter[] => [
  ...filters,
  { name, conditions: [{ rule: 'included_channels', channels: [] }] },
];

export const removeFilter = (filters: readonly QueueFilter[], at: number): QueueFilter[] => without(filters, at);

export const changeFilter = (
  filters: readonly QueueFilter[],
  at: number,
  part: Partial<QueueFilter>,
): QueueFilter[] => {
  const before = filters[at];
  return before === undefined ? [...filters] : replaced(filters, at, { ...before, ...part });
};

export const changeCondition = (conditions: readonly Condition[], at: number, condition: Condition): Condition[] =>
  replaced(conditions, at, condition);

export const removeCondition = (conditions: readonly Condition[], at: number): Condition[] => without(conditions, at);

/** The other kind of condition; what was typed or picked in this one is given up. */
export const conditionOf = (rule: Condition['rule']): Condition =>
  rule === 'other' ? { rule, words: '' } : { rule, channels: [] };

export const withIncluded = (channels: readonly string[], id: string, isIn: boolean): string[] =>
  isIn ? [...new Set([...channels, id])] : channels.filter((one) => one !== id);
