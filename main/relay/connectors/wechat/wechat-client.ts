import type { Clock } from '#shared/lib/clock.ts';
import type { NoteExchange } from '../../ports/delivery-target.ts';
import type { OutboundHttp } from '../../ports/outbound-http.ts';
import { customMessageBody, type CustomMessage } from './custom-message.ts';
import { fetchAddress, fetchMedia, type FetchOutcome } from './fetch-media.ts';
import { uploadForm, type UploadFile, type UploadType } from './upload-form.ts';
import { callApi, type ApiCall, type CallDeps, type CallOutcome } from './wechat-call.ts';

export type { CallOutcome };

/** A file goes out at the pace of the line: 10 MB in this time is a slow line. */
const uploadTimeoutMs = 90_000;

/** A template message but for its receiver. */
export interface TemplateMessage {
  readonly templateId: string;
  /** Opened when the end user taps the message; null for nothing. */
  readonly url: string | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** `note` is told of calls made on behalf of a message. */
export interface WeChatClient {
  /** WeChat: POST /cgi-bin/stable_token. `forceRefresh` makes the present token void at once; at most 20 a day. */
  stableToken(input: {
    readonly appId: string;
    readonly secret: string;
    readonly forceRefresh: boolean;
  }): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/message/custom/send. */
  send(
    token: string,
    openId: string,
    message: CustomMessage,
    signal: AbortSignal,
    note?: NoteExchange,
  ): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/message/template/send. The answer names the message: `msgid`. */
  sendTemplate(
    token: string,
    openId: string,
    message: TemplateMessage,
    signal: AbortSignal,
    note?: NoteExchange,
  ): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/message/custom/typing. */
  typing(token: string, openId: string, on: boolean, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/media/upload. The answer names the file: `media_id`. Nobody but us sees what it does. */
  upload(
    token: string,
    type: UploadType,
    file: UploadFile,
    signal: AbortSignal,
    note?: NoteExchange,
  ): Promise<CallOutcome>;
  /** WeChat: GET /cgi-bin/media/get. */
  media(token: string, mediaId: string, longestBytes: number, signal: AbortSignal): Promise<FetchOutcome>;
  /** A file at an address WeChat gave us (PicUrl), without a token. */
  file(url: string, longestBytes: number, signal: AbortSignal): Promise<FetchOutcome>;
  /** WeChat: GET /cgi-bin/user/info. `subscribe` says whether the person follows the account. */
  userInfo(token: string, openId: string, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: GET /cgi-bin/get_api_domain_ip. Cheap, changes nothing: shows that a token is good. */
  apiAddresses(token: string, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/callback/check. Looks from WeChat's side whether the callback's host can be reached. */
  checkCallback(token: string, signal: AbortSignal): Promise<CallOutcome>;
  /** WeChat: POST /cgi-bin/openapi/quota/get. `path` begins with '/'. */
  quota(token: string, path: string, signal: AbortSignal): Promise<CallOutcome>;
}

/** Never rejects: every way a call can end is an outcome. */
export function createWeChatClient(options: {
  readonly http: OutboundHttp;
  /** 'https://api.weixin.qq.com', or whatever stands in for it. */
  readonly apiBase: string;
  readonly clock: Clock;
}): WeChatClient {
  const deps: CallDeps = { ...options, base: options.apiBase.replace(/\/+$/u, '') };
  const call = (request: ApiCall): Promise<CallOutcome> => callApi(deps, request);

  return {
    stableToken: ({ appId, secret, forceRefresh }) =>
      call({
        path: '/cgi-bin/stable_token',
        token: null,
        body: { grant_type: 'client_credential', appid: appId, secret, force_refresh: forceRefresh },
        signal: null,
      }),
    send: (token, openId, message, signal, note) =>
      call({ path: '/cgi-bin/message/custom/send', token, body: customMessageBody(openId, message), signal, note }),
    sendTemplate: (token, openId, { templateId, url, fields }, signal, note) =>
      call({
        path: '/cgi-bin/message/template/send',
        token,
        body: {
          touser: openId,
          template_id: templateId,
          ...(url !== null && { url }),
          data: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
        },
        signal,
        note,
      }),
    typing: (token, openId, on, signal) =>
      call({
        path: '/cgi-bin/message/custom/typing',
        token,
        body: { touser: openId, command: on ? 'Typing' : 'CancelTyping' },
        signal,
      }),
    upload: (token, type, file, signal, note) =>
      call({
        path: '/cgi-bin/media/upload',
        token,
        query: { type },
        body: uploadForm(file),
        signal,
        timeoutMs: uploadTimeoutMs,
        note,
      }),
    media: (token, mediaId, longestBytes, signal) => fetchMedia(deps, { token, mediaId, longestBytes, signal }),
    file: (url, longestBytes, signal) => fetchAddress(deps, { url, longestBytes, signal }),
    userInfo: (token, openId, signal) =>
      call({ path: '/cgi-bin/user/info', token, query: { openid: openId, lang: 'zh_CN' }, signal }),
    apiAddresses: (token, signal) => call({ path: '/cgi-bin/get_api_domain_ip', token, signal }),
    checkCallback: (token, signal) =>
      call({ path: '/cgi-bin/callback/check', token, body: { action: 'all', check_operator: 'DEFAULT' }, signal }),
    quota: (token, path, signal) =>
      call({ path: '/cgi-bin/openapi/quota/get', token, body: { cgi_path: path }, signal }),
  };
}
