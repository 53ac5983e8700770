import type { ChannelId } from '#shared/domain/ids.ts';

/** What operations keep besides messages. One table holds them all; `body` is sealed. */
export type RecordKind =
  /** Time a channel spent in one state. */
  | 'state_span'
  /** Time one leg of a channel spent up, down, off or unwatched. */
  | 'leg_span'
  | 'incident'
  /** `parent`: the incident. */
  | 'incident_event'
  /** End users told of an incident; `parent`: the incident, `id` made of incident and contact. */
  | 'told'
  | 'receipt'
  | 'gap'
  | 'maintenance'
  | 'watch'
  | 'audit'
  | 'shift_note'
  /** What is known of one case; open while it may still change. */
  | 'sla_case'
  /** `parent`: the case of ours. */
  | 'sla_breach'
  | 'sla_version'
  /** A certificate of ours and its key; `parent`: the place. */
  | 'certificate'
  /** A key whose certificate is to come. */
  | 'certificate_request'
  /** An authority made here, and its key. */
  | 'certificate_authority'
  /** A client certificate or an authority that CXone's calls are judged by. */
  | 'certificate_trust'
  /** A secret set by an operator. */
  | 'credential'
  /** What a customer is called, and by whom; `id`: the contact. */
  | 'customer'
  /** What passed in a span of time, for charts. */
  | 'traffic_span'
  /** One act upon many messages, and what came of each. */
  | 'message_task'
  /** What the relay has seen of a channel or an integration, first and last. Goes on. */
  | 'sighting';

export interface OperationsRecord {
  readonly kind: RecordKind;
  /** Unique within its kind. */
  readonly id: string;
  readonly channelId: ChannelId | null;
  readonly parent: string | null;
  /** Beginning, epoch ms. */
  readonly at: number;
  /** End, or null while it goes on. */
  readonly endedAt: number | null;
  /** JSON, checked by whoever reads it. */
  readonly body: string;
}

export interface RecordQuery {
  readonly kind: RecordKind;
  readonly channelId?: ChannelId;
  readonly parent?: string;
  /** Only those that go on. */
  readonly openOnly?: boolean;
  /** Only those not over at that moment: `endedAt` null or at least this. */
  readonly endedFrom?: number;
  /** Only those that began before this. */
  readonly before?: number;
  readonly order: 'newest_first' | 'oldest_first';
  readonly limit: number;
}

/** Messages accepted in a period, and what became of them. `waiting` counts those accepted before it and still waiting, too. */
export interface PeriodImpact {
  readonly inbound: number;
  readonly outbound: number;
  readonly conversations: number;
  readonly waiting: number;
  readonly deadLetters: number;
  readonly unconfirmed: number;
  readonly expired: number;
}

export interface OperationsStore {
  /** Adds it, or replaces the one with the same kind and id. On disk when this resolves. */
  putRecord(record: OperationsRecord): Promise<void>;
  getRecord(kind: RecordKind, id: string): Promise<OperationsRecord | null>;
  /** Damaged records are left out and logged. */
  records(query: RecordQuery): Promise<readonly OperationsRecord[]>;
  /** Removes one, if it is there, and what was written of it. On disk when this resolves; also on a full disk. */
  removeRecord(kind: RecordKind, id: string): Promise<void>;
  countRecords(kind: RecordKind, parent: string): Promise<number>;
  /** Removes at most `limit` records that ended (or, without an end of their own, began) before `before`. Never an open one. */
  pruneRecords(before: number, limit: number): Promise<number>;
  impactOf(channelId: ChannelId, from: number, until: number): Promise<PeriodImpact>;
  /** How many messages of the channel wait now, and the highest seq among them (0 when none does). */
  waitingNow(channelId: ChannelId): Promise<{ readonly total: number; readonly lastSeq: number }>;
  /** Messages of the channel up to `lastSeq` that wait now, and those settled at or after `since`, by how they ended. */
  settledSince(
    channelId: ChannelId,
    since: number,
    lastSeq: number,
  ): Promise<{
    readonly waiting: number;
    readonly delivered: number;
    readonly expired: number;
    readonly unconfirmed: number;
    /** Dead letters, quarantined, discarded. */
    readonly failed: number;
  }>;
}
