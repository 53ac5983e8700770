import type { z } from 'zod';
import type { AccountRow } from '#shared/domain/setup/practice/account-state.ts';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { Answer } from '../kit/answer.ts';
import type { SandboxClock } from '../kit/clock.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import { parseJson } from '../kit/json.ts';
import type { JsonObject } from '../kit/json.ts';
import { createPageSessions } from '../kit/page-sessions.ts';
import type { Random } from '../kit/random.ts';
import { createRouter } from '../kit/router.ts';
import { isFromHere } from '../kit/site.ts';
import type { Site } from '../kit/site.ts';
import {
  AccountRefusal,
  checkAllowList,
  checkConfiguration,
  CustomerMessage,
  IpAllowList,
  ServerConfiguration,
} from './account-rules.ts';
import type { AccountRefusalBody } from './account-rules.ts';
import type { Account, AccountBook } from './accounts.ts';
import type { VerificationOutcome } from './callback-verification.ts';
import type { CustomerActions } from './customer-actions.ts';
import type { TokenPools } from './token-pools.ts';

export interface AccountPageParts {
  accounts: AccountBook;
  customers: CustomerActions;
  tokens: TokenPools;
  clock: SandboxClock;
  random: Random;
  /** What WeChat does when a configuration is saved: a signed GET. */
  verify(account: Account): Promise<VerificationOutcome>;
}

type Handler = (parts: AccountPageParts, account: Account, request: ServiceRequest) => unknown;

const findRoute = createRouter<Handler>([
  { method: 'POST', pattern: '/administration/:appId/server-configuration', handle: saveConfiguration },
  { method: 'DELETE', pattern: '/administration/:appId/server-configuration', handle: removeConfiguration },
  { method: 'POST', pattern: '/administration/:appId/app-secret', handle: resetSecret },
  { method: 'PUT', pattern: '/administration/:appId/ip-allow-list', handle: saveAllowList },
  { method: 'POST', pattern: '/administration/:appId/messages', handle: write },
]);

const noStore = { 'cache-control': 'no-store' };

/**
 * What the owner of an account does on WeChat's own pages, JSON in and out. On loopback and from its own pages only; every
 * call but sign-in carries a session (cookie, or header `x-wechat-session`). A refusal is `{code, message, field}`.
 *
 * POST   /administration/api/sign-in                    {}: {token}, and the cookie
 * GET    /administration/api/state                      {accounts}, without secrets
 * POST   /administration/{appId}/server-configuration   {url, token, encodingAesKey, mode}: saved when the URL proves itself
 * DELETE /administration/{appId}/server-configuration
 * POST   /administration/{appId}/app-secret             {}: {appSecret}, a new one, shown once; the old one ends
 * PUT    /administration/{appId}/ip-allow-list          {addresses}
 * POST   /administration/{appId}/messages               {customer?, text}: a person writes to the account
 */
export function createAccountPage(parts: AccountPageParts): Site {
  const sessions = createPageSessions('wechat', '/administration');

  const answer = async (request: ServiceRequest): Promise<Answer> => {
    if (!isFromHere(request))
      throw new AccountRefusal('foreign_origin', null, 'From this machine and this page only.', 403);
    const isBodyJson = request.headers['content-type']?.startsWith('application/json') === true;
    if (request.body.length > 0 && !isBodyJson) {
      throw new AccountRefusal('bad_request', null, 'Send application/json.', 415);
    }
    if (request.method === 'POST' && request.path === '/administration/api/sign-in') {
      const { token, cookie } = sessions.begin();
      return jsonAnswer(200, { token }, { ...noStore, 'set-cookie': cookie });
    }
    if (!sessions.isSignedIn(request)) throw new AccountRefusal('not_signed_in', null, 'Sign in first.', 401);
    if (request.method === 'GET' && request.path === '/administration/api/state') {
      return jsonAnswer(200, { accounts: parts.accounts.list().map(accountView) }, noStore);
    }
    const match = findRoute(request);
    if (match.kind !== 'found') throw new AccountRefusal('not_found', null, 'There is no such address.', 404);
    const account = parts.accounts.withAppId(match.parameters.appId ?? '');
    if (!account) throw new AccountRefusal('not_found', null, 'There is no such account.', 404);
    if (account.options.isSpare !== true) {
      throw new AccountRefusal('demo_account', null, 'This account belongs to the demonstration.', 409);
    }
    const result = await match.handle(parts, account, request);
    return result === undefined ? emptyAnswer(204, noStore) : jsonAnswer(200, result, noStore);
  };

  return (request) => {
    const isMine = request.path.startsWith('/administration/api/') || findRoute(request).kind !== 'notFound';
    if (!isMine) return undefined;
    return answer(request).catch((thrown: unknown) => {
      if (!(thrown instanceof AccountRefusal)) throw thrown;
      const { status, code, message, field } = thrown;
      return jsonAnswer(status, { code, message, field } satisfies z.infer<typeof AccountRefusalBody>, noStore);
    });
  };
}

