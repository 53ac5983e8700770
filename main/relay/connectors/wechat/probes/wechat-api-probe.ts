import { failed, passed } from '../../../core/probe-findings.ts';
import { probeRations } from '../../../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../../../ports/leg-probe.ts';
import { readTokenAnswer } from '../token-answer.ts';
import type { WeChatClient } from '../wechat-client.ts';
import { checkResult, refusedTokenOf } from '../wechat-results.ts';
import type { TokenSource } from '../wechat-token.ts';
import { tokenFinding } from './token-finding.ts';

export interface WeChatApiProbeDeps {
  readonly client: Pick<WeChatClient, 'apiAddresses' | 'stableToken'>;
  readonly tokens: Pick<TokenSource, 'current'>;
  readonly appId: string;
  /** The AppSecret as it is now. */
  readonly secret: () => string;
}

/**
 * WeChat: GET /cgi-bin/get_api_domain_ip, which changes nothing and concerns no end user. When the token is refused, an
 * ordinary one is asked for once, to learn why; a forced one never.
 */
export function wechatApiProbe(deps: WeChatApiProbeDeps): LegProbe {
  const { leg, everyMs } = probeRations.wechat_api;
  return { name: 'wechat_api', leg, everyMs, run: (signal) => look(deps, signal) };
}

async function look(deps: WeChatApiProbeDeps, signal: AbortSignal): Promise<ProbeFinding> {
  const { client, tokens, appId, secret } = deps;
  const held = await tokens.current(signal, { recheck: true });
  if (!held.ok) return tokenFinding(held.failure);
  const outcome = await client.apiAddresses(held.token, signal);
  const refusal = refusedTokenOf(outcome);
  if (refusal === null) return findingOf(outcome);
  const other = readTokenAnswer(await client.stableToken({ appId, secret: secret(), forceRefresh: false }));
  if (!other.ok) return tokenFinding(other.failure);
  // WeChat hands out a token that it does not take.
  if (other.token === held.token) return failed('WECHAT_TOKEN_REFUSED', { platformCode: refusal });
  return findingOf(await client.apiAddresses(other.token, signal));
}

function findingOf(outcome: Parameters<typeof checkResult>[0]): ProbeFinding {
  const result = checkResult(outcome);
  if (result.ok) return passed();
  const { code, platformCode, value, retryable } = result;
  return failed(code, { platformCode, value, retryable });
}
