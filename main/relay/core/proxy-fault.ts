import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { ProxyReason, TransportReason } from '../ports/outbound-http.ts';

const codes: Readonly<Record<ProxyReason, ErrorCode>> = {
  proxy_unreachable: 'PROXY_UNREACHABLE',
  proxy_certificate: 'PROXY_CERTIFICATE',
  proxy_authentication: 'PROXY_AUTHENTICATION',
  proxy_refused: 'PROXY_REFUSED',
  proxy_broken: 'PROXY_BROKEN',
  pac_unreadable: 'PAC_UNREADABLE',
  pac_failed: 'PAC_FAILED',
  pac_unusable: 'PAC_UNUSABLE',
};

/** The operator's code for a call that ended at the proxy; null when it ended anywhere else. */
export function proxyCode(reason: TransportReason): ErrorCode | null {
  return Object.hasOwn(codes, reason) ? codes[reason as ProxyReason] : null;
}
