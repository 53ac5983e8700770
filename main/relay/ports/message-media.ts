import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { MediaFile } from './media-store.ts';
import type { PendingMessage } from './relay-store.ts';

/** A file of a message, ready to be sent on. */
export interface ReadyMedia extends MediaFile {
  /** From 1, in the order of the message. */
  readonly no: number;
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

export type MediaOutcome =
  | { readonly kind: 'ready'; readonly media: ReadyMedia }
  /** For good: too large, gone at its source, of no use. Becomes a note to both sides. */
  | {
      readonly kind: 'refused';
      readonly no: number;
      readonly name: string;
      readonly code: ErrorCode;
      readonly platformCode: string | null;
    }
  /** Not here yet and worth another try: the message waits. */
  | {
      readonly kind: 'try_later';
      readonly code: ErrorCode;
      readonly platformCode: string | null;
      readonly retryAfterMs: number | null;
    };

/** How a connector gets at the files of a message it delivers: from disk, or fetched now from where the message came. */
export interface MessageMediaSource {
  /** One outcome for each file of the message, in order. Never rejects. Callers of the same message share one fetch. */
  obtain(message: PendingMessage, signal: AbortSignal): Promise<readonly MediaOutcome[]>;
}

/** What is fetched for one file. Made by the connector of the platform the message came from. */
export interface MediaDownload {
  readonly no: number;
  readonly name: string;
  /** The platform's word for it; only shown until the bytes have been seen. */
  readonly declaredType: string;
  readonly longestBytes: number;
  /** Never rejects. */
  fetch(signal: AbortSignal): Promise<FetchedMedia>;
}

export type FetchedMedia =
  | { readonly ok: true; readonly stream: AsyncIterable<Uint8Array> }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly platformCode: string | null;
      readonly retryable: boolean;
      readonly retryAfterMs: number | null;
    };
