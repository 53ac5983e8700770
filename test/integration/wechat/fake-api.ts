import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly token: string | null;
  readonly contentType: string | null;
  readonly body: string;
}

/** How the next call of a path is answered: JSON, bytes with a status, or by hand. */
export type Script =
  | { readonly json: unknown; readonly status?: number; readonly type?: string }
  | { readonly text: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export const ok: Script = { json: { errcode: 0, errmsg: 'ok' } };
export const error = (errcode: number, errmsg = 'refused rid: 6920c0de-0a0b0c0d-11223344'): Script => ({
  json: { errcode, errmsg },
});
export const token = (value: string, seconds = 7_200): Script => ({
  json: { access_token: value, expires_in: seconds },
});

/** A loopback server in WeChat's place that answers what a test tells it to, and keeps what it was asked. */
export class FakeApi {
  readonly calls: ApiCall[] = [];
  /** The body of each call as bytes, beside `calls`. */
  readonly bodies: Buffer[] = [];
  url = '';
  readonly #server = createServer((request, response) => {
    // A caller that goes away in the middle of its request gets no answer.
    this.#answer(request, response).catch(() => response.destroy());
  });
  readonly #scripts = new Map<string, Script[]>();
  readonly #always = new Map<string, Script>();

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers for the next calls of a path, in order; after them the last `always` holds. */
  next(path: string, ...scripts: readonly Script[]): void {
    this.#scripts.set(path, [...(this.#scripts.get(path) ?? []), ...scripts]);
  }

  always(path: string, script: Script): void {
    this.#always.set(path, script);
  }

  callsOf(path: string): readonly ApiCall[] {
    return this.calls.filter((call) => call.path === path);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://fake');
    this.bodies.push(Buffer.concat(chunks));
    this.calls.push({
      method: request.method ?? '',
      path: url.pathname,
      token: url.searchParams.get('access_token'),
      contentType: request.headers['content-type'] ?? null,
      body: Buffer.concat(chunks).toString(),
    });
    const script = this.#scripts.get(url.pathname)?.shift() ?? this.#always.get(url.pathname);
    if (script === undefined) {
      response.writeHead(404).end('no script');
    } else if (typeof script === 'function') {
      script(request, response);
    } else if ('json' in script) {
      response.writeHead(script.status ?? 200, { 'content-type': script.type ?? 'application/json; encoding=utf-8' });
      response.end(JSON.stringify(script.json));
    } else {
      response.writeHead(script.status ?? 200, { 'content-type': 'text/html', ...script.headers });
      response.end(script.text);
    }
  }
}

export const paths = {
  token: '/cgi-bin/stable_token',
  send: '/cgi-bin/message/custom/send',
  typing: '/cgi-bin/message/custom/typing',
  addresses: '/cgi-bin/get_api_domain_ip',
  callback: '/cgi-bin/callback/check',
  quota: '/cgi-bin/openapi/quota/get',
  upload: '/cgi-bin/media/upload',
  media: '/cgi-bin/media/get',
  template: '/cgi-bin/message/template/send',
  user: '/cgi-bin/user/info',
} as const;
