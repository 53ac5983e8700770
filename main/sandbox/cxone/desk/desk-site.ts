import { z } from 'zod';
import {
  DeskAvailable,
  DeskDraftRefusal,
  DeskProbe,
  DeskReply,
  DeskSignIn,
  DeskTyping,
  DeskUpload,
} from '#shared/domain/desk.ts';
import type { DeskRefusal } from '#shared/domain/desk.ts';
import { emptyAnswer, jsonAnswer } from '../../kit/answer.ts';
import type { Answer } from '../../kit/answer.ts';
import { bearerOf } from '../../kit/http-service.ts';
import type { ServiceRequest } from '../../kit/http-service.ts';
import { parseJson } from '../../kit/json.ts';
import { createRouter } from '../../kit/router.ts';
import { isFromHere } from '../../kit/site.ts';
import type { Site } from '../../kit/site.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import { contactStatuses } from '../contact-status.ts';
import { DeskRefused } from './desk-refusal.ts';
import type { TenantDesk } from './tenant-desk.ts';

interface UserCall {
  user: TenantUser;
  token: string;
  request: ServiceRequest;
  /** A parameter of the path. */
  part: (name: string) => string;
}
type Handler = (call: UserCall) => Answer | Promise<Answer>;

const api = '/desk/api';
const de = '/dfo/3.0';

