import type { ServiceRequest } from '../kit/http-service.ts';
import type { Account } from './accounts.ts';
import type { ApiContext, ApiResult } from './api-context.ts';
import { ApiRefusal } from './errors.ts';
import type { StoredMedia } from './media-store.ts';
import { readMultipart } from './multipart.ts';

/** `POST /cgi-bin/media/upload`: multipart/form-data, file field `media`. */
export function uploadMedia(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const type = request.query.get('type') ?? '';
  const part = readMultipart(request.headers['content-type'], request.body)?.find((entry) => entry.name === 'media');
  if (!part) throw new ApiRefusal(41005);
  const createdAt = context.clock.now();
  const media = context.media.add({
    appId: account.options.appId,
    type,
    fileName: part.fileName ?? '',
    contentType: part.contentType,
    content: part.content,
    createdAt,
  });
  const answer = { type, media_id: media.mediaId, created_at: Math.floor(context.clock.stampNow() / 1000) };
  return type === 'thumb' ? { ...answer, thumb_media_id: media.mediaId } : answer;
}

/** `GET /cgi-bin/media/get` and `/get/jssdk`: the raw file, for video the address of the file. */
export function getMedia(context: ApiContext, request: ServiceRequest, account: Account): ApiResult {
  const mediaId = request.query.get('media_id') ?? '';
  if (mediaId === '') throw new ApiRefusal(41006);
  const media = context.media.find(account.options.appId, mediaId, context.clock.now());
  if (!media) throw new ApiRefusal(40007);
  if (media.type === 'video') return { video_url: fileUrl(context, media) };
  return { file: { status: 200, headers: fileHeaders(media), body: media.content } };
}

/** The address a stored file can be fetched from without a token, as `PicUrl` and `video_url` are. */
export function fileUrl(context: ApiContext, media: StoredMedia): string {
  return `${context.url()}/files/${media.appId}/${media.mediaId}`;
}

export function getFile(context: ApiContext, parameters: Record<string, string>): ApiResult {
  const media = context.media.find(parameters.appId ?? '', parameters.mediaId ?? '', context.clock.now());
  if (!media) return { file: { status: 404, headers: {}, body: '' } };
  return { file: { status: 200, headers: fileHeaders(media), body: media.content } };
}

function fileHeaders(media: StoredMedia): Record<string, string> {
  return {
    'content-type': media.contentType,
    'content-disposition': `attachment; filename="${media.fileName.replaceAll(/[^\w.-]/g, '_')}"`,
  };
}
