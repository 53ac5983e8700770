import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly json: unknown;
}

/** What the fake does with one call: an answer, or whatever the function does to the response itself. */
export type Behaviour =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | ((call: SeenCall, response: ServerResponse) => void);

/**
 * CXone's Digital Engagement API and its sign-in, as far as our calls go. Behaves well until told otherwise, keeps what
 * it was sent.
 */
export interface FakeCxone {
  readonly url: string;
  readonly calls: readonly SeenCall[];
  /** Calls of one method and path (without query). */
  callsOf(method: string, path: string): readonly SeenCall[];
  /** Replaces the behaviour of a method and path. A list is used up one by one, its last member stays. */
  set(method: string, path: string, ...behaviours: readonly Behaviour[]): void;
  /** Access tokens that are taken; empty: every token. */
  readonly validTokens: Set<string>;
  /** How many tokens were given out. */
  readonly tokensGiven: number;
  stop(): Promise<void>;
}

export const tokenPath = '/auth/token';
export const tenantId = '11eb0f54-aaaa-bbbb-cccc-0242ac110002';

export async function startFakeCxone(): Promise<FakeCxone> {
  const calls: SeenCall[] = [];
  const behaviours = new Map<string, Behaviour[]>();
  const validTokens = new Set<string>();
  let tokensGiven = 0;
  let url = '';

  const defaults: Readonly<Record<string, () => Behaviour>> = {
    'GET /.well-known/openid-configuration': () => ({
      status: 200,
      body: {
        issuer: url,
        token_endpoint: `${url}${tokenPath}`,
        token_endpoint_auth_methods_supported: ['client_secret_basic'],
      },
    }),
    'GET /.well-known/cxone-configuration': () => ({
      status: 200,
      body: { area: 'eu1', domain: 'niceincontact.com', api_endpoint: url, tenantId },
    }),
    [`POST ${tokenPath}`]: () => {
      tokensGiven += 1;
      const claims = Buffer.from(JSON.stringify({ tenantId })).toString('base64url');
      const token = `header.${claims}.signature-${tokensGiven}`;
      validTokens.add(token);
      return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 3_600 } };
    },
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const { method = '', headers } = request;
      const call: SeenCall = { method, url: request.url ?? '', headers, text, json: jsonIn(text) };
      calls.push(call);
      const key = `${method} ${call.url.split('?', 1)[0]}`;
      const planned = behaviours.get(key);
      const behaviour = (planned && planned.length > 1 ? planned.shift() : planned?.[0]) ?? defaultOf(key, call);
      if (typeof behaviour === 'function') behaviour(call, response);
      else answer(response, behaviour);
    });
  });

  function defaultOf(key: string, call: SeenCall): Behaviour {
    const known = defaults[key];
    if (known) return known();
    const token = /^Bearer (.+)$/u.exec(call.headers.authorization ?? '')?.[1] ?? '';
    if (!validTokens.has(token)) return { status: 401, body: { errors: [{ message: 'Unauthorized' }] } };
    return key.endsWith('/messages') ? { status: 201, body: createdFor(call) } : { status: 200, body: {} };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    callsOf: (method, path) => calls.filter((call) => call.method === method && call.url.split('?', 1)[0] === path),
    set: (method, path, ...planned) => {
      behaviours.set(`${method} ${path}`, [...planned]);
    },
    validTokens,
    get tokensGiven() {
      return tokensGiven;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A good answer to a created message. */
export function createdFor(call: SeenCall): object {
  const { idOnExternalPlatform, thread } = call.json as {
    idOnExternalPlatform: string;
    thread: { idOnExternalPlatform: string };
  };
  return {
    consumerContact: { id: '123456', contactId: 'b6beb179', status: 'new', threadId: 'c0cbeb1d' },
    message: {
      id: `cx-${idOnExternalPlatform}`,
      idOnExternalPlatform,
      threadId: 'c0cbeb1d',
      postId: 'c0cbeb1d',
      threadIdOnExternalPlatform: thread.idOnExternalPlatform,
    },
  };
}

function answer(response: ServerResponse, behaviour: Exclude<Behaviour, (...args: never[]) => unknown>): void {
  const { status, body, headers = {} } = behaviour;
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
