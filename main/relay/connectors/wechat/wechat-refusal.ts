import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { LegFault } from '../../ports/leg-reporter.ts';

/**
 * Why a request was not taken. Outside, every one of these but `malformed` is the same answer; inside they differ.
 * query: a rule of form is broken. stale, ahead: the time is too far behind or before ours. signature: does not match.
 * mode: encrypted where plain text was agreed, or the reverse. key, frame, appid: signed rightly, but not to be opened.
 * malformed: signed rightly, but the envelope is no XML.
 */
export type RefusalReason =
  'unknown_channel' | 'query' | 'stale' | 'ahead' | 'signature' | 'mode' | 'key' | 'frame' | 'appid' | 'malformed';

export interface Refusal {
  readonly reason: RefusalReason;
  /** The sender proved that it knows the channel's token. */
  readonly tokenKnown: boolean;
  /** The body names the account this channel belongs to. Anybody who knows the account's id can write that. */
  readonly addressedToUs: boolean;
  /** What helps to repair it (the app id found, the mode received, seconds the clock is off). Never a secret. */
  readonly value: string | null;
}

export interface RefusalJudgement {
  /** What the request is counted under. */
  readonly code: ErrorCode;
  /** The leg's fault, or null when a stranger could have caused the refusal. */
  readonly fault: LegFault | null;
}

/**
 * Decides whether a refused request says something about the channel. A stranger on the internet must not be able to
 * make a healthy channel look broken, so a fault needs proof that the sender knows the token. One exception: a wrong
 * signature on a request that otherwise looks like WeChat's own, because that is all one ever sees when the token
 * differs between WeChat and us. It is told as a passing fault, which the next good push clears; whether it stays one is
 * decided by what follows (`core/health/repeated-refusal.ts`).
 */
export function judgeRefusal(refusal: Refusal): RefusalJudgement {
  const { value, tokenKnown } = refusal;
  switch (refusal.reason) {
    case 'unknown_channel':
      return counted('WECHAT_SIGNATURE_MISMATCH');
    case 'query':
      return counted('WECHAT_PUSH_MALFORMED');
    case 'stale':
      // Rightly signed or not: whoever saw an old request can send it again.
      return counted('WECHAT_PUSH_STALE');
    case 'ahead':
      // Nobody can have seen a request of the future, so with the right token it is our clock that is wrong.
      return tokenKnown ? lasting('CLOCK_WRONG', value) : counted('WECHAT_PUSH_STALE');
    case 'signature':
      return refusal.addressedToUs ? passing('WECHAT_SIGNATURE_MISMATCH', null) : counted('WECHAT_SIGNATURE_MISMATCH');
    case 'mode':
      return tokenKnown ? lasting('WECHAT_MODE_MISMATCH', value) : counted('WECHAT_MODE_MISMATCH');
    case 'key':
    case 'frame':
      return lasting('WECHAT_AESKEY_MISMATCH', null);
    case 'appid':
      return lasting('WECHAT_APPID_MISMATCH', value);
    case 'malformed':
      return passing('WECHAT_PUSH_MALFORMED', null);
  }
}

function counted(code: ErrorCode): RefusalJudgement {
  return { code, fault: null };
}

function passing(code: ErrorCode, value: string | null): RefusalJudgement {
  return { code, fault: { code, platformCode: null, value, retryable: true, nextTryAt: null } };
}

function lasting(code: ErrorCode, value: string | null): RefusalJudgement {
  return { code, fault: { code, platformCode: null, value, retryable: false, nextTryAt: null } };
}
