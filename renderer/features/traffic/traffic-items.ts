import type { TrafficRow } from '#shared/domain/message.ts';
import type { TrafficGap } from '#renderer/store/traffic-slice.ts';

/** 'stopped': enough was looked through for a text; older rows come when they are asked for. */
export type ListEnd = 'oldest' | 'full' | 'loading' | 'stopped';

/** One line of the list: a message, a mark where rows were left out, or the end. */
export type TrafficItem =
  | { readonly kind: 'row'; readonly row: TrafficRow }
  | { readonly kind: 'gap'; readonly gap: TrafficGap }
  | { readonly kind: 'end'; readonly reason: ListEnd };

export interface TrafficItemsInput {
  readonly rows: readonly TrafficRow[];
  readonly gaps: readonly TrafficGap[];
  readonly end: ListEnd;
}

/** Lays marks between the rows they belong between: a gap stands just above the row it names. */
export function trafficItems({ rows, gaps, end }: TrafficItemsInput): readonly TrafficItem[] {
  const items: TrafficItem[] = [];
  const open = [...gaps].sort((a, b) => b.aboveSeq - a.aboveSeq);
  for (const row of rows) {
    while (open[0] && open[0].aboveSeq >= row.seq) {
      const gap = open.shift();
      if (gap) items.push({ kind: 'gap', gap });
    }
    items.push({ kind: 'row', row });
  }
  for (const gap of open) items.push({ kind: 'gap', gap });
  items.push({ kind: 'end', reason: end });
  return items;
}

/** Tells lines of the list apart, wherever they stand. */
export function itemKey(item: TrafficItem): string | number {
  return item.kind === 'row' ? item.row.seq : item.kind === 'gap' ? `gap${item.gap.aboveSeq}` : 'end';
}

/** Position of a message in a list that is ordered newest first, or where it would stand. */
export function indexOfSeq(items: readonly TrafficItem[], seq: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    const itemSeq = item?.kind === 'row' ? item.row.seq : item?.kind === 'gap' ? item.gap.aboveSeq + 0.5 : -1;
    if (itemSeq > seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
