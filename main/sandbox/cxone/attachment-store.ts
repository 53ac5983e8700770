import type { Random } from '../kit/random.ts';

export interface TemporaryAttachment {
  id: string;
  mimeType: string;
  content: Buffer;
  expiresAt: number;
}

const maxStoreBytes = 256 * 1024 * 1024;

export interface AttachmentStore {
  add(mimeType: string, content: Buffer, now: number, lifeMs: number): TemporaryAttachment;
  find(id: string, now: number): TemporaryAttachment | undefined;
}

/** Files the middleware uploads for inbound messages and the agent attaches to replies; oldest go first. */
export function createAttachmentStore(random: Random): AttachmentStore {
  const stored = new Map<string, TemporaryAttachment>();
  let totalBytes = 0;
  return {
    add(mimeType, content, now, lifeMs) {
      const attachment = { id: random.uuid(), mimeType, content, expiresAt: now + lifeMs };
      stored.set(attachment.id, attachment);
      totalBytes += content.length;
      for (const [id, old] of stored) {
        if (totalBytes <= maxStoreBytes) break;
        stored.delete(id);
        totalBytes -= old.content.length;
      }
      return attachment;
    },
    find(id, now) {
      const attachment = stored.get(id);
      return attachment && attachment.expiresAt > now ? attachment : undefined;
    },
  };
}
