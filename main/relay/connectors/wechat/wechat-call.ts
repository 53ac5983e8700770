import type { Clock } from '#shared/lib/clock.ts';
import { retryAfterMs } from '../../core/retry-after.ts';
import type { NoteExchange } from '../../ports/delivery-target.ts';
import {
  isTransportError,
  type OutboundHttp,
  type SentPhase,
  type StreamedBody,
  type TransportReason,
} from '../../ports/outbound-http.ts';
import { noteCall } from './noted-call.ts';
import { readAnswer, type WeChatAnswer } from './wechat-json.ts';

/** Whole call, milliseconds. */
const callTimeoutMs = 10_000;
const longestAnswerBytes = 256 * 1024;

/** What came of one API call. Nothing in it holds a token or a secret. */
export type CallOutcome =
  /** WeChat answered in its own form, with or without an error code. */
  | { readonly kind: 'answer'; readonly answer: WeChatAnswer }
  /** HTTP 429 from something in front of the API. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | null }
  /** An answer came, but none of WeChat's: what the call did is not known. */
  | { readonly kind: 'unreadable'; readonly status: number }
  | {
      readonly kind: 'transport';
      readonly sentPhase: SentPhase;
      readonly reason: TransportReason;
      /** The system's own word ('ECONNREFUSED', 'CERT_HAS_EXPIRED'), or our reason where it has none ('timeout'). */
      readonly cause: string;
    };

export interface ApiCall {
  /** Begins with '/'. */
  readonly path: string;
  /** Null for the call that fetches one. */
  readonly token: string | null;
  readonly query?: Readonly<Record<string, string>>;
  /** GET without one; plain objects are written as JSON. */
  readonly body?: object | { readonly contentType: string; readonly stream: StreamedBody };
  readonly signal: AbortSignal | null;
  readonly timeoutMs?: number;
  /** Told of the call when it has ended; for those made on behalf of a message. */
  readonly note?: NoteExchange | undefined;
}

type HttpRequest = Parameters<OutboundHttp['request']>[0];

export interface CallDeps {
  readonly http: OutboundHttp;
  /** Without a slash at its end. */
  readonly base: string;
  readonly clock: Clock;
}

/** Makes one call and reads its answer. Never rejects: every way a call can end is a CallOutcome. */
export async function callApi(deps: CallDeps, call: ApiCall): Promise<CallOutcome> {
  const { note } = call;
  const url = addressOf(deps.base, call);
  const begun = note === undefined ? null : { url, at: deps.clock.now(), from: deps.clock.monotonic() };
  try {
    const response = await deps.http.request<unknown>(requestOf(url, call));
    const { data } = response;
    const bytes = data instanceof Uint8Array ? data : null;
    if (begun !== null) noteCall(deps.clock, call, begun, { status: response.status, answer: bytes });
    return outcomeOf(response, bytes, deps.clock, call.token);
  } catch (thrown) {
    const outcome = transportOutcome(thrown);
    if (begun !== null) noteCall(deps.clock, call, begun, { failure: outcome.cause });
    return outcome;
  }
}

export function addressOf(base: string, { path, token, query }: Pick<ApiCall, 'path' | 'token' | 'query'>): string {
  const others = query === undefined ? '' : `&${new URLSearchParams(query).toString()}`;
  return token === null ? `${base}${path}` : `${base}${path}?access_token=${encodeURIComponent(token)}${others}`;
}

/** Judges an answer that was read whole; `bytes` is null when it was none. */
export function outcomeOf(
  response: { readonly status: number; readonly headers: unknown },
  bytes: Uint8Array | null,
  clock: Clock,
  token: string | null,
): CallOutcome {
  const { status } = response;
  const answer = bytes === null ? null : readAnswer(bytes);
  const succeeded = status >= 200 && status < 300;
  // An error page that says "no error" is a contradiction; one with a code of WeChat's own is WeChat speaking.
  if (answer !== null && (succeeded || (answer.errcode !== null && answer.errcode !== 0))) {
    return { kind: 'answer', answer: withoutSecret(answer, token) };
  }
  if (status !== 429) return { kind: 'unreadable', status };
  return { kind: 'throttled', retryAfterMs: retryAfterMs(headerOf(response, 'retry-after'), clock.now()) };
}

export function transportOutcome(thrown: unknown): Extract<CallOutcome, { kind: 'transport' }> {
  // The error holds the whole request, token included: only these words leave here.
  if (!isTransportError(thrown)) {
    return { kind: 'transport', sentPhase: 'maybe_sent', reason: 'protocol', cause: 'protocol' };
  }
  const { sentPhase, transportReason, cause } = thrown;
  return { kind: 'transport', sentPhase, reason: transportReason, cause: systemCode(cause) ?? transportReason };
}

function systemCode(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

export function headerOf(response: { readonly headers: unknown }, name: string): unknown {
  return (response.headers as Readonly<Record<string, unknown>> | undefined)?.[name];
}

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

/** Member by member: for every message one is made, and spreading parts into it costs more than all the rest. */
function requestOf(url: string, { body, signal, timeoutMs = callTimeoutMs }: ApiCall): HttpRequest {
  const request: HttpRequest = {
    method: body === undefined ? 'GET' : 'POST',
    url,
    headers: {},
    data: undefined,
    responseType: 'arraybuffer',
    timeout: timeoutMs,
    maxContentLength: longestAnswerBytes,
  };
  if (signal !== null) request.signal = signal;
  if (body === undefined) return request;
  if ('stream' in body) {
    request.data = body.stream;
    request.headers = { 'content-type': body.contentType };
  } else {
    // Bytes, so that no layer between has a reason to touch the JSON.
    request.data = Buffer.from(JSON.stringify(body));
    request.headers = jsonHeaders;
  }
  return request;
}

/** A message that repeats our own request must not carry the token into a log. */
function withoutSecret(answer: WeChatAnswer, token: string | null): WeChatAnswer {
  if (token === null || !answer.errmsg.includes(token)) return answer;
  return { ...answer, errmsg: answer.errmsg.replaceAll(token, '…') };
}
