import { protectedSpans, spanAround } from './protected-spans.ts';

/**
 * Where a text may be cut, best first, each with the share of the room that must at least be filled: half a page is
 * better than a torn sentence, three words are not. A match ends where the cut may be.
 */
const breaks: readonly (readonly [pattern: RegExp, leastShare: number])[] = [
  [/\n[\t ]*\n/gu, 0.4],
  [/\n/gu, 0.4],
  // Counted, not endless: a long row of full stops must not be read again from each of them.
  [/(?:[。！？…]|[.!?]{1,8}(?=[\s”’"')]))[”’"'）)」』】]{0,4}/gu, 0.4],
  [/[，、；：]|[,;:](?=\s)/gu, 0.5],
  [/\s+/gu, 0.25],
  // Scripts written without spaces: between any two characters.
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, 0.1],
  [/\s+/gu, 0],
];

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** So far behind a possible cut the text is looked at to see whether a character ends there. */
const lookaheadUnits = 64;

/**
 * Cuts a text into pieces of at most `longestBytes` of UTF-8, in order: at paragraphs, sentences, clauses or words where
 * it can, never inside a character as people see it, an address or a link. Blanks at cuts and at both ends are dropped;
 * nothing else is. A text that fits stays as it is. A single character or address that is longer than a piece is cut all the same. The same text always gives the same
 * pieces. `text` must be well-formed; `longestBytes` at least 4.
 */
export function splitText(text: string, longestBytes: number): readonly string[] {
  if (Buffer.byteLength(text) <= longestBytes) return text.trim() === '' ? [] : [text];
  const spans = protectedSpans(text);
  const pieces: string[] = [];
  let from = skipBlanks(text, 0);
  while (from < text.length) {
    const reach = reachOf(text, from, longestBytes);
    const to = reach >= text.length ? text.length : cutBefore(text, from, reach, spans);
    const piece = text.slice(from, to).trimEnd();
    if (piece !== '') pieces.push(piece);
    from = skipBlanks(text, to);
  }
  return pieces;
}

/** The furthest end of a piece that begins at `from`, between two code points. */
function reachOf(text: string, from: number, longestBytes: number): number {
  let sizeBytes = 0;
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    sizeBytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (sizeBytes > longestBytes) return at;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}

function cutBefore(text: string, from: number, reach: number, spans: ReturnType<typeof protectedSpans>): number {
  const window = text.slice(from, reach + lookaheadUnits);
  const segments = graphemes.segment(window);
  const startOfCharacter = (at: number): number => from + (segments.containing(at - from)?.index ?? at - from);
  const isFree = (at: number): boolean => startOfCharacter(at) === at && spanAround(spans, at) === null;

  // The last place of all: in front of the character, or of the address, that does not fit any more.
  const span = spanAround(spans, reach);
  const last = startOfCharacter(span !== null && span.from > from ? span.from : reach);
  const room = last > from ? last : reach;
  for (const [pattern, leastShare] of breaks) {
    const least = from + Math.max(1, (room - from) * leastShare);
    // One character more, so that a sentence may end with the last one that fits.
    const ends = [...text.slice(from, room + 1).matchAll(pattern)].map((match) => from + match.index + match[0].length);
    const best = ends.reverse().find((at) => at >= least && at <= room && isFree(at));
    if (best !== undefined) return best;
  }
  return room;
}

function skipBlanks(text: string, from: number): number {
  const blanks = /\s*/uy;
  blanks.lastIndex = from;
  blanks.test(text);
  return blanks.lastIndex;
}
