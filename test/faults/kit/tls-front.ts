import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';

/** Both platforms behind TLS, as they are in life. */
export interface TlsFront {
  /** The address to use instead of `url`. */
  frontOf(url: string): Promise<string>;
  /** Certificates to trust, for the environment of the relay. */
  readonly environment: Readonly<Record<string, string>>;
  /** Requests for a WeChat access token seen so far. */
  tokenRequests(): number;
  stop(): void;
}

const tokenRequest = /^POST \S*stable_token\S* HTTP/gmu;

/**
 * Certificates that are valid at any time a clock may be set to, so that the clock is the only thing that is wrong.
 * `caFile`: where the authority's certificate may be written.
 */
export function createTlsFront(caFile: string): TlsFront {
  const authority = createTestAuthority('Clock test', { from: new Date(-3e11), to: new Date('2120-01-01') });
  const { cert, key } = authority.issue({ name: '127.0.0.1' });
  writeFileSync(caFile, authority.cert);
  const servers: ReturnType<typeof createServer>[] = [];
  const sockets = new Set<TLSSocket>();
  let tokenRequests = 0;

  return {
    frontOf: (url) =>
      new Promise((resolve, reject) => {
        const port = Number(new URL(url).port);
        const server = createServer({ cert, key }, (near) => {
          sockets.add(near);
          const far = connect(port, '127.0.0.1');
          near.on(
            'data',
            (chunk: Buffer) => (tokenRequests += chunk.toString('latin1').match(tokenRequest)?.length ?? 0),
          );
          near.pipe(far).pipe(near);
          near.on('error', () => far.destroy());
          far.on('error', () => near.destroy());
          near.on('close', () => {
            sockets.delete(near);
            far.destroy();
          });
        });
        servers.push(server);
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          const address = server.address();
          resolve(`https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
        });
      }),
    environment: { NODE_EXTRA_CA_CERTS: caFile },
    tokenRequests: () => tokenRequests,
    stop: () => {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
