/** One element of an ASN.1 text (X.690). Elements share the bytes of the text they were read from. */
export interface Asn1 {
  /** Identifier byte: class, constructed bit, number. */
  readonly tag: number;
  /** With identifier and length. */
  readonly encoded: Uint8Array;
  readonly value: Uint8Array;
  /** Empty for primitive elements. */
  readonly children: readonly Asn1[];
}

export const asn1Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

/** cut_off: the text ends before its element does; damaged: it is not ASN.1, or of no sensible size. */
export type Asn1Outcome =
  | { readonly ok: true; readonly element: Asn1; readonly restBytes: number }
  | { readonly ok: false; readonly fault: 'cut_off' | 'damaged' };

/** Real certificates have some hundred elements in less than ten levels. */
const maxDepth = 32;
const maxElements = 20_000;

class Asn1Fault extends Error {
  readonly fault: 'cut_off' | 'damaged';

  constructor(fault: 'cut_off' | 'damaged') {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Reads the first element of a text as a tree, in one pass. BER with open lengths is taken too, since old programs write PFX
 * files in it. Never throws.
 */
export function readAsn1(bytes: Uint8Array): Asn1Outcome {
  try {
    const reader = new Asn1Reader(bytes);
    const element = reader.element(0, bytes.length, 0);
    return { ok: true, element, restBytes: bytes.length - element.encoded.length };
  } catch (thrown) {
    if (thrown instanceof Asn1Fault) return { ok: false, fault: thrown.fault };
    throw thrown;
  }
}

class Asn1Reader {
  readonly #bytes: Uint8Array;
  #elements = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  element(at: number, end: number, depth: number): Asn1 {
    this.#elements += 1;
    if (depth > maxDepth || this.#elements > maxElements) throw new Asn1Fault('damaged');
    const tag = this.#byte(at, end, depth);
    // Tags of more than one byte stand in nothing we read.
    if ((tag & 0x1f) === 0x1f || tag === 0) throw new Asn1Fault('damaged');
    const isConstructed = (tag & 0x20) !== 0;
    const first = this.#byte(at + 1, end, depth);
    if (first === 0x80) return this.#openEnded(tag, at, end, depth);
    const { from, length } = this.#length(first, at, end, depth);
    const until = from + length;
    if (until > end) throw new Asn1Fault(depth === 0 ? 'cut_off' : 'damaged');
    const children: Asn1[] = [];
    if (isConstructed) {
      for (let next = from; next < until;) {
        const child = this.element(next, until, depth + 1);
        children.push(child);
        next += child.encoded.length;
      }
    }
    return {
      tag,
      encoded: this.#bytes.subarray(at, until),
      value: this.#bytes.subarray(from, until),
      children,
    };
  }

  #openEnded(tag: number, at: number, end: number, depth: number): Asn1 {
    if ((tag & 0x20) === 0) throw new Asn1Fault('damaged');
    const children: Asn1[] = [];
    let next = at + 2;
    while (!(this.#bytes[next] === 0 && this.#bytes[next + 1] === 0 && next + 2 <= end)) {
      if (next >= end) throw new Asn1Fault('cut_off');
      const child = this.element(next, end, depth + 1);
      children.push(child);
      next += child.encoded.length;
    }
    return {
      tag,
      encoded: this.#bytes.subarray(at, next + 2),
      value: this.#bytes.subarray(at + 2, next),
      children,
    };
  }

  #length(first: number, at: number, end: number, depth: number): { readonly from: number; readonly length: number } {
    if (first < 0x80) return { from: at + 2, length: first };
    const count = first & 0x7f;
    if (count > 4) throw new Asn1Fault('damaged');
    let length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + this.#byte(at + 2 + index, end, depth);
    return { from: at + 2 + count, length };
  }

  #byte(at: number, end: number, depth: number): number {
    const byte = at < end ? this.#bytes[at] : undefined;
    if (byte === undefined) throw new Asn1Fault(depth === 0 ? 'cut_off' : 'damaged');
    return byte;
  }
}

/** Object identifier in dotted form. Null when the element is none. */
export function oidOf(element: Asn1 | undefined): string | null {
  if (element?.tag !== asn1Tag.oid || element.value.length === 0 || element.value.length > 64) return null;
  const numbers: number[] = [];
  let value = 0;
  for (const byte of element.value) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [head, ...rest] = numbers;
  if (head === undefined) return null;
  const top = Math.min(2, Math.floor(head / 40));
  return [top, head - top * 40, ...rest].join('.');
}

/** A small whole number. Null when the element is none, negative, or does not fit. */
export function smallIntegerOf(element: Asn1 | undefined): number | null {
  if (element?.tag !== asn1Tag.integer || element.value.length === 0 || element.value.length > 6) return null;
  if ((element.value[0] ?? 0) >= 0x80) return null;
  return element.value.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Contents of an octet string, also of one that BER wrote in parts. `tag`: the tag it was given instead (implicit tags). */
export function octetsOf(element: Asn1 | undefined, tag: number = asn1Tag.octetString): Uint8Array | null {
  if (element === undefined) return null;
  if (element.tag === tag) return element.value;
  if (element.tag !== (tag | 0x20)) return null;
  const parts = element.children.map((child) => octetsOf(child));
  return parts.some((part) => part === null) ? null : Buffer.concat(parts as Uint8Array[]);
}
