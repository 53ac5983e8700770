import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { useConsole } from '#renderer/store/console-store.ts';
import { aheadPx, useVirtualRows, type VirtualRows } from '#renderer/ui/use-virtual-rows.ts';

/** Older rows are asked for when this few are left below the view: at an even pace none is waited for. */
const nearEndRows = 60;

interface ResultListInput {
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  /** When the rows were told: those of another search begin at their top. */
  readonly at: number;
  readonly seqs: readonly number[];
  /** Pixels; every row is as high as any other, so positions are exact. */
  readonly rowHeight: number;
  readonly onNearEnd: () => void;
}

export interface ResultList extends VirtualRows {
  readonly isAway: boolean;
  readonly onScroll: () => void;
  readonly toTop: () => void;
}

/** A virtual list with one line more than there are rows, for its end. It stays where it was left. */
export function useResultList({ scrollRef, at, seqs, rowHeight, onNearEnd }: ResultListInput): ResultList {
  const [isAway, setAway] = useState(false);
  const rows = useVirtualRows({
    scrollRef,
    count: seqs.length + 1,
    rowHeight,
    overscan: Math.ceil(aheadPx / rowHeight),
    keyOf: (index) => seqs[index] ?? 'end',
  });

  // Comes back to where it was left; a new search has begun at the top by then.
  useLayoutEffect(() => {
    const scroller = scrollRef.current;
    if (scroller === null) return;
    scroller.scrollTop = useConsole.getState().searchScroll;
  }, [scrollRef, at]);

  const onScroll = useCallback((): void => {
    const top = scrollRef.current?.scrollTop ?? 0;
    useConsole.getState().searchScrolled(top);
    setAway(top > rowHeight);
  }, [rowHeight, scrollRef]);

  const lastIndex = rows.visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= seqs.length - nearEndRows) onNearEnd();
  }, [lastIndex, seqs.length, onNearEnd]);

  return { ...rows, isAway, onScroll, toTop: () => scrollRef.current?.scrollTo({ top: 0 }) };
}
