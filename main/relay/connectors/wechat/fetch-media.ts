import type { CallDeps, CallOutcome } from './wechat-call.ts';
import { addressOf, headerOf, outcomeOf, transportOutcome } from './wechat-call.ts';

/** Whole download, milliseconds. */
const downloadTimeoutMs = 120_000;
/** An answer in WeChat's own form is a line of JSON; a file that claims to be one is not read for longer than this. */
const longestJsonBytes = 64 * 1024;

export type FetchOutcome =
  | { readonly kind: 'stream'; readonly stream: AsyncIterable<Uint8Array> }
  /** No file: WeChat's own answer, or what went wrong on the way. */
  | { readonly kind: 'no_file'; readonly outcome: CallOutcome };

/**
 * WeChat: media/get answers with the file, for a video with the address of the file, or with an error; which of them is
 * told by the content type, and where that is missing or wrong by the first byte.
 */
export async function fetchMedia(
  deps: CallDeps,
  { token, mediaId, longestBytes, signal }: MediaRequest,
): Promise<FetchOutcome> {
  const url = addressOf(deps.base, { path: '/cgi-bin/media/get', token, query: { media_id: mediaId } });
  const found = await fetchOne(deps, { url, longestBytes, signal }, token);
  if (found.kind === 'stream' || found.outcome.kind !== 'answer') return found;
  const { body } = found.outcome.answer;
  const address = body['video_url'];
  return typeof address === 'string' ? fetchAddress(deps, { url: address, longestBytes, signal }) : found;
}

interface MediaRequest {
  readonly token: string;
  readonly mediaId: string;
  readonly longestBytes: number;
  readonly signal: AbortSignal;
}

interface AddressRequest {
  readonly url: string;
  readonly longestBytes: number;
  readonly signal: AbortSignal;
}

/** WeChat's file hosts speak TLS, although the addresses it hands out often name plain HTTP. */
const secureHosts = /(?:^|\.)(?:qpic\.cn|qlogo\.cn|qq\.com)$/u;

export function fetchAddress(deps: CallDeps, request: AddressRequest): Promise<FetchOutcome> {
  if (!URL.canParse(request.url)) return Promise.resolve(noFile({ kind: 'unreadable', status: 0 }));
  const url = new URL(request.url);
  if (url.protocol === 'http:' && url.port === '' && secureHosts.test(url.hostname)) url.protocol = 'https:';
  return fetchOne(deps, { ...request, url: url.href }, null);
}

async function fetchOne(
  { http, clock }: CallDeps,
  { url, longestBytes, signal }: AddressRequest,
  token: string | null,
): Promise<FetchOutcome> {
  try {
    const response = await http.request<AsyncIterable<Uint8Array>>({
      method: 'GET',
      url,
      responseType: 'stream',
      timeout: downloadTimeoutMs,
      maxContentLength: longestBytes,
      signal,
    });
    const chunks = response.data[Symbol.asyncIterator]();
    const first = await chunks.next();
    const isFile = response.status >= 200 && response.status < 300 && looksLikeFile(response, first, token !== null);
    if (isFile) return { kind: 'stream', stream: resumed(first, chunks) };
    return noFile(outcomeOf(response, await readShort(first, chunks), clock, token));
  } catch (thrown) {
    return noFile(transportOutcome(thrown));
  }
}

/** `fromApi`: the API answers errors with status 200, a file host does not. */
function looksLikeFile(response: { headers: unknown }, first: IteratorResult<Uint8Array>, fromApi: boolean): boolean {
  if (first.done) return false;
  const header = headerOf(response, 'content-type');
  const type = typeof header === 'string' ? header.toLowerCase() : '';
  if (/^(?:application\/json|text\/)/u.test(type)) return false;
  if (/^(?:image|audio|video|voice)\//u.test(type)) return true;
  const opening = first.value.find((byte) => byte > 0x20);
  return !fromApi || (opening !== 0x7b && opening !== 0x3c);
}

async function* resumed(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Null when it is too long to be an answer. */
async function readShort(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for (let next = first; !next.done; next = await rest.next()) {
    sizeBytes += next.value.byteLength;
    if (sizeBytes > longestJsonBytes) {
      await rest.return?.();
      return null;
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks, sizeBytes);
}

function noFile(outcome: CallOutcome): FetchOutcome {
  return { kind: 'no_file', outcome };
}
