import type { Clock } from '#shared/lib/clock.ts';

export type SettledWithin =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly thrown: unknown }
  /** Still under way; how it ends later concerns nobody. */
  | { readonly kind: 'too_slow' };

/** Waits for work, but no longer than `waitMs` of monotonic time. Never rejects. */
export function settledWithin(work: Promise<void>, waitMs: number, clock: Clock): Promise<SettledWithin> {
  return new Promise((resolve) => {
    const cancel = clock.after(Math.max(0, waitMs), () => {
      resolve({ kind: 'too_slow' });
    });
    work.then(
      () => {
        cancel();
        resolve({ kind: 'done' });
      },
      (thrown: unknown) => {
        cancel();
        resolve({ kind: 'failed', thrown });
      },
    );
  });
}
