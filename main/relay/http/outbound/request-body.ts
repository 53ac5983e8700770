import type { StreamedBody } from '../../ports/outbound-http.ts';
import { TransportFailure } from './transport-failure.ts';

export interface RequestBody {
  readonly body: string | Uint8Array | StreamedBody | null;
  /** What the body is, where its kind says so; a header the caller sets goes before it. */
  readonly contentType: string | null;
}

/** Text, bytes and streamed bodies go as they are, forms and plain objects are written. Throws for all else. */
export function writeBody(data: unknown): RequestBody {
  if (data === undefined || data === null) return { body: null, contentType: null };
  if (typeof data === 'string' || data instanceof Uint8Array) return { body: data, contentType: null };
  if (data instanceof URLSearchParams) {
    return { body: data.toString(), contentType: 'application/x-www-form-urlencoded' };
  }
  if (isStreamedBody(data)) return { body: data, contentType: null };
  const isPlain = Array.isArray(data) || Object.getPrototypeOf(data) === Object.prototype;
  if (isPlain) return { body: JSON.stringify(data), contentType: 'application/json' };
  throw new TransportFailure('protocol', 'not_sent', 'the body is neither text, bytes, form nor plain object');
}

export function sizeOfBody(body: string | Uint8Array | StreamedBody): number {
  return isStreamedBody(body) ? body.sizeBytes : Buffer.byteLength(body);
}

export function isBytes(body: RequestBody['body']): body is string | Uint8Array | null {
  return body === null || typeof body === 'string' || body instanceof Uint8Array;
}

function isStreamedBody(data: unknown): data is StreamedBody {
  return (
    typeof data === 'object' &&
    data !== null &&
    'chunks' in data &&
    typeof data.chunks === 'function' &&
    'sizeBytes' in data &&
    Number.isSafeInteger(data.sizeBytes) &&
    (data.sizeBytes as number) >= 0
  );
}
