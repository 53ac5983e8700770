import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, type RefObject } from 'react';

/**
 * Pixels drawn above and below the view of a list that people race through: one fast turn of a wheel (400 px) stays within,
 * so nothing blank flashes by before the page has answered.
 */
export const aheadPx = 480;

interface VirtualRowsInput {
  readonly scrollRef: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Pixels; every row is as high as any other, so positions are exact. */
  readonly rowHeight: number;
  /** Rows drawn above and below the view. */
  readonly overscan: number;
  /** The same row keeps its key wherever it stands. */
  readonly keyOf: (index: number) => string | number;
}

export interface VirtualRows {
  /** Rows that exist at present, in order; `offset`: pixels from the top of the list's body. */
  readonly visible: readonly { readonly index: number; readonly offset: number }[];
  readonly totalHeight: number;
  readonly scrollToIndex: (index: number) => void;
}

/** Of a long list only the rows in view: the one place that knows the library. */
export function useVirtualRows({ scrollRef, count, rowHeight, overscan, keyOf }: VirtualRowsInput): VirtualRows {
  // The library's functions must not be memoised by a compiler; none is used in this project.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan,
    getItemKey: keyOf,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return {
    visible: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, offset: start })),
    totalHeight: virtualizer.getTotalSize(),
    scrollToIndex: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}
