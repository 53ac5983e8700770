import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { TokenFailure } from './token-answer.ts';
import { transportCode } from './token-answer.ts';
import type { CallOutcome } from './wechat-call.ts';
import { classify } from './wechat-error-table.ts';
import type { Called } from './with-token.ts';

/** Does a person follow the account? 'unknown' when WeChat could not be asked. */
export type FollowAnswer =
  | { readonly kind: 'follows' | 'follows_not' }
  | { readonly kind: 'unknown'; readonly code: ErrorCode; readonly platformCode: string | null };

/** Reads the answer of user/info. An id that WeChat does not know follows nothing. */
export function readFollowAnswer(result: Called<CallOutcome>): FollowAnswer {
  if (result.kind === 'no_token') return unknown(result.failure);
  const { outcome } = result;
  switch (outcome.kind) {
    case 'transport':
      return unknown({ code: transportCode(outcome.reason), platformCode: outcome.cause });
    case 'throttled':
      return unknown({ code: 'WECHAT_RATE_LIMITED', platformCode: 'HTTP 429' });
    case 'unreadable':
      return unknown({ code: 'WECHAT_ANSWER_INVALID', platformCode: `HTTP ${outcome.status}` });
    case 'answer':
      break;
  }
  const { errcode, body } = outcome.answer;
  if (errcode !== null && errcode !== 0) {
    const { code } = classify(errcode, 'api');
    return code === 'WECHAT_USER_UNREACHABLE'
      ? { kind: 'follows_not' }
      : unknown({ code, platformCode: String(errcode) });
  }
  if (body['subscribe'] === 1) return { kind: 'follows' };
  if (body['subscribe'] === 0) return { kind: 'follows_not' };
  return unknown({ code: 'WECHAT_ANSWER_INVALID', platformCode: null });
}

function unknown({ code, platformCode }: Pick<TokenFailure, 'code' | 'platformCode'>): FollowAnswer {
  return { kind: 'unknown', code, platformCode };
}
