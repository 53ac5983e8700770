import type { MessageContent } from '../domain/message.ts';
import { assertNever } from '../lib/assert-never.ts';

/** What of a message words are looked for in: all that a person would read of it, a line for each piece. */
export function searchableText(content: MessageContent): string {
  return piecesOf(content)
    .filter((piece) => piece !== '')
    .join('\n');
}

function piecesOf(content: MessageContent): readonly string[] {
  switch (content.kind) {
    case 'text':
      return [content.text];
    case 'template':
      return [content.text, content.name];
    case 'rich':
      return [content.text, ...content.attachments.map(({ name }) => name)];
    case 'voice':
      return [content.recognition ?? ''];
    case 'location':
      return [content.label];
    case 'link':
      return [content.title, content.description, content.url];
    case 'miniprogram':
      return [content.title];
    case 'event':
      return [content.event];
    case 'unsupported':
      return [content.platformType];
    case 'image':
    case 'video':
    case 'shortvideo':
      return [];
    default:
      return assertNever(content);
  }
}
