import type { Clock } from './clock.ts';

export type SettledWithin<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  /** Still under way; how it ends later concerns nobody. */
  | { readonly kind: 'too_slow' };

/** Waits for work, but no longer than `waitMs` of monotonic time. Never rejects. */
export function settledWithin<T>(work: Promise<T>, waitMs: number, clock: Clock): Promise<SettledWithin<T>> {
  return new Promise((resolve) => {
    const cancel = clock.after(Math.max(0, waitMs), () => {
      resolve({ kind: 'too_slow' });
    });
    work.then(
      (value) => {
        cancel();
        resolve({ kind: 'done', value });
      },
      (thrown: unknown) => {
        cancel();
        resolve({ kind: 'failed', thrown });
      },
    );
  });
}
