import { z } from 'zod';
import { jsonAnswer } from '../kit/answer.ts';
import type { ApiContext, DeHandler } from './api-context.ts';
import { readBody } from './api-context.ts';
import { requireChannel } from './channel-routes.ts';
import { DeRefusal, notFound } from './errors.ts';
import { CreateMessageBody, readableText } from './message-body.ts';
import type { Channel, DeMessage, Thread } from './model.ts';
import type { LimitedAction } from './rate-limits.ts';
import type { StoredId } from './store.ts';
import { contactView, messageView } from './views.ts';

/**
 * `POST /dfo/3.0/channels/{channelId}/messages`: makes customer, thread and contact as needed. The pair of channel
 * and external id is a key: a repeat answers with the same internal ids and does nothing new.
 */
export const createMessage: DeHandler = (context, call) => {
  const channel = requireChannel(context, call);
  const body = readBody(CreateMessageBody, call);
  respectTenantLimit(context, 'storeInbound');
  respectTenantLimit(context, 'updateContact');
  const author = body.authorEndUserIdentity;
  const thread = context.store.ensureThread(
    channel.id,
    body.thread.idOnExternalPlatform,
    body.thread.threadName ?? '',
    {
      idOnExternalPlatform: author.idOnExternalPlatform,
      firstName: author.firstName ?? '',
      lastName: author.lastName ?? '',
      nickname: author.nickname ?? '',
    },
  );
  const stored = context.store.storedId(channel.id, body.idOnExternalPlatform);
  return stored ? repeat(context, channel, thread, body, stored) : create(context, channel, thread, body);
};

function create(context: ApiContext, channel: Channel, thread: Thread, body: CreateMessageBody) {
  const { store, clock } = context;
  const waitSeconds = thread.contactNumber === '' ? undefined : overContactLimit(context, thread.contactNumber);
  if (waitSeconds !== undefined) throw tooMany(context, waitSeconds);
  const { direction } = body;
  const contact =
    direction === 'inbound' ? store.contactForCustomerMessage(thread) : store.contactForAgentMessage(thread);
  const at = clock.stampNow();
  const text = readableText(body.messageContent);
  const message = store.addMessage(thread, {
    idOnExternalPlatform: body.idOnExternalPlatform,
    direction,
    createdAt: Date.parse(body.createdAtWithMilliseconds),
    text,
    content: body.messageContent,
    attachments: body.attachments ?? [],
    contactNumber: contact.id,
    authorUserId: null,
    state: null,
    reason: null,
    statuses: [],
    isDeletedOnExternalPlatform: body.deletedOnExternalPlatform ?? false,
  });
  store.rememberId(channel.id, body.idOnExternalPlatform, {
    messageId: message.id,
    threadId: thread.id,
    contactNumber: contact.id,
  });
  context.messages.emit({
    kind: 'created',
    channel: channel.key,
    externalId: body.idOnExternalPlatform,
    endUserId: thread.endUser.idOnExternalPlatform,
    direction,
    text,
    thread,
    contact,
    message,
    at,
  });
  return jsonAnswer(201, {
    consumerContact: contactView(contact, thread, at, context.url(), store.book.users.values()),
    message: messageView(message, thread, store.book.users.values()),
  });
}

function repeat(context: ApiContext, channel: Channel, thread: Thread, body: CreateMessageBody, stored: StoredId) {
  const { store, clock } = context;
  const home = store.threads.get(stored.threadId) ?? thread;
  const contact = store.contacts.get(stored.contactNumber);
  const kept = home.messages.list().find((message) => message.id === stored.messageId);
  if (kept && body.deletedOnExternalPlatform) kept.isDeletedOnExternalPlatform = true;
  const at = clock.stampNow();
  const text = readableText(body.messageContent);
  context.messages.emit({
    kind: 'repeated',
    channel: channel.key,
    externalId: body.idOnExternalPlatform,
    endUserId: body.authorEndUserIdentity.idOnExternalPlatform,
    direction: body.direction,
    text,
    thread: home,
    contact,
    message: kept,
    at,
  });
  const shown: DeMessage = kept ?? {
    id: stored.messageId,
    threadId: home.id,
    idOnExternalPlatform: body.idOnExternalPlatform,
    direction: body.direction,
    createdAt: Date.parse(body.createdAtWithMilliseconds),
    text,
    content: body.messageContent,
    attachments: body.attachments ?? [],
    contactNumber: stored.contactNumber,
    authorUserId: null,
    state: null,
    reason: null,
    statuses: [],
    isDeletedOnExternalPlatform: body.deletedOnExternalPlatform ?? false,
  };
  return jsonAnswer(200, {
    consumerContact: contact ? contactView(contact, home, at, context.url(), store.book.users.values()) : null,
    message: messageView(shown, home, store.book.users.values()),
  });
}

const StatusBody = z.looseObject({
  status: z.enum(['delivered', 'seen', 'failed']),
  updatedAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'This value is not a valid datetime.'),
  reason: z.string().nullish(),
});

/** `PUT /dfo/3.0/channels/{channelId}/messages/{messageIdOnExternalPlatform}/status`. */
export const setMessageStatus: DeHandler = (context, call) => {
  const channel = requireChannel(context, call);
  const { status, reason, updatedAt } = readBody(StatusBody, call);
  const isKnown = context.reportStatus({
    channel: channel.key,
    channelId: channel.id,
    externalId: call.parameters.messageId ?? '',
    status,
    reason: reason ?? null,
    updatedAt,
  });
  if (!isKnown) throw notFound('Message');
  return jsonAnswer(200, {});
};

function overContactLimit(context: ApiContext, contactNumber: string): number | undefined {
  return context.limits.overContactLimit(contactNumber, context.clock.now());
}

/** Counts a call and throws DeRefusal 429 when the tenant is over its limit. */
export function respectTenantLimit(context: ApiContext, action: LimitedAction): void {
  const waitSeconds = context.limits.overTenantLimit(action, context.clock.now());
  if (waitSeconds !== undefined) throw tooMany(context, waitSeconds);
}

function tooMany(context: ApiContext, waitSeconds: number): DeRefusal {
  const headers: Record<string, string> = context.rules().sendsRetryAfter ? { 'retry-after': String(waitSeconds) } : {};
  return new DeRefusal(429, [{ message: 'Too many requests.' }], headers);
}
