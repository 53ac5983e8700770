import type { ProxyReason } from '../../../ports/outbound-http.ts';

/** The way ended at the proxy. `code`: the system's word ('ECONNREFUSED'), or what the proxy answered ('HTTP 502'). */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly reason: ProxyReason;
  readonly code: string;

  constructor(reason: ProxyReason, code: string, cause?: unknown) {
    super(`${reason}: ${code}`, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.code = code;
  }
}
