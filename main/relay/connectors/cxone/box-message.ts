import { hash } from 'node:crypto';
import { z } from 'zod';
import type { ChannelId, OpenId } from '#shared/domain/ids.ts';
import { isObject } from '#shared/lib/is-object.ts';

const id = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);
const ThreadReference = z.object({ idOnExternalPlatform: z.string().nullish(), id }).nullish();
const Recipient = z.object({
  idOnExternalPlatform: z.string(),
  name: z.string().nullish().catch(null),
  isPrimary: z.boolean().nullish().catch(null),
});

/** The members both reply calls may carry. Everything but the content is optional; what we do not know is ignored. */
const Addressing = z.object({
  thread: ThreadReference,
  post: ThreadReference,
  endUserRecipients: z.array(Recipient).max(100).nullish(),
  recipients: z.array(Recipient).max(100).nullish(),
});

export interface BoxRecipient {
  readonly id: string;
  readonly name: string | null;
}

/** Whom a Box request is for, as written. */
export interface BoxAddress {
  /** Names of ours for the conversation, in the order they are to be believed. */
  readonly threadIds: readonly string[];
  /** CXone's own ids of the conversation. */
  readonly cxoneThreadIds: readonly string[];
  readonly recipient: BoxRecipient | null;
}

/** Null when a member is not of the form it has to be. `path` names it. */
export function readAddress(
  body: Readonly<Record<string, unknown>>,
):
  | { readonly ok: true; readonly address: BoxAddress }
  | { readonly ok: false; readonly path: readonly (string | number)[] } {
  const parsed = Addressing.safeParse(body);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path ?? [];
    return { ok: false, path: path.map((part) => (typeof part === 'number' ? part : String(part))) };
  }
  const { thread, post, endUserRecipients, recipients } = parsed.data;
  const candidates = endUserRecipients?.length ? endUserRecipients : (recipients ?? []);
  const chosen = candidates.find(({ isPrimary }) => isPrimary) ?? candidates[0];
  return {
    ok: true,
    address: {
      threadIds: present([thread?.idOnExternalPlatform, post?.idOnExternalPlatform]),
      cxoneThreadIds: present([thread?.id, post?.id]),
      recipient: chosen ? { id: chosen.idOnExternalPlatform, name: chosen.name || null } : null,
    },
  };
}

/**
 * The same for a repeat of the same call and for nothing else: channel, conversation, content whatever the order of its
 * members, and attachments by id, or by address without its signature, which is new each time.
 */
export function fingerprintOf(channelId: ChannelId, openId: OpenId, body: Readonly<Record<string, unknown>>): string {
  const { messageContent, message, content, attachments } = body;
  const files = Array.isArray(attachments) ? attachments.map(attachmentKey) : [];
  const text = JSON.stringify(
    ordered([channelId, openId, messageContent ?? null, message ?? null, content ?? null, files]),
  );
  return hash('sha256', text, 'base64url');
}

function attachmentKey(raw: unknown): unknown {
  if (!isObject(raw)) return raw;
  if (typeof raw.id === 'string') return raw.id;
  const url = raw.url ?? raw.securedPermanentUrl;
  return [raw.friendlyName, raw.fileName, typeof url === 'string' ? url.replace(/[?#].*$/su, '') : null];
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.keys(value)
    .sort()
    .map((name) => [name, ordered(value[name])]);
}

function present(values: readonly (string | null | undefined)[]): string[] {
  return values.filter((value) => typeof value === 'string' && value !== '') as string[];
}
