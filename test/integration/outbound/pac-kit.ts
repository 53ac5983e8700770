import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PacServer {
  readonly url: string;
  /** What it answers with from now on; a number is a status. */
  script: string | number;
  /** Paths that were asked for. */
  readonly asked: string[];
  stop(): Promise<void>;
}

/** Serves a PAC file on this computer; '/moved' leads to it, '/round' to itself. */
export async function startPacServer(script: string | number): Promise<PacServer> {
  const asked: string[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved') return response.writeHead(302, { location: '/proxy.pac' }).end();
    if (request.url === '/round') return response.writeHead(302, { location: '/round' }).end();
    if (typeof served.script === 'number') return response.writeHead(served.script).end('no');
    return response.end(served.script);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const served: PacServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/proxy.pac`,
    script,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return served;
}

/** A PAC file that answers so for every host. */
export const pacOf = (answer: string): string => `function FindProxyForURL() { return ${JSON.stringify(answer)}; }`;
