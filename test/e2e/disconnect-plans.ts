import type { DisconnectKind } from '#shared/domain/disconnect.ts';

/** How one way to lose a channel is seen in the window, and what of it a person does. */
export interface DisconnectPlan {
  readonly kind: DisconnectKind;
  /**
   * What brings it to light: an agent's reply, a customer's message, the button that runs every check, or that nothing
   * comes any more after pushes that were turned away.
   */
  readonly shownBy: 'reply' | 'message' | 'check' | 'silence';
  /** The state's word. */
  readonly state: 'Action needed' | 'Retrying' | 'Works in part';
  /** What waits meanwhile. Customers' messages that WeChat cannot hand over never reach us, so nothing waits then. */
  readonly waits: 'replies' | 'messages' | 'nothing';
  /** True: mended before Reconnect is pressed. Otherwise Reconnect is pressed first, and its guide says what to mend. */
  readonly mendedFirst?: true;
  /** Caused and mended on the window's own page for it, in the words that stand there. */
  readonly inWords?: string;
  /** What the operator copies into the other side's form. */
  readonly copies?: 'address' | 'callback';
}

export const wechatPlans: readonly DisconnectPlan[] = [
  { kind: 'wechat_secret_revoked', shownBy: 'reply', state: 'Action needed', waits: 'replies', mendedFirst: true },
  { kind: 'wechat_secret_frozen', shownBy: 'reply', state: 'Action needed', waits: 'replies', mendedFirst: true },
  { kind: 'wechat_appid_invalid', shownBy: 'reply', state: 'Action needed', waits: 'replies', mendedFirst: true },
  {
    kind: 'wechat_ip_not_listed',
    shownBy: 'reply',
    state: 'Action needed',
    waits: 'replies',
    copies: 'address',
    inWords: 'Our IP address is not listed',
  },
  { kind: 'wechat_ip_confirm_pending', shownBy: 'reply', state: 'Action needed', waits: 'replies' },
  { kind: 'wechat_ip_confirm_refused', shownBy: 'reply', state: 'Action needed', waits: 'replies' },
  { kind: 'wechat_token_conflict', shownBy: 'reply', state: 'Retrying', waits: 'replies' },
  {
    kind: 'wechat_quota_spent',
    shownBy: 'reply',
    state: 'Works in part',
    waits: 'replies',
    inWords: 'The daily allowance is used up',
  },
  { kind: 'wechat_rate_limited', shownBy: 'reply', state: 'Works in part', waits: 'replies' },
  { kind: 'wechat_api_forbidden', shownBy: 'reply', state: 'Action needed', waits: 'replies' },
  { kind: 'wechat_account_frozen', shownBy: 'reply', state: 'Action needed', waits: 'replies', mendedFirst: true },
  { kind: 'wechat_permission_missing', shownBy: 'reply', state: 'Action needed', waits: 'replies' },
  {
    kind: 'wechat_callback_not_set',
    shownBy: 'check',
    state: 'Action needed',
    waits: 'nothing',
    copies: 'callback',
  },
  {
    kind: 'wechat_callback_unreachable',
    shownBy: 'check',
    state: 'Works in part',
    waits: 'nothing',
    copies: 'callback',
  },
  { kind: 'wechat_token_mismatch', shownBy: 'message', state: 'Action needed', waits: 'nothing' },
  { kind: 'wechat_aeskey_mismatch', shownBy: 'message', state: 'Action needed', waits: 'nothing' },
  { kind: 'wechat_appid_mismatch', shownBy: 'message', state: 'Action needed', waits: 'nothing' },
  { kind: 'wechat_mode_mismatch', shownBy: 'message', state: 'Action needed', waits: 'nothing' },
  { kind: 'wechat_clock_skew', shownBy: 'message', state: 'Action needed', waits: 'nothing' },
  { kind: 'wechat_pushes_stopped', shownBy: 'silence', state: 'Works in part', waits: 'nothing' },
  { kind: 'wechat_network_down', shownBy: 'check', state: 'Retrying', waits: 'nothing' },
  { kind: 'wechat_busy', shownBy: 'check', state: 'Retrying', waits: 'replies' },
  {
    kind: 'cxone_channel_deleted',
    shownBy: 'message',
    state: 'Action needed',
    waits: 'messages',
    inWords: 'The channel was deleted in CXone',
  },
];

/** These strike every channel of the integration. */
export const integrationPlans: readonly DisconnectPlan[] = [
  {
    kind: 'cxone_credentials_refused',
    shownBy: 'message',
    state: 'Action needed',
    waits: 'messages',
    mendedFirst: true,
  },
  { kind: 'cxone_token_refused', shownBy: 'message', state: 'Action needed', waits: 'messages', mendedFirst: true },
  { kind: 'cxone_forbidden', shownBy: 'message', state: 'Action needed', waits: 'messages' },
  { kind: 'cxone_server_error', shownBy: 'message', state: 'Retrying', waits: 'messages' },
  { kind: 'cxone_rate_limited', shownBy: 'message', state: 'Retrying', waits: 'messages' },
  { kind: 'cxone_network_down', shownBy: 'check', state: 'Retrying', waits: 'messages' },
  { kind: 'cxone_box_credentials_wrong', shownBy: 'reply', state: 'Action needed', waits: 'nothing' },
  { kind: 'wechat_certificate_expired', shownBy: 'check', state: 'Retrying', waits: 'replies' },
];
