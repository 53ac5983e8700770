import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type {
  Direction,
  MessageAction,
  MessageContent,
  MessageEvent,
  MessageKind,
  MessageMedia,
  MessagePart,
  MessageState,
  StatusReport,
  TrafficRow,
} from '#shared/domain/message.ts';
import type { Exchange } from '#shared/domain/message-view.ts';
import type { MinuteCount, StateCounts, StorageState } from '#shared/domain/overview.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { CustomerStore } from './customer-store.ts';
import type { OperationsStore } from './operations-store.ts';
import type { SlaStore } from './sla-store.ts';

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
  /** Set in memory when the wall clock was set since the start: what stands for `receivedAt` in reckoning its age. */
  readonly tryingSince?: number;
  /** What is known of its parts; empty when it goes in one piece or no part was begun. By `no`. */
  readonly parts: readonly MessagePart[];
}

/** What CXone is to be told of a reply. Stored with the change it tells of, so that neither is on disk without the other. */
export interface StatusReportDraft {
  readonly status: 'delivered' | 'failed';
  /** For 'failed': why, in words an agent understands, with the other side's code. */
  readonly reason: string | null;
}

/** A report that waits to be made. A later one for the same message replaces it. */
export interface WaitingReport extends StatusReportDraft {
  readonly seq: number;
  readonly id: MessageId;
  readonly channelId: ChannelId;
  /** When the message took the state reported, epoch ms. */
  readonly at: number;
  readonly attempts: number;
  readonly dueAt: number;
}

/** A file of a message. `ref` is the media store's name of it, null unless the state is 'stored'. */
export interface StoredMedia extends MessageMedia {
  readonly ref: string | null;
  readonly at: number;
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
  readonly report: StatusReportDraft | null;
  /**
   * What passed over the wire in this attempt, empty when no call was made. Left out: not kept. Whatever hinders the store
   * from keeping it, the rest of the settlement stands.
   */
  readonly exchanges?: readonly AttemptExchange[];
}

/** One call of an attempt; the number of the attempt is the settlement's. */
export type AttemptExchange = Omit<Exchange, 'attempt'>;

/** An operator's decision, or a rule's in his place. */
export interface MessageDecision {
  readonly id: MessageId;
  readonly action: MessageAction;
  readonly by: string;
  readonly at: number;
  readonly report: StatusReportDraft | null;
}

export interface DecidedMessage {
  readonly seq: number;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly contactNo: number | null;
  /** As it waits now, or null when it does not wait. */
  readonly pending: PendingMessage | null;
}

/** What WeChat said later of a message it had accepted (a template message). */
export interface PlatformVerdict {
  readonly channelId: ChannelId;
  readonly platformMessageId: string;
  readonly at: number;
  readonly code: ErrorCode;
  readonly platformCode: string;
  readonly report: StatusReportDraft | null;
}

/** A row as it now stands, and its time line. */
export interface StoredMessage {
  readonly row: TrafficRow;
  readonly content: MessageContent;
  readonly platformMessageId: string | null;
  readonly caseId: string | null;
  readonly platformAt: number | null;
  readonly events: readonly MessageEvent[];
  readonly parts: readonly MessagePart[];
  readonly media: readonly StoredMedia[];
  readonly statusReport: StatusReport | null;
  /** Null when the sender could not be read. */
  readonly openId: OpenId | null;
  readonly contactNo: number | null;
}

/** What arrived, and what passed over the wire since. */
export interface StoredWire {
  readonly seq: number;
  readonly channelId: ChannelId | null;
  readonly receivedAt: number;
  /** Null when the sender could not be read. */
  readonly openId: OpenId | null;
  readonly contactNo: number | null;
  /** Null when it cannot be read any more. */
  readonly payload: MessagePayload | null;
  /** In the order they happened. */
  readonly exchanges: readonly Exchange[];
  /** Attempts that ended and of which nothing is kept, or nothing that can be read. */
  readonly notKept: number;
  readonly media: readonly StoredMedia[];
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
export interface RelayStore extends OperationsStore, SlaStore, CustomerStore {
  /**
   * Stores a message, its counters and its contact. Calls of one event-loop turn share one commit, in call order. With
   * `unansweredSince` (epoch ms) a reply is a duplicate of the newest one of its channel and dedupe key that was accepted
   * then or later and whose answer was not read.
   */
  accept(message: NewMessage, unansweredSince?: number | null): Promise<AcceptResult>;
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
  /**
   * Marks an attempt as begun. False when the message is not pending any more or claimed elsewhere. Toward WeChat the mark is
   * on disk when this resolves; toward CXone, where a repeat does no harm, it may be kept in memory until the attempt lasts.
   */
  claim(seq: number, attempt: number, at: number): Promise<boolean>;
  settle(settlement: Settlement): Promise<void>;
  /** Notes that a part of a message under way is about to leave. Only for messages of more than one part. */
  partBegun(seq: number, part: Pick<MessagePart, 'no' | 'of' | 'kind'>, at: number): Promise<void>;
  /** Notes what came of a part. An accepted one uses one reply of the end user's window. */
  partEnded(seq: number, part: MessagePart): Promise<void>;
  /**
   * Called once at start. Attempts that had begun and never ended: inbound ones become pending again (their id is
   * stable), outbound ones become unconfirmed (WeChat has no idempotency key), but for those known to have been between
   * two parts, which wait again. `reportFor` says what CXone is told of those that became unconfirmed.
   */
  recoverClaims(
    at: number,
    reportFor?: (channelId: ChannelId) => StatusReportDraft | null,
  ): Promise<{ readonly requeued: number; readonly unconfirmed: number }>;

