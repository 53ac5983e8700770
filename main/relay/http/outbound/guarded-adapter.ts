import axios, { type AxiosAdapter, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Clock } from '#shared/lib/clock.ts';
import { systemCode } from '../../core/system-code.ts';
import type { SentPhase, TransportReason } from '../../ports/outbound-http.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { exchange, type ExchangeAnswer } from './exchange.ts';
import { leanExchange, type LeanAnswer, type LeanRequest } from './lean-exchange.ts';
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
  /** Told the Date header of every answer that came over TLS. */
  readonly onSecureDate: (date: unknown) => void;
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
    const ask = readCall(config, deps);
    let answer: Answer;
    try {
      answer = await make(ask, deps);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (unreachable.has(failure.transportReason)) deps.forgetHost(ask.url.hostname);
      throw failure;
    }
    const { status, statusText, headers, body } = answer;
    if (ask.url.protocol === 'https:') deps.onSecureDate(headers['date']);
    return {
      data: body,
      status,
      statusText,
      headers: headers as AxiosResponse['headers'],
      config: config as AxiosResponse['config'],
    };
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

interface Call extends Omit<LeanRequest, 'body'> {
  readonly body: RequestBody['body'];
  readonly streamed: boolean;
}

/** Throws a TransportFailure for what may not be called or cannot be sent. */
function readCall(config: AxiosRequestConfig, deps: GuardedAdapterDeps): Call {
  try {
    const signal = (config.signal as AbortSignal | undefined) ?? null;
    if (signal?.aborted) throw new TransportFailure('aborted', 'not_sent', 'given up by the caller');
    const url = deps.checkTarget(config.baseURL || config.params ? axios.getUri(config) : (config.url ?? ''));
    const { body, contentType } = writeBody(config.data);
    return {
      url,
      method: (config.method ?? 'get').toUpperCase(),
      headers: headersOf(config.headers, contentType),
      body,
      timeoutMs: positive(config.timeout) ?? defaultTimeoutMs,
      maxAnswerBytes: positive(config.maxContentLength) ?? defaultAnswerBytes,
      signal,
      streamed: config.responseType === 'stream',
    };
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

function make(call: Call, deps: GuardedAdapterDeps): Promise<Answer> {
  const { finder, clock } = deps;
  // Where nothing has to be found the call costs no more than before there was anything to find.
  if (finder === null) return makeOnce(call, deps);
  return byFoundWay(call, { finder, clock }, (timeoutMs) => {
    deps.checkTarget(call.url.href);
    return makeOnce({ ...call, timeoutMs }, deps);
  });
}

function makeOnce(call: Call, deps: GuardedAdapterDeps): Promise<Answer> {
  if (isLean(call)) return leanExchange(call, deps);
  const { body } = call;
  const headers = body === null ? call.headers : { ...call.headers, 'content-length': sizeOfBody(body) };
  return exchange({ ...call, headers }, deps).then(fromNode);
}

function isLean(call: Call): call is Call & LeanRequest {
  return isBytes(call.body) && !call.streamed;
}

function asFailure(thrown: unknown): TransportFailure {
  if (thrown instanceof TransportFailure) return thrown;
  return new TransportFailure('protocol', 'not_sent', systemCode(thrown) ?? 'request not accepted', thrown);
}

// What HTTP allows in a header value; a line break would start a header of somebody else's making.
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/u;

/** Of frozen headers, which cannot become others: a caller with the same ones for many calls has them read once. */
const read = new WeakMap<object, { readonly headers: OutgoingHttpHeaders; readonly contentType: string | null }>();

function headersOf(given: AxiosRequestConfig['headers'], contentType: string | null): OutgoingHttpHeaders {
  if (given === undefined || !Object.isFrozen(given)) return readHeaders(given, contentType);
  const known = read.get(given);
  if (known?.contentType === contentType) return known.headers;
  const headers = Object.freeze(readHeaders(given, contentType));
  read.set(given, { headers, contentType });
  return headers;
}

function readHeaders(given: AxiosRequestConfig['headers'], contentType: string | null): OutgoingHttpHeaders {
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
