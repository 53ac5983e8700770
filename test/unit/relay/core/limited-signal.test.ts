import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { limitedSignal } from '#relay/core/limited-signal.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

it('ends with its parent, and with its time', () => {
  const clock = new HandClock();
  const parent = new AbortController();
  const [first, second] = [limitedSignal(parent.signal, 1_000, clock), limitedSignal(parent.signal, 9_000, clock)];
  clock.wind(1_000);
  expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
  parent.abort();
  expect(second.signal.aborted).toBe(true);
  expect(limitedSignal(parent.signal, 1_000, clock).signal.aborted).toBe(true);
});

it('leaves nothing at its parent, and no timer, when its work is over', () => {
  const clock = new HandClock();
  const parent = new AbortController();
  for (let call = 0; call < 100; call += 1) {
    const { signal, end } = limitedSignal(parent.signal, 1_000, clock);
    end();
    clock.wind(2_000);
    expect(signal.aborted).toBe(false);
  }
  expect(getEventListeners(parent.signal, 'abort')).toEqual([]);
});
