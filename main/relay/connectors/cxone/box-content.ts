import type { MessageContent } from '#shared/domain/message.ts';
import { attachmentLine, longestAttachmentBytes, readAttachments, type BoxAttachment } from './box-attachments.ts';
import { isObject } from '#shared/lib/is-object.ts';
import { joined, readCard, type Card } from './box-cards.ts';
import { readTemplate } from './box-template.ts';

/** Why a Box request is not taken: a member by its path, and a sentence for whoever reads the log of it. */
export interface BoxProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type ContentReading =
  | { readonly ok: true; readonly content: MessageContent }
  | { readonly ok: false; readonly kind: 'form'; readonly problem: BoxProblem }
  | { readonly ok: false; readonly kind: 'file_too_large'; readonly name: string; readonly problem: BoxProblem };

/** What the end user reads when a content has no words of its own. */
const unsupportedLine = '[unsupported content]';

/**
 * Reads what an agent or bot sent. The published names come first, older spellings after them. A type we do not know is
 * sent as its fallback text, so that a new kind of card never stops a conversation.
 */
export function readContent(body: Readonly<Record<string, unknown>>): ContentReading {
  const { messageContent } = body;
  if (!isAbsent(messageContent) && !isObject(messageContent)) return problem(['messageContent'], 'is not an object');
  const content = isObject(messageContent) ? messageContent : {};
  const attachments = readAttachments(body.attachments);
  if (attachments === null) return problem(['attachments'], 'is not a list of attachments');

  const type = typeof content.type === 'string' && content.type !== '' ? content.type : 'TEXT';
  const fallback = typeof content.fallbackText === 'string' ? content.fallbackText : '';
  const template = attachments.length === 0 ? readTemplate(content) : null;
  if (template !== null) {
    const words = template.text || readCard(type.toUpperCase(), content.payload)?.text || fallback || unsupportedLine;
    return { ok: true, content: { ...template, text: words } };
  }
  if (type.toUpperCase() === 'TEXT') {
    const found = plainText(body, content);
    if (found.text === null) return problem(found.path, 'is not text');
    const text = found.text || fallback;
    if (text === '' && attachments.length === 0) return problem(found.path, 'is empty');
    if (attachments.length === 0) return { ok: true, content: { kind: 'text', text } };
    return rich(type, { text: found.text }, attachments);
  }
  const card = readCard(type.toUpperCase(), content.payload) ?? { text: fallback || unsupportedLine };
  return rich(type.slice(0, 100), card, attachments);
}

function rich(type: string, card: Card, attached: readonly BoxAttachment[]): ContentReading {
  const files = [...(card.files ?? []), ...attached];
  const large = files.findIndex(({ sizeBytes }) => sizeBytes !== null && sizeBytes > longestAttachmentBytes);
  const tooLarge = files[large];
  if (tooLarge !== undefined) {
    const { name } = tooLarge;
    const found = problem(['attachments', large], `is larger than ${longestAttachmentBytes} bytes`);
    return { ...found, kind: 'file_too_large', name };
  }
  const { menu, link } = card;
  return {
    ok: true,
    content: {
      kind: 'rich',
      type,
      text: joined([card.text, ...attached.map(attachmentLine)]),
      attachments: files.map(({ sizeBytes: _sizeBytes, ...attachment }) => attachment),
      ...(menu && { menu }),
      ...(link && { link }),
    },
  };
}

/** The text and where it was found; null when something that is no text stands in its place. */
function plainText(
  body: Readonly<Record<string, unknown>>,
  content: Readonly<Record<string, unknown>>,
): { readonly text: string | null; readonly path: readonly string[] } {
  const places: readonly (readonly [readonly string[], unknown])[] = [
    [['messageContent', 'payload'], content.payload],
    [['messageContent'], content],
    [['message'], body.message],
  ];
  for (const [path, holder] of places) {
    if (!isObject(holder) || !('text' in holder)) continue;
    return { text: typeof holder.text === 'string' ? holder.text : null, path: [...path, 'text'] };
  }
  if ('content' in body) return { text: typeof body.content === 'string' ? body.content : null, path: ['content'] };
  return { text: '', path: ['messageContent', 'payload', 'text'] };
}

function problem(path: readonly (string | number)[], what: string) {
  return { ok: false, kind: 'form', problem: { path, message: `${path.join('.')} ${what}` } } as const;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
