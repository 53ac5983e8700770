/** The beginning of a text, at most so many bytes of UTF-8, cut on a whole character and marked with an ellipsis. */
export function cutToBytes(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let kept = '';
  let sizeBytes = Buffer.byteLength('…');
  for (const character of text) {
    sizeBytes += Buffer.byteLength(character);
    if (sizeBytes > maxBytes) break;
    kept += character;
  }
  return `${kept}…`;
}
