import type { ReceptionGap } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { IncidentEvent } from '#shared/domain/incident.ts';
import type { TestFollower } from '#shared/domain/operations.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { ChannelWatch, RepairOf } from '../ports/channel-watch.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { FollowerTests } from './follower-tests.ts';
import type { ReceiptBook } from './receipt-book.ts';

export type ReconnectEvent = Pick<IncidentEvent, 'by' | 'code' | 'detail'> & {
  readonly kind: 'reconnect_started' | 'reconnect_ended';
};

export interface ReconnectDeps {
  readonly watch: ChannelWatch;
  readonly repairOf: RepairOf;
  readonly store: Pick<OperationsStore, 'waitingNow' | 'settledSince'>;
  readonly receipts: ReceiptBook;
  readonly tests: FollowerTests;
  readonly testFollowers: (channelId: ChannelId) => readonly TestFollower[];
  readonly audit: AuditTrail;
  /** A line for the channel's open incident, if there is one. */
  readonly noteIncident: (channelId: ChannelId, event: ReconnectEvent) => void;
  /** The channel's open incident, or its last one that ended at or after `since` (epoch ms). */
  readonly incidentOf: (channelId: ChannelId, since: number) => string | null;
  /** Times within a period in which the channel could receive nothing. */
  readonly gapsOf: (channelId: ChannelId, from: number, until: number) => Promise<readonly ReceptionGap[]>;
  /** Base address of our Box API, as CXone must know it; null while the relay does not listen. */
  readonly boxUrl: () => string | null;
  /** A new unique id, at most 64 characters. */
  readonly newId: () => string;
  readonly onChange: (run: ReconnectRun) => void;
  readonly clock: Clock;
  readonly log: Logger;
}
