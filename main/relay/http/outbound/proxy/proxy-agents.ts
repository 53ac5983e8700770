import { Agent as HttpAgent, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { Duplex } from 'node:stream';
import { systemCode } from '../../../core/system-code.ts';
import type { DestinationTls } from '../connection-pool.ts';
import { TransportFailure } from '../transport-failure.ts';
import { tlsBehind } from './proxied-tls.ts';
import type { ProxyRoute } from './proxy-route.ts';
import { openTunnel } from './proxy-tunnel.ts';

type Created = (error: Error | null, stream: Duplex) => void;

/** Node's client does not ask for the stream of a connection that failed. */
const failed = (created: Created | undefined, error: Error): void => {
  (created as ((error: Error) => void) | undefined)?.(error);
};

/** For plain http behind a proxy: only where private targets are allowed at all. */
export class PlainProxyAgent extends HttpAgent {
  readonly #route: ProxyRoute;
  readonly #origin: URL;

  constructor(options: AgentOptions, route: ProxyRoute, origin: URL) {
    super(options);
    this.#route = route;
    this.#origin = origin;
  }

  override createConnection(_options: ClientRequestArgs, created?: Created): undefined {
    const tunnel = openTunnel(this.#route, this.#origin, {
      onOpen: () => {
        tunnel.resume();
        created?.(null, tunnel);
      },
      onFailure: (failure) => {
        failed(created, failure);
      },
    });
  }
}

/** Connections are handed over when TLS to the host stands, end to end through the proxy. */
export class SecureProxyAgent extends HttpsAgent {
  readonly #route: ProxyRoute;
  readonly #origin: URL;
  readonly #tls: DestinationTls | null;

  constructor(options: AgentOptions, route: ProxyRoute, origin: URL, tls: DestinationTls | null) {
    super(options);
    this.#route = route;
    this.#origin = origin;
    this.#tls = tls;
  }

  override createConnection(_options: ClientRequestArgs, created?: Created): undefined {
    const tunnel = openTunnel(this.#route, this.#origin, {
      onOpen: () => {
        this.#secure(tunnel, created);
      },
      onFailure: (failure) => {
        failed(created, failure);
      },
    });
  }

  #secure(tunnel: Socket, created: Created | undefined): void {
    const { hostname } = this.#origin;
    const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
    const giveUp = (error: Error | null): void => {
      tunnel.destroy();
      const message = systemCode(error) ?? 'closed in the handshake';
      // The cause is the system's own error: who reads the failure looks for its code there.
      failed(created, new TransportFailure('tls', 'not_sent', message, error ?? undefined));
    };
    let socket;
    try {
      socket = connectSecure({
        ...tlsBehind(this.#route, this.#tls),
        host,
        socket: tunnel,
        servername: isIP(host) === 0 ? host : '',
        ALPNProtocols: ['http/1.1'],
        minVersion: 'TLSv1.2',
        rejectUnauthorized: true,
      });
    } catch (thrown) {
      giveUp(thrown instanceof Error ? thrown : null);
      return;
    }
    const secured = socket;
    const closed = (): void => {
      giveUp(null);
    };
    secured.once('error', giveUp);
    secured.once('close', closed);
    secured.once('close', () => tunnel.destroy());
    secured.setTimeout(handshakeMs, () => secured.destroy());
    secured.once('secureConnect', () => {
      secured.removeListener('error', giveUp);
      secured.removeListener('close', closed);
      secured.removeAllListeners('timeout');
      secured.setTimeout(0);
      created?.(null, secured);
    });
  }
}

/** Without a byte of the handshake, milliseconds. The call has its own limit; this is for the connection it leaves behind. */
const handshakeMs = 30_000;
