/** One HTTP/1.1 message with a Content-Length, found at the start of a buffer. */
export interface HttpFrame {
  /** The first line and the header lines, without the empty line. */
  readonly head: string;
  readonly body: Buffer;
  /** Bytes of the whole message. */
  readonly sizeBytes: number;
}

const endOfHead = Buffer.from('\r\n\r\n');

/**
 * The first complete message in the bytes, or null when more must come. Only what the programs of this benchmark send
 * one another: a message without Content-Length has no body. Throws for chunked bodies.
 */
export function readFrame(bytes: Buffer): HttpFrame | null {
  const headBytes = bytes.indexOf(endOfHead);
  if (headBytes < 0) return null;
  const head = bytes.toString('latin1', 0, headBytes);
  if (/\r\ntransfer-encoding:/iu.test(head)) throw new Error('chunked messages are not read here');
  const bodyBytes = Number(/\r\ncontent-length: *(\d+)/iu.exec(head)?.[1] ?? 0);
  const bodyAt = headBytes + endOfHead.length;
  const sizeBytes = bodyAt + bodyBytes;
  return bytes.length < sizeBytes ? null : { head, body: bytes.subarray(bodyAt, sizeBytes), sizeBytes };
}

/** Puts what is left of the last piece before the new one. */
export function joined(rest: Buffer, piece: Buffer): Buffer {
  return rest.length === 0 ? piece : Buffer.concat([rest, piece]);
}
