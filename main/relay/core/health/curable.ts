import type { ErrorCode } from '#shared/errors/catalogue.ts';

const proxyFaults = [
  'PROXY_UNREACHABLE',
  'PROXY_CERTIFICATE',
  'PROXY_AUTHENTICATION',
  'PROXY_REFUSED',
  'PROXY_BROKEN',
  'PAC_UNREADABLE',
  'PAC_FAILED',
  'PAC_UNUSABLE',
] as const satisfies readonly ErrorCode[];

/** Faults that a passed check of our calls disproves; others are disproved only by a real message or call. */
const curedByCheck: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NETWORK_DOWN',
  'WECHAT_UNREACHABLE',
  'WECHAT_BUSY',
  'WECHAT_TOKEN_REFUSED',
  'WECHAT_TOKEN_CONFLICT',
  'WECHAT_SECRET_INVALID',
  'WECHAT_SECRET_FROZEN',
  'WECHAT_APPID_INVALID',
  'WECHAT_IP_NOT_LISTED',
  'WECHAT_IP_CONFIRM_PENDING',
  'WECHAT_IP_CONFIRM_REFUSED',
  'WECHAT_ACCOUNT_FROZEN',
  'CXONE_UNREACHABLE',
  'CXONE_CREDENTIALS_REFUSED',
  'CXONE_TOKEN_REFUSED',
  'CXONE_CHANNEL_MISSING',
  'TARGET_CERTIFICATE_REFUSED',
  'TARGET_FORBIDDEN',
  'TARGET_REDIRECTED',
  'RELAY_NOT_REACHABLE',
  ...proxyFaults,
]);

/** About this computer and not about a call, so that no message that gets through disproves what a probe measured. */
const seenByProbeOnly: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CLOCK_WRONG', 'OWN_CERTIFICATE_EXPIRED']);

/** The other side was not heard, so nothing that it said before is disproved. */
const notAsked: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'NETWORK_DOWN',
  'WECHAT_UNREACHABLE',
  'WECHAT_BUSY',
  'WECHAT_ANSWER_INVALID',
  'WECHAT_RATE_LIMITED',
  'CXONE_UNREACHABLE',
  'CXONE_ANSWER_INVALID',
  'CXONE_RATE_LIMITED',
  'TARGET_CERTIFICATE_REFUSED',
  ...proxyFaults,
]);

/** Ends by itself at a time that the other side sets, however long that is. */
export const endsByItself: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_QUOTA_EXHAUSTED',
  'WECHAT_RATE_LIMITED',
  'CXONE_RATE_LIMITED',
]);

/** The key itself was refused: with the same one nothing changes by asking. */
const credentialCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CXONE_CREDENTIALS_REFUSED',
  'CXONE_TOKEN_REFUSED',
  'CXONE_FORBIDDEN',
]);

/** check: our own check of a way out. probe: one of the other looks. traffic: a message or a call. */
export type FaultSource = 'check' | 'probe' | 'traffic';

type Seen = { readonly code: ErrorCode; readonly source: FaultSource };

/** Whether our own check of the leg, passed, says that the fault is over. */
export function isCuredByCheck({ code, source }: Seen): boolean {
  return source === 'check' || curedByCheck.has(code);
}

/** Only real traffic showed it, and neither a check nor time says that it is over. */
export function isSeenByTrafficOnly(seen: Seen): boolean {
  return seen.source === 'traffic' && !isCuredByCheck(seen) && !endsByItself.has(seen.code);
}

/** Whether a real message or a call of the other side says so. */
export function isCuredByTraffic({ code, source }: Seen): boolean {
  return source !== 'probe' || !seenByProbeOnly.has(code);
}

/** True when a check that failed like this heard the other side's word, so that older words are out of date. */
export function hasHeard(code: ErrorCode): boolean {
  return !notAsked.has(code);
}

/** A fault of what all channels of an integration share. */
export function isIntegrationFault(code: ErrorCode): boolean {
  return credentialCodes.has(code);
}
