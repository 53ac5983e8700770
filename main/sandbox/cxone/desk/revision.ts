import type { SandboxClock } from '../../kit/clock.ts';

/** A number that rises with every change, and those who wait for the next one. */
export interface Revision {
  readonly number: number;
  changed(): void;
  /** True as soon as the number is not `since`; false after `waitMs` of transport time, or when a later wait of `who` takes its place. */
  newerThan(since: number | null, who: string, waitMs: number): Promise<boolean>;
  stop(): void;
}

export function createRevision(clock: SandboxClock): Revision {
  let number = 1;
  const waiting = new Map<string, (isNewer: boolean) => void>();

  const wakeAll = (isNewer: boolean): void => {
    for (const wake of [...waiting.values()]) wake(isNewer);
  };

  return {
    get number() {
      return number;
    },
    changed() {
      number += 1;
      wakeAll(true);
    },
    newerThan(since, who, waitMs) {
      if (since !== number) return Promise.resolve(true);
      waiting.get(who)?.(false);
      return new Promise((resolve) => {
        const wake = (isNewer: boolean): void => {
          cancel();
          if (waiting.get(who) === wake) waiting.delete(who);
          resolve(isNewer);
        };
        const cancel = clock.transportAfter(waitMs, () => wake(false));
        waiting.set(who, wake);
      });
    },
    stop: () => wakeAll(false),
  };
}
