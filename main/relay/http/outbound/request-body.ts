import { TransportFailure } from './transport-failure.ts';

export interface RequestBody {
  readonly body: string | Uint8Array | null;
  /** What the body is, where its kind says so; a header the caller sets goes before it. */
  readonly contentType: string | null;
}

/** Text and bytes go as they are, forms and plain objects are written. Throws for streams and the like. */
export function writeBody(data: unknown): RequestBody {
  if (data === undefined || data === null) return { body: null, contentType: null };
  if (typeof data === 'string' || data instanceof Uint8Array) return { body: data, contentType: null };
  if (data instanceof URLSearchParams) {
    return { body: data.toString(), contentType: 'application/x-www-form-urlencoded' };
  }
  const isPlain = Array.isArray(data) || Object.getPrototypeOf(data) === Object.prototype;
  if (isPlain) return { body: JSON.stringify(data), contentType: 'application/json' };
  throw new TransportFailure('protocol', 'not_sent', 'the body is neither text, bytes, form nor plain object');
}
