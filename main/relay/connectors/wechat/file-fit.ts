import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** WeChat: types of temporary media, but for thumbnails. */
export type FileKind = 'image' | 'voice' | 'video';

export type FileFit =
  | { readonly ok: true; readonly kind: FileKind; readonly extension: string; readonly mimeType: string }
  | { readonly ok: false; readonly code: ErrorCode };

const mebibyte = 1024 * 1024;

/** WeChat: temporary media. It judges a file by its extension, so each type is sent under the one WeChat names. */
const formats: ReadonlyMap<string, readonly [kind: FileKind, extension: string]> = new Map([
  ['image/jpeg', ['image', 'jpg']],
  ['image/png', ['image', 'png']],
  ['image/gif', ['image', 'gif']],
  ['audio/amr', ['voice', 'amr']],
  ['audio/mpeg', ['voice', 'mp3']],
  ['video/mp4', ['video', 'mp4']],
]);

const longestBytes: Readonly<Record<FileKind, number>> = {
  image: 10 * mebibyte,
  voice: 2 * mebibyte,
  video: 10 * mebibyte,
};

/**
 * Whether WeChat takes a file, by what its first bytes say it is. How long a voice may last (60 s) is left to WeChat to
 * judge. Pictures in other forms are not converted: the library for it ends the process under Electron on Linux.
 */
export function fileFit(mimeType: string, sizeBytes: number): FileFit {
  const type = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const format = formats.get(type);
  if (format === undefined) {
    return { ok: false, code: type.startsWith('image/') ? 'MEDIA_NOT_CONVERTIBLE' : 'MEDIA_TYPE_REFUSED' };
  }
  const [kind, extension] = format;
  if (sizeBytes === 0) return { ok: false, code: 'MEDIA_TYPE_REFUSED' };
  return sizeBytes > longestBytes[kind]
    ? { ok: false, code: 'MEDIA_TOO_LARGE' }
    : { ok: true, kind, extension, mimeType: type };
}
