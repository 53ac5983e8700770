import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';
import type { CheckResult, DeliveryResult } from '../../ports/delivery-target.ts';
import { transportCode, type TokenFailure } from './token-answer.ts';
import type { CallOutcome } from './wechat-call.ts';
import { classify, refusedAddress } from './wechat-error-table.ts';
import type { WeChatAnswer } from './wechat-json.ts';

/**
 * WeChat's code when it refused the token, else null. The call did nothing then: it may be made once more with another
 * token.
 */
export function refusedTokenOf(outcome: CallOutcome): string | null {
  if (outcome.kind !== 'answer') return null;
  const { errcode } = outcome.answer;
  if (errcode === null || errcode === 0) return null;
  return classify(errcode, 'api').category === 'token' ? String(errcode) : null;
}

/** What a send's outcome means for the message. `signal`: the caller's, to tell our own giving up from WeChat's silence. */
export function deliveryResult(outcome: CallOutcome, signal: AbortSignal): DeliveryResult {
  switch (outcome.kind) {
    case 'answer':
      return answered(outcome.answer);
    case 'throttled':
      return { ...tryLater('leg', 'WECHAT_RATE_LIMITED', 'HTTP 429'), retryAfterMs: outcome.retryAfterMs };
    case 'unreadable':
      return { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: `HTTP ${outcome.status}` };
    case 'transport':
      break;
  }
  if (outcome.sentPhase === 'maybe_sent') {
    return { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: outcome.cause };
  }
  const code = transportCode(outcome.reason, outcome.cause);
  // Given up by ourselves (stopping): says nothing about WeChat, so nothing that could be taken for its answer either.
  if (signal.aborted) return tryLater('message', code);
  return outcome.reason === 'forbidden_target'
    ? { kind: 'refused', scope: 'leg', code, platformCode: outcome.cause, value: null }
    : tryLater('leg', code, outcome.cause);
}

function answered({ errcode, errmsg, body }: WeChatAnswer): DeliveryResult {
  // WeChat answers a send with errcode 0. Without a code it is not WeChat's word.
  if (errcode === null) return { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };
  if (errcode === 0) return { kind: 'accepted', platformMessageId: messageIdIn(body), caseId: null, threadIds: [] };
  const { category, code, retryAfterMs } = classify(errcode, 'api');
  const platformCode = String(errcode);
  switch (category) {
    case 'transient':
      return tryLater('message', code, platformCode);
    case 'token':
      return tryLater('leg', code, platformCode);
    case 'rate':
      return { ...tryLater('leg', code, platformCode), retryAfterMs };
    case 'window':
      return { kind: 'window_closed', code, platformCode };
    case 'config':
      return { kind: 'refused', scope: 'leg', code, platformCode, value: refusedAddress(errmsg) };
    case 'permanent':
    case 'ignore':
    case 'diagnostic':
    case 'unknown':
      return { kind: 'refused', scope: 'message', code, platformCode, value: null };
  }
}

/** WeChat gives an id to template messages only; a later push names it. Long numbers are text already. */
function messageIdIn({ msgid }: WeChatAnswer['body']): string | null {
  const id = typeof msgid === 'number' && Number.isSafeInteger(msgid) ? String(msgid) : msgid;
  return typeof id === 'string' && /^\d{1,20}$/u.test(id) ? id : null;
}

/** The message did not even leave. */
export function withoutToken(failure: TokenFailure, signal: AbortSignal): DeliveryResult {
  const { code, platformCode, value, retryAfterMs } = failure;
  // The cause may be a broken line, and beside a message of its own it would count as an answer.
  if (signal.aborted) return tryLater('message', code);
  return failure.needsOperator
    ? { kind: 'refused', scope: 'leg', code, platformCode, value }
    : { kind: 'try_later', scope: 'leg', code, platformCode, retryAfterMs, value };
}

export function tryLater(
  scope: 'message' | 'leg',
  code: ErrorCode,
  platformCode: string | null = null,
): Extract<DeliveryResult, { kind: 'try_later' }> {
  return { kind: 'try_later', scope, code, platformCode, retryAfterMs: null, value: null };
}

/** Reads the answer of the address list call. */
export function checkResult(outcome: CallOutcome): CheckResult {
  if (outcome.kind === 'transport')
    return failedWith(transportCode(outcome.reason, outcome.cause), outcome.cause, null);
  if (outcome.kind === 'throttled') return failedWith('WECHAT_RATE_LIMITED', 'HTTP 429', null);
  if (outcome.kind === 'unreadable') return failedWith('WECHAT_ANSWER_INVALID', `HTTP ${outcome.status}`, null);
  const { errcode, errmsg, body } = outcome.answer;
  if (errcode !== null && errcode !== 0) {
    return failedWith(classify(errcode, 'api').code, String(errcode), refusedAddress(errmsg));
  }
  return Array.isArray(body['ip_list']) ? { ok: true } : failedWith('WECHAT_ANSWER_INVALID', null, null);
}

export function failedCheck({ code, platformCode, value, needsOperator }: TokenFailure): CheckResult {
  return { ok: false, code, platformCode, value, retryable: !needsOperator };
}

function failedWith(code: ErrorCode, platformCode: string | null, value: string | null): CheckResult {
  return { ok: false, code, platformCode, value, retryable: entryFor(code).retryable };
}
