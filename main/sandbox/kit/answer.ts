import { TLSSocket } from 'node:tls';
import type { ServerResponse } from 'node:http';

/** How an answer goes out. Everything but `whole` is a fault somebody asked for. */
export type Delivery =
  | { kind: 'whole' }
  | { kind: 'late'; delayMs: number }
  | { kind: 'never' }
  | { kind: 'reset'; at: 'beforeAnswer' | 'insideAnswer' }
  | { kind: 'drip'; bytesPerSecond: number }
  | { kind: 'endless'; sizeBytes: number };

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  delivery?: Delivery;
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: '' };
}

/** Puts an answer on the wire the way its delivery says. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  const delivery = answer.delivery ?? { kind: 'whole' };
  switch (delivery.kind) {
    case 'whole':
      return sendWhole(response, answer);
    case 'late': {
      const timer = setTimeout(() => sendWhole(response, answer), delivery.delayMs);
      response.once('close', () => clearTimeout(timer));
      return;
    }
    case 'never':
      // The connection stays open until the caller gives up or the sandbox stops.
      return;
    case 'reset':
      return delivery.at === 'beforeAnswer' ? resetSocket(response) : sendHalf(response, answer);
    case 'drip':
      return drip(response, answer, delivery.bytesPerSecond);
    case 'endless':
      return pour(response, answer, delivery.sizeBytes);
  }
}

function sendWhole(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const length = answer.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(answer.body)) };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(answer.body);
}

function resetSocket(response: ServerResponse): void {
  const { socket } = response;
  // Inside TLS there is no reset of its own: the connection just ends.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  response.write(body.subarray(0, Math.max(1, body.length >>> 1)), () => resetSocket(response));
}

function drip(response: ServerResponse, answer: Answer, bytesPerSecond: number): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  let sent = 0;
  const timer = setInterval(
    () => {
      if (sent >= body.length) {
        clearInterval(timer);
        response.end();
        return;
      }
      response.write(body.subarray(sent, sent + 1));
      sent += 1;
    },
    Math.max(1, 1000 / bytesPerSecond),
  );
  response.once('close', () => clearInterval(timer));
}

function pour(response: ServerResponse, answer: Answer, sizeBytes: number): void {
  const block = Buffer.alloc(64 * 1024, 0x20);
  response.writeHead(answer.status, answer.headers);
  response.write(answer.body);
  let left = sizeBytes;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      const size = Math.min(left, block.length);
      left -= size;
      if (!response.write(block.subarray(0, size))) {
        response.once('drain', more);
        return;
      }
    }
    if (left <= 0) response.end();
  };
  more();
}