  /** The same for one channel, after its work has ended; told to CXone as `recoverClaims` was told to. */
  recoverChannelClaims(
    channelId: ChannelId,
    at: number,
  ): Promise<{ readonly requeued: number; readonly unconfirmed: number }>;

  /**
   * send_again: unconfirmed, dead letter, expired, quarantined with a readable sender → pending, due now; parts that are
   * not accepted wait again. confirm_arrived: unconfirmed → delivered, its parts in doubt accepted; while parts of it never
   * left (`partsLeft`) → pending, due now, and the report is not kept. give_up: unconfirmed → dead letter. discard: any but
   * delivered and discarded, unless an attempt is under way. restore: discarded → the state before.
   * Rejects with MESSAGE_ACTION_NOT_POSSIBLE when the state does not allow it.
   */
  decide(decision: MessageDecision): Promise<DecidedMessage>;
  /** The outbound message WeChat gave that id becomes a dead letter. Null when there is none or it is one already. */
  platformVerdict(verdict: PlatformVerdict): Promise<{ readonly seq: number; readonly id: MessageId } | null>;
  /** Messages of the same conversation and direction accepted after this one and delivered. */
  laterDelivered(contactNo: number, direction: Direction, seq: number): Promise<number>;

  /** Reports to CXone that are due, oldest first. */
  dueReports(now: number, limit: number): Promise<readonly WaitingReport[]>;
  /** When the next report is due, or null. */
  nextReportAt(): Promise<number | null>;
  /** `report` as it was read: when a later one took its place meanwhile, nothing changes. */
  reportEnded(
    report: WaitingReport,
    end:
      | { readonly kind: 'reported' | 'gave_up'; readonly at: number; readonly platformCode: string | null }
      | { readonly kind: 'retry'; readonly dueAt: number },
  ): Promise<void>;

  mediaOf(seq: number): Promise<readonly StoredMedia[]>;
  /** Adds or replaces the file with that number. Writes a line into the time line when its state changed. */
  putMedia(seq: number, media: StoredMedia): Promise<void>;

  /**
   * Removes at most `limit` messages, oldest first, with everything that belongs to them: settled ones changed before
   * `settledBefore`, those that need a decision before `openBefore`. Never one that waits. The running counts follow.
   */
  prune(limits: {
    readonly settledBefore: number;
    readonly openBefore: number;
    readonly limit: number;
  }): Promise<{ readonly removed: number; readonly mediaRefs: readonly string[] }>;
  /** Marks at most `limit` stored files older than `before` as removed, and names them for the media store to delete. */
  pruneMedia(before: number, limit: number): Promise<{ readonly mediaRefs: readonly string[] }>;
  /** Those of the given names that no message refers to. */
  unknownMedia(refs: readonly string[]): Promise<readonly string[]>;

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
  /** Damage shows as what is missing from it; rejects with MESSAGE_NOT_FOUND only. */
  wire(id: MessageId): Promise<StoredWire>;
  channelCounts(now: number): Promise<readonly ChannelCounts[]>;
  stateCounts(): Promise<StateCounts>;
  /** Recounts every message and compares with the running counts, without holding up other work. */
  verifyCounts(): Promise<{ readonly agrees: boolean; readonly counted: StateCounts; readonly kept: StateCounts }>;
  minuteCounts(fromMinute: number, toMinute: number): Promise<readonly MinuteCount[]>;
  /** Messages the store knows to have held and cannot find after damage. 0 is normal. */
  missingRecords(): number;

  /** Small facts that outlive a restart (last proofs, token state). Values are sealed. */
  readFact(name: string): Promise<string | null>;
  writeFact(name: string, value: string): Promise<void>;

  /** Whether changes reach the disk at present, and if not, why. Changes with the first failure. */
  storage(): StorageState;
  /**
   * Tells of messages of end users whose `accept` was rejected and that are on disk all the same: they wait. Replies like
   * that are discarded instead, by the rule 'not_acknowledged'.
   */
  onFoundWaiting(listener: (message: PendingMessage) => void): void;

  close(): Promise<void>;
}

export type { MessageState };
