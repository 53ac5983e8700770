import { maskText } from '#shared/lib/mask.ts';
import type { MessageContent, MessageStory } from '#shared/domain/message.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { StoredMessage } from '../ports/relay-store.ts';

/** A stored message as the console may see it: text masked, ids whole. */
export function toStory(message: StoredMessage): MessageStory {
  return {
    row: message.row,
    parts: [...message.parts],
    media: message.media.map(({ no, name, mimeType, sizeBytes, state, code }) => ({
      no,
      name: maskText(name),
      mimeType,
      sizeBytes,
      state,
      code,
    })),
    statusReport: message.statusReport,
    contactNo: message.contactNo,
    text: maskText(readableText(message.content)),
    platformMessageId: message.platformMessageId,
    caseId: message.caseId,
    platformAt: message.platformAt,
    events: [...message.events],
  };
}

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
