import { keptBody, keptUrl, lookedAtChars, looksBinary } from '../../core/exchange-text.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { ApiCall } from './wechat-call.ts';

/** What came of a call: an answer of some kind, or why there is none. */
type CallEnd =
  | { readonly status: number; readonly answer: Uint8Array | null; readonly failure?: undefined }
  | { readonly failure: string; readonly status?: undefined; readonly answer?: undefined };

interface CallBegun {
  /** Wall clock and monotonic, ms. */
  readonly at: number;
  readonly from: number;
  readonly url: string;
}

/** Tells who wants to know of a call; its words are made only when they are wanted. */
export function noteCall(clock: Clock, call: ApiCall, { at, from, url }: CallBegun, end: CallEnd): void {
  const durationMs = Math.round((clock.monotonic() - from) * 10) / 10;
  const { token, body } = call;
  call.note?.(() => {
    const secrets = [token];
    const request = body === undefined || 'stream' in body ? null : keptBody(JSON.stringify(body), secrets);
    const said = end.answer == null ? null : textOf(end.answer);
    const answer = said === null ? null : keptBody(said, secrets);
    return {
      at,
      platform: 'wechat',
      method: body === undefined ? 'GET' : 'POST',
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

/** Null for bytes that are no text. */
function textOf(bytes: Uint8Array): string | null {
  // In UTF-8 a unit takes three bytes at most; one more unit than is looked at shows that there is more.
  const text = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, 3 * lookedAtChars + 3),
  ).toString();
  return looksBinary(text) ? null : text;
}
