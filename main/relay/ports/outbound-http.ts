import type { AxiosInstance } from 'axios';

/**
 * The HTTP client connectors are given: an axios instance whose adapter guards every call. https only (unless private
 * targets are allowed), resolved address checked and pinned for the connection, no redirects, keep-alive pool, whole
 * call at most `timeout` ms on the monotonic clock, answer at most `maxContentLength` bytes, never inflated. Answers of
 * every status resolve (`validateStatus` is always true); the body is a Buffer (`responseType: 'arraybuffer'`).
 *
 * `responseType: 'stream'`: resolves as soon as the head of the answer is read; `data` is an AsyncIterable<Uint8Array>,
 * read once, as fast as it is asked for. The limits stay: it throws a TransportError when it becomes longer than
 * `maxContentLength`, when the whole call takes longer than `timeout`, when nothing comes for 15 s while it is waited
 * for, when it is cut short and when the call is aborted. Leaving it early closes the connection.
 *
 * A body may be a `StreamedBody`; it is never whole in memory.
 */
export type OutboundHttp = AxiosInstance;

/** A body sent as it is read. `chunks` is called once, when there is a connection, and must give `sizeBytes` bytes. */
export interface StreamedBody {
  readonly sizeBytes: number;
  /** What it throws ends the call as 'aborted' and 'not_sent', as the `cause` of the error. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/**
 * Set by the adapter on the error it rejects with: `not_sent` when the last byte of the request certainly did not
 * leave, `maybe_sent` when it did, or may have, and no complete answer was read.
 */
export type SentPhase = 'not_sent' | 'maybe_sent';

/**
 * What went wrong between us and a proxy, or with the PAC file that names it. The host behind it was not reached, so it had no
 * part in it.
 */
export type ProxyReason =
  | 'proxy_unreachable'
  | 'proxy_certificate'
  | 'proxy_authentication'
  | 'proxy_refused'
  | 'proxy_broken'
  | 'pac_unreadable'
  | 'pac_failed'
  | 'pac_unusable';

export type TransportReason =
  | ProxyReason
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'too_large'
  | 'aborted'
  | 'forbidden_target'
  | 'redirect'
  | 'protocol';

/** The error an OutboundHttp call rejects with. */
export interface TransportError extends Error {
  readonly sentPhase: SentPhase;
  readonly transportReason: TransportReason;
}

export function isTransportError(thrown: unknown): thrown is TransportError {
  return thrown instanceof Error && 'sentPhase' in thrown && 'transportReason' in thrown;
}
