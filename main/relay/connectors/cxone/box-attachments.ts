import { z } from 'zod';

export interface BoxAttachment {
  readonly name: string;
  readonly mimeType: string;
}

// Which form the Box call carries is unpublished: the stored attachment's members are read as well.
const Attachment = z.object({
  friendlyName: z.string().nullish().catch(null),
  fileName: z.string().nullish().catch(null),
  mimeType: z.string().nullish().catch(null),
});
const Attachments = z.array(Attachment).max(50).nullish();

/** Names and types of a message's attachments; null when the member is no list of objects. */
export function readAttachments(raw: unknown): readonly BoxAttachment[] | null {
  const parsed = Attachments.safeParse(raw);
  if (!parsed.success) return null;
  return (parsed.data ?? []).map(({ friendlyName, fileName, mimeType }) => ({
    name: plainName(friendlyName || fileName || ''),
    mimeType: (mimeType ?? '').slice(0, 100),
  }));
}

/** What the end user reads in the attachment's place. */
export function attachmentLine({ name }: BoxAttachment): string {
  return `[${name}]`;
}

/** A file name that names a file and nothing else: no folders, no control or direction characters, one short line. */
function plainName(name: string): string {
  const base = name.split(/[/\\]/u).at(-1) ?? '';
  const visible = base.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '').trim();
  const characters = Array.from(visible);
  const short = characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : visible;
  return short === '' || short === '.' || short === '..' ? 'attachment' : short;
}
