import { jsonAnswer } from '../kit/answer.ts';
import type { Answer } from '../kit/answer.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import { objectOf, parseJson, stringOf } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import { createRouter } from '../kit/router.ts';
import { spoil, transportFaultNames } from '../kit/transport-faults.ts';
import type { TransportFault } from '../kit/transport-faults.ts';
import type { Account } from './accounts.ts';
import type { ApiContext, ApiResult } from './api-context.ts';
import * as diagnosis from './diagnosis-routes.ts';
import { ApiRefusal, ipNotListed } from './errors.ts';
import { refusingFaults } from './faults.ts';
import * as media from './media-routes.ts';
import * as messages from './message-routes.ts';
import { sendTemplate } from './template-routes.ts';
import * as tokens from './token-routes.ts';

type Endpoint =
  | { access: 'secret'; run: (context: ApiContext, request: ServiceRequest) => ApiResult }
  | { access: 'token'; run: (context: ApiContext, request: ServiceRequest, account: Account) => ApiResult }
  | { access: 'open'; run: (context: ApiContext, parameters: Record<string, string>) => ApiResult };

const route = (method: 'GET' | 'POST', pattern: string, handle: Endpoint) => ({ method, pattern, handle });

const findRoute = createRouter<Endpoint>([
  route('GET', '/cgi-bin/token', { access: 'secret', run: tokens.classicToken }),
  route('POST', '/cgi-bin/stable_token', { access: 'secret', run: tokens.stableToken }),
  route('POST', '/cgi-bin/clear_quota/v2', { access: 'secret', run: tokens.clearQuotaBySecret }),
  route('POST', '/cgi-bin/message/custom/send', { access: 'token', run: messages.sendCustomMessage }),
  route('POST', '/cgi-bin/message/template/send', { access: 'token', run: sendTemplate }),
  route('POST', '/cgi-bin/message/custom/typing', { access: 'token', run: messages.customTyping }),
  route('POST', '/cgi-bin/media/upload', { access: 'token', run: media.uploadMedia }),
  route('GET', '/cgi-bin/media/get', { access: 'token', run: media.getMedia }),
  route('GET', '/cgi-bin/media/get/jssdk', { access: 'token', run: media.getMedia }),
  route('GET', '/cgi-bin/user/info', { access: 'token', run: diagnosis.userInfo }),
  route('POST', '/cgi-bin/callback/check', { access: 'token', run: diagnosis.callbackCheck }),
  route('GET', '/cgi-bin/getcallbackip', { access: 'token', run: diagnosis.callbackIps }),
  route('GET', '/cgi-bin/get_api_domain_ip', { access: 'token', run: diagnosis.apiDomainIps }),
  route('POST', '/cgi-bin/clear_quota', { access: 'token', run: diagnosis.clearQuota }),
  route('POST', '/cgi-bin/openapi/quota/get', { access: 'token', run: diagnosis.getQuota }),
  route('POST', '/cgi-bin/openapi/quota/clear', { access: 'token', run: diagnosis.clearOneQuota }),
  route('POST', '/cgi-bin/openapi/rid/get', { access: 'token', run: diagnosis.getRid }),
  route('GET', '/files/:appId/:mediaId', { access: 'open', run: media.getFile }),
]);

/** Answers one API call: HTTP 200 with JSON, errors as `{errcode, errmsg}` with a rid that can be looked up. */
export function handleApiCall(context: ApiContext, request: ServiceRequest): Answer {
  const match = findRoute(request);
  const caller = callerOf(context, request);
  const fault = transportFaultFor(context, request, caller);
  if (fault && !fault.options.applied) return spoil(jsonAnswer(200, {}), fault);

  const startedAt = performance.now();
  let answer: Answer;
  try {
    if (match.kind === 'notFound') throw new ApiRefusal(40066);
    if (match.kind === 'wrongMethod') throw new ApiRefusal(request.method === 'GET' ? 43002 : 43001);
    answer = success(context, caller, request, callEndpoint(context, request, match.handle, match.parameters, caller));
  } catch (thrown) {
    if (!(thrown instanceof ApiRefusal)) throw thrown;
    answer = refusal(context, caller, request, thrown, performance.now() - startedAt);
  }
  return fault ? spoil(answer, fault) : answer;
}

function callEndpoint(
  context: ApiContext,
  request: ServiceRequest,
  endpoint: Endpoint,
  parameters: Record<string, string>,
  caller: Account | undefined,
): ApiResult {
  if (endpoint.access === 'open') return endpoint.run(context, parameters);
  refuseByFault(context, request, endpoint.access, caller);
  if (endpoint.access === 'secret') return endpoint.run(context, request);
  const account = accountOfToken(context, request);
  context.quotas.count(account.options.appId, request.path, context.clock.now());
  return endpoint.run(context, request, account);
}

