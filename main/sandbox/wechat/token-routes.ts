import type { ServiceRequest } from '../kit/http-service.ts';
import { stringOf } from '../kit/json.ts';
import type { Account } from './accounts.ts';
import { jsonBody } from './api-context.ts';
import type { ApiContext, ApiResult } from './api-context.ts';
import { ApiRefusal, ipNotListed } from './errors.ts';
import { isAllowed, plainAddress } from './ip-allow-list.ts';

/** `GET /cgi-bin/token`: the classic pool. */
export function classicToken(context: ApiContext, request: ServiceRequest): ApiResult {
  if (request.query.get('grant_type') !== 'client_credential') throw new ApiRefusal(40002);
  const { query } = request;
  const account = authenticate(context, request, query.get('appid') ?? undefined, query.get('secret') ?? undefined);
  context.quotas.count(account.options.appId, '/cgi-bin/token', context.clock.now());
  const { appId } = account.options;
  return answer(
    context,
    account,
    context.tokens.issueClassic(appId, context.clock.now(), context.rules().tokenLifeSeconds),
  );
}

/** `POST /cgi-bin/stable_token`: the stable pool. */
export function stableToken(context: ApiContext, request: ServiceRequest): ApiResult {
  const body = jsonBody(request);
  if (body.grant_type !== 'client_credential') throw new ApiRefusal(40002);
  const account = authenticate(context, request, stringOf(body.appid), stringOf(body.secret));
  const { appId } = account.options;
  context.quotas.count(appId, '/cgi-bin/stable_token', context.clock.now());
  const { tokenLifeSeconds } = context.rules();
  return answer(
    context,
    account,
    context.tokens.issueStable(appId, context.clock.now(), tokenLifeSeconds, body.force_refresh === true),
  );
}

/** `POST /cgi-bin/clear_quota/v2`: by secret, for when the token quota itself is spent. */
export function clearQuotaBySecret(context: ApiContext, request: ServiceRequest): ApiResult {
  const fields = request.body.length > 0 ? jsonBody(request) : Object.fromEntries(request.query);
  const account = authenticate(context, request, stringOf(fields.appid), stringOf(fields.appsecret));
  context.quotas.clearAll(account.options.appId, context.clock.now());
  return { errcode: 0, errmsg: 'ok' };
}

function authenticate(
  context: ApiContext,
  request: ServiceRequest,
  appId: string | undefined,
  secret: string | undefined,
): Account {
  if (!appId) throw new ApiRefusal(41002);
  if (!secret) throw new ApiRefusal(41004);
  const account = context.accounts.withAppId(appId);
  if (!account) throw new ApiRefusal(40013);
  if (secret !== account.options.appSecret) throw new ApiRefusal(40125);
  const { ipAllowList } = account.options;
  const caller = plainAddress(request.remoteAddress);
  if (ipAllowList !== undefined && !isAllowed(caller, ipAllowList)) throw ipNotListed(caller);
  return account;
}

function answer(context: ApiContext, account: Account, token: { access_token: string; expires_in: number }): ApiResult {
  const targets = [account.options.key];
  const stolen = context.faults.peek('tokenStolen', targets);
  if (stolen?.again) context.tokens.replaceAll(account.options.appId);
  const spoilt = context.faults.take('tokenAnswer', targets);
  return spoilt ? { ...token, expires_in: spoilt.expiresIn } : { ...token };
}
