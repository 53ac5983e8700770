import type { StoredMedia } from './media-store.ts';
import type { ChatMedia } from './followers.ts';

/** What the phone shows of a file, exact enough to compare it with what was sent. */
export function shown(media: StoredMedia): ChatMedia {
  const { type, contentType, content, sha256 } = media;
  return { type, contentType, sizeBytes: content.length, sha256 };
}
