import { z } from 'zod';
import { cannotTell, failed, passed, warning } from '../../../core/probe-findings.ts';
import { probeRations } from '../../../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../../../ports/leg-probe.ts';
import type { WeChatClient } from '../wechat-client.ts';
import type { WeChatAnswer } from '../wechat-json.ts';
import type { TokenSource } from '../wechat-token.ts';
import { outcomeWord } from './outcome-word.ts';

const sendPath = '/cgi-bin/message/custom/send';
/** Below this share of the day's calls somebody should know. */
const lowShare = 0.1;

const count = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,19}$/u)
      .transform(Number),
  ])
  .pipe(z.number().min(0));
const Quota = z.object({ quota: z.object({ daily_limit: count, used: count, remain: count }) });

export interface WeChatQuota {
  readonly limit: number;
  readonly used: number;
  readonly left: number;
}

/** WeChat: POST /cgi-bin/openapi/quota/get. Null for an answer without readable figures. */
export function readQuota({ errcode, body }: Pick<WeChatAnswer, 'errcode' | 'body'>): WeChatQuota | null {
  if (errcode !== null && errcode !== 0) return null;
  const parsed = Quota.safeParse(body);
  if (!parsed.success || parsed.data.quota.daily_limit === 0) return null;
  const { daily_limit: limit, used, remain: left } = parsed.data.quota;
  return { limit, used, left };
}

/** The value is the number of calls left today. */
export function judgeQuota({ limit, left }: WeChatQuota): ProbeFinding {
  const value = String(left);
  if (left === 0) return failed('WECHAT_QUOTA_EXHAUSTED', { value });
  return left < limit * lowShare ? warning('WECHAT_QUOTA_LOW', { value }) : passed(value);
}

/** Calls left today for customer-service messages. That they cannot be asked for says nothing about sending. */
export function wechatQuotaProbe(deps: {
  readonly client: Pick<WeChatClient, 'quota'>;
  readonly tokens: Pick<TokenSource, 'current'>;
  /** Told what was used today, whoever used it. */
  readonly onUsed?: (used: number) => void;
}): LegProbe {
  const { leg, everyMs } = probeRations.wechat_quota;
  return {
    name: 'wechat_quota',
    leg,
    everyMs,
    run: async (signal) => {
      const token = await deps.tokens.current(signal);
      if (!token.ok) return cannotTell({ platformCode: token.failure.platformCode });
      const outcome = await deps.client.quota(token.token, sendPath, signal);
      const quota = outcome.kind === 'answer' ? readQuota(outcome.answer) : null;
      if (quota === null) return cannotTell({ platformCode: outcomeWord(outcome) });
      deps.onUsed?.(quota.used);
      return judgeQuota(quota);
    },
  };
}
