import axios, { type AxiosAdapter, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Clock } from '#shared/lib/clock.ts';
import { systemCode } from '../../core/system-code.ts';
import type { SentPhase, TransportReason } from '../../ports/outbound-http.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { exchange, type ExchangeAnswer } from './exchange.ts';
import { leanExchange, type LeanAnswer } from './lean-exchange.ts';
import { byFoundWay } from './proxy/by-found-way.ts';
import type { WayFinder } from './proxy/ways.ts';
import { isBytes, sizeOfBody, writeBody, type RequestBody } from './request-body.ts';
import { TransportFailure } from './transport-failure.ts';
import type { WirePool } from './wire-pool.ts';

/** For the whole call, when a call names no `timeout` of its own. */
const defaultTimeoutMs = 15_000;
const defaultAnswerBytes = 1024 * 1024;

/** After these a host's address is looked up anew. */
const unreachable: ReadonlySet<TransportReason> = new Set(['connect', 'tls', 'timeout']);

export interface GuardedAdapterDeps {
  readonly clock: Clock;
  /** For calls whose body or answer is streamed. */
  readonly pool: ConnectionPool;
  /** For all others. */
  readonly wires: WirePool;
  readonly forgetHost: (hostname: string) => void;
  /** Reads an address, or throws when it may not be called. */
  readonly checkTarget: (address: string) => URL;
  /** Null: every way is known from the start. */
  readonly finder: WayFinder | null;
}

export interface GuardedAdapter {
  /** For axios: what it hands over is merged and its headers are AxiosHeaders. */
  readonly adapter: AxiosAdapter;
  /** The same call from a config as written by the caller. */
  readonly send: (config: AxiosRequestConfig) => Promise<AxiosResponse<ExchangeAnswer['body']>>;
  /** Turns axios's own cancellation error into ours, with what is known of the call it cut off. */
  readonly asTransportFailure: (thrown: unknown) => unknown;
}

/** Calls straight over the connection pool: no redirects, no inflating, no proxies, no cookies. */
export function createGuardedAdapter(deps: GuardedAdapterDeps): GuardedAdapter {
  // axios looks at the signal before and after the adapter and then forgets what the adapter said.
  const seen = new WeakMap<object, SentPhase>();

  const send: GuardedAdapter['send'] = async (config) => {
    try {
      const { status, statusText, headers, body } = await call(config, deps);
      return {
        data: body,
        status,
        statusText,
        headers: headers as AxiosResponse['headers'],
        config: config as AxiosResponse['config'],
      };
    } catch (thrown) {
      if (thrown instanceof TransportFailure) throw thrown;
      throw new TransportFailure('protocol', 'not_sent', systemCode(thrown) ?? 'request not accepted', thrown);
    }
  };

  return {
    send,
    adapter: async (config) => {
      seen.set(config, 'maybe_sent');
      try {
        return await send(config);
      } catch (thrown) {
        if (thrown instanceof TransportFailure) seen.set(config, thrown.sentPhase);
        throw thrown;
      }
    },
    asTransportFailure: (thrown) => {
      if (!axios.isCancel(thrown)) return thrown;
      const { config } = thrown as { config?: object };
      const sentPhase = (config && seen.get(config)) ?? 'not_sent';
      return new TransportFailure('aborted', sentPhase, 'given up by the caller', thrown);
    },
  };
}

interface Answer extends Omit<LeanAnswer, 'body'> {
  readonly body: ExchangeAnswer['body'];
}

async function call(config: AxiosRequestConfig, deps: GuardedAdapterDeps): Promise<Answer> {
  const signal = (config.signal as AbortSignal | undefined) ?? null;
  if (signal?.aborted) throw new TransportFailure('aborted', 'not_sent', 'given up by the caller');
  const url = deps.checkTarget(config.baseURL || config.params ? axios.getUri(config) : (config.url ?? ''));
  const { body, contentType } = writeBody(config.data);
  const ask = {
    url,
    method: (config.method ?? 'get').toUpperCase(),
    headers: headersOf(config.headers, body, contentType),
    timeoutMs: positive(config.timeout) ?? defaultTimeoutMs,
    maxAnswerBytes: positive(config.maxContentLength) ?? defaultAnswerBytes,
    signal,
  };
  const streamed = config.responseType === 'stream';
  const once = (timeoutMs: number): Promise<Answer> =>
    isBytes(body) && !streamed
      ? leanExchange({ ...ask, timeoutMs, body }, deps)
      : exchange({ ...ask, timeoutMs, body, streamed }, deps).then(fromNode);
  const { finder, clock } = deps;
  try {
    // Where nothing has to be found the call costs no more than before there was anything to find.
    if (finder === null) return await once(ask.timeoutMs);
    return await byFoundWay(ask, { finder, clock }, (leftMs) => {
      deps.checkTarget(url.href);
      return once(leftMs);
    });
  } catch (thrown) {
    if (thrown instanceof TransportFailure && unreachable.has(thrown.transportReason)) deps.forgetHost(url.hostname);
    throw thrown;
  }
}

// What HTTP allows in a header value; a line break would start a header of somebody else's making.
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/u;

function headersOf(
  given: AxiosRequestConfig['headers'],
  body: RequestBody['body'],
  contentType: string | null,
): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  if (contentType !== null) headers['content-type'] = contentType;
  for (const [name, value] of Object.entries(given ?? {})) {
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const text = String(value);
    if (!headerValue.test(text)) {
      throw new TransportFailure('protocol', 'not_sent', `header ${name} holds a forbidden character`);
    }
    headers[name.toLowerCase()] = text;
  }
  headers['accept-encoding'] = 'identity';
  if (body !== null) headers['content-length'] = sizeOfBody(body);
  return headers;
}

/** axios spells 'no limit' as 0 and -1; there is always one here. */
function positive(limit: number | undefined): number | null {
  return limit !== undefined && limit > 0 ? limit : null;
}

function fromNode({ response, body }: ExchangeAnswer): Answer {
  const { statusCode = 0, statusMessage = '', headers } = response;
  return { status: statusCode, statusText: statusMessage, headers, body };
}
