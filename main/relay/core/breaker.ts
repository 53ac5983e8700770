/**
 * Circuit breaker of one leg. Open: nothing is sent. Half open: one message at a time, until one gets through.
 * It never times out by itself: whoever probes the leg says when it may be tried again.
 */
export type BreakerState =
  | { readonly kind: 'closed'; readonly failuresInRow: number }
  | { readonly kind: 'open'; readonly since: number }
  | { readonly kind: 'half_open' };

export const closedBreaker: BreakerState = { kind: 'closed', failuresInRow: 0 };

/** So many failures of the leg in a row open it. */
export const failuresToOpen = 5;

export type BreakerEvent = 'worked' | 'struggled' | 'refused' | 'probe_passed';

export function stepBreaker(state: BreakerState, event: BreakerEvent, now: number): BreakerState {
  switch (event) {
    case 'worked':
      return state.kind === 'closed' && state.failuresInRow === 0 ? state : closedBreaker;
    case 'refused':
      return state.kind === 'open' ? state : { kind: 'open', since: now };
    case 'struggled':
      if (state.kind === 'half_open') return { kind: 'open', since: now };
      if (state.kind === 'open') return state;
      return state.failuresInRow + 1 >= failuresToOpen
        ? { kind: 'open', since: now }
        : { kind: 'closed', failuresInRow: state.failuresInRow + 1 };
    case 'probe_passed':
      return state.kind === 'open' ? { kind: 'half_open' } : state;
  }
}

/** How many messages may be under way at once. */
export function allowedInFlight(state: BreakerState, normalLimit: number): number {
  if (state.kind === 'open') return 0;
  return state.kind === 'half_open' ? 1 : normalLimit;
}
