import type { Leg } from '#shared/domain/channel.ts';
import type { DisconnectKind } from '#shared/domain/disconnect.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { CxoneFaultTable } from '../cxone/faults.ts';
import type { FaultName, FaultTable } from '../kit/fault-registry.ts';
import type { WeChatFaultTable } from '../wechat/faults.ts';

interface Use<T extends FaultTable> {
  readonly fault: FaultName<T>;
  readonly options?: Record<string, unknown>;
}

/** One way to break a channel, and by which faults of the platforms it comes about. */
export interface DisconnectRow {
  readonly leg: Leg;
  /** The reason an operator is expected to read. */
  readonly code: ErrorCode;
  readonly wholeIntegration: boolean;
  readonly wechat?: Use<WeChatFaultTable>;
  readonly cxone?: Use<CxoneFaultTable>;
  /**
   * Done at once and once. end_tokens: what WeChat handed out before ends with it, so that the next call meets the fault
   * and not two hours later. end_cxone_tokens, end_box_token: the same for CXone's. spend_quota, delete_channel,
   * expire_certificate: the deed itself, undone by the repair.
   */
  readonly deed?:
    'end_tokens' | 'end_cxone_tokens' | 'end_box_token' | 'spend_quota' | 'delete_channel' | 'expire_certificate';
  /** What was changed stands where WeChat verifies the URL on saving, so it does that when it is put right. */
  readonly verifies?: true;
}

/** Calls with a token. The token's own calls have limits of their own. */
const apiPaths = [
  '/cgi-bin/message/',
  '/cgi-bin/media/',
  '/cgi-bin/user/',
  '/cgi-bin/callback/',
  '/cgi-bin/get',
  '/cgi-bin/openapi/',
];

/** 15 minutes: WeChat's time is ahead of the relay's, as it looks when the relay's clock is behind. */
const aheadMs = -900_000;

const wechatOut = (code: ErrorCode, fault: FaultName<WeChatFaultTable>, more: Partial<DisconnectRow> = {}) =>
  ({ leg: 'wechatOut', code, wholeIntegration: false, wechat: { fault }, ...more }) as const;
/** Refused where tokens are given out, so the present one has to end for it to be met. */
const atToken = (code: ErrorCode, fault: FaultName<WeChatFaultTable>, options?: Record<string, unknown>) =>
  wechatOut(code, fault, { deed: 'end_tokens', ...(options && { wechat: { fault, options } }) });
const wechatIn = (code: ErrorCode, fault: FaultName<WeChatFaultTable>, options?: Record<string, unknown>) =>
  ({
    leg: 'wechatIn',
    code,
    wholeIntegration: false,
    wechat: { fault, ...(options && { options }) },
    verifies: true,
  }) as const;
const cxoneOut = (code: ErrorCode, fault: FaultName<CxoneFaultTable>, options?: Record<string, unknown>) =>
  ({ leg: 'cxoneOut', code, wholeIntegration: true, cxone: { fault, ...(options && { options }) } }) as const;

export const disconnectTable: Readonly<Record<DisconnectKind, DisconnectRow>> = {
  wechat_secret_revoked: wechatOut('WECHAT_SECRET_INVALID', 'secretRevoked'),
  wechat_secret_frozen: atToken('WECHAT_SECRET_FROZEN', 'secretFrozen'),
  wechat_appid_invalid: atToken('WECHAT_APPID_INVALID', 'appIdInvalid'),
  wechat_ip_not_listed: wechatOut('WECHAT_IP_NOT_LISTED', 'ipNotListed'),
  wechat_ip_confirm_pending: atToken('WECHAT_IP_CONFIRM_PENDING', 'ipConfirmation', { code: 89503 }),
  wechat_ip_confirm_refused: atToken('WECHAT_IP_CONFIRM_REFUSED', 'ipConfirmation', { code: 89506 }),
  wechat_token_conflict: wechatOut('WECHAT_TOKEN_CONFLICT', 'tokenStolen', {
    wechat: { fault: 'tokenStolen', options: { again: true } },
  }),
  wechat_quota_spent: {
    leg: 'wechatOut',
    code: 'WECHAT_QUOTA_EXHAUSTED',
    wholeIntegration: false,
    deed: 'spend_quota',
  },
  wechat_rate_limited: wechatOut('WECHAT_RATE_LIMITED', 'rateLimited', {
    wechat: { fault: 'rateLimited', options: { paths: apiPaths } },
  }),
  wechat_api_forbidden: wechatOut('WECHAT_API_FORBIDDEN', 'apiForbidden'),
  wechat_account_frozen: wechatOut('WECHAT_ACCOUNT_FROZEN', 'accountFrozen'),
  wechat_permission_missing: wechatOut('WECHAT_PERMISSION_MISSING', 'apiUnauthorized'),
  wechat_callback_not_set: wechatIn('WECHAT_CALLBACK_NOT_SET', 'callbackNotSet'),
  wechat_callback_unreachable: wechatIn('WECHAT_CALLBACK_UNREACHABLE', 'callbackUnreachable'),
  wechat_token_mismatch: wechatIn('WECHAT_SIGNATURE_MISMATCH', 'pushWrongToken'),
  wechat_aeskey_mismatch: wechatIn('WECHAT_AESKEY_MISMATCH', 'pushWrongAesKey'),
  wechat_appid_mismatch: wechatIn('WECHAT_APPID_MISMATCH', 'pushWrongAppId'),
  // Pushes in plain text. A channel that the relay runs in compatible mode takes those too, so nothing shows there.
  wechat_mode_mismatch: wechatIn('WECHAT_MODE_MISMATCH', 'pushWrongMode'),
  wechat_pushes_stopped: wechatIn('WECHAT_PUSHES_STOPPED', 'pushStopped'),
  wechat_clock_skew: wechatIn('CLOCK_WRONG', 'pushStale', { ageMs: aheadMs }),
  wechat_network_down: wechatOut('WECHAT_UNREACHABLE', 'reset', {
    wechat: { fault: 'reset', options: { applied: false } },
  }),
  wechat_busy: wechatOut('WECHAT_BUSY', 'systemBusy'),
  // One host serves all accounts, so all of them meet it.
  wechat_certificate_expired: {
    leg: 'wechatOut',
    code: 'TARGET_CERTIFICATE_REFUSED',
    wholeIntegration: true,
    deed: 'expire_certificate',
  },
  cxone_credentials_refused: {
    ...cxoneOut('CXONE_CREDENTIALS_REFUSED', 'accessKeyRefused'),
    deed: 'end_cxone_tokens',
  },
  cxone_token_refused: cxoneOut('CXONE_TOKEN_REFUSED', 'unauthorized'),
  cxone_forbidden: cxoneOut('CXONE_FORBIDDEN', 'forbidden'),
  cxone_channel_deleted: {
    leg: 'cxoneOut',
    code: 'CXONE_CHANNEL_MISSING',
    wholeIntegration: false,
    deed: 'delete_channel',
  },
  cxone_server_error: cxoneOut('CXONE_SERVER_ERROR', 'serverError'),
  // With a time to come back it speaks for the whole tenant; without one it may mean a single case.
  cxone_rate_limited: cxoneOut('CXONE_RATE_LIMITED', 'rateLimited', { retryAfter: '5' }),
  cxone_network_down: cxoneOut('CXONE_UNREACHABLE', 'reset', { applied: false }),
  cxone_box_credentials_wrong: {
    leg: 'cxoneIn',
    code: 'BOX_CREDENTIALS_WRONG',
    wholeIntegration: true,
    cxone: { fault: 'boxWrongCredentials' },
    deed: 'end_box_token',
  },
};
