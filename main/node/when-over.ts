import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const endsOf = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `end` once when the request is over: answered, or its connection gone. A response tells of its end only once it has the
 * connection; of requests sent one behind the other without waiting, only the first one's has. The connection is asked as well.
 */
export function whenOver(request: IncomingMessage, response: ServerResponse, end: () => void): void {
  const { socket } = request;
  if (socket.closed) {
    end();
    return;
  }
  const ends = endsOf.get(socket) ?? followed(socket);
  const once = (): void => {
    if (ends.delete(once)) end();
  };
  ends.add(once);
  response.once('close', once);
}

/** One listener for each connection: a thousand requests may come over it. */
function followed(socket: Socket): Set<() => void> {
  const ends = new Set<() => void>();
  endsOf.set(socket, ends);
  socket.once('close', () => {
    for (const end of [...ends]) end();
  });
  return ends;
}
