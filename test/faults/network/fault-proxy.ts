import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContextOptions } from 'node:tls';
import type { Duplex } from 'node:stream';

/** How an answer leaves: at once, or a few bytes at a time. */
export interface Pace {
  readonly sliceBytes?: number;
  readonly everyMs?: number;
}

/** What happens to one request. `forwards`: the target gets it, whatever the caller hears of that. */
export type Treatment =
  | ({ readonly kind: 'forward'; readonly delayMs?: number } & Pace)
  | ({
      readonly kind: 'answer';
      readonly bytes: string | Buffer;
      readonly then?: 'keep' | 'close' | 'hang';
      readonly forwards?: boolean;
    } & Pace)
  /** Bytes vanish, as when the peer lost power: no answer, no end of the connection. */
  | { readonly kind: 'swallow'; readonly forwards?: boolean }
  /** RST: when it was read whole, or `afterBytes` into the target's answer. */
  | {
      readonly kind: 'reset';
      readonly at: 'request' | 'answer';
      readonly afterBytes?: number;
      readonly forwards?: boolean;
    };

/** What happens to a connection before any request. 'deaf': taken and never read. */
export type Welcome = 'serve' | 'reset' | 'deaf';

export interface ProxiedRequest {
  readonly connection: number;
  readonly method: string;
  readonly path: string;
  readonly head: string;
  body: Buffer;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** The last byte of the request came out of the caller. */
  completeAt: number | null;
  /** It was handed to the target whole. */
  forwardedAt: number | null;
  /** The first byte of an answer was sent back. */
  answeredAt: number | null;
  /** The connection it came on ended, by whomever. */
  endedAt: number | null;
}

export interface FaultProxy {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ProxiedRequest[];
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Connections open now. */
  readonly open: number;
  /** Bytes of application data received on a connection, TLS already taken off. */
  readonly receivedBytes: number;
  /** Asked when a request was read whole. */
  treat(rule: (request: ProxiedRequest) => Treatment): void;
  /** Asked when its head was read: RST after so many bytes of its body, or null to read on. */
  cutEarly(rule: (request: ProxiedRequest) => number | null): void;
  welcome(rule: (connection: number) => Welcome): void;
  /** Sends what comes from now on to another target. */
  aim(target: string): void;
  /** TLS for the connections to come; null: plain. 'hang': the handshake is never answered. */
  secure(options: SecureContextOptions | 'hang' | null): void;
  /** Takes no connection any more (refused), or does again on the same port. */
  listen(on: boolean): Promise<void>;
  /** RST on every open connection. */
  cut(): void;
  stop(): Promise<void>;
}

export interface FaultProxyOptions {
  /** Where requests go: an origin such as 'http://127.0.0.1:8080'. May be told later by `aim`. */
  readonly target?: string;
  readonly host?: string;
  /** A free one when left out. */
  readonly port?: number;
  readonly secure?: SecureContextOptions | 'hang';
}

interface Rules {
  treat: (request: ProxiedRequest) => Treatment;
  cutEarly: (request: ProxiedRequest) => number | null;
  welcome: (connection: number) => Welcome;
  secure: SecureContextOptions | 'hang' | null;
}

/** A TCP proxy between the relay and a platform that misbehaves as told, request by request, and notes what went out. */
export async function startFaultProxy(options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const { host = '127.0.0.1' } = options;
  let target = new URL(options.target ?? 'http://127.0.0.1:9');
  const rules: Rules = {
    treat: () => ({ kind: 'forward' }),
    cutEarly: () => null,
    welcome: () => 'serve',
    secure: options.secure ?? null,
  };
  const requests: ProxiedRequest[] = [];
  const open = new Set<Link>();
  let accepted = 0;
  let receivedBytes = 0;
  const server: Server = createServer({ noDelay: true }, (raw) => {
    accepted += 1;
    const link = new Link(raw, accepted - 1, rules, target, requests, (bytes) => (receivedBytes += bytes));
    open.add(link);
    raw.once('close', () => open.delete(link));
  });
  const listenOn = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const link of open) link.end();
      if (!server.listening) resolve();
      else server.close(() => resolve());
    });
  await listenOn(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.secure === undefined ? 'http' : 'https'}://${host}:${port}`,
    port,
    requests,
    get accepted() {
      return accepted;
    },
    get open() {
      return open.size;
    },
    get receivedBytes() {
      return receivedBytes;
    },
    treat: (rule) => void (rules.treat = rule),
    cutEarly: (rule) => void (rules.cutEarly = rule),
    welcome: (rule) => void (rules.welcome = rule),
    aim: (to) => void (target = new URL(to)),
    secure: (secure) => void (rules.secure = secure),
    listen: (on) => (on ? listenOn(port) : close()),
    cut: () => {
      for (const link of open) link.reset();
    },
    stop: close,
  };
}