function accountOfToken(context: ApiContext, request: ServiceRequest): Account {
  const token = request.query.get('access_token');
  if (!token) throw new ApiRefusal(41001);
  const check = context.tokens.check(token, context.clock.now());
  if (check.kind === 'expired') throw new ApiRefusal(42001, 'access_token expired');
  if (check.kind !== 'good') throw new ApiRefusal(40001);
  const account = context.accounts.withAppId(check.appId);
  if (!account) throw new ApiRefusal(40001);
  return account;
}

/** The account a call is about, as far as it can be told, so that its faults strike also where the call is refused. */
function callerOf(context: ApiContext, request: ServiceRequest): Account | undefined {
  const token = request.query.get('access_token');
  const appId = token
    ? context.tokens.check(token, context.clock.now()).appId
    : (request.query.get('appid') ?? stringOf(objectOf(parseJson(request.body.toString('utf8'))).appid));
  return appId === undefined ? undefined : context.accounts.withAppId(appId);
}

function transportFaultFor(
  context: ApiContext,
  request: ServiceRequest,
  caller: Account | undefined,
): TransportFault | undefined {
  if (context.faults.isEmpty) return undefined;
  for (const fault of transportFaultNames) {
    const options = context.faults.take(fault, targetsOf(caller), (candidate) => concerns(candidate.paths, request));
    if (options) return { fault, options } as TransportFault;
  }
  return undefined;
}

function refuseByFault(
  context: ApiContext,
  request: ServiceRequest,
  access: 'secret' | 'token',
  caller: Account | undefined,
): void {
  const { faults } = context;
  if (faults.isEmpty) return;
  const targets = targetsOf(caller);
  const listed = faults.take('ipNotListed', targets);
  if (listed) throw ipNotListed(listed.ip);
  const isSending = request.path.startsWith('/cgi-bin/message/custom/');
  for (const [fault, { code, at }] of Object.entries(refusingFaults)) {
    const applies =
      at === 'everywhere' ||
      (at === 'tokens' && access === 'secret') ||
      (at === 'calls' && access === 'token') ||
      (at === 'sending' && isSending);
    if (applies && faults.take(fault as keyof typeof refusingFaults, targets)) throw new ApiRefusal(code);
  }
  const confirmation = access === 'secret' ? faults.take('ipConfirmation', targets) : undefined;
  if (confirmation) throw new ApiRefusal(confirmation.code);
  const here = (options: { paths?: string[] | undefined }): boolean => concerns(options.paths, request);
  if (faults.take('systemBusy', targets, here)) throw new ApiRefusal(-1);
  if (faults.take('quotaSpent', targets, here)) throw new ApiRefusal(45009);
  if (faults.take('rateLimited', targets, here)) throw new ApiRefusal(45011);
  const chosen = faults.take('errcode', targets, here);
  if (chosen) throw new ApiRefusal(chosen.code, chosen.errmsg);
}

const targetsOf = (caller: Account | undefined): string[] => (caller ? [caller.options.key] : []);

function concerns(paths: readonly string[] | undefined, request: ServiceRequest): boolean {
  return paths === undefined || paths.some((path) => request.path.startsWith(path));
}

const jsonHeaders = { 'content-type': 'application/json; encoding=utf-8' };

function success(context: ApiContext, caller: Account | undefined, request: ServiceRequest, result: ApiResult): Answer {
  caller?.calls.push({ at: context.clock.stampNow(), path: request.path, errcode: 0, rid: null });
  if ('file' in result) return result.file as Answer;
  const asText = context.faults.isEmpty ? undefined : context.faults.take('errcodeAsText', targetsOf(caller));
  const body: JsonObject = asText && 'errcode' in result ? { ...result, errcode: String(result.errcode) } : result;
  return jsonAnswer(200, body, jsonHeaders);
}

function refusal(
  context: ApiContext,
  caller: Account | undefined,
  request: ServiceRequest,
  refused: ApiRefusal,
  tookMs: number,
): Answer {
  const { clock, rids } = context;
  const rid = rids.create(clock.stampNow());
  const answer = jsonAnswer(200, { errcode: refused.errcode, errmsg: `${refused.errmsg} rid: ${rid}` }, jsonHeaders);
  rids.remember(rid, {
    appId: caller?.options.appId,
    invokedAt: clock.now(),
    costMs: Math.max(1, Math.round(tookMs)),
    requestUrl: maskToken(request.query),
    requestBody: request.body.subarray(0, 2_000).toString('utf8'),
    responseBody: answer.body.toString(),
    clientIp: request.remoteAddress,
  });
  caller?.calls.push({ at: clock.stampNow(), path: request.path, errcode: refused.errcode, rid });
  return answer;
}

function maskToken(query: URLSearchParams): string {
  const token = query.get('access_token');
  return token ? `access_token=${token.slice(0, 10)}xxxx` : query.toString().replace(/secret=[^&]*/, 'secret=xxxx');
}
