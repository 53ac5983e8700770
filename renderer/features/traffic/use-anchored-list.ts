import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useConsole } from '#renderer/store/console-store.ts';
import { aheadPx, useVirtualRows } from '#renderer/ui/use-virtual-rows.ts';
import { indexOfSeq, itemKey, type TrafficItem } from './traffic-items.ts';

/** Older rows are asked for when this few are left below the view. */
const nearEndRows = 40;

interface AnchoredListInput {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly items: readonly TrafficItem[];
  /** Pixels; every row is as high as any other, so positions are exact. */
  readonly rowHeight: number;
  readonly onNearEnd: () => void;
}

export interface VisibleItem {
  readonly index: number;
  /** Pixels from the top of the list's body. */
  readonly offset: number;
  readonly item: TrafficItem;
}

export interface AnchoredList {
  readonly visible: readonly VisibleItem[];
  readonly totalHeight: number;
  /** True while the newest message is out of view. */
  readonly isAway: boolean;
  /** Messages that arrived above the view since it left the top. */
  readonly newAbove: number;
  readonly onScroll: () => void;
  readonly jumpToNewest: () => void;
  readonly scrollToIndex: (index: number) => void;
}

interface Anchor {
  readonly seq: number;
  /** Pixels between the row's top and the view's top. */
  readonly shift: number;
}

/** A virtual list that follows the newest row at the top, and elsewhere keeps the row in view where it is. */
export function useAnchoredList({ scrollRef, items, rowHeight, onNearEnd }: AnchoredListInput): AnchoredList {
  const following = useConsole((state) => state.following);
  const followingChanged = useConsole((state) => state.followingChanged);
  const [leftAtSeq, setLeftAtSeq] = useState<number | null>(null);
  const anchor = useRef<Anchor | null>(null);

  const rows = useVirtualRows({
    scrollRef,
    count: items.length,
    rowHeight,
    overscan: Math.ceil(aheadPx / rowHeight),
    keyOf: (index) => {
      const item = items[index];
      return item === undefined ? 'end' : itemKey(item);
    },
  });

  const rememberAnchor = useCallback((): void => {
    const scroller = scrollRef.current;
    if (scroller === null) return;
    const index = Math.floor(scroller.scrollTop / rowHeight);
    const item = items[index];
    anchor.current =
      item?.kind === 'row' ? { seq: item.row.seq, shift: scroller.scrollTop - index * rowHeight } : anchor.current;
  }, [items, rowHeight, scrollRef]);

  const onScroll = useCallback((): void => {
    const scroller = scrollRef.current;
    if (scroller === null) return;
    const atTop = scroller.scrollTop < rowHeight / 2;
    if (!atTop) rememberAnchor();
    if (atTop === following) return;
    const first = items.find((item) => item.kind === 'row');
    setLeftAtSeq(atTop || first?.kind !== 'row' ? null : first.row.seq);
    followingChanged(atTop);
  }, [following, followingChanged, items, rememberAnchor, rowHeight, scrollRef]);

  // Rows that arrive above the view push everything down; the view is moved by as much before it is painted.
  useLayoutEffect(() => {
    const scroller = scrollRef.current;
    if (scroller === null || following || anchor.current === null) return;
    const wanted = indexOfSeq(items, anchor.current.seq) * rowHeight + anchor.current.shift;
    if (Math.abs(scroller.scrollTop - wanted) >= 1) scroller.scrollTop = wanted;
  }, [items, rowHeight, following, scrollRef]);

  const lastIndex = rows.visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= items.length - nearEndRows) onNearEnd();
  }, [lastIndex, items.length, onNearEnd]);

  return {
    visible: rows.visible.flatMap(({ index, offset }) => {
      const item = items[index];
      return item === undefined ? [] : [{ index, offset, item }];
    }),
    totalHeight: rows.totalHeight,
    isAway: !following,
    newAbove: leftAtSeq === null ? 0 : indexOfSeq(items, leftAtSeq),
    onScroll,
    jumpToNewest: () => {
      anchor.current = null;
      scrollRef.current?.scrollTo({ top: 0 });
    },
    scrollToIndex: rows.scrollToIndex,
  };
}
