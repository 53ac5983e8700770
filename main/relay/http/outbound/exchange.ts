import { request as requestPlain, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '#shared/lib/clock.ts';
import { systemCode } from '../../core/system-code.ts';
import type { SentPhase, StreamedBody, TransportReason } from '../../ports/outbound-http.ts';
import { onAbort } from './abort-watch.ts';
import { answerStream, longestSilenceMs } from './answer-stream.ts';
import { bareHost, type ConnectionPool } from './connection-pool.ts';
import { isBytes } from './request-body.ts';
import { sendStreamed } from './send-streamed.ts';
import { reasonOf, TransportFailure, type CallPhase } from './transport-failure.ts';

export interface ExchangeRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Uint8Array | StreamedBody | null;
  /** For the whole call, from waiting for a connection to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal | null;
  /** The answer is handed over when its head is read, and its body read as it is asked for. */
  readonly streamed: boolean;
}

export interface ExchangeAnswer {
  readonly response: IncomingMessage;
  readonly body: Buffer | AsyncIterable<Uint8Array>;
}

interface ExchangeDeps {
  readonly clock: Clock;
  readonly pool: ConnectionPool;
}

/** Sends one request and reads its whole answer, or the head of a streamed one. Rejects with a TransportFailure. */
export function exchange(ask: ExchangeRequest, deps: ExchangeDeps): Promise<ExchangeAnswer> {
  return new Promise((resolve, reject) => {
    new Exchange(ask, deps, resolve, reject);
  });
}

/** Under way from its construction. Ends once, within its time limit, and says how far it had come if it failed. */
class Exchange {
  readonly #ask: ExchangeRequest;
  readonly #pool: ConnectionPool;
  readonly #clock: Clock;
  readonly #resolve: (answer: ExchangeAnswer) => void;
  readonly #reject: (failure: TransportFailure) => void;
  readonly #request: ClientRequest;
  readonly #cancelTimeout: () => void;
  readonly #unwatch: (() => void) | null;
  readonly #secure: boolean;
  #socket: Socket | null = null;
  #phase: CallPhase = 'waiting';
  #answering = false;
  #ended = false;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  /** Ends the writing of a streamed body; null when there is none, or when all of it was handed to the connection. */
  #writing: AbortController | null = null;
  #failure: TransportFailure | null = null;

