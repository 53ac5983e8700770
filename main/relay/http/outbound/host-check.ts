import { setMaxListeners } from 'node:events';
import type { Clock } from '#shared/lib/clock.ts';
import { systemCode } from '../../core/system-code.ts';
import type { HostCheck, HostOutcome } from '../../ports/host-check.ts';
import type { TransportReason } from '../../ports/outbound-http.ts';
import { literalAddress } from './address-guard.ts';
import { createTargetCheck } from './allowed-target.ts';
import type { DestinationTls } from './connection-pool.ts';
import { createGuardedLookup, type GuardedLookup } from './guarded-lookup.ts';
import type { OutboundHttpOptions } from './outbound-http.ts';
import type { ProxyRoute } from './proxy/proxy-route.ts';
import { mayTryAnother, ProxyFailure } from './proxy/proxy-failure.ts';
import { reasonOf, TransportFailure } from './transport-failure.ts';
import { Wire } from './wire.ts';

/** For name, connection and handshake together, milliseconds. */
export const hostCheckLimitMs = 8_000;
/**
 * Channels that call the same host share what was just found out: that it is well. A failed look is shared only while it is
 * under way, as somebody may have mended the cause and waits to see it.
 */
const sharedForMs = 2_000;
/** A PAC file may name several proxies; behind so many nobody waits any more. */
const mostAttempts = 5;

export type HostCheckOptions = Pick<
  OutboundHttpOptions,
  'clock' | 'allowPrivateTargets' | 'allowedHosts' | 'destinations' | 'resolve' | 'ways'
>;

/**
 * Goes to a host with a connection of its own, nothing remembered of earlier ones: neither its address nor a TLS
 * session. The same guards as for every outgoing call decide where it may go.
 */
export function createHostCheck(options: HostCheckOptions): HostCheck {
  const { clock, allowPrivateTargets } = options;
  const { ways = null } = options;
  const checkTarget = createTargetCheck({ allowPrivateTargets, allowedHosts: options.allowedHosts ?? null, ways });
  const guard = createGuardedLookup({ clock, allowPrivateTargets, resolve: options.resolve });
  const known = new Map<string, { readonly at: number; readonly outcome: Promise<HostOutcome> }>();

  const look = async (url: URL): Promise<HostOutcome> => {
    guard.forget(url.hostname);
    const tls = options.destinations?.get(url.hostname) ?? null;
    const finder = ways?.finder;
    try {
      for (let attempts = 1; ; attempts += 1) {
        await finder?.find(url);
        if (finder !== undefined) checkTarget(url.href);
        const proxy = ways?.routeTo(url) ?? null;
        const outcome = await connectOnce(url, { clock, guard, tls, proxy });
        if (outcome.ok || proxy === null || !mayTryAnother(outcome.reason) || attempts >= mostAttempts) return outcome;
        if (finder?.setAside(url, proxy) !== true) return outcome;
      }
    } catch (thrown) {
      if (thrown instanceof ProxyFailure) {
        const failed = failure(thrown.reason, thrown.code, false);
        return thrown.place === null ? failed : { ...failed, proxy: thrown.place };
      }
      if (thrown instanceof TransportFailure) return failure(thrown.transportReason, systemCode(thrown), false);
      // What was configured for this destination (an authority, a certificate of ours) cannot be read.
      return failure('tls', systemCode(thrown), isThisComputer(url));
    }
  };

  return (address, signal) => {
    let url: URL;
    try {
      url = checkTarget(address);
    } catch (thrown) {
      return Promise.resolve(failure(reasonOf(thrown, 'waiting'), systemCode(thrown), false));
    }
    const now = clock.monotonic();
    for (const [origin, { at }] of known) if (now - at >= hostCheckLimitMs + sharedForMs) known.delete(origin);
    let entry = known.get(url.origin);
    if (entry === undefined || now - entry.at >= sharedForMs) {
      const begun = { at: now, outcome: look(url) };
      entry = begun;
      known.set(url.origin, begun);
      void begun.outcome.then(({ ok }) => {
        if (!ok && known.get(url.origin) === begun) known.delete(url.origin);
      });
    }
    return unlessAborted(entry.outcome, signal);
  };
}

function connectOnce(
  url: URL,
  deps: {
    readonly clock: Clock;
    readonly guard: GuardedLookup;
    readonly tls: DestinationTls | null;
    readonly proxy: ProxyRoute | null;
  },
): Promise<HostOutcome> {
  return new Promise((resolve) => {
    const end = (outcome: HostOutcome): void => {
      cancel();
      wire.user = null;
      wire.destroy();
      resolve(outcome);
    };
    const fail = (error: unknown): void => {
      const failed = failure(reasonOf(error, wire.phase), systemCode(error), isThisComputer(url));
      end(deps.proxy === null ? failed : { ...failed, proxy: deps.proxy.label });
    };
    const cancel = deps.clock.after(hostCheckLimitMs, () => {
      end(failure('timeout', null, isThisComputer(url)));
    });
    const wire = new Wire({
      url,
      lookup: deps.guard.lookup,
      tls: deps.tls,
      session: null,
      proxy: deps.proxy,
      onSession: () => undefined,
      onClosed: () => undefined,
    });
    wire.user = {
      onReady: () => {
        end({ ok: true, secure: wire.isSecure });
      },
      // Nothing was asked, so nothing that comes matters.
      onData: () => undefined,
      onEnd: () => undefined,
      onError: fail,
      onClose: () => {
        fail(null);
      },
    };
  });
}

function failure(reason: TransportReason, cause: string | null, local: boolean): Extract<HostOutcome, { ok: false }> {
  return { ok: false, reason, cause: cause ?? reason, isThisComputer: local };
}

function isThisComputer(url: URL): boolean {
  const literal = literalAddress(url.hostname);
  if (literal === null) return url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  return literal === '::1' || literal.startsWith('127.');
}

/** The shared look goes on for the others; only this caller stops waiting. */
function unlessAborted(shared: Promise<HostOutcome>, signal: AbortSignal): Promise<HostOutcome> {
  const givenUp = failure('aborted', null, false);
  if (signal.aborted) return Promise.resolve(givenUp);
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      resolve(givenUp);
    };
    signal.addEventListener('abort', stop, { once: true });
    shared.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
