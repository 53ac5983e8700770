import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SlaRow } from '#shared/domain/sla.ts';
import { heldOrder, type HeldOrder } from './held-order.ts';

/** A pointer or key that has rested this long holds nothing any more, ms: a board on the wall goes on. */
const restMs = 8_000;

export interface HeldRows extends HeldOrder {
  /** Somebody points or moves through the list: nothing may jump. */
  readonly hold: () => void;
  /** The new order, at once. */
  readonly release: () => void;
}

const nothingGone: ReadonlySet<string> = new Set();

/** The rows in the order they stood in when somebody began to point at them, until they stop. */
export function useHeldRows(fresh: readonly SlaRow[]): HeldRows {
  const [held, setHeld] = useState<readonly SlaRow[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const release = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setHeld(null);
  }, []);
  const hold = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(release, restMs);
    setHeld((before) => before ?? fresh);
  }, [fresh, release]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );

  const order = useMemo<HeldOrder>(
    () => (held === null ? { rows: fresh, gone: nothingGone, newCount: 0, orderWaits: false } : heldOrder(held, fresh)),
    [held, fresh],
  );
  return { ...order, hold, release };
}
