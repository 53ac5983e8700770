import { maskedPieces, maskText } from '#shared/lib/mask.ts';

/**
 * What stands for one character in JSON (also in JSON within JSON), XML and addresses, and what stands for none between two
 * pieces of one text. Of addresses what is ASCII: nothing else is looked for.
 */
const written = new RegExp(
  '\\\\+u([0-9a-f]{4})' +
    '|\\\\+([bfnrt"/])' +
    '|&#x0{0,6}([0-9a-f]{1,5});' +
    '|&#0{0,6}(\\d{1,6});' +
    '|&(?:amp|lt|gt|quot|apos);' +
    '|%(?:25)*([2-7][0-9a-f])' +
    '|\\]\\]><!\\[CDATA\\[',
  'giu',
);
const maybeWritten = /[\\&%]|\]\]>/u;

/** Hides what `maskText` hides, also where characters are written as escapes or references. What stays is left as it is written. */
export function maskWritten(text: string): string {
  if (!maybeWritten.test(text)) return maskText(text);
  const { plain, starts, ends } = read(text);
  let shown = '';
  let end = 0;
  for (const piece of maskedPieces(plain)) {
    if (!piece.isMasked) continue;
    shown += text.slice(end, starts[piece.from]) + piece.shown;
    end = ends[piece.until - 1] ?? text.length;
  }
  return shown + text.slice(end);
}

/** The text as it is read, and for each of its units where it stands in the text as it is written. */
function read(text: string): { readonly plain: string; readonly starts: Uint32Array; readonly ends: Uint32Array } {
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let plain = '';
  const copy = (from: number, until: number): void => {
    for (let at = from; at < until; at += 1) {
      starts[plain.length + at - from] = at;
      ends[plain.length + at - from] = at + 1;
    }
    plain += text.slice(from, until);
  };
  let end = 0;
  for (const match of text.matchAll(written)) {
    const until = match.index + match[0].length;
    copy(end, match.index);
    const sign = signOf(match);
    for (let unit = 0; unit < sign.length; unit += 1) {
      starts[plain.length + unit] = match.index;
      ends[plain.length + unit] = until;
    }
    plain += sign;
    end = until;
  }
  copy(end, text.length);
  return { plain, starts, ends };
}

function signOf([whole, json, short, hex, decimal, percent]: RegExpExecArray): string {
  const code = json ?? hex ?? percent;
  if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
  if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
  if (short !== undefined) return short === '/' || short === '"' ? short : '\n';
  return whole.startsWith('&') ? '&' : '';
}
