import { describe, expect, it } from 'vitest';
import { allowedInFlight, closedBreaker, failuresToOpen, stepBreaker, type BreakerState } from '#relay/core/breaker.ts';

function after(events: readonly Parameters<typeof stepBreaker>[1][], from: BreakerState = closedBreaker): BreakerState {
  return events.reduce((state, event) => stepBreaker(state, event, 7), from);
}

describe('breaker', () => {
  it('opens after five failures in a row, not when one gets through in between', () => {
    const almost = Array.from({ length: failuresToOpen - 1 }, () => 'struggled' as const);
    expect(after([...almost, 'worked', ...almost]).kind).toBe('closed');
    expect(after([...almost, 'struggled'])).toEqual({ kind: 'open', since: 7 });
  });

  it('opens at once when the other side refuses the whole leg', () => {
    expect(after(['refused']).kind).toBe('open');
  });

  it('sends nothing while open, one message after a passed probe, all after it got through', () => {
    const open = after(['refused']);
    expect(allowedInFlight(open, 16)).toBe(0);
    const trial = after(['probe_passed'], open);
    expect(allowedInFlight(trial, 16)).toBe(1);
    expect(allowedInFlight(after(['worked'], trial), 16)).toBe(16);
    expect(after(['struggled'], trial).kind).toBe('open');
  });

  it('is not half opened by a probe while it is closed', () => {
    expect(after(['probe_passed'])).toEqual(closedBreaker);
  });
});
