import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { OutsideListen } from '#shared/contract/relay-config.ts';
import { whenOver } from '#main/node/when-over.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { ConnectionRoom, connectionLimits, type ConnectionLimits } from './connection-room.ts';
import { answerExpectations } from './expect-continue.ts';
import { createHostGuard } from './host-guard.ts';
import { cutsConnections } from './listen.ts';
import { createSharedPeers, peerName } from './peer-name.ts';
import type { ClientGate } from './client-gate.ts';
import type { TlsMaterial } from './listener-material.ts';
import type { ChooseContext } from './places/trial-contexts.ts';
import { reachableHost } from './reachable-host.ts';
import { RefusalLimiter, refusalLimits, type RefusalLimits } from './refusal-limiter.ts';
import { WorkPlaces, workLimits, type WorkLimits } from './work-limits.ts';

/** The listener's limits. Slow or silent clients are closed before they can hold a place. */
export const listenerLimits = {
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  handshakeTimeoutMs: 5_000,
  checkEveryMs: 500,
  headerBytes: 16 * 1024,
  bodyBytes: 1024 * 1024,
  requestsPerSocket: 1_000,
} as const;

/** WeChat's and CXone's callers need POST and GET only; anything else is answered 405 without a hint. */
const allowedMethods = new Set(['GET', 'HEAD', 'POST']);
/** CXone may call more than is published (delete, hide): what comes to the Box API is judged, and noted, there. */
const boxMethods = new Set(['PUT', 'PATCH', 'DELETE']);
const boxPath = /^\/+integration\/+box(?:[/?]|$)/u;

const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

export interface PublicServerOptions {
  readonly listen: OutsideListen;
  /** What it shows of itself; null: plain HTTP, on loopback or behind a proxy. */
  readonly material: TlsMaterial | null;
  /** How it asks callers for a certificate, if it does. */
  readonly clientTls?: ClientGate['tlsOptions'];
  /** Which certificate a caller is shown that asks for this name; without an answer the listener's own. */
  readonly chooseContext?: ChooseContext;
  /** Told of each call for something that is served here, with its connection. */
  readonly onCall?: (socket: Socket) => void;
  readonly log: Logger;
  /** Told how long a POST took to be answered, when it was answered well. */
  readonly onAnswered: (durationMs: number) => void;
  readonly onRefusedHost: () => void;
  /** Told each path nobody serves. */
  readonly onUnknownPath?: (path: string) => void;
  /** What is not named has its usual value. */
  readonly limits?: {
    readonly connections?: ConnectionLimits;
    readonly refusals?: RefusalLimits;
    readonly work?: WorkLimits;
  };
}

/** A listener that WeChat or CXone reaches. Routes are added by the connectors; everything else is 404. */
export function createPublicServer(options: PublicServerOptions): FastifyInstance {
  const { listen } = options;
  const app = Fastify({
    logger: false,
    bodyLimit: listenerLimits.bodyBytes,
    connectionTimeout: listenerLimits.requestTimeoutMs,
    requestTimeout: listenerLimits.requestTimeoutMs,
    maxRequestsPerSocket: listenerLimits.requestsPerSocket,
    keepAliveTimeout: 60_000,
    exposeHeadRoutes: false,
    return503OnClosing: true,
    trustProxy: listen.trustedProxy ?? false,
    routerOptions: {
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 1_000,
      // What is served here reads the query from the address itself, or has none.
      querystringParser: () => ({}),
    },
    frameworkErrors: (_error, _request, reply) => {
      void plain(reply, 404, 'Not found');
    },
    clientErrorHandler: answerBrokenRequest,
    http: {
      maxHeaderSize: listenerLimits.headerBytes,
      headersTimeout: listenerLimits.headersTimeoutMs,
      connectionsCheckingInterval: listenerLimits.checkEveryMs,
    },
    ...tlsOptions(options),
  });
  app.server.headersTimeout = listenerLimits.headersTimeoutMs;
  bound(app, options);
  answerExpectations(app);
  const isOurHost = createHostGuard(listen);
  app.addHook('onRequest', (request, reply, done) => {
    guard(request, reply, options, isOurHost, done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (request.method === 'POST' && reply.statusCode === 200) options.onAnswered(reply.elapsedTime);
    done();
  });
  app.setNotFoundHandler((_request, reply) => plain(reply, 404, 'Not found'));
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      options.log.error('request.failed', { route: request.routeOptions.url ?? '', detail: error.message });
    }
    return plain(reply, status >= 400 && status < 600 ? status : 500, statusText(status));
  });
  return app;
}

