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

function headOf({ url, method, headers, body }: RequestParts, bodyBytes: number): string {
  if (!token.test(method)) throw new TypeError('a method HTTP does not allow');
  let head = `${method} ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: keep-alive\r\n`;
  for (const name in headers) {
    const value = headers[name];
    if (ours.has(name) || value === undefined) continue;
    checkName(name);
    head += `${name}: ${String(value)}\r\n`;
  }
  const announces = body !== null || method === 'POST' || method === 'PUT' || method === 'PATCH';
  return announces ? `${head}content-length: ${bodyBytes}\r\n\r\n` : `${head}\r\n`;
}

/** A request as it will leave. */
export interface WrittenRequest {
  readonly head: string;
  readonly body: string | Uint8Array | null;
  readonly bodyBytes: number;
}

/** Throws for a method or a header name HTTP does not allow. */
export function writeRequest(parts: RequestParts): WrittenRequest {
  const { body } = parts;
  const bodyBytes = body === null ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  return { head: headOf(parts, bodyBytes), body, bodyBytes };
}

/** Sends a request in one go. */
export function sendRequest(socket: Socket, { head, body, bodyBytes }: WrittenRequest): void {
  if (bodyBytes > copiedBytes && body !== null) {
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
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
