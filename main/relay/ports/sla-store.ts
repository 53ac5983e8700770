import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction, MessageKind, MessageState } from '#shared/domain/message.ts';
import type { OperationsRecord, RecordKind } from './operations-store.ts';

/** A message without its content: what clocks need of it. */
export interface SlaStoredMessage {
  readonly seq: number;
  readonly id: MessageId;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly contactNo: number;
  readonly openId: OpenId;
  readonly platformAt: number | null;
  readonly receivedAt: number;
  readonly state: MessageState;
  /** When the state last changed. */
  readonly changedAt: number;
  /** The case CXone put it into; null for outbound messages and those not delivered. */
  readonly caseId: string | null;
}

export interface SlaMessagePage {
  /** In order of seq. Those without a readable sender, and damaged ones, are left out. */
  readonly messages: readonly SlaStoredMessage[];
  /** Looked through up to here. */
  readonly lastSeq: number;
  readonly end: boolean;
}

/** Beginning and id of the record behind which the next page begins. */
export interface RecordPlace {
  readonly at: number;
  readonly id: string;
}

export interface RecordRange {
  readonly kind: RecordKind;
  readonly channelId?: ChannelId;
  /** Began at or after this, and before that. */
  readonly from: number;
  readonly before: number;
  readonly openOnly?: boolean;
  /** Only those not over at that moment: `endedAt` null or at least this. */
  readonly endedFrom?: number;
  readonly after: RecordPlace | null;
  readonly limit: number;
}

/** What SLA clocks read besides records. */
export interface SlaStore {
  /** Messages of all channels with a seq above `afterSeq`. */
  slaMessages(afterSeq: number, limit: number): Promise<SlaMessagePage>;
  /** Those with these seqs; unknown and damaged ones are left out. */
  slaMessagesBySeq(seqs: readonly number[]): Promise<readonly SlaStoredMessage[]>;
  /**
   * One conversation's messages received at or after `since`, the newest `limit` of them, in order of seq. So many of the
   * channel's messages are looked through at most, newest first.
   */
  slaConversation(
    channelId: ChannelId,
    openId: OpenId,
    since: number,
    limit: number,
  ): Promise<readonly SlaStoredMessage[]>;
  /** The highest seq given so far; 0 for none. */
  slaLastSeq(): Promise<number>;
  /** By beginning, then id; for walking through many without missing one. Damaged ones are left out and logged. */
  recordRange(range: RecordRange): Promise<{
    readonly records: readonly OperationsRecord[];
    /** Where to go on; null at the end. */
    readonly next: RecordPlace | null;
  }>;
}
