import { jsonAnswer } from '../kit/answer.ts';
import type { Answer } from '../kit/answer.ts';
import { bearerOf } from '../kit/http-service.ts';
import type { ServiceRequest } from '../kit/http-service.ts';
import { createRouter } from '../kit/router.ts';
import { spoil, transportFaultNames } from '../kit/transport-faults.ts';
import type { TransportFault } from '../kit/transport-faults.ts';
import { acdPath, acdRefusalAnswer, acdRoutes } from './admin/acd-api.ts';
import { AcdRefusal } from './admin/acd-answers.ts';
import type { ApiContext, DeCall, DeHandler } from './api-context.ts';
import * as auth from './auth-routes.ts';
import * as channels from './channel-routes.ts';
import * as contacts from './contact-routes.ts';
import { DeRefusal, notFound, unauthorized } from './errors.ts';
import type { TenantApi } from './faults.ts';
import * as messages from './message-routes.ts';
import { searchMessages } from './search-routes.ts';
import { casePage, settingsPage } from './settings-page.ts';
import * as threads from './thread-routes.ts';

type Endpoint = { access: 'open' | 'bearer'; run: DeHandler };

const open = (run: (context: ApiContext, request: ServiceRequest) => Answer): Endpoint => ({
  access: 'open',
  run: (context, call) => run(context, call.request),
});
const bearer = (run: DeHandler): Endpoint => ({ access: 'bearer', run });

const actionPageToken = (context: ApiContext): string => {
  const [application] = context.store.book.applications.values();
  const [accessKeyId] = context.store.book.accessKeys.keys();
  if (!application || accessKeyId === undefined) throw notFound('Application');
  return auth.issueAccessToken(context, application, accessKeyId);
};

const de = '/dfo/3.0';
const findRoute = createRouter<Endpoint>(
  (
    [
      ['GET', '/.well-known/openid-configuration', open(auth.openIdConfiguration)],
      ['GET', '/.well-known/cxone-configuration', open(auth.cxoneConfiguration)],
      ['GET', '/auth/jwks', open(auth.jwks)],
      ['GET', '/settings/channels', open(settingsPage)],
      ['GET', '/cases/:contactNumber', { access: 'open', run: casePage }],
      ['POST', '/auth/token', open(auth.accessToken)],
      ['POST', `${de}/channels`, bearer(channels.upsertChannel)],
      ['GET', `${de}/channels`, bearer(channels.listChannels)],
      ['DELETE', `${de}/channels/:channelId`, bearer(channels.deleteChannel)],
      ['POST', `${de}/channels/:channelId/messages`, bearer(messages.createMessage)],
      ['PUT', `${de}/channels/:channelId/messages/:messageId/status`, bearer(messages.setMessageStatus)],
      ['GET', `${de}/channels/:channelId/external-platform-templates`, bearer(channels.listTemplates)],
      ['PUT', `${de}/channels/:channelId/threads/:threadId`, bearer(threads.updateThread)],
      ['POST', `${de}/channels/:channelId/threads/:threadId/sender-actions`, bearer(threads.senderAction)],
      ['GET', `${de}/routing-queues`, bearer(channels.listRoutingQueues)],
      ['GET', `${de}/messages`, bearer(searchMessages)],
      ['GET', `${de}/threads`, bearer(threads.listThreads)],
      ['GET', `${de}/contacts`, bearer(contacts.listContacts)],
      ['GET', `${de}/contacts/:contactNumber`, bearer(contacts.getContact)],
      ['GET', `${de}/contacts/:contactNumber/messages`, bearer(contacts.getContactMessages)],
      ['PUT', `${de}/contacts/:contactNumber/status`, bearer(contacts.setContactStatus)],
      ['PUT', `${de}/contacts/:contactNumber/inbox-assignment`, bearer(contacts.assignContact)],
      ['DELETE', `${de}/contacts/:contactNumber/inbox-assignment`, bearer(contacts.unassignContact)],
      ['POST', `${de}/attachments/temporary`, bearer(threads.uploadAttachment)],
      [
        'POST',
        `${de}/one-time-token/verification`,
        { access: 'open', run: threads.verifyOneTimeToken(actionPageToken) },
      ],
      ['GET', '/attachments/:fileId/:fileName', { access: 'open', run: threads.downloadAgentFile }],
      ['GET', '/files/:fileId', { access: 'open', run: threads.downloadAttachment }],
    ] satisfies [string, string, Endpoint][]
  ).map(([method, pattern, handle]) => ({ method, pattern, handle })),
);
const findAcdRoute = createRouter<Endpoint>(
  acdRoutes.map(([method, pattern, run]) => ({ method, pattern, handle: bearer(run) })),
);

