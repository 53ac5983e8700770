import type { MessageContent } from '#shared/domain/message.ts';
import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';
import type { FetchedMedia, MediaDownload } from '../../ports/message-media.ts';
import type { FetchOutcome } from './fetch-media.ts';
import { transportCode } from './token-answer.ts';
import type { CallOutcome } from './wechat-call.ts';
import type { WeChatClient } from './wechat-client.ts';
import { classify } from './wechat-error-table.ts';
import { withToken, type Tokens } from './with-token.ts';

/** CXone takes no larger file, so none is fetched. */
export const longestDownloadBytes = 40 * 1024 * 1024;

export interface DownloadDeps {
  readonly client: Pick<WeChatClient, 'media' | 'file'>;
  readonly tokens: Tokens;
}

/** What is to be fetched from WeChat for a message of an end user: one file, or none. */
export function wechatDownloads(content: MessageContent, deps: DownloadDeps): readonly MediaDownload[] {
  switch (content.kind) {
    case 'image':
      return one('image.jpg', 'image/jpeg', fetchImage(content, deps));
    case 'voice': {
      const { mediaId, format } = content;
      const extension = format !== undefined && /^[a-z0-9]{1,8}$/iu.test(format) ? format.toLowerCase() : 'amr';
      return one(`voice.${extension}`, `audio/${extension}`, fetchById(mediaId, deps));
    }
    case 'video':
    case 'shortvideo':
      return one('video.mp4', 'video/mp4', fetchById(content.mediaId, deps));
    default:
      return [];
  }
}

function one(name: string, declaredType: string, fetch: MediaDownload['fetch']): readonly MediaDownload[] {
  return [{ no: 1, name, declaredType, longestBytes: longestDownloadBytes, fetch }];
}

/** The address WeChat sends with a picture serves when the file itself cannot be had. */
function fetchImage(content: Extract<MessageContent, { kind: 'image' }>, deps: DownloadDeps): MediaDownload['fetch'] {
  const { mediaId, pictureUrl } = content;
  return async (signal) => {
    const byId = await fetchById(mediaId, deps)(signal);
    if (byId.ok || pictureUrl === undefined || signal.aborted) return byId;
    const byAddress = fetched(await deps.client.file(pictureUrl, longestDownloadBytes, signal));
    return byAddress.ok || !byId.retryable ? byAddress : byId;
  };
}

function fetchById(mediaId: string | undefined, { client, tokens }: DownloadDeps): MediaDownload['fetch'] {
  return async (signal) => {
    if (mediaId === undefined || mediaId === '') return gone(null);
    const result = await withToken(tokens, signal, (token) =>
      client.media(token, mediaId, longestDownloadBytes, signal),
    );
    if (result.kind === 'called') return fetched(result.outcome);
    const { code, platformCode, retryAfterMs } = result.failure;
    return { ok: false, code, platformCode, retryable: true, retryAfterMs };
  };
}

function fetched(outcome: FetchOutcome): FetchedMedia {
  return outcome.kind === 'stream' ? { ok: true, stream: outcome.stream } : failed(outcome.outcome);
}

/** Refusals of the whole account pass when an operator acts, but for these: a file is not worth the wait. */
const lasting: ReadonlySet<ErrorCode> = new Set(['WECHAT_PERMISSION_MISSING', 'WECHAT_API_FORBIDDEN']);

function failed(outcome: CallOutcome): FetchedMedia {
  switch (outcome.kind) {
    case 'throttled':
      return later('WECHAT_RATE_LIMITED', 'HTTP 429', outcome.retryAfterMs);
    case 'unreadable': {
      const { status } = outcome;
      const isGone = status === 403 || status === 404 || status === 410;
      return isGone
        ? gone(`HTTP ${status}`)
        : later('MEDIA_SOURCE_UNREACHABLE', status === 0 ? null : `HTTP ${status}`);
    }
    case 'transport': {
      if (outcome.reason === 'too_large') return lost('MEDIA_TOO_LARGE', null);
      const code = transportCode(outcome.reason);
      return entryFor(code).retryable ? later('MEDIA_SOURCE_UNREACHABLE', outcome.cause) : lost(code, outcome.cause);
    }
    case 'answer':
      break;
  }
  const { errcode } = outcome.answer;
  if (errcode === null || errcode === 0) return later('WECHAT_ANSWER_INVALID', null);
  const { category, code, retryAfterMs } = classify(errcode, 'api');
  const platformCode = String(errcode);
  switch (category) {
    case 'transient':
    case 'token':
    case 'rate':
      return later(code, platformCode, retryAfterMs);
    case 'config':
      return lasting.has(code) ? lost(code, platformCode) : later(code, platformCode, retryAfterMs);
    case 'window':
    case 'permanent':
    case 'ignore':
    case 'diagnostic':
    case 'unknown':
      // WeChat: 40007 for a file that was kept three days, and for one it never had.
      return code === 'WECHAT_MEDIA_REFUSED' ? gone(platformCode) : lost(code, platformCode);
  }
}

function later(code: ErrorCode, platformCode: string | null, retryAfterMs: number | null = null): FetchedMedia {
  return { ok: false, code, platformCode, retryable: true, retryAfterMs };
}

function lost(code: ErrorCode, platformCode: string | null): FetchedMedia {
  return { ok: false, code, platformCode, retryable: false, retryAfterMs: null };
}

function gone(platformCode: string | null): FetchedMedia {
  return lost('MEDIA_EXPIRED', platformCode);
}
