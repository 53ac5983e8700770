import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** What was written. The type is read from the bytes, never believed. */
export interface MediaFile {
  readonly ref: string;
  readonly sizeBytes: number;
  readonly mimeType: string;
}

export type MediaSaved =
  | { readonly ok: true; readonly file: MediaFile }
  /** MEDIA_TOO_LARGE, MEDIA_UNREADABLE (the source broke off), STORE_FULL, STORE_WRITE_FAILED. Nothing is left behind. */
  | { readonly ok: false; readonly code: ErrorCode; readonly retryable: boolean };

/** Files of messages on disk: encrypted, named by us, streamed both ways and never whole in memory. */
export interface MediaStore {
  /** Never rejects. Stops reading when more than `longestBytes` come. */
  save(source: AsyncIterable<Uint8Array>, longestBytes: number): Promise<MediaSaved>;
  /**
   * The bytes, checked while they are read: ends with MEDIA_UNREADABLE when the file was changed or is gone, with
   * MEDIA_SOURCE_UNREACHABLE when the system does not give it now.
   */
  open(ref: string): AsyncIterable<Uint8Array>;
  /** Does nothing when there is no such file. */
  remove(ref: string): Promise<void>;
  /** Names of files written before `before` (epoch ms), in batches: for finding those nothing refers to. */
  list(before: number): AsyncIterable<readonly string[]>;
}
