import type { MessageContent } from '#shared/domain/message.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import { excerpt, maskText } from '#shared/lib/mask.ts';

const longestPreview = 120;
/** Only so much is looked at: a preview needs no more, and lists are made of many. */
const longestLook = 1_000;

/** What the live list shows of a message: one masked line, empty for kinds without text. */
export function previewOf(content: MessageContent): string {
  return excerpt(maskText(textIn(content).slice(0, longestLook)), longestPreview);
}

function textIn(content: MessageContent): string {
  switch (content.kind) {
    case 'text':
    case 'rich':
    case 'template':
      return content.text;
    case 'voice':
      return content.recognition ?? '';
    case 'location':
      return content.label;
    case 'link':
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