/** Answers one call to the login, discovery, Digital Engagement or ACD Admin API. */
export function handleCxoneCall(context: ApiContext, request: ServiceRequest): Answer {
  const acd = acdPath(request.path);
  const match = acd === undefined ? findRoute(request) : findAcdRoute({ method: request.method, path: acd });
  const parameters = match.kind === 'found' ? match.parameters : {};
  const token = bearerOf(request);
  const integration = token === undefined ? undefined : context.tokens.check(token, context.clock.now());
  const claimed = integration ?? auth.claimedApplication(context, request)?.key;
  const api = acd !== undefined ? 'acd' : request.path.startsWith(`${de}/`) ? 'digital' : 'login';
  const targets = targetsOf(context, api, claimed, parameters.channelId);
  const fault = transportFaultFor(context, request, targets);
  if (fault && !fault.options.applied) return spoil(jsonAnswer(200, {}), fault);

  let answer: Answer;
  try {
    if (match.kind !== 'found') {
      throw match.kind === 'notFound' ? notFound('Resource') : new DeRefusal(405, [{ message: 'Method not allowed.' }]);
    }
    if (match.handle.access === 'bearer') {
      if (integration === undefined) throw unauthorized();
      refuseByFault(context, request, targets);
    }
    const call: DeCall = { request, parameters, integration: integration ?? '' };
    answer = match.handle.run(context, call);
  } catch (thrown) {
    if (thrown instanceof AcdRefusal) answer = acdRefusalAnswer(thrown);
    else if (thrown instanceof DeRefusal) answer = acd === undefined ? deRefusalAnswer(context, thrown) : asAcd(thrown);
    else throw thrown;
  }
  answer.headers['x-trace-id'] = context.random.hex(16);
  return fault ? spoil(answer, fault) : answer;
}

function deRefusalAnswer(context: ApiContext, { status, errors, headers }: DeRefusal): Answer {
  return jsonAnswer(status, { errors, uid: context.random.hex(12) }, headers);
}

/** What a fault says, in the words of the ACD Admin API. */
function asAcd({ status, errors, headers }: DeRefusal): Answer {
  const description = errors[0]?.message;
  return jsonAnswer(status, { error: `http_${status}`, error_description: description ?? '' }, headers);
}

/** The faults that concern a call: those of its API and application, and of the channel in its path and the channel's integration. */
function targetsOf(
  context: ApiContext,
  api: TenantApi,
  application: string | undefined,
  channelId: string | undefined,
): string[] {
  const channel = channelId === undefined ? undefined : context.store.channels.get(channelId);
  const integration = channel && context.registry.find(channel.channelIntegrationId);
  return [api, application, channel?.key, integration?.key].filter((target) => target !== undefined);
}

function transportFaultFor(
  context: ApiContext,
  request: ServiceRequest,
  targets: readonly string[],
): TransportFault | undefined {
  if (context.faults.isEmpty) return undefined;
  for (const fault of transportFaultNames) {
    const options = context.faults.take(fault, targets, (candidate) => concerns(candidate.paths, request));
    if (options) return { fault, options } as TransportFault;
  }
  return undefined;
}

function refuseByFault(context: ApiContext, request: ServiceRequest, targets: readonly string[]): void {
  const { faults } = context;
  if (faults.isEmpty) return;
  const here = (options: { paths?: string[] | undefined }): boolean => concerns(options.paths, request);
  if (faults.take('unauthorized', targets, here)) throw unauthorized();
  if (faults.take('forbidden', targets, here)) throw new DeRefusal(403, [{ message: 'Access denied.' }]);
  if (faults.take('notFound', targets, here)) throw notFound('Resource');
  const isChannelCall = request.path.startsWith(`${de}/channels/`);
  if (isChannelCall && (faults.take('channelNotFound', targets) || faults.take('channelDeleted', targets))) {
    throw notFound('Channel');
  }
  const limited = faults.take('rateLimited', targets, here);
  if (limited) throw new DeRefusal(429, [{ message: 'Too many requests.' }], retryAfter(limited.retryAfter));
  const failing = faults.take('serverError', targets, here);
  if (failing) {
    throw new DeRefusal(failing.status, [{ message: 'The service is unavailable.' }], retryAfter(failing.retryAfter));
  }
  for (const [fault, status] of [
    ['badRequest', 400],
    ['conflict', 409],
    ['unprocessable', 422],
  ] as const) {
    const hit = faults.take(fault, targets, here);
    if (!hit) continue;
    const row = { message: hit.message, parameters: {}, errorCode: `validation.${fault}` };
    throw new DeRefusal(status, [hit.field === undefined ? row : { ...row, field: hit.field }]);
  }
}

const retryAfter = (value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { 'retry-after': value };

function concerns(paths: readonly string[] | undefined, request: ServiceRequest): boolean {
  return paths === undefined || paths.some((path) => request.path.startsWith(path));
}
