import type { MessageId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { StoredWire } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { EventLog } from './event-log.ts';
import type { ExchangeBook, KeptAttempt } from './exchange-book.ts';
import type { MediaBook } from './media-book.ts';
import type { MessageContentReader } from './message-content.ts';
import type { MessageReader } from './message-reader.ts';
import type { MessageRecord } from './message-record.ts';
import { failureKind } from './sqlite-failure.ts';

export interface WireReaderParts {
  readonly reader: MessageReader;
  readonly channels: ChannelBook;
  readonly content: MessageContentReader;
  readonly exchanges: ExchangeBook;
  readonly events: EventLog;
  readonly media: MediaBook;
}

/** Reads what passed over the wire for one message. Each piece by itself: damage to one leaves the others. */
export class WireReader {
  readonly #parts: WireReaderParts;

  constructor(parts: WireReaderParts) {
    this.#parts = parts;
  }

  /** Throws MESSAGE_NOT_FOUND. */
  wire(id: MessageId): StoredWire {
    const { reader, channels, content, exchanges, media } = this.#parts;
    const record = reader.find(id);
    if (record === null) return unreadable;
    const { seq, contactNo, receivedAt } = record;
    const kept = orElse<KeptAttempt[]>([], () => exchanges.of(seq, contactNo));
    const readable = kept.flatMap(({ attempt, exchanges: its }) => (its ?? []).map((one) => ({ ...one, attempt })));
    const told = new Set(kept.filter(({ exchanges: its }) => its !== null).map(({ attempt }) => attempt));
    return {
      seq,
      channelId: orElse(null, () => channels.idOf(record.channelNo)),
      receivedAt,
      openId: orElse(null, () => content.openIdOf(record)),
      contactNo,
      payload: orElse(null, () => content.payloadOf(record)),
      exchanges: readable.sort((first, second) => first.at - second.at),
      notKept: this.#endedAttempts(record).filter((attempt) => !told.has(attempt)).length,
      media: orElse([], () => media.of(seq, contactNo)),
    };
  }

  /** Numbers of the attempts that have ended. One that never left the house is not counted, and has none. */
  #endedAttempts(record: MessageRecord): number[] {
    const lines = orElse([], () => this.#parts.events.timeLine({ record, parts: [], report: null }));
    const ended = lines.filter(({ kind, durationMs }) => kind === 'attempt' && durationMs !== null);
    return [...new Set(ended.flatMap(({ attempt }) => (attempt === null ? [] : [attempt])))];
  }
}

/** The message is there and its row cannot be read. */
const unreadable: StoredWire = {
  seq: 0,
  channelId: null,
  receivedAt: 0,
  openId: null,
  contactNo: null,
  payload: null,
  exchanges: [],
  notKept: 0,
  media: [],
};

function orElse<T>(none: T, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    const isDamaged =
      thrown instanceof RelayError || thrown instanceof SyntaxError || failureKind(thrown) === 'damaged';
    if (isDamaged) return none;
    throw thrown;
  }
}
