import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import { TrafficRow } from '#shared/domain/message.ts';
import type { SearchRow } from '#shared/domain/message-search.ts';
import type {
  ContextLine,
  MediaPreview,
  MessageContext,
  MessageWire,
  RevealedMessage,
} from '#shared/domain/message-view.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { maskText } from '#shared/lib/mask.ts';
import { readableText } from '../core/readable-text.ts';
import type { KeptAudit } from '../ports/audit-trail.ts';
import type { MediaStore } from '../ports/media-store.ts';
import type { MessageSearch } from '../ports/message-search.ts';
import type { RelayStore, StoredWire } from '../ports/relay-store.ts';
import { hidingFor, revealed, shown, type Hiding } from './hiding.ts';
import { previewOf } from './media-preview.ts';
import { after, before } from './neighbours.ts';
import { exchangeView, payloadView } from './payload-view.ts';
import { RevealGrants } from './reveal-grants.ts';

/** UTF-16 units of a neighbour's text that are shown. */
const longestNeighbour = 2_000;

export interface MessageViewDeps {
  readonly store: Pick<RelayStore, 'wire' | 'message'>;
  readonly search: Pick<MessageSearch, 'walk'>;
  readonly files: Pick<MediaStore, 'open'>;
  readonly audit: KeptAudit;
  readonly clock: Clock;
  /** Cryptographically random bytes. */
  readonly random: (byteCount: number) => Buffer;
}

type ViewHandlers = Pick<
  Handlers<RelayContract>,
  'message.wire' | 'message.context' | 'message.media' | 'message.reveal'
>;

/** Shows one message from within: what passed over the wire, what was said around it, and, for a reason, what is personal. */
export class MessageViewService {
  readonly #deps: MessageViewDeps;
  readonly #grants: RevealGrants;
  readonly handlers: ViewHandlers = {
    'message.wire': ({ id }) => this.wire(id),
    'message.context': ({ id, each }) => this.context(id, each),
    'message.media': ({ id, no, grant }) => this.media(id, no, grant),
    'message.reveal': ({ id, reason, by }) => this.reveal(id, reason, by),
  };

  constructor(deps: MessageViewDeps) {
    this.#deps = deps;
    this.#grants = new RevealGrants(deps.clock, deps.random);
  }

  /** Masked. Throws MESSAGE_NOT_FOUND. */
  async wire(id: MessageId): Promise<MessageWire> {
    const stored = await this.#deps.store.wire(id);
    return wireView(stored, hidingFor(stored.openId, stored.payload?.raw ?? ''));
  }

  /** Throws MESSAGE_NOT_FOUND, SEARCH_UNAVAILABLE. */
  async context(id: MessageId, each: number): Promise<MessageContext> {
    const { search, store, clock } = this.#deps;
    const { seq, receivedAt, contactNo } = await store.wire(id);
    if (contactNo === null) return { before: [], after: [], hasMoreBefore: false, hasMoreAfter: false };
    const place = { seq, receivedAt, contactNo };
    const earlier = await before(search, place, each);
    const later = await after(search, clock, place, each);
    return {
      before: await this.#lines(earlier.rows),
      after: await this.#lines(later.rows),
      hasMoreBefore: earlier.hasMore,
      hasMoreAfter: later.hasMore,
    };
  }

  /** Throws REVEAL_OVER, MESSAGE_NOT_FOUND, MEDIA_NOT_KEPT, MEDIA_NO_PREVIEW. */
  async media(id: MessageId, no: number, grant: string): Promise<MediaPreview> {
    this.#grants.demand(grant, id);
    const { media } = await this.#deps.store.wire(id);
    return previewOf(
      media.find((file) => file.no === no),
      this.#deps.files,
    );
  }

  /** Nothing is told before the audit is on disk. Throws MESSAGE_NOT_FOUND, STORE_FULL, STORE_WRITE_FAILED. */
  async reveal(id: MessageId, reason: string, by: string): Promise<RevealedMessage> {
    const { store, audit } = this.#deps;
    const stored = await store.wire(id);
    await audit.keep({ by, action: 'message_revealed', channelId: stored.channelId, subject: id, detail: reason });
    return {
      text: stored.payload === null ? '' : readableText(stored.payload.content),
      openId: stored.openId,
      wire: wireView(stored, revealed),
      ...this.#grants.give(id),
    };
  }

  async #lines(rows: readonly SearchRow[]): Promise<ContextLine[]> {
    const lines: ContextLine[] = [];
    for (const found of rows) {
      // Without what the search adds: a neighbour is a row like any other.
      const row = TrafficRow.parse(found);
      lines.push({ row, text: await this.#textOf(found.id) });
    }
    return lines;
  }

  /** Empty when it cannot be read, or was removed a moment ago. */
  async #textOf(id: MessageId): Promise<string> {
    try {
      const { content } = await this.#deps.store.message(id);
      return shown(readableText(content), maskText, longestNeighbour).text;
    } catch (thrown) {
      const { code } = toRelayError(thrown);
      if (code === 'RECORD_DAMAGED' || code === 'MESSAGE_NOT_FOUND') return '';
      throw thrown;
    }
  }
}

function wireView({ payload, exchanges, notKept }: StoredWire, hiding: Hiding): MessageWire {
  return {
    payload: payload === null ? null : payloadView(payload.raw, hiding),
    exchanges: exchanges.map((exchange) => exchangeView(exchange, hiding)),
    notKept,
  };
}
