import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WebCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A web server that keeps what it is sent and answers as it is told; null: it never answers. */
export class WebReceiver {
  readonly calls: WebCall[] = [];
  answer: WebAnswer | ((call: WebCall) => WebAnswer) | null = { status: 200, body: 'ok' };
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const call = { method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') };
        this.calls.push(call);
        if (this.answer === null) return;
        const { status, headers: given, body } = typeof this.answer === 'function' ? this.answer(call) : this.answer;
        response.writeHead(status, given).end(body);
      });
    });
  }

  static async start(): Promise<WebReceiver> {
    const receiver = new WebReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
