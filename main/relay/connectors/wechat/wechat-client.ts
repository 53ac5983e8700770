import type { Clock } from '#shared/lib/clock.ts';
import {
  isTransportError,
  type OutboundHttp,
  type SentPhase,
  type TransportReason,
} from '../../ports/outbound-http.ts';
import { readAnswer, type WeChatAnswer } from './wechat-json.ts';
import { retryAfterMs } from '../../core/retry-after.ts';

/** Whole call, milliseconds. */
const callTimeoutMs = 10_000;
const longestAnswerBytes = 256 * 1024;

/** What came of one API call. Nothing in it holds a token or a secret. */
export type CallOutcome =
  /** WeChat answered in its own form, with or without an error code. */
  | { readonly kind: 'answer'; readonly answer: WeChatAnswer }
  /** HTTP 429 from something in front of the API. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | null }
  /** An answer came, but none of WeChat's: what the call did is not known. */
  | { readonly kind: 'unreadable'; readonly status: number }
  | { readonly kind: 'transport'; readonly sentPhase: SentPhase; readonly reason: TransportReason };

export interface WeChatClient {
  /** WeChat: POST /cgi-bin/stable_token. `forceRefresh` makes the present token void at once; at most 20 a day. */
  stableToken(input: {
    readonly appId: string;
    readonly secret: string;
    readonly forceRefresh: boolean;
  }): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/message/custom/send. */
  sendText(token: string, openId: string, text: string, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/message/custom/typing. */
  typing(token: string, openId: string, on: boolean, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: GET /cgi-bin/get_api_domain_ip. Cheap, changes nothing: shows that a token is good. */
  apiAddresses(token: string, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/callback/check. Looks from WeChat's side whether the callback's host can be reached. */
  checkCallback(token: string, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/openapi/quota/get. `path` begins with '/'. */
  quota(token: string, path: string, signal: AbortSignal): Promise<CallOutcome>;
}

/** Never rejects: every way a call can end is a CallOutcome. */
export function createWeChatClient(options: {
  readonly http: OutboundHttp;
  /** 'https://api.weixin.qq.com', or whatever stands in for it. */
  readonly apiBase: string;
  readonly clock: Clock;
}): WeChatClient {
  const base = options.apiBase.replace(/\/+$/u, '');

  const call = async (
    path: string,
    token: string | null,
    body: object | null,
    signal: AbortSignal | null,
  ): Promise<CallOutcome> => {
    const query = token === null ? '' : `?access_token=${encodeURIComponent(token)}`;
    try {
      const response = await options.http.request<unknown>({
        method: body === null ? 'GET' : 'POST',
        url: `${base}${path}${query}`,
        // Bytes, so that no layer between has a reason to touch the JSON.
        data: body === null ? undefined : Buffer.from(JSON.stringify(body)),
        headers: body === null ? {} : { 'content-type': 'application/json; charset=utf-8' },
        responseType: 'arraybuffer',
        timeout: callTimeoutMs,
        maxContentLength: longestAnswerBytes,
        ...(signal && { signal }),
      });
      return withoutSecret(outcomeOf(response, options.clock.now()), token);
    } catch (thrown) {
      // The error holds the whole request, token included: only these two words leave here.
      return isTransportError(thrown)
        ? { kind: 'transport', sentPhase: thrown.sentPhase, reason: thrown.transportReason }
        : { kind: 'transport', sentPhase: 'maybe_sent', reason: 'protocol' };
    }
  };

  return {
    stableToken: ({ appId, secret, forceRefresh }) =>
      call(
        '/cgi-bin/stable_token',
        null,
        { grant_type: 'client_credential', appid: appId, secret, force_refresh: forceRefresh },
        null,
      ),
    sendText: (token, openId, text, signal) =>
      call('/cgi-bin/message/custom/send', token, { touser: openId, msgtype: 'text', text: { content: text } }, signal),
    typing: (token, openId, on, signal) =>
      call(
        '/cgi-bin/message/custom/typing',
        token,
        { touser: openId, command: on ? 'Typing' : 'CancelTyping' },
        signal,
      ),
    apiAddresses: (token, signal) => call('/cgi-bin/get_api_domain_ip', token, null, signal),
    checkCallback: (token, signal) =>
      call('/cgi-bin/callback/check', token, { action: 'all', check_operator: 'DEFAULT' }, signal),
    quota: (token, path, signal) => call('/cgi-bin/openapi/quota/get', token, { cgi_path: path }, signal),
  };
}

function outcomeOf(
  response: { readonly status: number; readonly headers: unknown; readonly data: unknown },
  now: number,
): CallOutcome {
  const { status, data } = response;
  const answer = data instanceof Uint8Array ? readAnswer(data) : null;
  const succeeded = status >= 200 && status < 300;
  // An error page that says "no error" is a contradiction; one with a code of WeChat's own is WeChat speaking.
  if (answer !== null && (succeeded || (answer.errcode !== null && answer.errcode !== 0))) {
    return { kind: 'answer', answer };
  }
  if (status !== 429) return { kind: 'unreadable', status };
  const header = (response.headers as Readonly<Record<string, unknown>> | undefined)?.['retry-after'];
  return { kind: 'throttled', retryAfterMs: retryAfterMs(header, now) };
}

/** A message that repeats our own request must not carry the token into a log. */
function withoutSecret(outcome: CallOutcome, token: string | null): CallOutcome {
  if (outcome.kind !== 'answer' || token === null || !outcome.answer.errmsg.includes(token)) return outcome;
  return { ...outcome, answer: { ...outcome.answer, errmsg: outcome.answer.errmsg.replaceAll(token, '…') } };
}
