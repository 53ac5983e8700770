import { z } from 'zod';
import { isObject } from '#shared/lib/is-object.ts';

/** The JSON value of an answer; undefined when there is none. The content type is not asked: gateways mislabel. */
export function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(asBuffer(bytes).toString('utf8'));
  } catch {
    // Not JSON is an outcome here, judged by the caller.
    return undefined;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const Refusal = z.object({
  errors: z.array(z.object({ field: z.string().optional().catch(undefined), message: z.string() })).min(1),
});

/** The first complaint in an error answer (Digital Engagement 3.0: `{errors: [{field, message}]}`), short, for the operator. */
export function refusalDetail(value: unknown): string | null {
  const parsed = Refusal.safeParse(value);
  const first = parsed.data?.errors[0];
  if (!first) return null;
  const text = first.field ? `${first.field}: ${first.message}` : first.message;
  return text.replace(/\s+/gu, ' ').slice(0, 200);
}

const idText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);

/** What we take from the answer to a created message. Any of it may be missing: the wire is not published in full. */
export interface CreatedMessage {
  /** Our own id as CXone repeats it. */
  readonly echoedId: string | null;
  /** CXone's id of the message. */
  readonly cxoneId: string | null;
  readonly caseId: string | null;
  /** Every id under which CXone may name the conversation in a reply. */
  readonly threadIds: readonly string[];
}

/** CXone's success without a body (204). */
export const createdWithoutWord: CreatedMessage = { echoedId: null, cxoneId: null, caseId: null, threadIds: [] };

/**
 * Null when the answer is no JSON object, or has neither of the objects that CXone documents: then it is not CXone's. Read by
 * hand, as it comes with every message.
 */
export function readCreated(value: unknown): CreatedMessage | null {
  const answer = objectIn(value);
  const contact = objectIn(answer?.['consumerContact']);
  const message = objectIn(answer?.['message']);
  if (contact === null && message === null) return null;
  const threadIds: string[] = [];
  addId(threadIds, message?.['threadId']);
  addId(threadIds, message?.['postId']);
  addId(threadIds, message?.['threadIdOnExternalPlatform']);
  addId(threadIds, contact?.['threadId']);
  return {
    echoedId: idIn(message?.['idOnExternalPlatform']),
    cxoneId: idIn(message?.['id']),
    caseId: idIn(contact?.['id']),
    threadIds,
  };
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return isObject(value) ? value : null;
}

/** An id may come as a number. */
function idIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? String(value) : null;
}

function addId(ids: string[], value: unknown): void {
  const id = idIn(value);
  if (id !== null && id !== '' && !ids.includes(id)) ids.push(id);
}

const Channel = z.object({
  id: z.string(),
  idOnExternalPlatform: z.string().nullish().catch(null),
  channelIntegrationId: idText,
  name: z.string().nullish().catch(null),
  isDeleted: z.boolean().nullish().catch(null),
});

export interface CxoneChannel {
  readonly id: string;
  readonly idOnExternalPlatform: string | null;
  readonly channelIntegrationId: string | null;
  readonly name: string | null;
  readonly isDeleted: boolean;
}

/** The readable channels of a list answer, bare or wrapped in `data`; null when it is no list. */
export function readChannels(value: unknown): readonly CxoneChannel[] | null {
  const items = listIn(value);
  if (items === null) return null;
  return items.flatMap((item) => {
    const parsed = Channel.safeParse(item);
    if (!parsed.success) return [];
    const { id, idOnExternalPlatform, channelIntegrationId, name, isDeleted } = parsed.data;
    return [
      {
        id,
        idOnExternalPlatform: idOnExternalPlatform ?? null,
        channelIntegrationId: channelIntegrationId ?? null,
        name: name ?? null,
        isDeleted: isDeleted ?? false,
      },
    ];
  });
}

export const TemporaryAttachment = z.object({ id: idText, url: z.url(), expireAt: z.string().nullish().catch(null) });
export type TemporaryAttachment = z.infer<typeof TemporaryAttachment>;

function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as readonly unknown[];
  const wrapped = z.object({ data: z.array(z.unknown()) }).safeParse(value);
  return wrapped.success ? wrapped.data.data : null;
}
