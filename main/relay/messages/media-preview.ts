import { maxPreviewBytes, MediaPreview } from '#shared/domain/message-view.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { sniffedBytes, sniffType } from '../media/sniff-type.ts';
import type { MediaStore } from '../ports/media-store.ts';
import type { StoredMedia } from '../ports/relay-store.ts';
import { imageSize } from './image-size.ts';

/** A picture is unpacked whole to be shown, four bytes for each of these. */
const mostPixels = 50_000_000;

/**
 * A file to look at, by what its bytes are. Throws MEDIA_NOT_KEPT for one that is not there or cannot be read, MEDIA_NO_PREVIEW
 * for one that is too large or of a kind that is not shown.
 */
export async function previewOf(file: StoredMedia | undefined, files: Pick<MediaStore, 'open'>): Promise<MediaPreview> {
  if (file?.ref == null || file.state !== 'stored') throw new RelayError('MEDIA_NOT_KEPT', 'there is no such file');
  if ((file.sizeBytes ?? 0) > maxPreviewBytes) throw noPreview('too large');
  const bytes = await read(file.ref, files);
  const type = MediaPreview.shape.mimeType.safeParse(sniffType(bytes.subarray(0, sniffedBytes)));
  if (!type.success) throw noPreview('not a kind that is shown');
  if (type.data.startsWith('image/')) {
    const size = imageSize(bytes, type.data);
    if (size === null || size.width * size.height > mostPixels) throw noPreview('a picture of no or absurd size');
  }
  return { mimeType: type.data, base64: bytes.toString('base64') };
}

async function read(ref: string, files: Pick<MediaStore, 'open'>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const piece of files.open(ref)) {
      sizeBytes += piece.byteLength;
      if (sizeBytes > maxPreviewBytes) break;
      pieces.push(piece);
    }
  } catch (thrown) {
    throw new RelayError('MEDIA_NOT_KEPT', toRelayError(thrown).message, { cause: thrown });
  }
  if (sizeBytes > maxPreviewBytes) throw noPreview('too large');
  return Buffer.concat(pieces, sizeBytes);
}

function noPreview(why: string): RelayError {
  return new RelayError('MEDIA_NO_PREVIEW', why);
}
