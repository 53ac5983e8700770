import { createHash } from 'node:crypto';
import { ApiRefusal } from './errors.ts';
import { formatOf, playtimeMs } from './media-formats.ts';
import type { MediaFormat } from './media-formats.ts';
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
  /** Hex, so that what the relay was given and what it passed on can be compared. */
  sha256: string;
}

export type NewMedia = Omit<StoredMedia, 'mediaId' | 'sha256'>;

/** WeChat: temporary media, 3 days; sizes and formats per type, voice of at most a minute. */
const lifeMs = 3 * 86_400_000;
const longestVoiceMs = 60_000;
const maxStoreBytes = 128 * 1024 * 1024;
const limits: Record<MediaType, { maxBytes: number; extensions: readonly string[]; formats: readonly MediaFormat[] }> =
  {
    image: {
      maxBytes: 10 * 1024 * 1024,
      extensions: ['png', 'jpeg', 'jpg', 'gif'],
      formats: ['png', 'jpeg', 'gif'],
    },
    voice: { maxBytes: 2 * 1024 * 1024, extensions: ['amr', 'mp3'], formats: ['amr', 'mp3'] },
    video: { maxBytes: 10 * 1024 * 1024, extensions: ['mp4'], formats: ['mp4'] },
    thumb: { maxBytes: 64 * 1024, extensions: ['jpg', 'jpeg'], formats: ['jpeg'] },
  };

export interface MediaStore {
  /** What an account uploads. Throws ApiRefusal for a type, format, size or length the platform refuses. */
  add(media: Omit<NewMedia, 'type'> & { type: string }): StoredMedia;
  /** What a customer sends: whatever his phone made of it. */
  keep(media: NewMedia): StoredMedia;
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

  const keep = (media: NewMedia): StoredMedia => {
    const sha256 = createHash('sha256').update(media.content).digest('hex');
    const entry = { ...media, sha256, mediaId: random.text(64, `${alphanumeric}_-`) };
    stored.set(entry.mediaId, entry);
    totalBytes += entry.content.length;
    makeRoom(media.createdAt);
    return entry;
  };

  return {
    keep,
    add({ type, ...media }) {
      if (!isMediaType(type)) throw new ApiRefusal(40004);
      const limit = limits[type];
      const extension = media.fileName.split('.').at(-1)?.toLowerCase() ?? '';
      if (!limit.extensions.includes(extension)) throw new ApiRefusal(40005);
      if (media.content.length === 0) throw new ApiRefusal(41005);
      if (media.content.length > limit.maxBytes) throw new ApiRefusal(type === 'image' ? 40009 : 45001);
      const format = formatOf(media.content);
      if (format === undefined || !limit.formats.includes(format)) throw new ApiRefusal(40005);
      if (type === 'voice' && (playtimeMs(media.content) ?? 0) > longestVoiceMs) throw new ApiRefusal(45007);
      return keep({ ...media, type });
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
