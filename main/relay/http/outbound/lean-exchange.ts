import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Clock } from '#shared/lib/clock.ts';
import { systemCode } from '../../core/system-code.ts';
import type { SentPhase, TransportReason } from '../../ports/outbound-http.ts';
import { onAbort } from './abort-watch.ts';
import { AnswerRefused } from './answer-head.ts';
import { AnswerParser } from './answer-parser.ts';
import { sendRequest, writeRequest, type WrittenRequest } from './request-bytes.ts';
import { reasonOf, TransportFailure, type CallPhase } from './transport-failure.ts';
import type { WirePool, WireSeeker } from './wire-pool.ts';
import type { Wire } from './wire.ts';

/** A call whose body and whose answer fit in memory: almost all of them. */
export interface LeanRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Uint8Array | null;
  /** For the whole call, from waiting for a connection to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal | null;
}

export interface LeanAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface LeanExchangeDeps {
  readonly clock: Clock;
  readonly wires: WirePool;
}

/**
 * Sends one request and reads its whole answer. Rejects with a TransportFailure. Straight over a socket: Node's own
 * client takes three times as long over a message, and this is done for every one of them.
 */
export function leanExchange(ask: LeanRequest, deps: LeanExchangeDeps): Promise<LeanAnswer> {
  return new Promise((resolve, reject) => {
    new LeanExchange(ask, deps, resolve, reject);
  });
}

/** Under way from its construction. Ends once, within its time limit, and says how far it had come if it failed. */
class LeanExchange implements WireSeeker {
  readonly #ask: LeanRequest;
  readonly #request: WrittenRequest;
  readonly #wires: WirePool;
  readonly #resolve: (answer: LeanAnswer) => void;
  readonly #reject: (failure: TransportFailure) => void;
  readonly #parser: AnswerParser;
  readonly #cancelTimeout: () => void;
  readonly #unwatch: (() => void) | null;
  #wire: Wire | null = null;
  #answering = false;
  #ended = false;

  constructor(
    ask: LeanRequest,
    deps: LeanExchangeDeps,
    resolve: (answer: LeanAnswer) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.#ask = ask;
    this.#request = writeRequest(ask);
    this.#wires = deps.wires;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#parser = new AnswerParser(ask.method, ask.maxAnswerBytes);
    this.#cancelTimeout = deps.clock.after(ask.timeoutMs, this.#onTimeout);
    this.#unwatch = ask.signal === null ? null : onAbort(ask.signal, this.#onAbort);
    deps.wires.seek(ask.url, this);
  }

  get hasGivenUp(): boolean {
    return this.#ended;
  }

  take(wire: Wire): void {
    this.#wire = wire;
    wire.user = this;
    if (wire.phase === 'sending') this.onReady();
  }

  onReady(): void {
    if (this.#wire !== null) sendRequest(this.#wire.socket, this.#request);
  }

  onData(piece: Buffer): void {
    this.#answering = true;
    try {
      const isComplete = this.#parser.feed(piece);
      this.#judgeHead();
      if (isComplete) this.#finish(true);
    } catch (thrown) {
      if (!(thrown instanceof AnswerRefused)) throw thrown;
      this.#fail(thrown.reason, thrown.message);
    }
  }

  onEnd(): void {
    if (this.#parser.ended()) this.#finish(false);
    else this.#fail('reset', this.#answering ? 'answer cut short' : 'closed without an answer');
  }

  onError(error: Error): void {
    const failedWrite = this.#wire?.isSecure === false && 'syscall' in error && error.syscall === 'write';
    this.#fail(
      reasonOf(error, this.#phase),
      systemCode(error) ?? error.message,
      error,
      failedWrite ? 'not_sent' : undefined,
    );
  }

  onClose(): void {
    this.#fail(reasonOf(null, this.#phase), 'closed without an answer');
  }

  readonly #onTimeout = (): void => {
    if (this.#phase === 'sending') this.#wires.dropIdle(this.#ask.url);
    this.#fail('timeout', `no complete answer within ${this.#ask.timeoutMs} ms (${this.#phase})`);
  };

  readonly #onAbort = (): void => {
    this.#fail('aborted', 'given up by the caller');
  };

  get #phase(): CallPhase {
    return this.#wire?.phase ?? 'waiting';
  }

  #judgeHead(): void {
    const head = this.#parser.head;
    if (head === null) return;
    const { status, headers } = head;
    if (status >= 300 && status < 400) throw new AnswerRefused('redirect', `HTTP ${status} to another address`);
    // Inflating would let a small answer become a huge one; we ask for none, so a compressed answer is a fault.
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new AnswerRefused('protocol', 'compressed answer');
  }

  #finish(mayFollow: boolean): void {
    const { head } = this.#parser;
    const wire = this.#wire;
    if (head === null || wire === null || !this.#end()) return;
    // An answer that came before the whole request had left: the rest would be read as another request.
    const isClean = mayFollow && head.keepsAlive && !this.#parser.hasSurplus && wire.socket.writableLength === 0;
    if (isClean) this.#wires.giveBack(this.#ask.url, wire, head.idleMs);
    else this.#leave(wire);
    const { status, statusText, headers } = head;
    this.#resolve({ status, statusText, headers, body: this.#parser.body() });
  }

  #fail(reason: TransportReason, message: string, cause?: unknown, phase?: SentPhase): void {
    const sentPhase = phase ?? this.#sentPhase();
    if (!this.#end()) return;
    if (this.#wire !== null) this.#leave(this.#wire);
    this.#reject(new TransportFailure(reason, sentPhase, message, cause));
  }

  #leave(wire: Wire): void {
    wire.user = null;
    wire.destroy();
  }

  #sentPhase(): SentPhase {
    if (this.#phase !== 'sending') return 'not_sent';
    // A plain connection still holds bytes the system has not taken. TLS hands its last record on before it says so,
    // so there a request that was begun counts as possibly sent.
    const { socket, isSecure } = this.#wire ?? {};
    return isSecure === false && !this.#answering && (socket?.writableLength ?? 0) > 0 ? 'not_sent' : 'maybe_sent';
  }

  /** True the first time. */
  #end(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    this.#cancelTimeout();
    this.#unwatch?.();
    return true;
  }
}
