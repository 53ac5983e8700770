import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type {
  Direction,
  MessageContent,
  MessageEvent,
  MessageKind,
  MessageState,
  TrafficRow,
} from '#shared/domain/message.ts';
import type { MinuteCount, StateCounts } from '#shared/domain/overview.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';

/** What is sealed (encrypted and authenticated) in a message's record. */
export interface MessagePayload {
  readonly content: MessageContent;
  /** What arrived, as text: decrypted XML from WeChat, JSON from CXone; Base64 after 'base64:' when it is not text. */
  readonly raw: string;
}

export interface NewMessage {
  readonly id: MessageId;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly kind: MessageKind;
  /** Null only when the sender could not be read (quarantined). */
  readonly openId: OpenId | null;
  /** The sending platform's own id (WeChat MsgId), as text, or null. */
  readonly externalId: string | null;
  /**
   * Inbound: unique while kept; a second message with the same key is a duplicate.
   * Outbound: a fingerprint of the request; see `acceptedWithin`.
   */
  readonly dedupeKey: string | null;
  readonly platformAt: number | null;
  readonly receivedAt: number;
  readonly state: 'pending' | 'quarantined';
  /** Why it is quarantined; null for pending. */
  readonly code: ErrorCode | null;
  readonly payload: MessagePayload;
  /** Opens or renews the end user's reply window (see core/reply-window.ts), or null when it does not. */
  readonly opensWindow: { readonly until: number; readonly replies: number } | null;
}

export type AcceptResult =
  | { readonly kind: 'stored'; readonly seq: number; readonly contactNo: number }
  /** `id` is the id of the message stored first. */
  | { readonly kind: 'duplicate'; readonly seq: number; readonly id: MessageId };

/** A message that waits for delivery. Within a conversation (`contactNo` and direction) order is by `seq`. */
export interface PendingMessage {
  readonly seq: number;
  readonly id: MessageId;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly contactNo: number;
  readonly openId: OpenId;
  readonly externalId: string | null;
  readonly platformAt: number | null;
  readonly receivedAt: number;
  /** Attempts begun so far. */
  readonly attempts: number;
  /** Not before this time, epoch ms. */
  readonly dueAt: number;
  /** Held until the end user writes again. */
  readonly windowClosed: boolean;
  readonly content: MessageContent;
}

/** The end of one attempt. */
export interface Settlement {
  readonly seq: number;
  readonly at: number;
  readonly attempt: number;
  readonly durationMs: number;
  readonly outcome:
    | {
        readonly kind: 'delivered';
        readonly platformMessageId: string | null;
        readonly caseId: string | null;
        /** Ids under which the other side knows the conversation, for looking it up later. */
        readonly threadIds: readonly string[];
      }
    | {
        readonly kind: 'retry';
        readonly dueAt: number;
        readonly code: ErrorCode;
        readonly platformCode: string | null;
        readonly windowClosed: boolean;
        /** False when the attempt never left the house (breaker open): it is not counted. */
        readonly counts: boolean;
      }
    | {
        readonly kind: 'unconfirmed' | 'dead_letter' | 'expired';
        readonly code: ErrorCode;
        readonly platformCode: string | null;
      };
}

/** A row as it now stands, and its time line. */
export interface StoredMessage {
  readonly row: TrafficRow;
  readonly content: MessageContent;
  readonly platformMessageId: string | null;
  readonly caseId: string | null;
  readonly platformAt: number | null;
  readonly events: readonly MessageEvent[];
}

export interface ChannelCounts {
  readonly channelId: ChannelId;
  readonly waitingInbound: number;
  readonly waitingOutbound: number;
  readonly lastHourInbound: number;
  readonly lastHourOutbound: number;
  readonly unconfirmed: number;
  readonly deadLetters: number;
}

export interface Contact {
  readonly contactNo: number;
  readonly channelId: ChannelId;
  readonly openId: OpenId;
  /** Replies are allowed until then, epoch ms; null when the end user never wrote. */
  readonly windowUntil: number | null;
  /** Replies left in the window; null when unknown. */
  readonly repliesLeft: number | null;
}

/**
 * The durable truth of the relay. Every promise resolves only after the change is on disk.
 * Rejects with a RelayError: STORE_FULL, STORE_WRITE_FAILED, RECORD_DAMAGED, MESSAGE_NOT_FOUND.
 * Implementations: SQLite (one desktop); PostgreSQL fits the same port.
 */
export interface RelayStore {
  /** Stores a message, its counters and its contact. Calls of one event-loop turn share one commit, in call order. */
  accept(message: NewMessage): Promise<AcceptResult>;
  /** The newest outbound message of that fingerprint accepted at or after `since` whose answer was not read, or null. */
  unansweredWithin(channelId: ChannelId, fingerprint: string, since: number): Promise<MessageId | null>;
  /** Notes that the sender has read our acknowledgement. */
  markAnswered(seq: number, at: number): Promise<void>;
  /** Notes a repeat that was recognised and not stored again. */
  markDuplicate(seq: number, at: number): Promise<void>;

  /** Pending messages of one channel and direction with a seq above `afterSeq`, in order of seq. Damaged records are quarantined and left out. */
  pendingPage(
    channelId: ChannelId,
    direction: Direction,
    afterSeq: number,
    limit: number,
  ): Promise<{ readonly messages: readonly PendingMessage[]; readonly lastSeq: number; readonly end: boolean }>;
  /** The same for one conversation. */
  pendingOfConversation(
    contactNo: number,
    direction: Direction,
    afterSeq: number,
    limit: number,
  ): Promise<readonly PendingMessage[]>;
  /** Marks an attempt as begun, before any byte is sent. False when the message is not pending any more or claimed elsewhere. */
  claim(seq: number, attempt: number, at: number): Promise<boolean>;
  settle(settlement: Settlement): Promise<void>;
  /**
   * Called once at start. Attempts that had begun and never ended: inbound ones become pending again (their id is
   * stable), outbound ones become unconfirmed (WeChat has no idempotency key). Returns how many of each.
   */
  recoverClaims(at: number): Promise<{ readonly requeued: number; readonly unconfirmed: number }>;

  contact(channelId: ChannelId, openId: OpenId): Promise<Contact | null>;
  /** The contact whose conversation CXone knows under this internal thread id, or null. */
  contactByThread(channelId: ChannelId, threadId: string): Promise<Contact | null>;

  trafficPage(
    filter: TrafficFilter,
    beforeSeq: number | null,
    limit: number,
  ): Promise<{ readonly rows: readonly TrafficRow[]; readonly nextBeforeSeq: number | null }>;
  /** Rows by seq, for notices; unknown ones are left out. */
  rows(seqs: readonly number[]): Promise<readonly TrafficRow[]>;
  message(id: MessageId): Promise<StoredMessage>;
  channelCounts(now: number): Promise<readonly ChannelCounts[]>;
  stateCounts(): Promise<StateCounts>;
  /** Recounts every message and compares with the running counts. */
  verifyCounts(): Promise<{ readonly agrees: boolean; readonly counted: StateCounts; readonly kept: StateCounts }>;
  minuteCounts(fromMinute: number, toMinute: number): Promise<readonly MinuteCount[]>;
  /** Messages the store knows to have held and cannot find after damage. 0 is normal. */
  missingRecords(): number;

  /** Small facts that outlive a restart (last proofs, token state). Values are sealed. */
  readFact(name: string): Promise<string | null>;
  writeFact(name: string, value: string): Promise<void>;

  close(): Promise<void>;
}

export type { MessageState };
