import { emptyAnswer, jsonAnswer } from '../../kit/answer.ts';
import type { Answer } from '../../kit/answer.ts';
import type { ServiceRequest } from '../../kit/http-service.ts';
import { createPageSessions } from '../../kit/page-sessions.ts';
import { createRouter } from '../../kit/router.ts';
import { isFromHere } from '../../kit/site.ts';
import type { Site } from '../../kit/site.ts';
import { TenantRefusal } from './refusal.ts';
import type { TenantRefusalBody } from './refusal.ts';
import type { z } from 'zod';
import type { TenantAdminParts, TenantRoute } from './tenant-call.ts';
import { tenantChannelRoutes } from './tenant-channel-routes.ts';
import { tenantEntryRoutes } from './tenant-entry-routes.ts';
import { tenantView } from './tenant-views.ts';

const routes: readonly TenantRoute[] = [
  ['GET', '/tenant/api/state', (parts) => tenantView(parts)],
  ...tenantChannelRoutes,
  ...tenantEntryRoutes,
];
const findRoute = createRouter(routes.map(([method, pattern, handle]) => ({ method, pattern, handle })));

const noStore = { 'cache-control': 'no-store' };

/**
 * The administrator's API behind the tenant's page, JSON in and out. On loopback and from its own pages only; every call but
 * sign-in carries a session (cookie, or header `x-tenant-session`). A refusal is `{code, message, field}`.
 *
 * POST /tenant/api/sign-in                      {}: {token}, and the cookie
 * POST /tenant/api/sign-out
 * GET  /tenant/api/state                        everything, without secrets; `warnings` name what will not work
 * POST, PUT, DELETE  integrations[/{id}]        the BYOC form; POST answers with the Integration ID
 * POST integrations/{id}/action-page            {page, channelId?}: {url} to open
 * PUT, DELETE        channels/{id}              {scriptId, defaultSkillId, name?}; made through the API only
 * POST, PUT, DELETE  roles, users, skills, scripts, campaigns, templates
 * PUT  queues/{id}                              {name?, priority?, isFallback?, filters?}, saved at once; POST is refused
 * PUT  sla
 * POST applications                             {name}: {clientId, clientSecret}, shown once
 * POST, DELETE       access-keys[/{id}]         {userId}: {id, secret}, shown once
 */
export function createTenantApi(parts: TenantAdminParts): Site {
  const sessions = createPageSessions('tenant', '/tenant');

  const answer = (request: ServiceRequest): Answer => {
    if (!isFromHere(request))
      throw new TenantRefusal('foreign_origin', null, 'From this machine and this page only.', 403);
    const isBodyJson = request.headers['content-type']?.startsWith('application/json') === true;
    if (request.method !== 'GET' && request.body.length > 0 && !isBodyJson) {
      throw new TenantRefusal('bad_request', null, 'Send application/json.', 415);
    }
    if (request.method === 'POST' && request.path === '/tenant/api/sign-in') {
      const { token, cookie } = sessions.begin();
      return jsonAnswer(200, { token }, { ...noStore, 'set-cookie': cookie });
    }
    if (!sessions.isSignedIn(request)) throw new TenantRefusal('not_signed_in', null, 'Sign in first.', 401);
    if (request.method === 'POST' && request.path === '/tenant/api/sign-out') {
      sessions.end(request);
      return emptyAnswer(204, noStore);
    }
    const match = findRoute(request);
    if (match.kind === 'notFound') throw new TenantRefusal('not_found', null, 'There is no such address.', 404);
    if (match.kind === 'wrongMethod') throw new TenantRefusal('bad_request', null, 'That is not done here.', 405);
    const result = match.handle(parts, { request, parameters: match.parameters });
    return result === undefined ? emptyAnswer(204, noStore) : jsonAnswer(200, result, noStore);
  };

  return (request) => {
    if (!request.path.startsWith('/tenant/api/')) return undefined;
    try {
      return answer(request);
    } catch (thrown) {
      if (!(thrown instanceof TenantRefusal)) throw thrown;
      const { status, code, message, field } = thrown;
      return jsonAnswer(status, { code, message, field } satisfies z.infer<typeof TenantRefusalBody>, noStore);
    }
  };
}
