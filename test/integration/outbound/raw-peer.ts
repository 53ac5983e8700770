import { createServer, type Server, type Socket } from 'node:net';

export interface RawPeer {
  readonly url: string;
  readonly port: number;
  /** Connections accepted so far. */
  readonly connections: readonly Socket[];
  stop(): Promise<void>;
}

/** A TCP server on loopback that does to each connection exactly what the test says. */
export async function startRawPeer(behave: (socket: Socket, index: number) => void): Promise<RawPeer> {
  const connections: Socket[] = [];
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    connections.push(socket);
    behave(socket, connections.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/messages`,
    port,
    connections,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of connections) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Calls back once per complete request (head and announced body) on this connection. */
export function onRequest(socket: Socket, answer: (request: string) => void): void {
  let buffered = '';
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1');
    for (;;) {
      const headEnd = buffered.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/iu.exec(buffered.slice(0, headEnd))?.[1] ?? 0);
      const end = headEnd + 4 + length;
      if (buffered.length < end) return;
      const request = buffered.slice(0, end);
      buffered = buffered.slice(end);
      answer(request);
    }
  });
}

export function okAnswer(body: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Resolves when `condition` holds; rejects after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error('the awaited condition did not come');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
