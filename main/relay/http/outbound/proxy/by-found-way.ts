import type { Clock } from '#shared/lib/clock.ts';
import type { TransportReason } from '../../../ports/outbound-http.ts';
import { onAbort } from '../abort-watch.ts';
import { TransportFailure } from '../transport-failure.ts';
import { ProxyFailure, uselessProxy } from './proxy-failure.ts';
import type { WayFinder } from './ways.ts';

/** More ways than a file is believed to name. */
const mostAttempts = 25;
/**
 * Milliseconds. With less left nothing is sent: it would be cut off before its answer, and nobody could say whether it had
 * arrived, where now it is certain that it did not leave.
 */
const leastLeftMs = 2_000;

const notReached: ReadonlySet<TransportReason> = new Set(['dns', 'connect', 'timeout']);

export interface FoundWayCall {
  readonly url: URL;
  /** For all attempts together. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | null;
}

/**
 * Finds the way to a host and makes the call by it; by the next one while nothing has left and the proxy cannot be used. Rejects
 * with a TransportFailure.
 */
export async function byFoundWay<T>(
  { url, timeoutMs, signal }: FoundWayCall,
  { finder, clock }: { readonly finder: WayFinder; readonly clock: Clock },
  attempt: (leftMs: number) => Promise<T>,
): Promise<T> {
  const until = clock.monotonic() + timeoutMs;
  const least = Math.min(leastLeftMs, timeoutMs / 4);
  let failure: TransportFailure | null = null;
  for (let attempts = 1; ; attempts += 1) {
    const finding = finder.find(url);
    if (finding !== null) await found(finding, until - clock.monotonic(), signal, clock);
    // Whoever sends does not hear of an end that came before.
    if (signal?.aborted) throw givenUp();
    const leftMs = until - clock.monotonic();
    if (leftMs < least) throw failure ?? new TransportFailure('timeout', 'not_sent', 'the way was found too late');
    try {
      return await attempt(leftMs);
    } catch (thrown) {
      if (!(thrown instanceof TransportFailure) || thrown.sentPhase !== 'not_sent') throw thrown;
      if (notReached.has(thrown.transportReason)) finder.notReached(url);
      const route = uselessProxy(thrown.cause);
      const isAnother = route !== null && finder.setAside(url, route);
      if (!isAnother || attempts >= mostAttempts) throw thrown;
      failure = thrown;
    }
  }
}

const givenUp = (): TransportFailure => new TransportFailure('aborted', 'not_sent', 'given up by the caller');

/** The look goes on for other calls when this one stops waiting. */
function found(finding: Promise<void>, leftMs: number, signal: AbortSignal | null, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (failure: TransportFailure | null): void => {
      cancel();
      unwatch?.();
      if (failure === null) resolve();
      else reject(failure);
    };
    const cancel = clock.after(leftMs, () => {
      end(new TransportFailure('timeout', 'not_sent', 'the way was not found in time'));
    });
    const unwatch =
      signal === null
        ? null
        : onAbort(signal, () => {
            end(givenUp());
          });
    finding.then(
      () => {
        end(null);
      },
      (thrown: unknown) => {
        const reason = thrown instanceof ProxyFailure ? thrown.reason : 'pac_failed';
        end(new TransportFailure(reason, 'not_sent', reason, thrown));
      },
    );
  });
}