/** Token, key and secret are never shown again. What goes beyond the page's needs is for who reads the API. */
function accountView(account: Account): AccountRow & JsonObject {
  const { options, callbackUrl, followers } = account;
  const row: AccountRow = {
    name: options.name,
    appId: options.appId,
    originalId: options.originalId,
    isSpare: options.isSpare === true,
    mode: options.mode,
    callbackUrl: callbackUrl ?? null,
    ipAllowList: options.ipAllowList === undefined ? null : [...options.ipAllowList],
    customers:
      options.isSpare === true
        ? [...followers.values()].map(({ openid, nickname, chat }) => ({
            openid,
            nickname,
            chat: chat.list().slice(-50),
          }))
        : [],
  };
  return {
    ...row,
    channel: options.key,
    pushes: account.pushes,
    alarms: Object.fromEntries(account.alarms),
    recentCalls: account.calls.list().slice(-20),
  };
}

function bodyOf<T>(schema: z.ZodType<T>, request: ServiceRequest): T {
  const parsed = schema.safeParse(parseJson(request.body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AccountRefusal('bad_request', issue?.path.join('.') || null, issue?.message ?? 'The body does not fit.');
}

/** WeChat asks the URL at once, with the token as typed, and keeps nothing when the answer is wrong. */
async function saveConfiguration(
  parts: AccountPageParts,
  account: Account,
  request: ServiceRequest,
): Promise<JsonObject> {
  const { url, token, encodingAesKey, mode } = checkConfiguration(bodyOf(ServerConfiguration, request));
  const changes = { token, mode, ...(encodingAesKey === '' ? {} : { encodingAesKey }) };
  const outcome = await parts.verify({ ...account, options: { ...account.options, ...changes }, callbackUrl: url });
  if (!outcome.verified) {
    const isSilent = outcome.status === null;
    throw new AccountRefusal(
      isSilent ? 'url_timeout' : 'token_failed',
      isSilent ? 'url' : 'token',
      isSilent ? `The URL gave no answer (${outcome.detail}).` : `The URL did not prove the token (${outcome.detail}).`,
    );
  }
  parts.accounts.change(account.options.key, changes);
  account.callbackUrl = url;
  account.lostInARow = 0;
  account.markFailUntil = 0;
  return { verified: true, callbackUrl: url, mode };
}

function removeConfiguration(_parts: AccountPageParts, account: Account): void {
  account.callbackUrl = undefined;
}

function resetSecret({ accounts, tokens, clock, random }: AccountPageParts, account: Account): JsonObject {
  const appSecret = random.hex(32);
  accounts.change(account.options.key, { appSecret });
  tokens.expireAll(account.options.appId, clock.now());
  return { appSecret };
}

function saveAllowList({ accounts }: AccountPageParts, account: Account, request: ServiceRequest): JsonObject {
  const ipAllowList = checkAllowList(bodyOf(IpAllowList, request).addresses);
  accounts.change(account.options.key, { ipAllowList });
  return { addresses: ipAllowList };
}

function write({ customers, random }: AccountPageParts, account: Account, request: ServiceRequest): JsonObject {
  const { customer, text } = bodyOf(CustomerMessage, request);
  if (text.trim() === '') throw new AccountRefusal('empty_text', 'text', 'There is nothing to send.');
  if (account.callbackUrl === undefined) {
    throw new AccountRefusal('no_callback', null, 'The account has no server configuration yet.', 409);
  }
  const { key } = account.options;
  const openid = customer ?? customers.follow(key, { nickname: random.pick(['小雨', 'Emma', 'Daan']) }).openid;
  if (!account.followers.has(openid))
    throw new AccountRefusal('unknown_customer', 'customer', 'Nobody of that id follows.');
  if (customer === undefined) void customers.raise(key, openid, { type: 'subscribe' });
  return { customer: openid, id: customers.send(key, openid, { type: 'text', text }).id };
}
