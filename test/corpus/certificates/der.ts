/** Writes ASN.1 by hand (X.690), also such as no library would write. */
export type Bytes = Uint8Array;

export function der(tag: number, ...parts: readonly Bytes[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...parts: readonly Bytes[]): Buffer => der(0x30, ...parts);
export const setOf = (...parts: readonly Bytes[]): Buffer => der(0x31, ...parts);
export const octets = (...parts: readonly Bytes[]): Buffer => der(0x04, ...parts);
export const bits = (content: Bytes): Buffer => der(0x03, Buffer.from([0]), content);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const nothing = (): Buffer => der(0x05);
export const yes = (): Buffer => der(0x01, Buffer.from([0xff]));
/** Tagged from outside, [number]. */
export const tagged = (number: number, ...parts: readonly Bytes[]): Buffer => der(0xa0 + number, ...parts);

/** A number, or the bytes of one. */
export function integer(value: number | Bytes): Buffer {
  if (typeof value !== 'number') return der(0x02, value);
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  if (bytes.length === 0 || (bytes[0] ?? 0) >= 0x80) bytes.unshift(0);
  return der(0x02, Buffer.from(bytes));
}

/** Dotted. */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((number) => {
    const groups = [number & 0x7f];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from(bytes));
}

/** One inside the other, so many times. */
export function nested(depth: number, innermost: Bytes = nothing(), tag = 0x30): Buffer {
  // From the inside out, without copying what is done.
  const heads: Buffer[] = [];
  let { length } = innermost;
  for (let level = 0; level < depth; level += 1) {
    const head = Buffer.concat([Buffer.from([tag]), lengthOf(length)]);
    heads.unshift(head);
    length += head.length;
  }
  return Buffer.concat([...heads, innermost]);
}

export function pem(label: string, content: Bytes, ending = '\n'): string {
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,64}/gu) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join(ending);
}

/** What stands between the BEGIN and END lines of the first block. */
export function contentOf(text: string): Buffer {
  const body = /-----BEGIN [^-]+-----([^-]+)-----END/u.exec(text)?.[1] ?? '';
  return Buffer.from(body, 'base64');
}
