import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { UseAnswer } from '../../ports/credential-use.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { readTokenAnswer } from './token-answer.ts';
import { createWeChatClient } from './wechat-client.ts';

/**
 * Whether WeChat gives a token for an AppSecret. Asked without force, WeChat answers with the token that is in use already,
 * if there is one, so nothing is disturbed. Never rejects.
 */
export function createAppSecretCheck({ http, clock }: { readonly http: OutboundHttp; readonly clock: Clock }) {
  return async ({ wechat }: ChannelConfig, appSecret: string): Promise<UseAnswer> => {
    const client = createWeChatClient({ http, apiBase: wechat.apiBase, clock });
    const asked = await client.stableToken({ appId: wechat.appId, secret: appSecret, forceRefresh: false });
    const answer = readTokenAnswer(asked);
    if (answer.ok) return { ok: true };
    const { code, platformCode, value } = answer.failure;
    return { ok: false, code, platformCode, value };
  };
}
