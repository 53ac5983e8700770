import { Agent, request as startPlainRequest } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import { Agent as SecureAgent, request as startSecureRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { SandboxClock } from './clock.ts';

export interface HttpCall {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | Buffer;
  timeoutMs: number;
  /**
   * Whether to go again when a kept connection turns out to be closed. Only for calls that may be made twice: what
   * was said on that connection may have been heard.
   */
  isRepeatable: boolean;
  /** Fault: sends the body a few bytes at a time. */
  bytesPerSecond?: number | undefined;
  /** Fault: closes the connection as soon as the answer begins, without reading it. */
  hangUpAtAnswer?: boolean | undefined;
}

export type HttpOutcome =
  | { kind: 'answer'; status: number; headers: IncomingHttpHeaders; body: string; tookMs: number }
  | { kind: 'failed'; reason: HttpFailure; detail: string; tookMs: number };

export type HttpFailure = 'dns' | 'connect' | 'timeout' | 'reset' | 'tooLarge' | 'hungUp';

export interface HttpClient {
  /** Never rejects. */
  call(call: HttpCall): Promise<HttpOutcome>;
  stop(): void;
}

/** What the client shows of itself over https, and whom it trusts besides the public authorities. PEM. */
export interface ClientCredentials {
  cert: string;
  key: string;
  ca: string;
}

const maxAnswerBytes = 2 * 1024 * 1024;

/** A keep-alive client that says exactly how a call ended. Redirects are answers, not instructions. */
export function createHttpClient(clock: SandboxClock, maxSockets = 256, credentials?: ClientCredentials): HttpClient {
  const sockets = {
    keepAlive: true,
    maxSockets,
    maxFreeSockets: maxSockets,
    noDelay: true,
    scheduling: 'lifo',
  } as const;
  const agent = new Agent(sockets);
  const tls = credentials && {
    cert: credentials.cert,
    key: credentials.key,
    ca: [...rootCertificates, credentials.ca],
  };
  const secureAgent = new SecureAgent({ ...sockets, ...tls });
  const startRequest = (url: string, options: { method: string; headers: Record<string, string> }): ClientRequest =>
    url.startsWith('https:')
      ? startSecureRequest(url, { ...options, agent: secureAgent })
      : startPlainRequest(url, { ...options, agent });

  const once = (call: HttpCall, startedAt: number): Promise<{ outcome: HttpOutcome; staleSocket: boolean }> =>
    new Promise((resolve) => {
      let settled = false;
      const tookMs = (): number => performance.now() - startedAt;
      const finish = (outcome: HttpOutcome, staleSocket = false): void => {
        if (settled) return;
        settled = true;
        cancelTimeout();
        resolve({ outcome, staleSocket });
      };
      const fail = (reason: HttpFailure, detail: string, staleSocket = false): void =>
        finish({ kind: 'failed', reason, detail, tookMs: tookMs() }, staleSocket);

      const headers: Record<string, string> = { ...call.headers };
      if (call.body !== undefined) headers['content-length'] = String(Buffer.byteLength(call.body));
      const cancelTimeout = clock.transportAfter(call.timeoutMs, () => {
        fail('timeout', `no complete answer within ${call.timeoutMs} ms`);
        request.destroy();
      });
      const request = startRequest(call.url, { method: call.method, headers });

      request.on('error', (error: NodeJS.ErrnoException) => {
        const code = error.code ?? error.message;
        // The other side closed an idle connection, perhaps just before it was used again.
        const stale = request.reusedSocket && code === 'ECONNRESET';
        fail(failureOf(code), code, stale);
      });
      request.on('response', (response) => {
        if (call.hangUpAtAnswer) {
          fail('hungUp', 'closed on purpose');
          request.destroy();
          return;
        }
        const chunks: Buffer[] = [];
        let sizeBytes = 0;
        response.on('data', (chunk: Buffer) => {
          sizeBytes += chunk.length;
          if (sizeBytes > maxAnswerBytes) {
            fail('tooLarge', `answer exceeds ${maxAnswerBytes} bytes`);
            request.destroy();
            return;
          }
          chunks.push(chunk);
        });
        response.on('end', () => {
          if (!response.complete) return fail('reset', 'answer cut short');
          const body = Buffer.concat(chunks).toString('utf8');
          const { statusCode: status = 0, headers: answerHeaders } = response;
          finish({ kind: 'answer', status, headers: answerHeaders, body, tookMs: tookMs() });
        });
        response.on('error', (error: NodeJS.ErrnoException) => fail('reset', error.code ?? error.message));
      });
      if (call.bytesPerSecond !== undefined && call.body !== undefined) {
        writeSlowly(request, Buffer.from(call.body), call.bytesPerSecond, clock);
      } else {
        request.end(call.body);
      }
    });

  return {
    async call(call) {
      const startedAt = performance.now();
      try {
        const first = await once(call, startedAt);
        if (!first.staleSocket || !call.isRepeatable) return first.outcome;
        return (await once(call, startedAt)).outcome;
      } catch (thrown) {
        // An address that is none at all.
        const detail = thrown instanceof Error ? thrown.message : String(thrown);
        return { kind: 'failed', reason: 'connect', detail, tookMs: performance.now() - startedAt };
      }
    },
    stop: () => {
      agent.destroy();
      secureAgent.destroy();
    },
  };
}

function writeSlowly(request: ClientRequest, body: Buffer, bytesPerSecond: number, clock: SandboxClock): void {
  const perStep = Math.max(1, Math.round(bytesPerSecond / 10));
  let sent = 0;
  const step = (): void => {
    if (request.destroyed) return;
    if (sent >= body.length) {
      request.end();
      return;
    }
    request.write(body.subarray(sent, sent + perStep));
    sent += perStep;
    clock.transportAfter(100, step);
  };
  step();
}

function failureOf(code: string): HttpFailure {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'connect';
  return 'reset';
}
