import { z } from 'zod';
import { cannotTell, failed, passed, warning } from '../../../core/probe-findings.ts';
import { probeRations } from '../../../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../../../ports/leg-probe.ts';
import type { CallOutcome } from '../wechat-call.ts';
import type { WeChatClient } from '../wechat-client.ts';
import { classify } from '../wechat-error-table.ts';
import type { TokenSource } from '../wechat-token.ts';
import { outcomeWord } from './outcome-word.ts';

/** WeChat: POST /cgi-bin/callback/check. `package_loss` is '0%' or '100%': one ping to each address. */
const Looked = z.object({
  dns: z.array(z.object({ ip: z.string() })),
  ping: z.array(z.object({ package_loss: z.string() })).default([]),
});

/**
 * What WeChat sees of our callback's host: its name and a ping, nothing of HTTP. Many firewalls drop pings, so lost ones
 * say nothing. `callbackUrl`: what is, or is to be, entered at WeChat.
 */
export function judgeCallbackCheck(outcome: CallOutcome, callbackUrl: string | null): ProbeFinding {
  const platformCode = outcomeWord(outcome);
  if (outcome.kind !== 'answer') return cannotTell({ platformCode });
  const { errcode, body } = outcome.answer;
  if (errcode !== null && errcode !== 0) {
    const { code } = classify(errcode, 'api');
    // Every other refusal concerns our call, and its own probe tells of it.
    return code === 'WECHAT_CALLBACK_NOT_SET'
      ? failed(code, { platformCode, value: callbackUrl })
      : cannotTell({ platformCode });
  }
  const looked = Looked.safeParse(body);
  if (!looked.success) return cannotTell();
  const { dns, ping } = looked.data;
  if (dns.length === 0) return warning('WECHAT_CALLBACK_UNREACHABLE', { platformCode: 'dns', value: callbackUrl });
  if (ping.length > 0 && ping.every(({ package_loss: loss }) => loss === '100%')) {
    return cannotTell({ platformCode: 'ping', value: callbackUrl });
  }
  return passed(
    dns
      .map(({ ip }) => ip)
      .join(', ')
      .slice(0, 200),
  );
}

export function callbackCheckProbe(deps: {
  readonly client: Pick<WeChatClient, 'checkCallback'>;
  readonly tokens: Pick<TokenSource, 'current'>;
  readonly callbackUrl: () => string | null;
}): LegProbe {
  const { leg, everyMs } = probeRations.wechat_callback_check;
  return {
    name: 'wechat_callback_check',
    leg,
    everyMs,
    run: async (signal) => {
      const token = await deps.tokens.current(signal);
      if (!token.ok) return cannotTell({ platformCode: token.failure.platformCode });
      return judgeCallbackCheck(await deps.client.checkCallback(token.token, signal), deps.callbackUrl());
    },
  };
}
