import { z } from 'zod';
import type { MessageContent } from '#shared/domain/message.ts';
import { plainName } from './file-name.ts';

type Attachment = Extract<MessageContent, { kind: 'rich' }>['attachments'][number];

export interface BoxAttachment extends Attachment {
  /** As far as CXone says. */
  readonly sizeBytes: number | null;
}

/** CXone's own ceiling for files of digital messages: about 40 MB. */
export const longestAttachmentBytes = 40 * 1024 * 1024;

const text = z.string().nullish().catch(null);
const size = z.number().nonnegative().nullish().catch(null);
// Which form the Box call carries is unpublished: the members of a stored attachment are read as well.
const Stored = z.object({
  friendlyName: text,
  fileName: text,
  filename: text,
  mimeType: text,
  url: text,
  securedPermanentUrl: text,
  size,
  fileSize: size,
});
const Attachments = z.array(Stored).max(50).nullish();

/** A message's attachments; null when the member is no list of objects. */
export function readAttachments(raw: unknown): readonly BoxAttachment[] | null {
  if (raw === undefined || (Array.isArray(raw) && raw.length === 0)) return [];
  const parsed = Attachments.safeParse(raw);
  return parsed.success ? (parsed.data ?? []).map(toAttachment) : null;
}

/** A file inside a card. Null when it has no address. */
export function readFileElement(raw: unknown): BoxAttachment | null {
  const parsed = Stored.safeParse(raw);
  if (!parsed.success) return null;
  const attachment = toAttachment(parsed.data);
  return attachment.url === undefined ? null : attachment;
}

function toAttachment(stored: z.infer<typeof Stored>): BoxAttachment {
  const { friendlyName, fileName, filename, mimeType, url, securedPermanentUrl, size: said, fileSize } = stored;
  const address = [url, securedPermanentUrl].find((candidate) => isAddress(candidate));
  return {
    name: plainName(friendlyName || fileName || filename || '', 'attachment'),
    mimeType: (mimeType ?? '').slice(0, 100),
    ...(typeof address === 'string' && { url: address }),
    sizeBytes: said ?? fileSize ?? null,
  };
}

/** What stands for the attachment where only text can be shown. */
export function attachmentLine({ name }: Attachment): string {
  return `[${name}]`;
}

function isAddress(candidate: unknown): boolean {
  return (
    typeof candidate === 'string' &&
    candidate.length <= 8_192 &&
    /^https?:\/\//iu.test(candidate) &&
    URL.canParse(candidate)
  );
}
