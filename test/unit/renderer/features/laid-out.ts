import { act } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { present } from '../fake-data.ts';
import { closeApp } from './shown-app.tsx';

const sides = [
  ['clientHeight', 600],
  ['offsetHeight', 600],
  ['offsetWidth', 1_000],
] as const;

/** happy-dom lays nothing out: gives lists a size to draw rows in, and winds time by hand. For the whole of a test file. */
export function layOutPages(): void {
  beforeAll(() => {
    for (const [side, size] of sides) {
      Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => size });
    }
  });
  afterAll(() => {
    for (const [side] of sides) Reflect.deleteProperty(HTMLElement.prototype, side);
  });
  beforeEach(() => {
    const toFake = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
    vi.useFakeTimers({ now: present, toFake: [...toFake] });
    // The focus trap misses what happy-dom does not lay out, and prints whole trees about it.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(async () => {
    await closeApp();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}

export const wind = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
