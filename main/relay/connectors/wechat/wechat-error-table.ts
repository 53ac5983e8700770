import { isIP } from 'node:net';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/**
 * What a WeChat error code asks for. transient: try again. token: get another token, then once more. rate: slow down.
 * window: wait for the end user. config: an operator must act. permanent: this message will never go. ignore: of the
 * typing sign only. diagnostic: of the diagnosis calls only. unknown: not in the table; treated like permanent.
 */
export type ErrorCategory =
  'transient' | 'token' | 'rate' | 'window' | 'config' | 'permanent' | 'ignore' | 'diagnostic' | 'unknown';

export interface ErrorClass {
  readonly category: ErrorCategory;
  readonly code: ErrorCode;
  /** How long WeChat wants to be left alone, milliseconds; null when nothing is known. */
  readonly retryAfterMs: number | null;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Row = readonly [errcodes: readonly number[], category: ErrorCategory, code: ErrorCode, retryAfterMs?: number];

/** WeChat: global return codes and the code lists of the single calls. Success (0) is not an error and not here. */
const rows: readonly Row[] = [
  [[-1, 9001002], 'transient', 'WECHAT_BUSY'],
  // The token of a call.
  [[40001, 40014, 42001], 'token', 'WECHAT_TOKEN_REFUSED'],
  // Pace and quota. The daily count starts again at midnight in China.
  [[45009, 45028], 'rate', 'WECHAT_QUOTA_EXHAUSTED'],
  [[45011], 'rate', 'WECHAT_RATE_LIMITED', minuteMs],
  // The end user's reply window.
  [[45015], 'window', 'WECHAT_REPLY_WINDOW_CLOSED'],
  [[45047], 'window', 'WECHAT_REPLY_COUNT_USED'],
  // The account's settings at WeChat.
  [[40013], 'config', 'WECHAT_APPID_INVALID'],
  [[40125], 'config', 'WECHAT_SECRET_INVALID'],
  [[40243], 'config', 'WECHAT_SECRET_FROZEN'],
  [[40164, 61004], 'config', 'WECHAT_IP_NOT_LISTED', minuteMs],
  [[89501, 89502, 89503, 89504, 89505], 'config', 'WECHAT_IP_CONFIRM_PENDING', minuteMs],
  [[89507], 'config', 'WECHAT_IP_CONFIRM_REFUSED', hourMs],
  [[89506], 'config', 'WECHAT_IP_CONFIRM_REFUSED', 24 * hourMs],
  [[40201], 'config', 'WECHAT_CALLBACK_NOT_SET'],
  [[40200, 48001, 61007, 65400], 'config', 'WECHAT_PERMISSION_MISSING'],
  [[48004, 50004], 'config', 'WECHAT_API_FORBIDDEN'],
  [[50002, 50007], 'config', 'WECHAT_ACCOUNT_FROZEN'],
  // Resets of the quota used up for this month.
  [[48006], 'config', 'WECHAT_QUOTA_EXHAUSTED'],
  // The end user.
  [[40003, 43004, 46004, 50001, 50005, 70000], 'permanent', 'WECHAT_USER_UNREACHABLE'],
  [[43019, 48002], 'permanent', 'WECHAT_USER_BLOCKED'],
  // The content.
  [[45002], 'permanent', 'WECHAT_TEXT_TOO_LONG'],
  [[44002, 44004, 45003, 45004, 45005, 45006, 45008, 48008], 'permanent', 'WECHAT_CONTENT_REFUSED'],
  [[40004, 40005, 40006, 40007, 40009, 41005, 45001, 45007], 'permanent', 'WECHAT_MEDIA_REFUSED'],
  // The template's id, or a field it does not have.
  [[40036, 40037, 47003], 'permanent', 'WECHAT_TEMPLATE_REFUSED'],
  // Mistakes of ours in the request.
  [[40002, 40008, 40033, 40035, 40097, 40202, 40203], 'permanent', 'WECHAT_REQUEST_INVALID'],
  [[41001, 41002, 41004, 41006, 43002, 43003], 'permanent', 'WECHAT_REQUEST_INVALID'],
  [[45065, 45157, 45158, 45162, 47001], 'permanent', 'WECHAT_REQUEST_INVALID'],
  // The typing sign: wrong command, no exchange in the last 30 s, already shown.
  [[45072, 45080, 45081], 'ignore', 'WECHAT_REQUEST_INVALID'],
  // Asking WeChat about a call or a quota.
  [[76001, 76002, 76003, 76004, 76021, 76022], 'diagnostic', 'WECHAT_REQUEST_INVALID'],
];

/** The table by WeChat's own code. */
export const errorTable: ReadonlyMap<number, ErrorClass> = new Map(
  rows.flatMap(([errcodes, category, code, retryAfterMs = null]) =>
    errcodes.map((errcode) => [errcode, { category, code, retryAfterMs }] as const),
  ),
);

const unknownClass: ErrorClass = { category: 'unknown', code: 'WECHAT_UNKNOWN_CODE', retryAfterMs: null };

/** At the token call the code for a refused token means that the AppSecret is wrong. */
const secretRefused: ErrorClass = { category: 'config', code: 'WECHAT_SECRET_INVALID', retryAfterMs: null };

/** `at`: 'token' for the call that fetches a token, 'api' for every call made with one. */
export function classify(errcode: number, at: 'token' | 'api'): ErrorClass {
  if (at === 'token' && errcode === 40001) return secretRefused;
  return errorTable.get(errcode) ?? unknownClass;
}

/** WeChat's own view of our address in 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist', or null. */
export function refusedAddress(errmsg: string): string | null {
  const address = /invalid ip ([0-9a-fA-F.:]+)/u.exec(errmsg)?.[1]?.replace(/^::ffff:(?=\d+\.)/iu, '') ?? '';
  return isIP(address) === 0 ? null : address;
}
