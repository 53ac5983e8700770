import { passed } from '../../../core/probe-findings.ts';
import { probeRations } from '../../../core/probe-ration.ts';
import type { LegProbe } from '../../../ports/leg-probe.ts';
import type { TokenSource } from '../wechat-token.ts';
import { tokenFinding } from './token-finding.ts';

/** A token is held, or WeChat gives one. Never a forced one: that would make the token void which others may be using. */
export function wechatTokenProbe(deps: { readonly tokens: Pick<TokenSource, 'current'> }): LegProbe {
  const { leg, everyMs } = probeRations.wechat_token;
  return {
    name: 'wechat_token',
    leg,
    everyMs,
    run: async (signal) => {
      const result = await deps.tokens.current(signal, { recheck: true });
      return result.ok ? passed() : tokenFinding(result.failure);
    },
  };
}
