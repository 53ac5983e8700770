// What begins a formula in spreadsheet programs, plain and in full width.
const beginsFormula = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
/** What programs pass over before they look whether a cell is a formula: white space, invisible characters, quotation marks. */
const isPassedOver = /^[\s\p{Cc}\p{Cf}\p{Z}\p{M}"'\u115f\u1160\u2800\u3164\uffa0]/u;
/** Where a cell or a row would begin in a program set to another separator. */
const isBreak = /^[\t\r\n\v\f\u0085\u2028\u2029;]/u;
const beginsWithBreak = /^'*[\t\r\n]/u;
/** Digits with what people write between and behind them: numbers, dates, times, shares, powers of ten. */
const looksCounted = /^'*\s*[\d\uff10-\uff19][\d\uff10-\uff19.,:/\-+%()\s]*(?:[Ee][+-]?\d+)?\s*$/u;
/** What is read as this very number. Twelve digits and more are shown as 1.2E+11, a zero in front is dropped. */
const isPlainNumber = /^(?:0|[1-9]\d{0,10})$/u;
/** Longer text is no number. */
const longestCounted = 64;

const isGuarded = (text: string): boolean =>
  beginsWithBreak.test(text) || (text.length <= longestCounted && looksCounted.test(text) && !isPlainNumber.test(text));

/**
 * Text that no spreadsheet program runs or changes. An apostrophe stands in front of what would begin a formula, at the
 * beginning or behind a line break, a tab or a semicolon (a program set to another separator begins a cell there), and in
 * front of digits that would be read as another number or a date. Whoever wants the text back takes that apostrophe away.
 */
export function spreadsheetText(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  // Where a cell may begin whose first sign has not been seen yet; null: within one.
  let begun: number | null = 0;
  let at = 0;
  for (const sign of text) {
    if (begun !== null && beginsFormula.test(sign)) {
      pieces.push(text.slice(copied, begun), "'");
      copied = begun;
      begun = null;
    }
    at += sign.length;
    if (isBreak.test(sign)) begun = at;
    else if (begun !== null && !isPassedOver.test(sign)) begun = null;
  }
  const safe = pieces.join('') + text.slice(copied);
  return isGuarded(safe) ? `'${safe}` : safe;
}

/** Half a character cannot be written, and at a null character programs stop reading. */
export function writable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
}

const needsQuotes = /[",;\t\r\n\v\f\u0085\u2028\u2029]|^\s|\s$/u;

/** One cell (RFC 4180). Numbers are ours; text is never read as one. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = spreadsheetText(writable(value));
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What ends a line in some programs, and what cannot be seen, stands there by its number. JSON reads it back the same. */
const unseen = /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** On one line; half characters are escaped (JSON.stringify is well-formed by ECMAScript 2019). */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(unseen, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
