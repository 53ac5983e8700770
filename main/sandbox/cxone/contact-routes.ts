import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../kit/answer.ts';
import type { ApiContext, DeCall, DeHandler } from './api-context.ts';
import { listOf, readBody } from './api-context.ts';
import { contactStatuses } from './contact-status.ts';
import { DeRefusal, notFound } from './errors.ts';
import { respectTenantLimit } from './message-routes.ts';
import type { Contact, Thread } from './model.ts';
import { contactView, messageView } from './views.ts';

const pageSize = 50;

/** `GET /dfo/3.0/contacts`: newest first, 50 a page, `scrollToken` for the next. */
export const listContacts: DeHandler = (context, call) => {
  respectTenantLimit(context, 'getContact');
  const { query } = call.request;
  const channels = listOf(query, 'channel');
  const statuses = listOf(query, 'status');
  const endUsers = listOf(query, 'endUserIdOnExternalPlatform');
  const search = query.get('query') ?? '';
  const hits: { contact: Contact; thread: Thread }[] = [];
  for (const contact of context.store.contacts.values()) {
    const thread = context.store.threads.get(contact.threadId);
    if (!thread) continue;
    if (channels.length > 0 && !channels.includes(contact.channelId)) continue;
    if (statuses.length > 0 && !statuses.includes(contact.status)) continue;
    if (endUsers.length > 0 && !endUsers.includes(thread.endUser.idOnExternalPlatform)) continue;
    if (search !== '' && contact.id !== search && !thread.threadName.includes(search)) continue;
    hits.push({ contact, thread });
  }
  hits.reverse();
  const from = offsetOf(query.get('scrollToken'));
  const now = context.clock.stampNow();
  const data = hits.slice(from, from + pageSize).map(({ contact, thread }) => contactView(contact, thread, now));
  const next = from + pageSize;
  return jsonAnswer(200, {
    hits: hits.length,
    data,
    ...(next < hits.length ? { scrollToken: Buffer.from(String(next)).toString('base64url') } : {}),
  });
};

function offsetOf(scrollToken: string | null): number {
  const offset = Number(Buffer.from(scrollToken ?? '', 'base64url').toString('utf8'));
  return Number.isInteger(offset) && offset >= 0 ? offset : 0;
}

/** `GET /dfo/3.0/contacts/{contactNumber}`. */
export const getContact: DeHandler = (context, call) => {
  respectTenantLimit(context, 'getContact');
  const { contact, thread } = requireContact(context, call);
  return jsonAnswer(200, contactView(contact, thread, context.clock.stampNow()));
};

/** `GET /dfo/3.0/contacts/{contactNumber}/messages`: oldest first. */
export const getContactMessages: DeHandler = (context, call) => {
  respectTenantLimit(context, 'getContact');
  const { contact, thread } = requireContact(context, call);
  const messages = thread.messages.list().filter((message) => message.contactNumber === contact.id);
  return jsonAnswer(200, { hits: messages.length, data: messages.map((message) => messageView(message, thread)) });
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

function requireContact(context: ApiContext, call: DeCall): { contact: Contact; thread: Thread } {
  const contact = context.store.contacts.get(call.parameters.contactNumber ?? '');
  const thread = contact && context.store.threads.get(contact.threadId);
  if (!contact || !thread) throw notFound('Contact');
  return { contact, thread };
}
