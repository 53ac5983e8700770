import { jsonAnswer } from '../kit/answer.ts';
import { listOf } from './api-context.ts';
import type { ApiContext, DeHandler } from './api-context.ts';
import { respectTenantLimit } from './message-routes.ts';
import type { DeMessage, Thread } from './model.ts';
import { messageView } from './views.ts';

const pageSize = 50;

interface Found {
  message: DeMessage;
  thread: Thread;
}

/** `GET /dfo/3.0/messages`: by external id, channel, direction, contact number or words; newest first. */
export const searchMessages: DeHandler = (context, call) => {
  respectTenantLimit(context, 'getContact');
  const { query } = call.request;
  const externalIds = listOf(query, 'idOnExternalPlatform');
  const channels = listOf(query, 'channel');
  const direction = query.get('direction');
  const contactNumber = query.get('contactNumber');
  const contains = query.get('contentContains') ?? query.get('query') ?? '';
  const candidates = externalIds.length > 0 ? named(context, new Set(externalIds)) : everything(context);
  const found = [...candidates].filter(
    ({ message, thread }) =>
      (channels.length === 0 || channels.includes(thread.channelId)) &&
      (direction === null || message.direction === direction) &&
      (contactNumber === null || message.contactNumber === contactNumber) &&
      (contains === '' || message.text.includes(contains)),
  );
  found.sort((left, right) => right.message.createdAt - left.message.createdAt);
  const data = found
    .slice(0, pageSize)
    .map(({ message, thread }) => messageView(message, thread, context.store.book.users.values()));
  return jsonAnswer(200, { hits: found.length, data });
};

/** By the index of ids: a busy tenant has more messages than may be walked for each question. */
function* named({ store }: ApiContext, externalIds: ReadonlySet<string>): Generator<Found> {
  for (const externalId of externalIds) {
    for (const channel of store.channels.values()) {
      const stored = store.storedId(channel.id, externalId);
      const outbound = store.outboundNamed(channel.id, externalId);
      const thread = store.threads.get(stored?.threadId ?? outbound?.threadId ?? '');
      const messageId = stored?.messageId ?? outbound?.id;
      const message = outbound ?? thread?.messages.list().find(({ id }) => id === messageId);
      if (thread && message) yield { message, thread };
    }
  }
}

function* everything({ store }: ApiContext): Generator<Found> {
  for (const thread of store.threads.values()) for (const message of thread.messages.list()) yield { message, thread };
}
