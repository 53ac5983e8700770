import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { retryAfterMs } from '../../core/retry-after.ts';
import type { FetchedMedia, MediaDownload } from '../../ports/message-media.ts';
import { isTransportError, type OutboundHttp, type TransportReason } from '../../ports/outbound-http.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import { longestAttachmentBytes } from './box-attachments.ts';

/** Whole file, milliseconds. */
const downloadTimeoutMs = 120_000;

/**
 * The files of a reply. CXone names them by signed addresses that hold for a short time and carry their own proof, so
 * that no token of ours goes to a host CXone chose.
 */
export function cxoneDownloads(
  message: Pick<PendingMessage, 'content'>,
  http: OutboundHttp,
  now: () => number,
): readonly MediaDownload[] {
  if (message.content.kind !== 'rich') return [];
  return message.content.attachments.map(({ name, mimeType, url }, index) => ({
    no: index + 1,
    name,
    declaredType: mimeType,
    longestBytes: longestAttachmentBytes,
    fetch: (signal) =>
      url === undefined ? Promise.resolve(refused('MEDIA_EXPIRED', 'no address')) : fetchFile(http, url, now, signal),
  }));
}

async function fetchFile(
  http: OutboundHttp,
  url: string,
  now: () => number,
  signal: AbortSignal,
): Promise<FetchedMedia> {
  try {
    const { status, headers, data } = await http.request<AsyncIterable<Uint8Array>>({
      method: 'GET',
      url,
      responseType: 'stream',
      timeout: downloadTimeoutMs,
      maxContentLength: longestAttachmentBytes,
      signal,
    });
    if (status >= 200 && status < 300 && status !== 204) return { ok: true, stream: data };
    await leave(data);
    const platformCode = `HTTP ${status}`;
    const isPassing = status >= 500 || status === 408 || status === 425 || status === 429;
    // Whatever else a signed address answers, it will not be taken back: 401, 403, 404 and 410 are how they expire.
    if (!isPassing) return refused('MEDIA_EXPIRED', platformCode);
    const header = (headers as Readonly<Record<string, unknown>>)['retry-after'];
    return passing(platformCode, retryAfterMs(header, now()));
  } catch (thrown) {
    return notFetched(thrown);
  }
}

function notFetched(thrown: unknown): FetchedMedia {
  if (!isTransportError(thrown)) return passing(null, null);
  const { transportReason } = thrown;
  const final = Object.hasOwn(finalReasons, transportReason) ? finalReasons[transportReason] : undefined;
  return final === undefined ? passing(transportReason, null) : refused(final, transportReason);
}

/** What no later try would change. All others pass. */
const finalReasons: Partial<Record<TransportReason, ErrorCode>> = {
  too_large: 'MEDIA_TOO_LARGE',
  forbidden_target: 'TARGET_FORBIDDEN',
  redirect: 'TARGET_REDIRECTED',
  protocol: 'MEDIA_UNREADABLE',
};

function refused(code: ErrorCode, platformCode: string): FetchedMedia {
  return { ok: false, code, platformCode, retryable: false, retryAfterMs: null };
}

function passing(platformCode: string | null, waitMs: number | null): FetchedMedia {
  return { ok: false, code: 'MEDIA_SOURCE_UNREACHABLE', platformCode, retryable: true, retryAfterMs: waitMs };
}

/** Closes an answer nobody reads: an unread stream would keep its connection until the time-out. */
async function leave(stream: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _chunk of stream) break;
  } catch {
    // Broken off already: as good as left.
  }
}
