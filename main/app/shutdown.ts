import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';

export interface ShutdownStep {
  readonly name: string;
  run(): Promise<void> | void;
}

/** More than the relay's own time to stop, the hard end after it, and the sandbox's. */
const longestShutdownMs = 15_000;

/**
 * Stops things in the order given, once; later calls wait for the same end. A step that fails does not keep the next
 * ones from running, and one that hangs does not keep the console from ending.
 */
export function createShutdown(steps: readonly ShutdownStep[], clock: Clock, log: Logger): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  const runAll = async (): Promise<void> => {
    for (const step of steps) {
      try {
        await step.run();
      } catch (thrown) {
        log.error('shutdown.step_failed', { step: step.name, detail: toRelayError(thrown).message });
      }
    }
  };
  return () => {
    underWay ??= new Promise((resolve) => {
      const cancel = clock.after(longestShutdownMs, () => {
        log.error('shutdown.overdue');
        resolve();
      });
      void runAll().then(() => {
        cancel();
        resolve();
      });
    });
    return underWay;
  };
}
