import type { AxiosInstance } from 'axios';

/**
 * The HTTP client connectors are given: an axios instance whose adapter guards every call. https only (unless private
 * targets are allowed), resolved address checked and pinned for the connection, no redirects, keep-alive pool, whole
 * call at most `timeout` ms on the monotonic clock, answer at most `maxContentLength` bytes, never inflated. Answers of
 * every status resolve (`validateStatus` is always true); the body is a Buffer (`responseType: 'arraybuffer'`).
 */
export type OutboundHttp = AxiosInstance;

/**
 * Set by the adapter on the error it rejects with: `not_sent` when the last byte of the request certainly did not
 * leave, `maybe_sent` when it did, or may have, and no complete answer was read.
 */
export type SentPhase = 'not_sent' | 'maybe_sent';

export type TransportReason =
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
