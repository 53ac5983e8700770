import { createServer as createPlain, connect, type Server, type Socket } from 'node:net';
import { createServer as createSecure, TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';

interface Identity {
  readonly cert: string;
  readonly key: string;
}

export interface ConnectProxyOptions {
  /** Speaks TLS itself. */
  readonly identity?: Identity;
  /** 'user:password' it wants. */
  readonly account?: string;
  /** Opens TLS and signs anew for that name. */
  readonly resigns?: Identity;
  /** Answers every CONNECT so, in place of a tunnel. */
  readonly answer?: string;
  /** Where the tunnel leads, whatever was asked for; else 127.0.0.1 at the port asked for. */
  readonly onTunnel?: (client: Socket, target: string) => void;
}

export interface ConnectProxy {
  readonly port: number;
  readonly url: string;
  /** 'host:port' of each CONNECT. */
  readonly asked: string[];
  /** Whole heads, as they came. */
  readonly heads: string[];
  /** Cuts every connection. */
  cut(): void;
  stop(): Promise<void>;
}

/** A proxy for CONNECT on this computer; every name leads to 127.0.0.1. */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const { identity, account, resigns, answer } = options;
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  };
  const asked: string[] = [];
  const heads: string[] = [];

  const tunnel = (client: Socket, target: string): void => {
    if (options.onTunnel !== undefined) return options.onTunnel(client, target);
    const host = connect(Number(target.slice(target.lastIndexOf(':') + 1)), '127.0.0.1');
    keep(host);
    host.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\nvia: test\r\n\r\n');
      if (resigns === undefined) {
        client.pipe(host).pipe(client);
        return;
      }
      const outer = new TLSSocket(client, { isServer: true, ...resigns });
      const inner = new TLSSocket(host, { rejectUnauthorized: false });
      keep(outer);
      keep(inner);
      outer.pipe(inner).pipe(outer);
    });
    host.once('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'));
    client.once('close', () => host.destroy());
    host.once('close', () => client.destroy());
  };

  const serve = (client: Socket): void => {
    keep(client);
    let head = '';
    const onData = (piece: Buffer): void => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      client.removeListener('data', onData);
      heads.push(head);
      const target = /^CONNECT (\S+) HTTP\/1\.1\r\n/u.exec(head)?.[1] ?? '';
      asked.push(target);
      const shown = /^proxy-authorization: Basic (\S+)\r$/imu.exec(head)?.[1] ?? '';
      if (answer !== undefined) client.end(answer);
      else if (account !== undefined && Buffer.from(shown, 'base64').toString() !== account) {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="x"\r\n\r\n');
      } else tunnel(client, target);
    };
    client.on('data', onData);
  };
  const server: Server = identity === undefined ? createPlain(serve) : createSecure({ ...identity }, serve);
  server.on('connection', keep);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    url: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    heads,
    cut,
    stop: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => {
          resolve();
        });
      }),
  };
}
