import { setMaxListeners } from 'node:events';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { limitedSignal } from '../core/limited-signal.ts';
import type { MediaDownload, MediaOutcome, MessageMediaSource } from '../ports/message-media.ts';
import type { MediaStore } from '../ports/media-store.ts';
import type { PendingMessage, RelayStore, StoredMedia } from '../ports/relay-store.ts';
import { FairSlots } from './fair-slots.ts';

/** Files fetched at once over all channels, and of one channel. Each holds a few hundred kilobytes in memory. */
const fetchedAtOnce = 12;
const fetchedAtOnceOfChannel = 3;
/** Messages whose files are fetched ahead. Those beyond are fetched when they are delivered. */
const mostAhead = 1_000;
/** A whole file, however slowly it comes, milliseconds. */
const longestFetchMs = 120_000;
/** A file that cannot be reached holds its conversation up. After so long and so many tries the message goes on without. */
const patienceMs = 30 * 60_000;
const patienceAttempts = 6;
/** Files that could not be read and are remembered. One forgotten is waited for anew. */
const mostUnread = 1_000;

export interface MediaDepotDeps {
  readonly files: MediaStore;
  readonly records: Pick<RelayStore, 'mediaOf' | 'putMedia'>;
  /** What is to be fetched for a message; none when it has no files. */
  readonly downloadsOf: (message: PendingMessage) => readonly MediaDownload[];
  readonly clock: Clock;
  readonly log: Logger;
}

export interface MediaDepot extends MessageMediaSource {
  /** Begins to fetch the files of a message just accepted: addresses expire and files take time. */
  prefetch(message: PendingMessage): void;
  /** Ends what is under way. */
  stop(): void;
}

/** Fetches the files of messages once, keeps them on disk, and remembers what came of it. */
export function createMediaDepot(deps: MediaDepotDeps): MediaDepot {
  return new DiskMediaDepot(deps);
}

class DiskMediaDepot implements MediaDepot {
  readonly #deps: MediaDepotDeps;
  readonly #slots = new FairSlots(fetchedAtOnce, fetchedAtOnceOfChannel);
  /** By seq: callers of the same message share one fetch. */
  readonly #underWay = new Map<number, Promise<readonly MediaOutcome[]>>();
  /** By ref: when the system first refused to read the file. */
  readonly #unreadSince = new Map<string, number>();
  readonly #stopping = new AbortController();
  #ahead = 0;

  constructor(deps: MediaDepotDeps) {
    this.#deps = deps;
    setMaxListeners(0, this.#stopping.signal);
  }

  async obtain(message: PendingMessage, signal: AbortSignal): Promise<readonly MediaOutcome[]> {
    const downloads = this.#deps.downloadsOf(message);
    if (downloads.length === 0) return [];
    const all = this.#shared(message, downloads);
    return (await beforeAbort(all, signal)) ?? downloads.map(() => tryLater('MEDIA_SOURCE_UNREACHABLE', 'aborted'));
  }

  prefetch(message: PendingMessage): void {
    if (this.#ahead >= mostAhead || this.#stopping.signal.aborted) return;
    const downloads = this.#deps.downloadsOf(message);
    if (downloads.length === 0) return;
    this.#ahead += 1;
    void this.#shared(message, downloads).finally(() => {
      this.#ahead -= 1;
    });
  }

  stop(): void {
    this.#stopping.abort();
  }

