const alphabet = /^[A-Za-z0-9+/]*={0,2}$/u;

/** Bytes of a Base64 text without white space. cut_off: it stops within a group; broken: it holds other characters. */
export function decodeBase64(text: string): Uint8Array | 'cut_off' | 'broken' {
  if (!alphabet.test(text)) return 'broken';
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const isWhole = padding === 0 ? text.length % 4 !== 1 : text.length % 4 === 0;
  return isWhole ? Buffer.from(text, 'base64') : 'cut_off';
}
