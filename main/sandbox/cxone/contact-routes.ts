import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { JsonObject } from '../kit/json.ts';
import type { ApiContext, DeCall, DeHandler } from './api-context.ts';
import { listOf, readBody } from './api-context.ts';
import { contactStatuses } from './contact-status.ts';
import { DeRefusal, notFound } from './errors.ts';
import { respectTenantLimit } from './message-routes.ts';
import type { Contact, Thread } from './model.ts';
import { oddContact } from './odd-contacts.ts';
import type { ContactOddity } from './odd-contacts.ts';
import { findUser } from './roster.ts';
import { contactView, messageView } from './views.ts';

const pageSize = 50;

/**
 * `GET /dfo/3.0/contacts`: newest first, 50 a page, `scrollToken` for the next. The token holds the place, not a count,
 * so that nothing is passed over when contacts leave the list between two pages.
 */
export const listContacts: DeHandler = (context, call) => {
  respectTenantLimit(context, 'getContact');
  const { query } = call.request;
  const below = placeOf(query.get('scrollToken'));
  const hits = matching(context, query);
  const rest = hits.filter(({ contact }) => below === null || Number(contact.id) < below);
  const page = rest.slice(0, pageSize);
  const last = page.at(-1);
  const now = context.clock.stampNow();
  const oddity = context.faults.isEmpty ? undefined : context.faults.take('oddContacts', [call.integration]);
  const data = page.map(({ contact, thread }) => shown(context, contact, thread, now, oddity?.kind));
  const isMore = rest.length > page.length && last !== undefined;
  return jsonAnswer(200, {
    hits: hits.length,
    data,
    ...(isMore ? { scrollToken: Buffer.from(last.contact.id).toString('base64url') } : {}),
  });
};

function matching({ store }: ApiContext, query: URLSearchParams): { contact: Contact; thread: Thread }[] {
  const channels = listOf(query, 'channel');
  const statuses = listOf(query, 'status');
  const endUsers = listOf(query, 'endUserIdOnExternalPlatform');
  const search = query.get('query') ?? '';
  const hits: { contact: Contact; thread: Thread }[] = [];
  for (const contact of store.contacts.values()) {
    const thread = store.threads.get(contact.threadId);
    if (!thread) continue;
    if (channels.length > 0 && !channels.includes(contact.channelId)) continue;
    if (statuses.length > 0 && !statuses.includes(contact.status)) continue;
    if (endUsers.length > 0 && !endUsers.includes(thread.endUser.idOnExternalPlatform)) continue;
    if (search !== '' && contact.id !== search && !thread.threadName.includes(search)) continue;
    hits.push({ contact, thread });
  }
  return hits.reverse();
}

/** Contact numbers grow; the next page is below the last one shown. */
function placeOf(scrollToken: string | null): number | null {
  if (scrollToken === null) return null;
  const place = Number(Buffer.from(scrollToken, 'base64url').toString('utf8'));
  return Number.isInteger(place) && place > 0 ? place : null;
}

function shown(context: ApiContext, contact: Contact, thread: Thread, now: number, oddity?: ContactOddity): JsonObject {
  const view = contactView(contact, thread, now, context.url(), context.store.book.users.values());
  return oddity === undefined ? view : oddContact(view, oddity);
}

/** `GET /dfo/3.0/contacts/{contactNumber}`. */
export const getContact: DeHandler = (context, call) => {
  respectTenantLimit(context, 'getContact');
  const { contact, thread } = requireContact(context, call);
  const oddity = context.faults.isEmpty ? undefined : context.faults.take('oddContacts', [call.integration]);
  return jsonAnswer(200, shown(context, contact, thread, context.clock.stampNow(), oddity?.kind));
};

/** `GET /dfo/3.0/contacts/{contactNumber}/messages`: oldest first. */
export const getContactMessages: DeHandler = (context, call) => {
  respectTenantLimit(context, 'getContact');
  const { contact, thread } = requireContact(context, call);
  const messages = thread.messages.list().filter((message) => message.contactNumber === contact.id);
  return jsonAnswer(200, {
    hits: messages.length,
    data: messages.map((message) => messageView(message, thread, context.store.book.users.values())),
  });
};

const StatusBody = z.looseObject({ status: z.enum(contactStatuses), updatedByUserId: z.number().optional() });

/** `PUT /dfo/3.0/contacts/{contactNumber}/status`. */
export const setContactStatus: DeHandler = (context, call) => {
  respectTenantLimit(context, 'updateContact');
  const { contact } = requireContact(context, call);
  const { status } = readBody(StatusBody, call);
  if (!context.store.changeStatus(contact, status)) {
    throw new DeRefusal(422, [{ field: 'status', message: `A ${contact.status} contact cannot become ${status}.` }]);
  }
  return emptyAnswer(204);
};

const userNumber = z.union([z.number(), z.string()]).optional();
const AssignmentBody = z
  .looseObject({ userId: userNumber, inboxAssignee: userNumber, inboxAssigneeCxoneId: z.string().optional() })
  .transform(
    ({ userId, inboxAssignee, inboxAssigneeCxoneId }) =>
      userId ?? inboxAssignee ?? inboxAssigneeCxoneId?.replace(/^agent-/u, '') ?? '',
  );

/** `PUT /dfo/3.0/contacts/{contactNumber}/inbox-assignment`: by the user's number, or by the id of the contact centre. */
export const assignContact: DeHandler = (context, call) => {
  respectTenantLimit(context, 'updateContact');
  const { contact } = requireContact(context, call);
  const user = findUser(readBody(AssignmentBody, call), context.store.book.users.values());
  if (!user) throw new DeRefusal(400, [{ field: 'userId', message: 'The user was not found.' }]);
  context.store.assign(contact, user.id);
  return jsonAnswer(200, {});
};

/** `DELETE /dfo/3.0/contacts/{contactNumber}/inbox-assignment`. */
export const unassignContact: DeHandler = (context, call) => {
  respectTenantLimit(context, 'updateContact');
  context.store.assign(requireContact(context, call).contact, null);
  return jsonAnswer(200, {});
};

function requireContact(context: ApiContext, call: DeCall): { contact: Contact; thread: Thread } {
  const contact = context.store.contacts.get(call.parameters.contactNumber ?? '');
  const thread = contact && context.store.threads.get(contact.threadId);
  if (!contact || !thread) throw notFound('Contact');
  return { contact, thread };
}