/** One connection of the relay, and the one to the target that belongs to it. */
class Link {
  readonly #raw: Socket;
  readonly #number: number;
  readonly #rules: Rules;
  readonly #target: URL;
  readonly #requests: ProxiedRequest[];
  readonly #seen: ProxiedRequest[] = [];
  #client: Duplex;
  #upstream: Socket | null = null;
  #buffered = Buffer.alloc(0);
  #request: { readonly seen: ProxiedRequest; readonly cutAt: number | null; readonly bodyBytes: number } | null = null;
  /** The treatment of the request whose answer is awaited. */
  #answering: { readonly seen: ProxiedRequest; readonly treatment: Treatment; answeredBytes: number } | null = null;

  constructor(
    raw: Socket,
    number: number,
    rules: Rules,
    target: URL,
    requests: ProxiedRequest[],
    onBytes: (bytes: number) => void,
  ) {
    this.#raw = raw;
    this.#number = number;
    this.#rules = rules;
    this.#target = target;
    this.#requests = requests;
    this.#client = raw;
    raw.on('error', ignore);
    raw.once('close', () => {
      for (const seen of this.#seen) seen.endedAt = performance.now();
      this.#upstream?.destroy();
    });
    const welcome = rules.welcome(number);
    if (welcome === 'reset') this.reset();
    else if (welcome === 'deaf') raw.pause();
    else if (rules.secure === 'hang') raw.resume();
    else this.#serve(rules.secure, onBytes);
  }

  #serve(secure: SecureContextOptions | null, onBytes: (bytes: number) => void): void {
    const raw = this.#raw;
    if (secure !== null) {
      this.#client = new TLSSocket(raw, { isServer: true, secureContext: createSecureContext(secure) });
      this.#client.on('error', () => raw.destroy());
    }
    this.#client.on('data', (chunk: Buffer) => {
      onBytes(chunk.length);
      this.#buffered = Buffer.concat([this.#buffered, chunk]);
      this.#read();
    });
    this.#client.on('end', () => raw.destroySoon());
  }

  reset(): void {
    this.#upstream?.destroy();
    if (!this.#raw.destroyed) this.#raw.resetAndDestroy();
  }

  end(): void {
    this.#upstream?.destroy();
    this.#raw.destroy();
  }

  /** Takes what has come apart into requests. Callers here always announce the length of a body. */
  #read(): void {
    for (;;) {
      if (this.#request === null) {
        const headEnd = this.#buffered.indexOf('\r\n\r\n');
        if (headEnd < 0) return;
        const head = this.#buffered.subarray(0, headEnd + 4).toString('latin1');
        const [method = '', path = ''] = head.split(' ', 2);
        const seen: ProxiedRequest = {
          connection: this.#number,
          method,
          path,
          head,
          body: Buffer.alloc(0),
          startedAt: performance.now(),
          completeAt: null,
          forwardedAt: null,
          answeredAt: null,
          endedAt: null,
        };
        this.#seen.push(seen);
        this.#requests.push(seen);
        this.#buffered = this.#buffered.subarray(headEnd + 4);
        const bodyBytes = Number(/^content-length: *(\d+)/imu.exec(head)?.[1] ?? 0);
        this.#request = { seen, cutAt: this.#rules.cutEarly(seen), bodyBytes };
      }
      const { seen, cutAt, bodyBytes } = this.#request;
      if (cutAt !== null && this.#buffered.length >= cutAt) return this.reset();
      if (this.#buffered.length < bodyBytes) return;
      seen.body = Buffer.from(this.#buffered.subarray(0, bodyBytes));
      seen.completeAt = performance.now();
      this.#buffered = this.#buffered.subarray(bodyBytes);
      this.#request = null;
      this.#handle(seen, this.#rules.treat(seen));
    }
  }

  #handle(seen: ProxiedRequest, treatment: Treatment): void {
    this.#answering = { seen, treatment, answeredBytes: 0 };
    const forwards =
      treatment.kind === 'forward' ||
      treatment.forwards === true ||
      (treatment.kind === 'reset' && treatment.at === 'answer');
    if (forwards) this.#forward(seen);
    if (treatment.kind === 'reset' && treatment.at === 'request') {
      // The target has it before the line is cut.
      if (forwards) this.#upstream?.once('data', () => this.reset());
      else this.reset();
    }
    if (treatment.kind === 'answer') {
      seen.answeredAt = performance.now();
      const ended = treatment.then ?? 'keep';
      this.#send(Buffer.from(treatment.bytes), treatment, ended === 'close');
    }
  }

  #forward(seen: ProxiedRequest): void {
    if (this.#upstream === null || this.#upstream.destroyed) {
      const upstream = connect({ host: this.#target.hostname, port: Number(this.#target.port), noDelay: true });
      upstream.on('error', ignore);
      upstream.on('data', (chunk: Buffer) => {
        this.#answer(chunk);
      });
      upstream.once('close', () => {
        if (this.#upstream === upstream && this.#answering?.treatment.kind === 'forward') this.#raw.destroySoon();
      });
      this.#upstream = upstream;
    }
    this.#upstream.write(Buffer.concat([Buffer.from(seen.head, 'latin1'), seen.body]));
    seen.forwardedAt = performance.now();
  }

  /** The target's answer on its way back. */
  #answer(chunk: Buffer): void {
    const answering = this.#answering;
    if (answering === null) return;
    const { seen, treatment } = answering;
    if (treatment.kind === 'forward') {
      const bytes = seen.path.startsWith('/.well-known/') ? this.#pointingHere(chunk) : chunk;
      const pass = (): void => {
        seen.answeredAt ??= performance.now();
        this.#send(bytes, treatment, false);
      };
      if (treatment.delayMs === undefined) pass();
      else setTimeout(pass, treatment.delayMs);
      return;
    }
    if (treatment.kind !== 'reset' || treatment.at !== 'answer') return;
    const left = (treatment.afterBytes ?? 0) - answering.answeredBytes;
    answering.answeredBytes += chunk.length;
    if (left <= 0) return this.reset();
    seen.answeredAt ??= performance.now();
    this.#client.write(chunk.subarray(0, left), () => {
      if (answering.answeredBytes >= (treatment.afterBytes ?? 0)) setTimeout(() => this.reset(), 20);
    });
  }

  /** Where to find the rest, as the target tells it, is behind this proxy too. Ports have five digits each. */
  #pointingHere(chunk: Buffer): Buffer {
    const here = `${this.#target.protocol}//${this.#target.hostname}:${this.#raw.localPort}`;
    // An https address would be a letter longer, and the length of the answer has been told.
    if (this.#client !== this.#raw || here.length !== this.#target.origin.length) return chunk;
    return Buffer.from(chunk.toString('latin1').replaceAll(this.#target.origin, here), 'latin1');
  }

  #send(bytes: Buffer, { sliceBytes, everyMs = 0 }: Pace, closes: boolean): void {
    if (sliceBytes === undefined) {
      if (!this.#client.destroyed) this.#client.write(bytes, () => closes && this.#raw.destroySoon());
      return;
    }
    let sent = 0;
    const step = (): void => {
      if (this.#client.destroyed || this.#raw.destroyed) return;
      this.#client.write(bytes.subarray(sent, sent + sliceBytes));
      sent += sliceBytes;
      if (sent < bytes.length) setTimeout(step, everyMs);
      else if (closes) this.#raw.destroySoon();
    };
    step();
  }
}

const ignore = (): void => undefined;
