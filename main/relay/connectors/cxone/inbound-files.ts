import type { MessageContent } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { NoteExchange } from '../../ports/delivery-target.ts';
import type { MediaOutcome, ReadyMedia } from '../../ports/message-media.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import type { AgentTexts, FileTrouble } from './agent-texts.ts';
import type { CxoneClient } from './cxone-client.ts';
import type { AgentFile } from './cxone-mapping.ts';
import type { CxoneFailure } from './cxone-result.ts';
import { fileNameFor } from './file-name.ts';

/** Upload addresses kept for messages that are tried again. */
const keptAddresses = 1_000;
/** An address must last so much longer, milliseconds, to be used again. */
const shortestLifeMs = 60_000;
/** Used where CXone does not say until when an address holds. */
const unknownLifeMs = 5 * 60_000;

export type FilesReading =
  | { readonly kind: 'files'; readonly files: readonly AgentFile[]; readonly reusedAny: boolean }
  | { readonly kind: 'waiting'; readonly outcome: Extract<MediaOutcome, { readonly kind: 'try_later' }> }
  | { readonly kind: 'failed'; readonly failure: CxoneFailure };

/** Brings a message's files to CXone, each once while its address holds. */
export class InboundFiles {
  readonly #client: Pick<CxoneClient, 'uploadTemporary'>;
  readonly #clock: Clock;
  readonly #texts: AgentTexts;
  readonly #addresses = new Map<string, { readonly url: string; readonly until: number }>();

  constructor(deps: {
    readonly client: Pick<CxoneClient, 'uploadTemporary'>;
    readonly clock: Clock;
    readonly texts: AgentTexts;
  }) {
    this.#client = deps.client;
    this.#clock = deps.clock;
    this.#texts = deps.texts;
  }

  /** Never rejects. Nothing is uploaded while one of the files is still to come. `note` is told of each call. */
  async attach(
    message: PendingMessage,
    outcomes: readonly MediaOutcome[],
    signal: AbortSignal,
    note?: NoteExchange,
  ): Promise<FilesReading> {
    const waiting = outcomes.find((outcome) => outcome.kind === 'try_later');
    if (waiting !== undefined) return { kind: 'waiting', outcome: waiting };
    const files: AgentFile[] = [];
    let reusedAny = false;
    for (const outcome of outcomes) {
      if (outcome.kind !== 'ready') {
        files.push({ kind: 'missing', trouble: outcome.kind === 'refused' ? troubleOf(outcome.code) : 'unreachable' });
        continue;
      }
      const { media } = outcome;
      if (!isWhatItClaims(message.content, media.mimeType)) {
        files.push({ kind: 'missing', trouble: 'kind' });
        continue;
      }
      const kept = this.#kept(message, media);
      reusedAny ||= kept !== null;
      const uploaded =
        kept === null ? await this.#upload(message, media, signal, note) : { kind: 'at' as const, url: kept };
      if (uploaded.kind === 'failed') return uploaded;
      files.push(
        uploaded.kind === 'refused'
          ? { kind: 'missing', trouble: uploaded.trouble }
          : { kind: 'attached', friendlyName: this.#nameOf(message.content, media), url: uploaded.url },
      );
    }
    return { kind: 'files', files, reusedAny };
  }

  /** The message is done with, or its addresses were not taken. */
  forget(message: PendingMessage): void {
    for (const key of this.#addresses.keys()) if (key.startsWith(`${message.seq}:`)) this.#addresses.delete(key);
  }

  #kept(message: PendingMessage, media: ReadyMedia): string | null {
    const kept = this.#addresses.get(keyOf(message, media));
    return kept !== undefined && kept.until - this.#clock.now() > shortestLifeMs ? kept.url : null;
  }

  async #upload(
    message: PendingMessage,
    media: ReadyMedia,
    signal: AbortSignal,
    note?: NoteExchange,
  ): Promise<
    | { readonly kind: 'at'; readonly url: string }
    | { readonly kind: 'refused'; readonly trouble: FileTrouble }
    | { readonly kind: 'failed'; readonly failure: CxoneFailure }
  > {
    const { mimeType, sizeBytes } = media;
    const file = { mimeType, sizeBytes, open: () => media.open() };
    const result = await this.#client.uploadTemporary(file, signal, note);
    if (!result.ok) {
      const { failure } = result;
      // CXone takes no such file. The words of the message are worth more than the file.
      if (failure.code !== 'CXONE_REQUEST_REFUSED') return { kind: 'failed', failure };
      return { kind: 'refused', trouble: failure.platformCode === 'HTTP 413' ? 'tooLarge' : 'kind' };
    }
    const { url, expiresAt } = result.value;
    this.#addresses.set(keyOf(message, media), { url, until: expiresAt ?? this.#clock.now() + unknownLifeMs });
    if (this.#addresses.size > keptAddresses) this.#addresses.delete(this.#addresses.keys().next().value ?? '');
    return { kind: 'at', url };
  }

  #nameOf(content: MessageContent, { name, mimeType }: ReadyMedia): string {
    const { fileNames } = this.#texts;
    const byKind: Readonly<Record<string, string>> = { ...fileNames, shortvideo: fileNames.video };
    return fileNameFor(name || (byKind[content.kind] ?? fileNames.file), mimeType);
  }
}

function keyOf(message: PendingMessage, media: ReadyMedia): string {
  return `${message.seq}:${media.no}:${media.ref}`;
}

/**
 * A page or a drawing with a script in it, sent as a picture, must not reach an agent's screen. Voice may be bare speex,
 * which nothing marks.
 */
function isWhatItClaims(content: MessageContent, mimeType: string): boolean {
  switch (content.kind) {
    case 'image':
      return mimeType.startsWith('image/') && mimeType !== 'image/svg+xml';
    case 'voice':
      return mimeType.startsWith('audio/') || mimeType === 'application/octet-stream' || mimeType === 'video/ogg';
    case 'video':
    case 'shortvideo':
      return mimeType.startsWith('video/');
    default:
      return true;
  }
}

function troubleOf(code: ErrorCode): FileTrouble {
  switch (code) {
    case 'MEDIA_TOO_LARGE':
      return 'tooLarge';
    case 'MEDIA_TYPE_REFUSED':
    case 'MEDIA_NOT_CONVERTIBLE':
      return 'kind';
    case 'MEDIA_EXPIRED':
      return 'gone';
    case 'MEDIA_UNREADABLE':
      return 'damaged';
    default:
      return 'unreachable';
  }
}
