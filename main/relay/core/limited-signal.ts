import type { Clock } from '#shared/lib/clock.ts';

export interface LimitedSignal {
  readonly signal: AbortSignal;
  /** To be called when the work is over: nothing of it is left at the parent. */
  end(): void;
}

/**
 * A signal that ends work after `limitMs`, or when the parent does. `AbortSignal.any` leaves a little memory behind at a
 * parent that lives as long as the program, with every call (Node 20). A parent of many at once needs `setMaxListeners`.
 */
export function limitedSignal(parent: AbortSignal, limitMs: number, clock: Pick<Clock, 'after'>): LimitedSignal {
  const limit = new AbortController();
  const abort = (): void => {
    limit.abort();
  };
  if (parent.aborted) abort();
  parent.addEventListener('abort', abort, { once: true });
  const cancel = clock.after(limitMs, abort);
  return {
    signal: limit.signal,
    end: () => {
      cancel();
      parent.removeEventListener('abort', abort);
    },
  };
}
