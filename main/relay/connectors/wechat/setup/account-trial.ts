import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { endedStep, passedStep, TrialSteps, type StepEnd } from '../../../core/trial-steps.ts';
import type { OutboundHttp } from '../../../ports/outbound-http.ts';
import type { TryWeChat, WeChatAccess } from '../../../ports/setup-trials.ts';
import { readQuota, type WeChatQuota } from '../probes/wechat-quota-probe.ts';
import { readTokenAnswer } from '../token-answer.ts';
import type { CallOutcome } from '../wechat-call.ts';
import { createWeChatClient, type WeChatClient } from '../wechat-client.ts';
import { classify, refusedAddress } from '../wechat-error-table.ts';
import { checkResult } from '../wechat-results.ts';

const wechatHost = 'https://api.weixin.qq.com';
const sendPath = '/cgi-bin/message/custom/send';
/** Nobody waits longer for the whole of it, milliseconds. */
const limitMs = 25_000;

const steps = ['token', 'account', 'quota'] as const;

/**
 * Whether credentials work at WeChat, and what the account may do. The token is asked for without force, so WeChat hands
 * out the one that is in use already (WeChat: stable_token) and channels that run on the account keep theirs; it is
 * thrown away here. Only calls that change nothing follow: the API's addresses and the account's quota.
 */
export function createWeChatTrial({ http, clock }: { readonly http: OutboundHttp; readonly clock: Clock }): TryWeChat {
  return async (access) => {
    const trial = new TrialSteps(clock);
    const apiBase = access.apiBase.trim() === '' ? wechatHost : access.apiBase.trim();
    const client = createWeChatClient({ http, apiBase, clock });
    const token = await trial.run('token', () => askToken(client, access, apiBase));
    if (token === null) return trial.trial(steps);
    const limit = limitOf(clock);
    try {
      const quota = await trial.run('account', () => lookAtAccount(client, token, limit.signal));
      if (quota !== null) await trial.run('quota', () => judge(quota));
      return trial.trial(steps);
    } finally {
      limit.end();
    }
  };
}

async function askToken(
  client: Pick<WeChatClient, 'stableToken'>,
  { appId, appSecret }: WeChatAccess,
  apiBase: string,
): Promise<StepEnd<string>> {
  if (appId === '') return endedStep('failed', 'SETUP_REQUIRED', { value: 'appId' });
  if (appSecret === '') return endedStep('failed', 'SETUP_SECRET_MISSING', { value: 'wechat_app_secret' });
  if (!URL.canParse(apiBase) || !/^https?:$/u.test(new URL(apiBase).protocol)) {
    return endedStep('failed', 'SETUP_URL_FORM', { value: apiBase });
  }
  const answer = readTokenAnswer(await client.stableToken({ appId, secret: appSecret, forceRefresh: false }));
  if (answer.ok) return passedStep(answer.token);
  const { code, platformCode, value } = answer.failure;
  return endedStep('failed', codesOfToken[platformCode ?? ''] ?? code, { platformCode, value });
}

/** WeChat: app id or secret missing. In a running channel that is a mistake of ours; here somebody typed it. */
const codesOfToken: Readonly<Record<string, ErrorCode>> = {
  '41002': 'WECHAT_APPID_INVALID',
  '41004': 'WECHAT_SECRET_INVALID',
};

/**
 * WeChat has no call that says what an account is. The address list shows that token and account are good; the quota of
 * customer-service messages is refused, or nothing, where the account may not send them (inferred: codes 48001 and 40200
 * are documented for accounts without the permission). Without a readable quota nothing is said.
 */
async function lookAtAccount(
  client: Pick<WeChatClient, 'apiAddresses' | 'quota'>,
  token: string,
  signal: AbortSignal,
): Promise<StepEnd<WeChatQuota>> {
  const reached = checkResult(await client.apiAddresses(token, signal));
  if (!reached.ok) {
    const { code, platformCode, value } = reached;
    return endedStep('failed', code, { platformCode, value });
  }
  const outcome = await client.quota(token, sendPath, signal);
  const refusal = refusalOf(outcome);
  if (refusal !== null) return refusal;
  if (outcome.kind !== 'answer') return endedStep('not_tried', null);
  if (isNoQuota(outcome.answer.body)) return endedStep('failed', 'WECHAT_PERMISSION_MISSING');
  const quota = readQuota(outcome.answer);
  return quota === null ? endedStep('not_tried', null) : passedStep(quota);
}

/** What WeChat's refusal of the quota call says of the account; null when it was not refused. */
function refusalOf(outcome: CallOutcome): StepEnd<never> | null {
  if (outcome.kind !== 'answer') return null;
  const { errcode, errmsg } = outcome.answer;
  if (errcode === null || errcode === 0) return null;
  const { category, code } = classify(errcode, 'api');
  const more = { platformCode: String(errcode), value: refusedAddress(errmsg) };
  // A refusal of the question itself says nothing of sending.
  return category === 'config' ? endedStep('failed', code, more) : endedStep('not_tried', null, more);
}

function isNoQuota(body: Readonly<Record<string, unknown>>): boolean {
  const { quota } = body;
  return typeof quota === 'object' && quota !== null && 'daily_limit' in quota && Number(quota.daily_limit) === 0;
}

function judge({ left, limit }: WeChatQuota): StepEnd<null> {
  const value = `${left}/${limit}`;
  return left === 0
    ? endedStep('failed', 'WECHAT_QUOTA_EXHAUSTED', { platformCode: null, value })
    : passedStep(null, value);
}

function limitOf(clock: Clock): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const end = clock.after(limitMs, () => {
    controller.abort();
  });
  return { signal: controller.signal, end };
}
