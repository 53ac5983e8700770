import { app } from 'electron';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { createShutdown, type ShutdownStep } from './shutdown.ts';
import type { WindowKeeper } from './window-keeper.ts';

export interface Quit {
  readonly isUnderWay: boolean;
  /** In the order in which they are to be stopped. */
  addSteps(steps: readonly ShutdownStep[]): void;
  /** Stops everything and ends the program. Of several exit codes the highest counts. */
  end(exitCode: number): Promise<void>;
}

/** The one way out of the program. `afterwards` is the last thing done. */
export function createQuit(clock: Clock, log: Logger, afterwards: () => void): Quit {
  const steps: ShutdownStep[] = [];
  const shutdown = createShutdown(steps, clock, log);
  let worstExitCode = 0;
  let isUnderWay = false;
  return {
    get isUnderWay() {
      return isUnderWay;
    },
    addSteps: (added) => void steps.push(...added),
    end: async (exitCode) => {
      worstExitCode = Math.max(worstExitCode, exitCode);
      if (isUnderWay) return;
      isUnderWay = true;
      await shutdown();
      log.info('console.ended', { exitCode: worstExitCode });
      afterwards();
      app.exit(worstExitCode);
    },
  };
}

/** The ways in which a person or the system ends the program, and those that only look like it. */
export function listenForTheEnd(quit: Quit, windows: WindowKeeper): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    // The window goes at once; what is under way is finished behind it.
    windows.hide();
    void quit.end(0);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('second-instance', windows.show);
  app.on('activate', windows.show);
}
