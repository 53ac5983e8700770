import type { ProxyReason, TransportReason } from '../../../ports/outbound-http.ts';
import type { ProxyRoute } from './proxy-route.ts';

interface Where {
  /** The proxy that failed. */
  readonly route?: ProxyRoute;
  /** Where the PAC file lies. */
  readonly place?: string;
}

/** The way ended at the proxy. `code`: the system's word ('ECONNREFUSED'), or what the proxy answered ('HTTP 502'). */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly reason: ProxyReason;
  readonly code: string;
  readonly route: ProxyRoute | null;
  readonly place: string | null;

  constructor(reason: ProxyReason, code: string, cause?: unknown, where: Where = {}) {
    super(`${reason}: ${code}`, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.code = code;
    this.route = where.route ?? null;
    this.place = where.place ?? null;
  }
}

/** Faults of a proxy for which another may be tried; a refusal is its keeper's word. */
const another: ReadonlySet<ProxyReason> = new Set(['proxy_unreachable', 'proxy_certificate', 'proxy_broken']);

export function mayTryAnother(reason: TransportReason): boolean {
  return (another as ReadonlySet<TransportReason>).has(reason);
}

/** The proxy that failed before a byte of ours had left, when another may be tried in its place. */
export function uselessProxy(cause: unknown): ProxyRoute | null {
  return cause instanceof ProxyFailure && mayTryAnother(cause.reason) ? cause.route : null;
}
