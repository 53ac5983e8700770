import type { ServiceRequest } from '../kit/http-service.ts';
import { stringOf } from '../kit/json.ts';
import type { Account } from './accounts.ts';
import { jsonBody, ok } from './api-context.ts';
import type { ApiContext, ApiResult } from './api-context.ts';
import { ApiRefusal } from './errors.ts';

/** `POST /cgi-bin/callback/check`: DNS and ping of the configured URL's host, not HTTP. */
export function callbackCheck(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const body = jsonBody(request);
  const action = stringOf(body.action);
  const operator = stringOf(body.check_operator);
  const targets = [account.options.key];
  if (action !== 'dns' && action !== 'ping' && action !== 'all') throw new ApiRefusal(40202);
  if (operator === undefined || !['CHINANET', 'UNICOM', 'CAP', 'DEFAULT'].includes(operator))
    throw new ApiRefusal(40203);
  if (account.callbackUrl === undefined || context.faults.take('callbackNotSet', targets)) throw new ApiRefusal(40201);

  const isUnreachable = context.faults.take('callbackUnreachable', targets) !== undefined;
  const realOperator = operator === 'DEFAULT' ? 'UNICOM' : operator;
  const ip = new URL(account.callbackUrl).hostname;
  const dns = isUnreachable ? [] : [{ ip, real_operator: realOperator }];
  const ping = [
    {
      ip,
      from_operator: realOperator,
      package_loss: isUnreachable ? '100%' : '0%',
      time: isUnreachable ? '' : '23.079ms',
    },
  ];
  return { ...(action === 'ping' ? {} : { dns }), ...(action === 'dns' ? {} : { ping }) };
}

/** `GET /cgi-bin/getcallbackip`: where pushes come from. */
export function callbackIps(): ApiResult {
  return { ip_list: ['127.0.0.1'] };
}

/** `GET /cgi-bin/get_api_domain_ip`: where the API lives. */
export function apiDomainIps(): ApiResult {
  return { ip_list: ['127.0.0.1'] };
}

/** `GET /cgi-bin/user/info`. WeChat gives no nickname, avatar or region any more. */
export function userInfo(_context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const openid = request.query.get('openid') ?? '';
  const follower = account.followers.get(openid);
  if (!follower) throw new ApiRefusal(40003);
  if (!follower.follows) return { subscribe: 0, openid };
  return {
    subscribe: 1,
    openid,
    language: '',
    subscribe_time: Math.floor(follower.subscribedAt / 1000),
    remark: follower.remark,
    groupid: 0,
    tagid_list: [],
    subscribe_scene: follower.subscribeScene,
    qr_scene: 0,
    qr_scene_str: '',
  };
}

/** `POST /cgi-bin/openapi/quota/get`. */
export function getQuota(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const view = context.quotas.view(account.options.appId, cgiPath(request), context.clock.now());
  if (!view) throw new ApiRefusal(76021);
  return { ...ok, quota: view.quota, rate_limit: { call_count: view.perMinute, refresh_second: 60 } };
}

/** `POST /cgi-bin/openapi/quota/clear`: one API, 50 times a month. */
export function clearOneQuota(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const path = cgiPath(request);
  const now = context.clock.now();
  if (!context.quotas.view(account.options.appId, path, now)) throw new ApiRefusal(76021);
  context.quotas.clearOne(account.options.appId, path, now);
  return ok;
}

/** `POST /cgi-bin/clear_quota`: all counters, 10 times a month. */
export function clearQuota(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  if (jsonBody(request).appid !== account.options.appId) throw new ApiRefusal(40013);
  context.quotas.clearAll(account.options.appId, context.clock.now());
  return ok;
}

function cgiPath(request: ServiceRequest): string {
  const path = stringOf(jsonBody(request).cgi_path) ?? '';
  if (!path.startsWith('/')) throw new ApiRefusal(76021);
  return path;
}

/** `POST /cgi-bin/openapi/rid/get`: what the platform saw of a refused call, for seven days. */
export function getRid(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const rid = stringOf(jsonBody(request).rid) ?? '';
  if (!/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/.test(rid)) throw new ApiRefusal(76002);
  const record = context.rids.find(rid, context.clock.now());
  if (record === undefined) throw new ApiRefusal(76001);
  if (record === 'expired') throw new ApiRefusal(76004);
  if (record.appId !== account.options.appId) throw new ApiRefusal(76003);
  return {
    ...ok,
    request: {
      invoke_time: Math.floor(record.invokedAt / 1000),
      cost_in_ms: record.costMs,
      request_url: record.requestUrl,
      request_body: record.requestBody,
      response_body: record.responseBody,
      client_ip: record.clientIp,
    },
  };
}
