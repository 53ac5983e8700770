/**
 * The text of a file that may be UTF-8 or UTF-16, with or without byte order mark. Null when it is binary. Text that came
 * through JSON or an environment variable, with "\n" spelled out, gets its lines back.
 */
export function textOf(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return null;
  return /\\n/u.test(text) && !/\n./u.test(text) ? text.replaceAll('\\r', '').replaceAll('\\n', '\n') : text;
}

function decode(bytes: Uint8Array): string | null {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(encoding === 'utf-8' ? bytes : evenPart(bytes));
  } catch {
    // Comments in old encodings do no harm: what counts is ASCII.
    return encoding === 'utf-8' && isMostlyText(bytes) ? Buffer.from(bytes).toString('latin1') : null;
  }
}

const evenPart = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - (bytes.length % 2));

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // ASCII in UTF-16 without a mark: every other byte is zero.
  if (second === 0 && bytes[3] === 0 && first !== 0) return 'utf-16le';
  if (first === 0 && bytes[2] === 0 && second !== 0) return 'utf-16be';
  return 'utf-8';
}

function isMostlyText(bytes: Uint8Array): boolean {
  let strange = 0;
  for (const byte of bytes) if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) strange += 1;
  return strange === 0;
}
