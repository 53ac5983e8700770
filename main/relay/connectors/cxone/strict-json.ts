import { isUtf8 } from 'node:buffer';
import { isObject } from '#shared/lib/is-object.ts';

/** Deeper than anything CXone sends; a payload of cards stays below half of it. */
const deepest = 40;

/** A JSON object and the text it was read from. */
export interface JsonReading {
  readonly text: string;
  readonly value: Record<string, unknown>;
}

/**
 * Reads a JSON object as received from outside. Null for what is not UTF-8, not JSON, no object, nested too deep, or
 * names a member twice: two readers may believe two different ones.
 */
export function readJsonObject(bytes: Uint8Array): Record<string, unknown> | null {
  return readJson(bytes)?.value ?? null;
}

/** The same, for who keeps the text as well. */
export function readJson(bytes: Uint8Array): JsonReading | null {
  if (!isUtf8(bytes)) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const written = membersWritten(text);
  if (written === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return null;
    // Of two members of one name, however each is spelt, the parser keeps one.
    return membersIn(value) === written ? { text, value } : null;
  } catch {
    // Says no more than that it is no JSON, which is the answer.
    return null;
  }
}

/**
 * How many members all objects of the text have; null when it is nested too deep. One pass over the text, before anything
 * recursive touches it. Leaves all other faults to the parser.
 */
function membersWritten(text: string): number | null {
  const hasEscapes = text.includes('\\');
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x7b:
      case 0x5b:
        depth += 1;
        if (depth > deepest) return null;
        break;
      case 0x7d:
      case 0x5d:
        depth -= 1;
        break;
      case 0x22:
        at = hasEscapes ? endOfString(text, at) : text.indexOf('"', at + 1);
        if (at < 0) return members;
        break;
      // Outside of a string it stands behind the name of a member and nowhere else.
      case 0x3a:
        members += 1;
        break;
      default:
    }
  }
  return members;
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

/** How many members a value and all within it have. */
function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + membersIn(item), 0);
  let members = 0;
  for (const member of Object.values(value)) members += 1 + membersIn(member);
  return members;
}
