import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readIncoming, type Incoming } from './protocols.ts';

/** Serves on a free loopback port and prints it. `take` answers true once the message is accepted. */
export function serve(take: (incoming: Incoming, answer: (accepted: boolean) => void) => void): void {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const incoming = read(request, chunks);
      if (incoming === null) return end(response, 401, 'unauthorized');
      take(incoming, (accepted) => {
        end(response, accepted ? 200 : 503, accepted ? incoming.answer : 'busy');
      });
    });
  });
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
  });
}

function read(request: IncomingMessage, chunks: readonly Buffer[]): Incoming | null {
  const [first] = chunks;
  const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
  try {
    return readIncoming(request.url ?? '', request.headers.authorization, body);
  } catch {
    // Not in the form this benchmark sends.
    return null;
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
