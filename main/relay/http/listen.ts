import type { FastifyInstance } from 'fastify';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { portHolder } from './port-holder.ts';

/** A port that is taken is tried again this often, milliseconds. */
export const portRetryMs = 5_000;

export interface PortWait {
  readonly clock: Clock;
  readonly log: Logger;
  /** Ends the waiting; `listen` then throws PORT_TAKEN. */
  readonly signal?: AbortSignal;
}

/**
 * Opens the listener; never moves to another port by itself. Throws LISTEN_FAILED, and PORT_TAKEN with the port and, where
 * the system says so, the program that has it. With `wait` it does not throw for a taken port but says so in the log and
 * tries again every five seconds.
 */
export async function listen(
  app: FastifyInstance,
  address: { readonly host: string; readonly port: number },
  wait?: PortWait,
): Promise<void> {
  for (;;) {
    try {
      await app.listen({ host: address.host, port: address.port });
      return;
    } catch (cause) {
      const error = listenError(cause, address);
      if (error.code !== 'PORT_TAKEN' || wait === undefined || wait.signal?.aborted === true) throw error;
      wait.log.error('listen.port_taken', { code: error.code, detail: error.message, nextTryInMs: portRetryMs });
      await pause(portRetryMs, wait);
    }
  }
}

function listenError(cause: unknown, { host, port }: { readonly host: string; readonly port: number }): RelayError {
  const place = `${host}:${port}`;
  const code = (cause as NodeJS.ErrnoException).code;
  if (code !== 'EADDRINUSE') {
    return new RelayError('LISTEN_FAILED', `cannot listen on ${place} (${code ?? 'unknown'})`, { cause, value: place });
  }
  const holder = portHolder(port);
  const who = holder === null ? '' : `${holder.name}, process ${holder.pid}`;
  return new RelayError('PORT_TAKEN', `${who === '' ? 'another program' : who} listens on ${place}`, {
    cause,
    value: who === '' ? String(port) : `${port} (${who})`,
  });
}

function pause(delayMs: number, { clock, signal }: PortWait): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(delayMs, resolve);
    signal?.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
}

/** Requests under way get this long to end before their connections are cut, milliseconds. */
const closeGraceMs = 1_000;

/** A server's own way to cut every connection: Node cuts none whose TLS handshake is not over. */
export const cutsConnections = 'cutsConnections';

/** Takes no new connection, lets requests under way end for a moment, and closes. */
export async function closeServer(app: FastifyInstance, clock: Clock): Promise<void> {
  const cancel = clock.after(closeGraceMs, () => {
    app.server.closeAllConnections();
    if (app.hasDecorator(cutsConnections)) app.getDecorator<() => void>(cutsConnections)();
  });
  await app.close();
  cancel();
}
