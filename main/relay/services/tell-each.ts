import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';

/** Tells each in turn. One that throws is logged and keeps neither the others nor whoever tells from going on. */
export function tellEach<Told extends readonly unknown[]>(
  log: Logger,
  listeners: Readonly<Record<string, (...told: Told) => void>>,
): (...told: Told) => void {
  const named = Object.entries(listeners);
  return (...told) => {
    for (const [listener, tell] of named) {
      try {
        tell(...told);
      } catch (thrown) {
        log.error('message.not_told', { listener, detail: toRelayError(thrown).message });
      }
    }
  };
}
