import type { MessageContent } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/**
 * Longest text of one customer service message, UTF-8 bytes. WeChat's pages name no figure for an official account; this
 * is the one of its sister product, taken by everybody.
 */
export const longestTextBytes = 2_048;

export type OutgoingText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: ErrorCode; readonly value: string | null };

/** What the end user will read, in a form WeChat takes, or why nothing can be sent. */
export function outgoingText(content: MessageContent): OutgoingText {
  if (content.kind !== 'text' && content.kind !== 'rich') {
    return { ok: false, code: 'WECHAT_CONTENT_REFUSED', value: content.kind };
  }
  const text = sendable(content.text);
  if (text.trim() === '') return { ok: false, code: 'WECHAT_CONTENT_REFUSED', value: null };
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes > longestTextBytes) return { ok: false, code: 'WECHAT_TEXT_TOO_LONG', value: String(longestTextBytes) };
  return { ok: true, text };
}

/**
 * WeChat shows JSON escapes as they stand, or refuses them, so nothing may be left that JSON must escape as \uXXXX:
 * halves of characters become the replacement character, control characters but tab and line break go.
 */
function sendable(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\u{fffd}')
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/gu, '');
}