  #shared(message: PendingMessage, downloads: readonly MediaDownload[]): Promise<readonly MediaOutcome[]> {
    const running = this.#underWay.get(message.seq);
    if (running !== undefined) return running;
    const all = this.#fetchAll(message, downloads).finally(() => this.#underWay.delete(message.seq));
    this.#underWay.set(message.seq, all);
    return all;
  }

  /** Never rejects. */
  async #fetchAll(message: PendingMessage, downloads: readonly MediaDownload[]): Promise<readonly MediaOutcome[]> {
    try {
      const known = new Map((await this.#deps.records.mediaOf(message.seq)).map((media) => [media.no, media]));
      return await Promise.all(downloads.map((download) => this.#one(message, download, known.get(download.no))));
    } catch (thrown) {
      return downloads.map(() => this.#failed(message, thrown));
    }
  }

  /** Never rejects. */
  async #one(message: PendingMessage, download: MediaDownload, known?: StoredMedia): Promise<MediaOutcome> {
    try {
      if (known?.state === 'stored' && known.ref !== null) return this.#ready(message, known, known.ref);
      if (known?.state === 'refused') return refused(known.no, known.name, known.code ?? 'MEDIA_UNREADABLE', null);
      if (known?.state === 'removed') return refused(known.no, known.name, 'MEDIA_EXPIRED', null);
      return await this.#slots.run(message.channelId, () => this.#fetch(message, download, known));
    } catch (thrown) {
      return this.#failed(message, thrown);
    }
  }

  async #fetch(message: PendingMessage, download: MediaDownload, known?: StoredMedia): Promise<MediaOutcome> {
    const limit = limitedSignal(this.#stopping.signal, longestFetchMs, this.#deps.clock);
    try {
      const fetched = await download.fetch(limit.signal);
      if (!fetched.ok) return await this.#notFetched(message, download, fetched, known);
      const saved = await this.#deps.files.save(fetched.stream, download.longestBytes);
      if (!saved.ok) {
        // The source broke off, or our disk refused: who asks again finds out which.
        const code = saved.code === 'MEDIA_UNREADABLE' ? 'MEDIA_SOURCE_UNREACHABLE' : saved.code;
        const more = { platformCode: null, retryAfterMs: null, retryable: saved.retryable };
        return await this.#notFetched(message, download, { code, ...more }, known);
      }
      const { ref, mimeType, sizeBytes } = saved.file;
      if (sizeBytes === 0) {
        await this.#deps.files.remove(ref);
        const empty = { code: 'MEDIA_EXPIRED', platformCode: 'empty', retryable: false, retryAfterMs: null } as const;
        return await this.#notFetched(message, download, empty, known);
      }
      return await this.#keep(message, { ...recordOf(download, this.#deps.clock), ref, mimeType, sizeBytes });
    } finally {
      limit.end();
    }
  }

  async #keep(message: PendingMessage, written: MediaRecord & { readonly ref: string }): Promise<MediaOutcome> {
    const stored: StoredMedia = { ...written, state: 'stored', code: null };
    try {
      await this.#deps.records.putMedia(message.seq, stored);
    } catch (thrown) {
      // Nothing refers to it, so nothing would ever remove it.
      await this.#deps.files.remove(written.ref);
      throw thrown;
    }
    return this.#ready(message, stored, written.ref);
  }

  async #notFetched(
    message: PendingMessage,
    download: MediaDownload,
    why: {
      readonly code: ErrorCode;
      readonly platformCode: string | null;
      readonly retryable: boolean;
      readonly retryAfterMs: number | null;
    },
    known: StoredMedia | undefined,
  ): Promise<MediaOutcome> {
    const { code, platformCode } = why;
    if (this.#stopping.signal.aborted) return tryLater(code, 'stopping');
    const { clock, log, records } = this.#deps;
    const isOurs = code === 'STORE_FULL' || code === 'STORE_WRITE_FAILED';
    const record = recordOf(download, clock);
    log.warn('media.not_fetched', { messageId: message.id, no: download.no, code, platformCode });
    const isEarly = message.attempts < patienceAttempts || clock.now() - (known?.at ?? record.at) < patienceMs;
    if (why.retryable && (isOurs || isEarly)) {
      // The first failure is noted with its time, from which patience is counted.
      if (known === undefined && !isOurs) await records.putMedia(message.seq, { ...record, state: 'waiting', code });
      return { kind: 'try_later', code, platformCode, retryAfterMs: why.retryAfterMs };
    }
    await records.putMedia(message.seq, { ...record, state: 'refused', code });
    return refused(download.no, download.name, code, platformCode);
  }

  #ready(message: PendingMessage, media: StoredMedia, ref: string): MediaOutcome {
    const { no, name, mimeType } = media;
    const sizeBytes = media.sizeBytes ?? 0;
    const open = (): AsyncIterable<Uint8Array> => this.#opened(message, media, ref);
    return { kind: 'ready', media: { no, name, mimeType, sizeBytes, ref, open } };
  }

  /**
   * A file that was damaged on our disk is fetched anew when the message is tried again. One that cannot be read now is
   * waited for: its source may no longer give it.
   */
  async *#opened(message: PendingMessage, media: StoredMedia, ref: string): AsyncGenerator<Uint8Array> {
    try {
      yield* this.#deps.files.open(ref);
      this.#unreadSince.delete(ref);
    } catch (thrown) {
      const { clock, log, records } = this.#deps;
      const { code, message: detail } = toRelayError(thrown);
      if (code !== 'MEDIA_UNREADABLE' && this.#mayComeBack(ref)) {
        log.warn('media.not_read', { messageId: message.id, no: media.no, code, detail });
        throw thrown;
      }
      log.error('media.damaged', { messageId: message.id, no: media.no, code });
      this.#unreadSince.delete(ref);
      const at = clock.now();
      await records.putMedia(message.seq, { ...media, ref: null, at, state: 'waiting', code: 'MEDIA_UNREADABLE' });
      // What cannot be removed now is found later, as a file that nothing refers to.
      await this.#deps.files.remove(ref).catch(() => undefined);
      throw thrown;
    }
  }

  #mayComeBack(ref: string): boolean {
    const now = this.#deps.clock.monotonic();
    const since = this.#unreadSince.get(ref) ?? now;
    this.#unreadSince.set(ref, since);
    if (this.#unreadSince.size > mostUnread) this.#unreadSince.delete(this.#unreadSince.keys().next().value ?? '');
    return now - since < patienceMs;
  }

  #failed(message: PendingMessage, thrown: unknown): MediaOutcome {
    const { code, message: detail } = toRelayError(thrown);
    this.#deps.log.error('media.failed', { messageId: message.id, code, detail });
    return tryLater(code, null);
  }
}

type MediaRecord = Omit<StoredMedia, 'state' | 'code'>;

function recordOf({ no, name, declaredType }: MediaDownload, clock: Clock): MediaRecord {
  return { no, name, mimeType: declaredType, sizeBytes: null, ref: null, at: clock.now() };
}

function tryLater(code: ErrorCode, platformCode: string | null): MediaOutcome {
  return { kind: 'try_later', code, platformCode, retryAfterMs: null };
}

function refused(no: number, name: string, code: ErrorCode, platformCode: string | null): MediaOutcome {
  return { kind: 'refused', no, name, code, platformCode };
}

/** Null when the signal came first. */
async function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  if (signal.aborted) return null;
  let leave = (): void => undefined;
  const aborted = new Promise<null>((resolve) => {
    const listener = (): void => {
      resolve(null);
    };
    signal.addEventListener('abort', listener, { once: true });
    leave = () => {
      signal.removeEventListener('abort', listener);
    };
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    leave();
  }
}
