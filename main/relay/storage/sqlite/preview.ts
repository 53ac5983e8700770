import type { MessageContent } from '#shared/domain/message.ts';
import { excerpt, maskText } from '#shared/lib/mask.ts';
import { readableText } from '../../core/readable-text.ts';

const longestPreview = 120;
/** Only so much is looked at: a preview needs no more, and lists are made of many. */
const longestLook = 1_000;

/** What the live list shows of a message: one masked line, empty for kinds without text. */
export function previewOf(content: MessageContent): string {
  return excerpt(maskText(textIn(content).slice(0, longestLook)), longestPreview);
}

/** The part of it that fits on a line. */
function textIn(content: MessageContent): string {
  if (content.kind === 'location') return content.label;
  return content.kind === 'link' ? content.title : readableText(content);
}
