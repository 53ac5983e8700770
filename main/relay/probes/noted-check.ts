import type { Leg } from '#shared/domain/channel.ts';
import type { ProbeName } from '#shared/domain/health.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { failed, passed } from '../core/probe-findings.ts';
import type { CheckResult } from '../ports/delivery-target.ts';
import type { ProbeFinding } from '../ports/leg-probe.ts';

/** What a channel's own check says of its probes. Null: it was not come to. */
export type NotedFindings = readonly (readonly [name: ProbeName, finding: ProbeFinding | null])[];

/** Refusals by which the other side gives no token. */
const ofTheToken: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_SECRET_INVALID',
  'WECHAT_SECRET_FROZEN',
  'WECHAT_APPID_INVALID',
  'WECHAT_IP_NOT_LISTED',
  'WECHAT_IP_CONFIRM_PENDING',
  'WECHAT_IP_CONFIRM_REFUSED',
  'WECHAT_TOKEN_REFUSED',
  'WECHAT_TOKEN_CONFLICT',
  'CXONE_CREDENTIALS_REFUSED',
  'CXONE_TOKEN_REFUSED',
]);

/** Answers that could only be given because the token was good. */
const beyondTheToken: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CXONE_CHANNEL_MISSING', 'CXONE_FORBIDDEN']);

const probesOf: Partial<Record<Leg, { readonly token: ProbeName; readonly call: ProbeName }>> = {
  wechatOut: { token: 'wechat_token', call: 'wechat_api' },
  cxoneOut: { token: 'cxone_token', call: 'cxone_channel' },
};

/** The channel's own check fetches a token where it needs one and makes one harmless call: the same as two of our probes. */
export function findingsOf(leg: Leg, result: CheckResult): NotedFindings {
  const probes = probesOf[leg];
  if (probes === undefined) return [];
  const { token, call } = probes;
  if (result.ok) {
    return [
      [token, passed()],
      [call, passed()],
    ];
  }
  const { code, platformCode, value, retryable } = result;
  const failure = failed(code, { platformCode, value, retryable });
  if (ofTheToken.has(code)) {
    return [
      [token, failure],
      [call, null],
    ];
  }
  const first = beyondTheToken.has(code) ? ([[token, passed()]] as const) : [];
  return [...first, [call, failure]];
}

/** Codes of a failed check behind which the way to the host may stand: looking at the host tells more. */
export function concernsTheWay(code: ErrorCode): boolean {
  return (
    code === 'WECHAT_UNREACHABLE' ||
    code === 'CXONE_UNREACHABLE' ||
    code === 'TARGET_CERTIFICATE_REFUSED' ||
    /^(?:PROXY|PAC)_/u.test(code)
  );
}
