import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { DeliveryResult, NoteExchange } from '../../ports/delivery-target.ts';
import type { UploadFile, UploadType } from './upload-form.ts';
import { videoThumb } from './video-thumb.ts';
import type { CallOutcome } from './wechat-call.ts';
import type { WeChatClient } from './wechat-client.ts';
import { deliveryResult, tryLater, withoutToken } from './wechat-results.ts';
import { withToken, type Tokens } from './with-token.ts';

export type Uploaded =
  | { readonly kind: 'uploaded'; readonly mediaId: string }
  /** WeChat does not take this file, or it is damaged or gone: the end user gets a note instead. */
  | { readonly kind: 'file_refused'; readonly code: ErrorCode; readonly platformCode: string | null }
  /** Nothing can be uploaded now; what this means for the message. */
  | { readonly kind: 'stopped'; readonly result: DeliveryResult };

export interface WeChatUploads {
  /** Never rejects. An upload has no effect that an end user sees, so one with an unknown outcome may be repeated. */
  upload(type: UploadType, file: UploadFile, signal: AbortSignal, note?: NoteExchange): Promise<Uploaded>;
  /** The picture shown before a video is played; uploaded once and kept while WeChat keeps it. */
  thumb(signal: AbortSignal, note?: NoteExchange): Promise<Uploaded>;
  /** WeChat refused an id: the next video gets its picture anew. */
  forgetThumb(): void;
}

/** WeChat keeps temporary media three days; a day is left for messages that wait. */
const thumbLifeMs = 2 * 86_400_000;

export function createWeChatUploads(deps: {
  readonly client: Pick<WeChatClient, 'upload'>;
  readonly tokens: Tokens;
  readonly clock: Clock;
}): WeChatUploads {
  const { client, tokens, clock } = deps;
  let thumb: { readonly mediaId: string; readonly until: number } | null = null;

  const upload: WeChatUploads['upload'] = async (type, file, signal, note) => {
    // What the file itself throws comes back as a broken call; this tells the two apart.
    let unreadable: unknown = null;
    const watched: UploadFile = {
      ...file,
      async *open() {
        let leftBytes = file.sizeBytes;
        try {
          for await (const chunk of file.open()) {
            leftBytes -= chunk.byteLength;
            yield chunk;
          }
          if (leftBytes !== 0) throw new RelayError('MEDIA_UNREADABLE', `${leftBytes} bytes from its size`);
        } catch (thrown) {
          unreadable = thrown ?? new Error('unreadable');
          throw thrown;
        }
      },
    };
    const result = await withToken(tokens, signal, (token) => client.upload(token, type, watched, signal, note));
    if (unreadable !== null) return notRead(codeOf(unreadable));
    if (result.kind === 'no_token') return { kind: 'stopped', result: withoutToken(result.failure, signal) };
    return uploadedBy(result.outcome, type, signal);
  };

  return {
    upload,
    async thumb(signal, note) {
      if (thumb !== null && clock.monotonic() < thumb.until) return { kind: 'uploaded', mediaId: thumb.mediaId };
      const uploaded = await upload('thumb', videoThumb, signal, note);
      if (uploaded.kind === 'uploaded') {
        thumb = { mediaId: uploaded.mediaId, until: clock.monotonic() + thumbLifeMs };
      }
      return uploaded;
    },
    forgetThumb() {
      thumb = null;
    },
  };
}

function uploadedBy(outcome: CallOutcome, type: UploadType, signal: AbortSignal): Uploaded {
  if (outcome.kind === 'answer' && (outcome.answer.errcode ?? 0) === 0) {
    const mediaId = mediaIdIn(outcome.answer.body, type);
    if (mediaId !== null) return { kind: 'uploaded', mediaId };
    return stopped(tryLater('leg', 'WECHAT_ANSWER_INVALID'));
  }
  const result = deliveryResult(outcome, signal);
  switch (result.kind) {
    case 'unknown':
      // Given up by ourselves, with no word of WeChat's: see deliveryResult.
      if (signal.aborted) return stopped(tryLater('message', unknownCode(outcome)));
      return stopped(tryLater('leg', unknownCode(outcome), result.platformCode));
    case 'refused':
      return result.scope === 'message'
        ? { kind: 'file_refused', code: result.code, platformCode: result.platformCode }
        : stopped(result);
    case 'accepted':
      return stopped(tryLater('leg', 'WECHAT_ANSWER_INVALID'));
    case 'try_later':
    case 'window_closed':
      return stopped(result);
  }
}

/** WeChat: an id that goes into other calls; what is far from one is none. Older answers name a thumbnail's otherwise. */
function mediaIdIn(body: Readonly<Record<string, unknown>>, type: UploadType): string | null {
  const named = type === 'thumb' ? (body['thumb_media_id'] ?? body['media_id']) : body['media_id'];
  return typeof named === 'string' && /^[\u0021-\u007e]{1,512}$/u.test(named) ? named : null;
}

function unknownCode(outcome: CallOutcome): ErrorCode {
  return outcome.kind === 'unreadable' ? 'WECHAT_ANSWER_INVALID' : 'WECHAT_UNREACHABLE';
}

/** A file that our disk does not give now is still there: the message waits for it. */
function notRead(code: ErrorCode): Uploaded {
  return code === 'MEDIA_UNREADABLE'
    ? { kind: 'file_refused', code, platformCode: null }
    : stopped(tryLater('message', code));
}

function codeOf(thrown: unknown): ErrorCode {
  const { code } = toRelayError(thrown);
  return code === 'INTERNAL' ? 'MEDIA_UNREADABLE' : code;
}

function stopped(result: DeliveryResult): Uploaded {
  return { kind: 'stopped', result };
}
