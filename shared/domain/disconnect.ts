import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { Leg } from './channel.ts';
import { ChannelId } from './ids.ts';

/** Ways in which the sandbox can break a channel, each as it happens in practice. */
export const DisconnectKind = z.enum([
  'wechat_secret_revoked',
  'wechat_secret_frozen',
  'wechat_appid_invalid',
  'wechat_ip_not_listed',
  'wechat_ip_confirm_pending',
  'wechat_ip_confirm_refused',
  'wechat_token_conflict',
  'wechat_quota_spent',
  'wechat_rate_limited',
  'wechat_api_forbidden',
  'wechat_account_frozen',
  'wechat_permission_missing',
  'wechat_callback_not_set',
  'wechat_callback_unreachable',
  'wechat_token_mismatch',
  'wechat_aeskey_mismatch',
  'wechat_appid_mismatch',
  'wechat_mode_mismatch',
  'wechat_pushes_stopped',
  'wechat_clock_skew',
  'wechat_network_down',
  'wechat_busy',
  'wechat_certificate_expired',
  'cxone_credentials_refused',
  'cxone_token_refused',
  'cxone_forbidden',
  'cxone_channel_deleted',
  'cxone_server_error',
  'cxone_rate_limited',
  'cxone_network_down',
  'cxone_box_credentials_wrong',
]);
export type DisconnectKind = z.infer<typeof DisconnectKind>;

export const Disconnect = z.object({
  kind: DisconnectKind,
  leg: Leg,
  /** The reason the console is expected to show. */
  code: ErrorCode,
  /** It breaks all channels of the integration, not one. */
  wholeIntegration: z.boolean(),
});
export type Disconnect = z.infer<typeof Disconnect>;

export const CausedDisconnect = z.object({ channelId: ChannelId, kind: DisconnectKind, since: z.number() });
export type CausedDisconnect = z.infer<typeof CausedDisconnect>;

export const ActionPage = z.enum(['add', 'reconnect', 'remove']);
export type ActionPage = z.infer<typeof ActionPage>;
