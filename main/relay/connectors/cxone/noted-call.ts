import type { Clock } from '#shared/lib/clock.ts';
import { keptBody, keptUrl, lookedAtChars, looksBinary, type KeptText } from '../../core/exchange-text.ts';
import type { NoteExchange } from '../../ports/delivery-target.ts';

/** A call made on behalf of a message. */
export interface NotedCall {
  readonly note: NoteExchange;
  readonly method: string;
  readonly url: string;
  readonly body: object | undefined;
  readonly accessToken: string;
  /** Wall clock and monotonic, ms. */
  readonly at: number;
  readonly from: number;
}

/** What came of a call: an answer of some kind, or why there is none. */
type CallEnd =
  | { readonly status: number; readonly answer: Uint8Array; readonly failure?: undefined }
  | { readonly failure: string; readonly status?: undefined; readonly answer?: undefined };

/** Tells who wants to know of a call; its words are made only when they are wanted. */
export function noteCall(clock: Clock, call: NotedCall, end: CallEnd): void {
  const durationMs = Math.round((clock.monotonic() - call.from) * 10) / 10;
  const { note, method, url, body, accessToken, at } = call;
  note(() => {
    const secrets = [accessToken];
    // A body that is streamed is a file.
    const request = body === undefined || 'chunks' in body ? null : kept(JSON.stringify(body), secrets);
    const said = end.answer === undefined ? null : textOf(end.answer);
    const answer = said === null ? null : kept(said, secrets);
    return {
      at,
      platform: 'cxone',
      method,
      url: keptUrl(url, secrets),
      request: request?.text ?? null,
      status: end.status ?? null,
      answer: answer?.text ?? null,
      isCut: (request?.isCut ?? false) || (answer?.isCut ?? false),
      durationMs,
      failure: end.failure ?? null,
    };
  });
}

/** Whoever has the address of a file has the file: what stands behind its path is its key. */
function kept(text: string, secrets: readonly string[]): KeptText {
  return keptBody(text.replace(/("url"\s*:\s*"https?:[^"?\s]{1,2000}\?)[^"\s]+/giu, '$1…'), secrets);
}

/** Null for bytes that are no text. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.byteLength === 0) return null;
  // In UTF-8 a unit takes three bytes at most; one more unit than is looked at shows that there is more.
  const text = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, 3 * lookedAtChars + 3),
  ).toString();
  return looksBinary(text) ? null : text;
}
