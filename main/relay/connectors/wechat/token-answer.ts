import { z } from 'zod';
import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';
import { isCertificateFault } from '../../core/certificate-fault.ts';
import { proxyCode } from '../../core/proxy-fault.ts';
import { classify, refusedAddress } from './wechat-error-table.ts';
import type { CallOutcome } from './wechat-call.ts';

export interface TokenFailure {
  readonly code: ErrorCode;
  readonly platformCode: string | null;
  readonly value: string | null;
  /** True when only an operator can help. */
  readonly needsOperator: boolean;
  readonly retryAfterMs: number | null;
}

export type TokenAnswer =
  | { readonly ok: true; readonly token: string; readonly lifeMs: number }
  | { readonly ok: false; readonly failure: TokenFailure };

/**
 * WeChat: at least 512 characters must fit; two hours are the longest life, a change is announced as possible. What is
 * far from that is no token: it goes into addresses and must not bring anything else along.
 */
const TokenBody = z.object({
  access_token: z.string().regex(/^[\u0021-\u007e]{1,2048}$/u),
  expires_in: z.int().min(1).max(86_400),
});

/** Reads the answer of the token call. Whatever is in doubt is a failure. */
export function readTokenAnswer(outcome: CallOutcome): TokenAnswer {
  switch (outcome.kind) {
    case 'transport':
      return failed(transportCode(outcome.reason, outcome.cause), outcome.cause);
    case 'throttled':
      return failed('WECHAT_RATE_LIMITED', 'HTTP 429', outcome.retryAfterMs);
    case 'unreadable':
      return failed('WECHAT_ANSWER_INVALID', `HTTP ${outcome.status}`);
    case 'answer':
      break;
  }
  const { errcode, errmsg, body } = outcome.answer;
  if (errcode !== null && errcode !== 0) {
    const { category, code, retryAfterMs } = classify(errcode, 'token');
    return {
      ok: false,
      failure: {
        code,
        platformCode: String(errcode),
        value: refusedAddress(errmsg),
        needsOperator: category !== 'transient' && category !== 'rate',
        retryAfterMs,
      },
    };
  }
  const parsed = TokenBody.safeParse(body);
  if (!parsed.success) return failed('WECHAT_ANSWER_INVALID');
  return { ok: true, token: parsed.data.access_token, lifeMs: parsed.data.expires_in * 1_000 };
}

/** The code for a call that never got an answer. `cause`: the system's own word. */
export function transportCode(
  reason: Extract<CallOutcome, { kind: 'transport' }>['reason'],
  cause: string | null = null,
): ErrorCode {
  if (reason === 'tls' && isCertificateFault(cause)) return 'TARGET_CERTIFICATE_REFUSED';
  if (reason === 'forbidden_target') return 'TARGET_FORBIDDEN';
  if (reason === 'redirect') return 'TARGET_REDIRECTED';
  const ofProxy = proxyCode(reason);
  if (ofProxy !== null) return ofProxy;
  return reason === 'too_large' || reason === 'protocol' ? 'WECHAT_ANSWER_INVALID' : 'WECHAT_UNREACHABLE';
}

function failed(code: ErrorCode, platformCode: string | null = null, retryAfterMs: number | null = null): TokenAnswer {
  return {
    ok: false,
    failure: { code, platformCode, value: null, needsOperator: !entryFor(code).retryable, retryAfterMs },
  };
}
