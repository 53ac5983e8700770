import type { FastifyInstance } from 'fastify';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';

/** Opens the listener. Throws PORT_TAKEN or LISTEN_FAILED; never moves to another port by itself. */
export async function listen(app: FastifyInstance, address: { host: string; port: number }): Promise<void> {
  const place = `${address.host}:${address.port}`;
  try {
    await app.listen({ host: address.host, port: address.port });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new RelayError('PORT_TAKEN', `another program listens on ${place}`, { cause, value: String(address.port) });
    }
    throw new RelayError('LISTEN_FAILED', `cannot listen on ${place} (${code ?? 'unknown'})`, { cause, value: place });
  }
}

/** Requests under way get this long to end before their connections are cut, milliseconds. */
const closeGraceMs = 1_000;

/** Takes no new connection, lets requests under way end for a moment, and closes. */
export async function closeServer(app: FastifyInstance, clock: Clock): Promise<void> {
  const cancel = clock.after(closeGraceMs, () => {
    app.server.closeAllConnections();
  });
  await app.close();
  cancel();
}
