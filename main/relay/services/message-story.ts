import { maskText } from '#shared/lib/mask.ts';
import type { MessageStory } from '#shared/domain/message.ts';
import { readableText } from '../core/readable-text.ts';
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
