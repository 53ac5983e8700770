import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';

/** What a request is written from. The headers' values were checked; the names are checked here. */
export interface RequestParts {
  readonly url: URL;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Uint8Array | null;
}

/** Longer bodies are not copied behind their head. */
const copiedBytes = 64 * 1024;

/** These say where a message ends and whom it is for: ours to write. */
const ours = new Set(['host', 'connection', 'transfer-encoding', 'content-length', 'keep-alive', 'upgrade', 'expect']);
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u;
/** Names that passed: every call has the same few. */
const passed = new Set<string>();
const mostPassed = 1_000;

interface HeaderLines {
  readonly text: string;
  /** The same bytes in UTF-8 as in Latin-1. */
  readonly isAscii: boolean;
}

/** Of frozen headers, which cannot become others. They go with the headers. */
const written = new WeakMap<OutgoingHttpHeaders, HeaderLines>();

function linesOf(headers: OutgoingHttpHeaders): HeaderLines {
  const known = written.get(headers);
  if (known !== undefined) return known;
  let text = '';
  for (const name in headers) {
    const value = headers[name];
    if (ours.has(name) || value === undefined) continue;
    checkName(name);
    text += `${name}: ${String(value)}\r\n`;
  }
  const lines = { text, isAscii: /^[\u0000-\u007f]*$/u.test(text) };
  if (Object.isFrozen(headers)) written.set(headers, lines);
  return lines;
}

function headOf({ url, method, body }: RequestParts, lines: string, bodyBytes: number): string {
  if (!token.test(method)) throw new TypeError('a method HTTP does not allow');
  const first = `${method} ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: keep-alive\r\n`;
  const announces = body !== null || method === 'POST' || method === 'PUT' || method === 'PATCH';
  return announces ? `${first}${lines}content-length: ${bodyBytes}\r\n\r\n` : `${first}${lines}\r\n`;
}

/** A request as it will leave. */
export interface WrittenRequest {
  readonly head: string;
  readonly isAsciiHead: boolean;
  readonly body: string | Uint8Array | null;
  readonly bodyBytes: number;
}

/** Throws for a method or a header name HTTP does not allow. */
export function writeRequest(parts: RequestParts): WrittenRequest {
  const { body, headers } = parts;
  const bodyBytes = body === null ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  const { text, isAscii } = linesOf(headers);
  return { head: headOf(parts, text, bodyBytes), isAsciiHead: isAscii, body, bodyBytes };
}

/** Sends a request in one go. */
export function sendRequest(socket: Socket, { head, isAsciiHead, body, bodyBytes }: WrittenRequest): void {
  if (bodyBytes > copiedBytes && body !== null) {
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
    return;
  }
  if (isAsciiHead && !(body instanceof Uint8Array)) {
    // Node writes a text of this size without making a buffer for it.
    socket.write(body === null ? head : head + body, 'utf8');
    return;
  }
  const bytes = Buffer.allocUnsafe(head.length + bodyBytes);
  bytes.write(head, 'latin1');
  if (typeof body === 'string') bytes.write(body, head.length, 'utf8');
  else if (body !== null) bytes.set(body, head.length);
  socket.write(bytes);
}

function checkName(name: string): void {
  if (passed.has(name)) return;
  if (!token.test(name)) throw new TypeError('a header name HTTP does not allow');
  if (passed.size < mostPassed) passed.add(name);
}