  constructor(
    ask: ExchangeRequest,
    deps: ExchangeDeps,
    resolve: (answer: ExchangeAnswer) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.#ask = ask;
    this.#pool = deps.pool;
    this.#clock = deps.clock;
    this.#resolve = resolve;
    this.#reject = reject;
    const { url } = ask;
    this.#secure = url.protocol === 'https:';
    this.#request = (this.#secure ? requestSecure : requestPlain)({
      agent: deps.pool.agentFor(url),
      host: bareHost(url),
      port: url.port || undefined,
      path: `${url.pathname}${url.search}`,
      method: ask.method,
      headers: ask.headers,
    });
    this.#request.on('socket', this.#onSocket);
    this.#request.on('response', this.#onResponse);
    this.#request.on('error', this.#onError);
    this.#request.on('close', this.#onClose);
    this.#cancelTimeout = deps.clock.after(ask.timeoutMs, this.#onTimeout);
    this.#unwatch = ask.signal === null ? null : onAbort(ask.signal, this.#onAbort);
    if (isBytes(ask.body)) this.#request.end(ask.body ?? undefined);
    else this.#sendWhenConnected(ask.body);
  }

  #sendWhenConnected(body: StreamedBody): void {
    const writing = new AbortController();
    this.#writing = writing;
    this.#request.once('socket', () => {
      sendStreamed(this.#request, body, writing.signal).then(
        () => {
          if (writing.signal.aborted) return;
          this.#writing = null;
          this.#request.end();
        },
        (thrown: unknown) => {
          this.#fail('aborted', 'the body could not be read', thrown);
        },
      );
    });
  }

  readonly #onSocket = (socket: Socket): void => {
    this.#socket = socket;
    if (!socket.connecting) {
      this.#phase = 'sending';
      return;
    }
    this.#phase = 'connecting';
    socket.once('connect', () => {
      this.#phase = this.#secure ? 'securing' : 'sending';
    });
    if (this.#secure) {
      socket.once('secureConnect', () => {
        this.#phase = 'sending';
      });
    }
  };

  readonly #onResponse = (response: IncomingMessage): void => {
    this.#answering = true;
    const status = response.statusCode ?? 0;
    const encoding = response.headers['content-encoding'];
    if (status >= 300 && status < 400) return this.#fail('redirect', `HTTP ${status} to another address`);
    // Inflating would let a small answer become a huge one; we ask for none, so a compressed answer is a fault.
    if (encoding !== undefined && encoding !== 'identity') return this.#fail('protocol', 'compressed answer');
    if (Number(response.headers['content-length'] ?? 0) > this.#ask.maxAnswerBytes) return this.#tooLarge();
    response.on('error', this.#onError);
    if (this.#ask.streamed) {
      this.#resolve({ response, body: this.#streamOf(response) });
      return;
    }
    response.on('data', (chunk: Buffer) => {
      this.#sizeBytes += chunk.length;
      if (this.#sizeBytes > this.#ask.maxAnswerBytes) return this.#tooLarge();
      this.#chunks.push(chunk);
    });
    response.on('end', () => {
      if (!response.complete) return this.#fail('reset', 'answer cut short');
      if (!this.#end()) return;
      this.#leaveUnfinishedBody();
      this.#resolve({ response, body: this.#body() });
    });
  };

  #streamOf(response: IncomingMessage): AsyncIterable<Uint8Array> {
    return answerStream(response, {
      clock: this.#clock,
      onChunk: (sizeBytes) => {
        this.#sizeBytes += sizeBytes;
        if (this.#sizeBytes > this.#ask.maxAnswerBytes) this.#tooLarge();
        if (this.#failure) throw this.#failure;
      },
      onSilence: () => {
        this.#pool.dropIdle(this.#ask.url);
        this.#fail('timeout', `no byte of the answer for ${longestSilenceMs} ms`);
      },
      failureFor: (thrown) => {
        this.#fail('reset', systemCode(thrown) ?? 'answer cut short', thrown);
        return this.#failure ?? new TransportFailure('aborted', 'maybe_sent', 'read after its end', thrown);
      },
      onEnd: (complete) => {
        this.#end();
        if (complete) this.#leaveUnfinishedBody();
        else this.#request.destroy();
      },
    });
  }

  /** The other side has answered before it had all of the body: the rest would be read as another request. */
  #leaveUnfinishedBody(): void {
    if (this.#writing !== null) this.#request.destroy();
  }

  readonly #onError = (error: Error): void => {
    const failedWrite = !this.#secure && 'syscall' in error && error.syscall === 'write';
    this.#fail(
      reasonOf(error, this.#phase),
      systemCode(error) ?? error.message,
      // Found out before the call had its connection: the system's own error is the cause.
      error instanceof TransportFailure ? (error.cause ?? error) : error,
      failedWrite ? 'not_sent' : undefined,
    );
  };

  // Comes after every end; alone only when Node gave up without a word (a switch to another protocol).
  readonly #onClose = (): void => {
    this.#fail('reset', 'closed without an answer');
  };

  readonly #onTimeout = (): void => {
    if (this.#phase === 'sending') this.#pool.dropIdle(this.#ask.url);
    this.#fail('timeout', `no complete answer within ${this.#ask.timeoutMs} ms (${this.#phase})`);
  };

  readonly #onAbort = (): void => {
    this.#fail('aborted', 'given up by the caller');
  };

  #tooLarge(): void {
    this.#fail('too_large', `answer of more than ${this.#ask.maxAnswerBytes} bytes`);
  }

  #fail(reason: TransportReason, message: string, cause?: unknown, phase?: SentPhase): void {
    const sentPhase = phase ?? this.#sentPhase();
    if (!this.#end()) return;
    this.#failure = new TransportFailure(reason, sentPhase, message, cause);
    this.#request.destroy();
    // Of no effect when a streamed answer was handed over before: its reader is told instead.
    this.#reject(this.#failure);
  }

  #sentPhase(): SentPhase {
    if (this.#phase !== 'sending') return 'not_sent';
    if (this.#writing !== null && !this.#answering) return 'not_sent';
    // A plain connection still holds bytes the system has not taken. TLS hands its last record on before it says so,
    // so there a request that was begun counts as possibly sent.
    const held = !this.#secure && !this.#answering && (this.#socket?.writableLength ?? 0) > 0;
    return held ? 'not_sent' : 'maybe_sent';
  }

  #body(): Buffer {
    const [first] = this.#chunks;
    if (first === undefined) return Buffer.alloc(0);
    return this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#sizeBytes);
  }

  /** True the first time. */
  #end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#cancelTimeout();
    this.#unwatch?.();
    this.#writing?.abort();
    return true;
  }
}
