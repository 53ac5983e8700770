import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { sendAnswer } from './answer.ts';
import type { Answer } from './answer.ts';

export interface ServiceRequest {
  method: string;
  /** Decoded by the route, not here: ids in a path may hold an encoded slash or colon. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  remoteAddress: string;
}

/** PEM. */
export interface ServiceCertificate {
  cert: string;
  key: string;
}

export interface HttpServiceOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  maxBodyBytes: number;
  /** Present: https. */
  certificate?: ServiceCertificate | undefined;
  handle(request: ServiceRequest): Answer | Promise<Answer>;
  /** What the platform says when the handler itself throws: a bug of the sandbox, never of the caller. */
  onCrash(thrown: unknown): Answer;
}

export interface HttpService {
  url: string;
  port: number;
  /** Shows this one from now on. Connections that stand are closed, so that everybody meets it. Of an https service only. */
  setCertificate(certificate: ServiceCertificate): void;
  stop(): Promise<void>;
}

const serverOptions = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  // Longer than any client keeps an idle connection, so that the client is the one that closes.
  keepAliveTimeout: 75_000,
  noDelay: true,
} as const;

/** A loopback HTTP server with limits, whose answers can be spoilt on the way out (see answer.ts). */
export async function startHttpService(options: HttpServiceOptions): Promise<HttpService> {
  const { certificate } = options;
  const secure: SecureServer | null =
    certificate === undefined ? null : createSecureServer({ ...serverOptions, ...certificate });
  const server: Server | SecureServer = secure ?? createServer(serverOptions);
  server.maxConnections = 2048;

  server.on('request', (incoming, response) => {
    readBody(incoming, options.maxBodyBytes)
      .then(async (body) => {
        if (body === 'tooLarge') {
          response.writeHead(413, { connection: 'close', 'content-length': '0' }).end();
          return;
        }
        if (body === 'aborted') return;
        sendAnswer(response, await answerOf(incoming, body, options));
      })
      .catch(() => response.destroy());
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });

  const { port } = server.address() as AddressInfo;
  return {
    url: `${secure === null ? 'http' : 'https'}://${options.host}:${port}`,
    port,
    setCertificate: (next) => {
      secure?.setSecureContext(next);
      secure?.closeAllConnections();
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerOf(incoming: IncomingMessage, body: Buffer, options: HttpServiceOptions): Promise<Answer> {
  try {
    const target = incoming.url ?? '/';
    const mark = target.indexOf('?');
    return await options.handle({
      method: incoming.method ?? 'GET',
      path: mark < 0 ? target : target.slice(0, mark),
      query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
      headers: incoming.headers,
      body,
      remoteAddress: incoming.socket.remoteAddress ?? '',
    });
  } catch (thrown) {
    return options.onCrash(thrown);
  }
}

function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | 'tooLarge' | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) {
        incoming.pause();
        resolve('tooLarge');
        return;
      }
      chunks.push(chunk);
    });
    incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    incoming.on('error', () => resolve('aborted'));
    incoming.on('close', () => resolve('aborted'));
  });
}

/** Parses the bearer of an Authorization header; undefined when there is none. */
export function bearerOf(request: ServiceRequest): string | undefined {
  return /^bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
}
