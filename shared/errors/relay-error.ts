import { entryFor, type ErrorCode } from './catalogue.ts';

export interface RelayErrorDetails {
  readonly cause?: unknown;
  /** The other side's own code ('45015', 'HTTP 503'). */
  readonly platformCode?: string;
  /** A value that helps the operator to repair it (a refused IP address, a field name). Never a secret. */
  readonly value?: string;
  /** How long the other side asked us to wait, milliseconds. */
  readonly retryAfterMs?: number;
}

/** The one error class that crosses module and process boundaries. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
  readonly code: ErrorCode;
  readonly platformCode: string | null;
  readonly value: string | null;
  readonly retryAfterMs: number | null;

  /** `message` is for the log, in the engineer's words; the operator reads the catalogue's sentence instead. */
  constructor(code: ErrorCode, message: string, details: RelayErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.platformCode = details.platformCode ?? null;
    this.value = details.value ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }

  get retryable(): boolean {
    return entryFor(this.code).retryable;
  }
}

/** Turns anything thrown into a RelayError; what is not one already becomes INTERNAL. */
export function toRelayError(thrown: unknown): RelayError {
  if (thrown instanceof RelayError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new RelayError('INTERNAL', message, { cause: thrown });
}
