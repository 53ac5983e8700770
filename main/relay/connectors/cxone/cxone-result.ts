import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { isTransportError, type ProxyReason, type TransportReason } from '../../ports/outbound-http.ts';
import { isCertificateFault } from '../../core/certificate-fault.ts';
import { proxyCode } from '../../core/proxy-fault.ts';
import { retryAfterMs } from '../../core/retry-after.ts';

/** Why a call to CXone did not succeed, in our words. Holds no token, no secret and no message text. */
export interface CxoneFailure {
  readonly code: ErrorCode;
  /** 'no': the request certainly did not leave. 'maybe': no answer was read. 'answered': CXone refused it in so many words. */
  readonly sent: 'no' | 'maybe' | 'answered';
  /** 'HTTP 503', 'ECONNREFUSED', 'CERT_HAS_EXPIRED' … */
  readonly platformCode: string | null;
  /** What CXone says is wrong, for the operator: a field name, never its content. */
  readonly value: string | null;
  readonly retryAfterMs: number | null;
}

export type CxoneResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: CxoneFailure };

export function failed(
  code: ErrorCode,
  sent: CxoneFailure['sent'],
  more: Partial<Omit<CxoneFailure, 'code' | 'sent'>> = {},
): { readonly ok: false; readonly failure: CxoneFailure } {
  return { ok: false, failure: { code, sent, platformCode: null, value: null, retryAfterMs: null, ...more } };
}

/** The call ended without an answer of CXone's. */
export function transportFailure(thrown: unknown): { readonly ok: false; readonly failure: CxoneFailure } {
  if (!isTransportError(thrown)) return failed('CXONE_UNREACHABLE', 'maybe');
  // The body could not be read: nothing is wrong with CXone or the way to it.
  if (thrown.cause instanceof RelayError) return failed(thrown.cause.code, 'no');
  const sent = thrown.sentPhase === 'not_sent' ? 'no' : 'maybe';
  const cause = systemCode(thrown);
  const isRefused = thrown.transportReason === 'tls' && isCertificateFault(cause);
  const code = isRefused ? 'TARGET_CERTIFICATE_REFUSED' : codeOfTransport(thrown.transportReason);
  return failed(code, sent, { platformCode: cause ?? thrown.transportReason });
}

function codeOfTransport(reason: TransportReason): ErrorCode {
  return proxyCode(reason) ?? codesOfTransport[reason as Exclude<TransportReason, ProxyReason>];
}

const codesOfTransport: Readonly<Record<Exclude<TransportReason, ProxyReason>, ErrorCode>> = {
  dns: 'CXONE_UNREACHABLE',
  connect: 'CXONE_UNREACHABLE',
  tls: 'CXONE_UNREACHABLE',
  timeout: 'CXONE_UNREACHABLE',
  reset: 'CXONE_UNREACHABLE',
  aborted: 'CXONE_UNREACHABLE',
  too_large: 'CXONE_ANSWER_INVALID',
  protocol: 'CXONE_ANSWER_INVALID',
  forbidden_target: 'TARGET_FORBIDDEN',
  redirect: 'TARGET_REDIRECTED',
};

function systemCode(thrown: Error): string | null {
  const { cause } = thrown;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

/**
 * CXone (Digital Engagement 3.0): status classes. Codes inside the body are unpublished, so only the status decides.
 * `missing` is what a 404 means for this call.
 */
export function statusFailure(
  answer: { readonly status: number; readonly headers: object },
  detail: string | null,
  now: number,
  missing: ErrorCode = 'CXONE_REQUEST_REFUSED',
): { readonly ok: false; readonly failure: CxoneFailure } {
  const header = (answer.headers as Readonly<Record<string, unknown>>)['retry-after'];
  return failed(codeOfStatus(answer.status, missing), 'answered', {
    platformCode: `HTTP ${answer.status}`,
    value: detail,
    retryAfterMs: retryAfterMs(header, now),
  });
}

function codeOfStatus(status: number, missing: ErrorCode): ErrorCode {
  switch (status) {
    case 401:
      return 'CXONE_TOKEN_REFUSED';
    case 403:
      return 'CXONE_FORBIDDEN';
    case 404:
      return missing;
    case 408:
    case 425:
      return 'CXONE_SERVER_ERROR';
    case 429:
      return 'CXONE_RATE_LIMITED';
    default:
      return status >= 500 ? 'CXONE_SERVER_ERROR' : 'CXONE_REQUEST_REFUSED';
  }
}
