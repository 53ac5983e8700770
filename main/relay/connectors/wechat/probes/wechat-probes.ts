import { randomBytes } from 'node:crypto';
import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { LegProbe } from '../../../ports/leg-probe.ts';
import type { LiveSecrets } from '../../../ports/live-secrets.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import type { WeChatClient } from '../wechat-client.ts';
import type { TokenSource } from '../wechat-token.ts';
import { callbackCheckProbe } from './callback-check-probe.ts';
import { callbackReachProbe } from './callback-reach-probe.ts';
import { wechatApiProbe } from './wechat-api-probe.ts';
import { wechatQuotaProbe } from './wechat-quota-probe.ts';
import { wechatTokenProbe } from './wechat-token-probe.ts';

export interface WeChatProbesDeps {
  readonly channel: ChannelConfig;
  readonly secrets: Pick<LiveSecrets, 'channel'>;
  readonly client: Pick<WeChatClient, 'apiAddresses' | 'stableToken' | 'quota' | 'checkCallback'>;
  readonly tokens: Pick<TokenSource, 'current'>;
  readonly http: Pick<OutboundHttp, 'request'>;
  readonly clock: Clock;
  readonly clockOffsetMs: () => number;
  readonly callbackUrl: () => string | null;
  readonly expectEcho: (echo: string) => () => void;
  readonly onQuotaUsed: (used: number) => void;
}

/** The probes of one channel that call WeChat, or our callback as WeChat does. The host's own is made beside them. */
export function wechatProbes(deps: WeChatProbesDeps): readonly LegProbe[] {
  const { channel, secrets, client, tokens, callbackUrl } = deps;
  const { appId } = channel.wechat;
  return [
    wechatTokenProbe({ tokens }),
    wechatApiProbe({ client, tokens, appId, secret: () => secrets.channel(channel).appSecret }),
    wechatQuotaProbe({ client, tokens, onUsed: deps.onQuotaUsed }),
    callbackCheckProbe({ client, tokens, callbackUrl }),
    callbackReachProbe({
      http: deps.http,
      callbackUrl,
      token: () => secrets.channel(channel).tokens[0],
      clock: deps.clock,
      clockOffsetMs: deps.clockOffsetMs,
      randomText: () => randomBytes(24).toString('hex'),
      expectEcho: deps.expectEcho,
    }),
  ];
}
