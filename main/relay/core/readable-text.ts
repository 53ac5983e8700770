import type { MessageContent } from '#shared/domain/message.ts';
import { assertNever } from '#shared/lib/assert-never.ts';

/** The text a person can read in a message; empty for content without any. */
export function readableText(content: MessageContent): string {
  switch (content.kind) {
    case 'text':
    case 'rich':
    case 'template':
      return content.text;
    case 'voice':
      return content.recognition ?? '';
    case 'location':
      return `${content.label} (${content.latitude}, ${content.longitude})`.trim();
    case 'link':
      return [content.title, content.description, content.url].filter((part) => part !== '').join(' · ');
    case 'miniprogram':
      return content.title;
    case 'event':
      return content.event;
    case 'unsupported':
      return content.platformType;
    case 'image':
    case 'video':
    case 'shortvideo':
      return '';
    default:
      return assertNever(content);
  }
}