/** Keeps what callers may use up within bounds: connections, places at work, and refusals. */
function bound(app: FastifyInstance, { listen, limits = {} }: PublicServerOptions): void {
  const isShared = createSharedPeers(listen.trustedProxy);
  const room = new ConnectionRoom(isShared, limits.connections ?? connectionLimits);
  const places = new WorkPlaces(limits.work ?? workLimits);
  const refusals = new RefusalLimiter(limits.refusals ?? refusalLimits);
  // Beyond the room itself, as a closed connection takes a moment to be gone.
  app.server.maxConnections = 2 * (limits.connections ?? connectionLimits).total;
  app.server.on('connection', (socket) => {
    room.admit(socket);
  });
  app.decorate(cutsConnections, () => {
    room.closeAll();
  });
  const sweeping = setInterval(() => {
    room.sweep();
  }, listenerLimits.checkEveryMs);
  sweeping.unref();
  app.addHook('onClose', (_instance, done) => {
    clearInterval(sweeping);
    done();
  });
  app.addHook('onRequest', (request, _reply, done) => {
    room.begun(request.raw.socket);
    done();
  });
  // The body has been read: from here on the request waits for us, not for its sender.
  app.addHook('preHandler', (request, reply, done) => {
    const giveBack = places.take(request.url);
    if (giveBack === null) {
      void plain(reply.header('retry-after', '1'), 503, 'Service unavailable');
      return;
    }
    const rests = room.works(request.raw.socket);
    whenOver(request.raw, reply.raw, () => {
      giveBack();
      rests();
    });
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isRefusal(request, reply)) return done(null, payload);
    const peer = peerName(request.ip);
    const waitSeconds = refusals.refused(peer);
    if (waitSeconds === null) return done(null, payload);
    if (!isShared(peer)) void reply.header('connection', 'close');
    void reply.code(429).header('retry-after', String(waitSeconds)).type('text/plain; charset=utf-8');
    void reply.removeHeader('content-length');
    done(null, statusTexts[429]);
  });
}

/**
 * What a stranger gets to hear. CXone's calls are left out: its 401 is how CXone learns to fetch a token, many calls at
 * once, and its token call counts wrong secrets by itself.
 */
function isRefusal(request: FastifyRequest, reply: FastifyReply): boolean {
  return reply.statusCode >= 400 && reply.statusCode < 500 && !boxPath.test(request.url);
}

function tlsOptions({ material, clientTls, chooseContext }: PublicServerOptions) {
  if (material === null) return {};
  return {
    https: {
      ...material,
      ...clientTls,
      ...(chooseContext !== undefined && { SNICallback: chooseContext }),
      minVersion: 'TLSv1.2' as const,
      handshakeTimeout: listenerLimits.handshakeTimeoutMs,
      maxHeaderSize: listenerLimits.headerBytes,
      headersTimeout: listenerLimits.headersTimeoutMs,
      connectionsCheckingInterval: listenerLimits.checkEveryMs,
    },
  };
}

function guard(
  request: FastifyRequest,
  reply: FastifyReply,
  options: PublicServerOptions,
  isOurHost: ReturnType<typeof createHostGuard>,
  done: () => void,
): void {
  void reply.headers(fixedHeaders);
  const { headers, rawHeaders, socket } = request.raw;
  const isOneOfOurs = namesOneHost(rawHeaders) && isOurHost(headers.host ?? '', socket.localPort ?? 0);
  if (!isOneOfOurs || !request.url.startsWith('/')) {
    options.onRefusedHost();
    void plain(reply, 421, 'Misdirected request');
    return;
  }
  const isAllowed = allowedMethods.has(request.method) || (boxMethods.has(request.method) && boxPath.test(request.url));
  if (!isAllowed) {
    void plain(reply, 405, 'Method not allowed');
    return;
  }
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    void plain(reply, 415, 'Unsupported content encoding');
    return;
  }
  // Said before the body is read: nobody waits for it.
  if (request.is404) {
    options.onUnknownPath?.(request.url);
    void plain(reply, 404, 'Not found');
    return;
  }
  options.onCall?.(request.raw.socket);
  done();
}

/** Of several Node keeps one and says nothing. */
function namesOneHost(rawHeaders: readonly string[]): boolean {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count === 1;
}

function plain(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply.code(status).headers(fixedHeaders).type('text/plain; charset=utf-8').send(text);
}

const statusTexts: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  413: 'Payload too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  431: 'Request header fields too large',
  503: 'Service unavailable',
};

function statusText(status: number): string {
  return statusTexts[status] ?? (status >= 500 ? 'Internal error' : 'Bad request');
}

interface BrokenSocket {
  readonly writable: boolean;
  end(data: string): void;
  destroy(): void;
}

/** Requests the HTTP parser refused: a fixed short answer, never an echo of the input. */
function answerBrokenRequest(error: Error & { code?: string }, socket: BrokenSocket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const text = statusText(status);
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${text.length}\r\n` +
      `x-content-type-options: nosniff\r\ncache-control: no-store\r\nconnection: close\r\n\r\n${text}`,
  );
}

/** Where the listener can be reached from this computer, with the real port. */
export function localUrl(app: FastifyInstance, listen: { readonly host: string; readonly tls?: unknown }): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const host = reachableHost(listen.host);
  return `${listen.tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
