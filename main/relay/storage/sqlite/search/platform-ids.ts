import { z } from 'zod';
import type { MessagePayload } from '../../../ports/relay-store.ts';

const Id = z.union([z.string(), z.number().transform(String)]);
const Named = z.object({ id: Id.optional().catch(undefined), idOnExternalPlatform: Id.optional().catch(undefined) });

/** CXone: Box `POST /1.0/posts/{postId}/messages` and `POST /2.0/channel/{id}/outbound`; both name things as each likes. */
const Sent = z.object({
  id: Id.optional().catch(undefined),
  messageId: Id.optional().catch(undefined),
  message: Named.optional().catch(undefined),
  thread: Named.optional().catch(undefined),
  post: Named.optional().catch(undefined),
  threadId: Id.optional().catch(undefined),
  postId: Id.optional().catch(undefined),
});

const longest = 200;
const mostIds = 6;

/** What CXone called a message that it sent, and the conversation it belongs to: as it stands in what arrived. */
export function platformIdsIn({ raw }: Pick<MessagePayload, 'raw'>): readonly string[] {
  if (!raw.startsWith('{')) return [];
  const read = Sent.safeParse(parsed(raw));
  if (!read.success) return [];
  const { id, messageId, message, thread, post, threadId, postId } = read.data;
  const named = [message, thread, post].flatMap((one) => [one?.id, one?.idOnExternalPlatform]);
  const ids = [id, messageId, threadId, postId, ...named].flatMap((one) => {
    const text = one?.trim() ?? '';
    return text === '' || text.length > longest ? [] : [text];
  });
  return [...new Set(ids)].slice(0, mostIds);
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
