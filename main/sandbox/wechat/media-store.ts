import { ApiRefusal } from './errors.ts';
import { alphanumeric } from '../kit/random.ts';
import type { Random } from '../kit/random.ts';

export type MediaType = 'image' | 'voice' | 'video' | 'thumb';

export interface StoredMedia {
  mediaId: string;
  appId: string;
  type: MediaType;
  fileName: string;
  contentType: string;
  content: Buffer;
  createdAt: number;
}

/** WeChat: temporary media, 3 days; sizes and formats per type. */
const lifeMs = 3 * 86_400_000;
const maxStoreBytes = 128 * 1024 * 1024;
const limits: Record<MediaType, { maxBytes: number; extensions: readonly string[] }> = {
  image: { maxBytes: 10 * 1024 * 1024, extensions: ['png', 'jpeg', 'jpg', 'gif'] },
  voice: { maxBytes: 2 * 1024 * 1024, extensions: ['amr', 'mp3'] },
  video: { maxBytes: 10 * 1024 * 1024, extensions: ['mp4'] },
  thumb: { maxBytes: 64 * 1024, extensions: ['jpg', 'jpeg'] },
};

export interface MediaStore {
  /** Throws ApiRefusal for a type, format or size the platform refuses. */
  add(media: Omit<StoredMedia, 'mediaId' | 'type'> & { type: string }): StoredMedia;
  /** Undefined when unknown, of another account, or older than three days. */
  find(appId: string, mediaId: string, now: number): StoredMedia | undefined;
}

export function createMediaStore(random: Random): MediaStore {
  const stored = new Map<string, StoredMedia>();
  let totalBytes = 0;

  const makeRoom = (now: number): void => {
    for (const [mediaId, media] of stored) {
      if (totalBytes <= maxStoreBytes && media.createdAt + lifeMs > now) return;
      stored.delete(mediaId);
      totalBytes -= media.content.length;
    }
  };

  return {
    add({ type, ...media }) {
      if (!isMediaType(type)) throw new ApiRefusal(40004);
      const limit = limits[type];
      const extension = media.fileName.split('.').at(-1)?.toLowerCase() ?? '';
      if (!limit.extensions.includes(extension)) throw new ApiRefusal(40005);
      if (media.content.length === 0) throw new ApiRefusal(41005);
      if (media.content.length > limit.maxBytes) throw new ApiRefusal(type === 'image' ? 40009 : 45001);
      const entry: StoredMedia = { ...media, type, mediaId: random.text(64, `${alphanumeric}_-`) };
      stored.set(entry.mediaId, entry);
      totalBytes += entry.content.length;
      makeRoom(media.createdAt);
      return entry;
    },
    find(appId, mediaId, now) {
      const media = stored.get(mediaId);
      return media && media.appId === appId && media.createdAt + lifeMs > now ? media : undefined;
    },
  };
}

function isMediaType(type: string): type is MediaType {
  return Object.hasOwn(limits, type);
}
