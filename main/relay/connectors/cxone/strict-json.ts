import { isUtf8 } from 'node:buffer';

/** Deeper than anything CXone sends; a payload of cards stays below half of it. */
const deepest = 40;

/**
 * Reads a JSON object as received from outside. Null for what is not UTF-8, not JSON, no object, nested too deep, or
 * names a member twice: two readers may believe two different ones.
 */
export function readJsonObject(bytes: Uint8Array): Record<string, unknown> | null {
  if (!isUtf8(bytes)) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!hasSafeShape(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    // Says no more than that it is no JSON, which is the answer.
    return null;
  }
}

/** One pass over the text, before anything recursive touches it. Leaves all other faults to the parser. */
function hasSafeShape(text: string): boolean {
  /** The members seen so far of each open object; null for arrays. */
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x7b:
        if (open.push(new Set()) > deepest) return false;
        break;
      case 0x5b:
        if (open.push(null) > deepest) return false;
        break;
      case 0x7d:
      case 0x5d:
        open.pop();
        break;
      case 0x22: {
        const end = endOfString(text, at);
        const members = open.at(-1);
        if (members && isMemberName(text, end)) {
          const name = unescaped(text.slice(at, end + 1));
          if (members.has(name)) return false;
          members.add(name);
        }
        at = end;
        break;
      }
      default:
    }
  }
  return true;
}

/** The position of the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
  }
  return text.length;
}

function isMemberName(text: string, end: number): boolean {
  let at = end + 1;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === 0x3a;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** Two spellings of one name are one name. */
function unescaped(quoted: string): string {
  if (!quoted.includes('\\')) return quoted;
  try {
    return JSON.stringify(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