/** The body as the schema reads it. Throws DeskRefused. An absent body is an empty object. */
function read<T>(schema: z.ZodType<T>, { body }: ServiceRequest): T {
  const text = body.toString('utf8');
  const parsed = schema.safeParse(text === '' ? {} : parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DeskRefused('bad_request', {
    field: issue?.path.join('.') ?? '',
    message: issue?.message ?? 'The body is not JSON.',
  });
}

const userNumber = z.union([z.number(), z.string()]);
/** By the user's number, or by the id of the contact centre (DE 3.0: inbox-assignment). */
const Assignment = z
  .looseObject({
    userId: userNumber.optional(),
    inboxAssignee: userNumber.optional(),
    inboxAssigneeCxoneId: z.string().optional(),
  })
  .transform(({ userId, inboxAssignee, inboxAssigneeCxoneId }) =>
    Number(userId ?? inboxAssignee ?? inboxAssigneeCxoneId?.replace(/^agent-/u, '') ?? NaN),
  );
const Status = z.looseObject({ status: z.enum(contactStatuses) });
/** DE 3.0: what agents call to answer. Of the content the text is read. */
const Outbound = z.looseObject({
  thread: z.looseObject({ idOnExternalPlatform: z.string().optional(), id: z.string().optional() }),
  messageContent: z.looseObject({ payload: z.looseObject({ text: z.string() }) }),
  attachments: z.array(z.looseObject({ id: z.string() })).optional(),
});
const SenderAction = z.looseObject({ action: z.enum(['isTypingOn', 'isTypingOff']) });

/** The desk's API, and the calls of the tenant's own API as a signed-in user makes them (addresses: shared/domain/desk.ts). */
export function createDeskSite(desk: TenantDesk): Site {
  const { acts } = desk;
  const done = emptyAnswer(204);

  const caseOf = (channelId: string, threadId: string): string => {
    const number = acts.caseOfThread(channelId, threadId);
    if (number === undefined) throw new DeskRefused('unknown_case', { field: 'thread' });
    return number;
  };

  const routes: [method: string, pattern: string, run: Handler][] = [
    [
      'POST',
      `${api}/sign-out`,
      ({ token }) => {
        desk.signOut(token);
        return done;
      },
    ],
    [
      'GET',
      `${api}/state`,
      async ({ user, token, request: { query } }) => {
        const since = query.get('since');
        const state = await desk.state(user, token, since === null ? null : Number(since), query.get('case'));
        return state ? jsonAnswer(200, state) : emptyAnswer(204);
      },
    ],
    [
      'POST',
      `${api}/available`,
      ({ user, request }) => {
        desk.setAvailable(user, read(DeskAvailable, request).available);
        return done;
      },
    ],
    ['POST', `${api}/cases/:number/accept`, ({ user, part }) => (acts.accept(user, part('number')), done)],
    ['POST', `${api}/cases/:number/reject`, ({ user, part }) => (acts.reject(user, part('number')), done)],
    ['POST', `${api}/cases/:number/extend`, ({ user, part }) => (acts.extend(user, part('number')), done)],
    ['GET', `${api}/cases/:number/sla`, ({ user, part }) => jsonAnswer(200, acts.sla(user, part('number')))],
    [
      'POST',
      `${api}/cases/:number/typing`,
      async ({ user, part, request }) => {
        await acts.type(user, part('number'), read(DeskTyping, request).typing);
        return done;
      },
    ],
    [
      'POST',
      `${api}/cases/:number/files`,
      ({ user, part, request }) => jsonAnswer(201, acts.upload(user, part('number'), read(DeskUpload, request))),
    ],
    [
      'POST',
      `${api}/cases/:number/reply`,
      ({ user, part, request }) =>
        jsonAnswer(201, { messageId: acts.reply(user, part('number'), read(DeskReply, request)) }),
    ],
    [
      'POST',
      `${api}/cases/:number/probe`,
      async ({ user, part, request }) =>
        jsonAnswer(200, await acts.probe(user, part('number'), read(DeskProbe, request))),
    ],
    [
      'PUT',
      `${de}/contacts/:number/inbox-assignment`,
      ({ user, part, request }) => {
        acts.assign(user, part('number'), read(Assignment, request));
        return jsonAnswer(200, {});
      },
    ],
    [
      'DELETE',
      `${de}/contacts/:number/inbox-assignment`,
      ({ user, part }) => {
        acts.unassign(user, part('number'));
        return jsonAnswer(200, {});
      },
    ],
    [
      'PUT',
      `${de}/contacts/:number/status`,
      ({ user, part, request }) => {
        acts.setStatus(user, part('number'), read(Status, request).status);
        return done;
      },
    ],
    [
      'POST',
      `${de}/contacts/:number/message-drafts`,
      ({ user, part, request }) => jsonAnswer(201, acts.draft(user, part('number'), read(DeskReply, request))),
    ],
    [
      'POST',
      `${de}/contacts/:number/message-drafts/:draftId/approval`,
      ({ user, part }) => jsonAnswer(200, acts.approve(user, part('number'), part('draftId'))),
    ],
    [
      'POST',
      `${de}/contacts/:number/message-drafts/:draftId/refusal`,
      ({ user, part, request }) => {
        const { reason } = read(DeskDraftRefusal, request);
        return jsonAnswer(200, acts.refuse(user, part('number'), part('draftId'), reason));
      },
    ],
    [
      'POST',
      `${de}/channels/:channelId/outbound`,
      ({ user, part, request }) => {
        const { thread, messageContent, attachments } = read(Outbound, request);
        const number = caseOf(part('channelId'), thread.idOnExternalPlatform ?? thread.id ?? '');
        const files = (attachments ?? []).map(({ id }) => id);
        return jsonAnswer(201, {
          message: { id: acts.reply(user, number, { text: messageContent.payload.text, files }) },
        });
      },
    ],
    [
      'POST',
      `${de}/channels/:channelId/threads/:threadId/sender-actions`,
      async ({ user, part, request }) => {
        const { action } = read(SenderAction, request);
        await acts.type(user, caseOf(part('channelId'), part('threadId')), action === 'isTypingOn');
        return done;
      },
    ],
    [
      'POST',
      `${de}/messages/:messageId/delete`,
      ({ user, part }) => jsonAnswer(200, acts.deleteHere(user, part('messageId'))),
    ],
    [
      'POST',
      `${de}/messages/:messageId/hide`,
      ({ user, part }) => jsonAnswer(200, acts.hideHere(user, part('messageId'), true)),
    ],
    [
      'DELETE',
      `${de}/messages/:messageId/hide`,
      ({ user, part }) => jsonAnswer(200, acts.hideHere(user, part('messageId'), false)),
    ],
  ];
  const findRoute = createRouter<Handler>(routes.map(([method, pattern, handle]) => ({ method, pattern, handle })));

  const answer = async (request: ServiceRequest): Promise<Answer> => {
    const { method, path } = request;
    if (method === 'GET' && path === `${api}/people`) return jsonAnswer(200, { users: desk.people() });
    if (method === 'POST' && path === `${api}/sign-in`) {
      return jsonAnswer(201, desk.signIn(read(DeskSignIn, request).userId));
    }
    const token = bearerOf(request);
    const user = desk.userOf(token);
    const match = findRoute(request);
    if (match.kind !== 'found') throw new DeskRefused('not_found');
    return match.handle({ user, token: token ?? '', request, part: (name) => match.parameters[name] ?? '' });
  };

  return (request) => {
    const isMine =
      request.path.startsWith(`${api}/`) || (request.path.startsWith(`${de}/`) && desk.isDeskToken(bearerOf(request)));
    if (!isMine) return undefined;
    if (!isFromHere(request)) return refusalAnswer(new DeskRefused('foreign_origin'));
    return answer(request)
      .catch((thrown: unknown) => {
        if (thrown instanceof DeskRefused) return refusalAnswer(thrown);
        throw thrown;
      })
      .then((made) => ({ ...made, headers: { ...made.headers, 'cache-control': 'no-store' } }));
  };
}

/** The refusal as the page reads it, and beside it the error collection of the tenant's own API. */
function refusalAnswer({ status, code, message, field, right }: DeskRefused): Answer {
  const refusal: DeskRefusal = { code, message, field, right };
  const errors = [{ ...(field === null ? {} : { field }), message, parameters: {}, errorCode: code }];
  return jsonAnswer(status, { ...refusal, errors });
}
