import type { MessageContent } from '#shared/domain/message.ts';
import { sendableText } from './outgoing-text.ts';

type MenuContent = NonNullable<Extract<MessageContent, { kind: 'rich' }>['menu']>;

/** WeChat: msgmenu. A tap comes back as a text with the words of the choice and its id. */
export interface Menu {
  readonly head: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  readonly tail: string;
}

// WeChat's pages name no limits. These keep a menu on one screen of a phone; whatever is beyond them goes as numbered text.
const mostChoices = 10;
const longestChoiceBytes = 120;
const longestIdBytes = 64;

/** A menu as WeChat takes it, or null when it is better sent as text. Ids go out as they came, so that a tap brings them back. */
export function menuOf(content: MenuContent, longestTextBytes: number): Menu | null {
  const choices = content.choices.map(({ id, text }) => ({ id, text: oneLine(text) }));
  const head = sendableText(content.head).trim();
  const tail = sendableText(content.tail).trim();
  const ids = new Set(choices.map(({ id }) => id));
  const fits =
    choices.length > 0 &&
    choices.length <= mostChoices &&
    ids.size === choices.length &&
    choices.every(({ id, text }) => isPlainId(id) && text !== '' && Buffer.byteLength(text) <= longestChoiceBytes) &&
    Buffer.byteLength([head, ...choices.map(({ text }) => text), tail].join('\n')) <= longestTextBytes;
  return fits ? { head, choices, tail } : null;
}

/** An id that comes back as it went: no control characters, no blanks at its ends. */
function isPlainId(id: string): boolean {
  return Buffer.byteLength(id) <= longestIdBytes && sendableText(id) === id && /^\S(?:[^\p{Cc}]*\S)?$/u.test(id);
}

function oneLine(text: string): string {
  return sendableText(text).replace(/\s+/gu, ' ').trim();
}
