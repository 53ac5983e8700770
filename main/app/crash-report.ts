import { app } from 'electron';
import type { Logger } from '#shared/lib/logger.ts';

export interface CrashReportDeps {
  readonly log: Logger;
  /** Ends the console in order, with exit code 1. */
  readonly endWithFailure: () => void;
}

/**
 * Last resort: what nobody caught is written down, and the console ends in order, because nobody knows what still
 * works. The relay's messages are on disk. Nothing is sent anywhere.
 */
export function installCrashReport({ log, endWithFailure }: CrashReportDeps): void {
  const fatal = (event: string) => (reason: unknown) => {
    log.error(event, { detail: reason instanceof Error ? (reason.stack ?? reason.message) : String(reason) });
    endWithFailure();
  };
  process.on('uncaughtException', fatal('console.uncaught'));
  process.on('unhandledRejection', fatal('console.unhandled_rejection'));
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    log.warn('console.child_gone', { type, reason, exitCode, name: name ?? null });
  });
  // A terminal that has gone away is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
