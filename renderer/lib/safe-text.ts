/** Longest text drawn at once, in UTF-16 units: a megabyte in one text node would hold up the window. */
export const maxDrawnLength = 4_000;

/** Combining marks kept on one base character; natural scripts need fewer. */
const maxMarks = 4;

// Controls, line and paragraph separators, zero-width and bidirectional formatting, byte order mark, tag characters.
const invisible =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
const markRun = new RegExp(`(\\p{M}{${maxMarks}})\\p{M}+`, 'gu');
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]|[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

function visibleName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\u2039U+${code.toString(16).toUpperCase().padStart(4, '0')}\u203a`;
}

/** Makes what hides or reorders text visible. Joiners (U+200C, U+200D) stay: emoji, Persian and Indic scripts need them. */
export function showControls(text: string): string {
  return text.replace(invisible, visibleName);
}

/** Keeps a few combining marks per character, so that stacked marks cannot run over other lines. */
export function limitMarks(text: string): string {
  return text.replace(markRun, '$1');
}

export interface DrawnText {
  readonly text: string;
  /** Characters left out at the end; 0 when the text is whole. */
  readonly cutLength: number;
}

/** Looked at for each character drawn: stacked marks are taken off before the length is counted. */
const lookAhead = 8;

/** Cuts on a whole character: half of a surrogate pair is left out. */
function cut(text: string, maxLength: number): string {
  const head = text.slice(0, maxLength);
  const last = head.charCodeAt(head.length - 1);
  return head.length < text.length && last >= 0xd800 && last <= 0xdbff ? head.slice(0, -1) : head;
}

/** Foreign text made safe to draw: controls visible, marks limited, length bounded. */
export function drawnText(raw: string, maxLength = maxDrawnLength): DrawnText {
  const looked = cut(raw, maxLength * lookAhead);
  const limited = limitMarks(looked);
  const head = cut(limited, maxLength);
  return { text: showControls(head), cutLength: raw.length - looked.length + limited.length - head.length };
}

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/** A foreign name or value inside one of our own sentences: it cannot turn the sentence's direction round. */
export function isolated(value: string): string {
  const { text, cutLength } = drawnText(value, 300);
  const shown = cutLength > 0 ? `${text}\u2026` : text;
  return rightToLeft.test(shown) ? `${firstStrongIsolate}${shown}${popIsolate}` : shown;
}
