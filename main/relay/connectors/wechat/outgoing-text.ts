/**
 * A text in a form WeChat takes. It shows JSON escapes as they stand, or refuses them, so nothing may be left that JSON
 * must escape as \uXXXX: halves of characters become the replacement character, control characters but tab and line
 * break go.
 */
export function sendableText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\u{fffd}')
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/gu, '');
}

/** The beginning of a text within a number of UTF-8 bytes, cut between two characters and marked with an ellipsis. */
export function shortened(text: string, longestBytes: number): string {
  if (Buffer.byteLength(text) <= longestBytes) return text;
  let kept = '';
  let sizeBytes = Buffer.byteLength('…');
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(
    text.slice(0, longestBytes),
  )) {
    sizeBytes += Buffer.byteLength(segment);
    if (sizeBytes > longestBytes) break;
    kept += segment;
  }
  return `${kept}…`;
}
