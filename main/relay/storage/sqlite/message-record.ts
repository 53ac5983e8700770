import type { MessageId } from '#shared/domain/ids.ts';
import type { Direction, MessageKind, MessageState } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { directionName, errorCodeOf, kindName, stateName } from './record-codes.ts';
import type { SqlRow } from './native-database.ts';
import { bytes, bytesOrNullAt, integer, numberAt, numberOrNullAt, real, textAt, textOrNullAt } from './sql-cells.ts';

/** One row of `message` with its sealed content. */
export interface MessageRecord {
  readonly seq: number;
  readonly id: MessageId;
  readonly channelNo: number;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly contactNo: number | null;
  readonly externalId: string | null;
  readonly platformAt: number | null;
  readonly receivedAt: number;
  readonly storedAt: number;
  readonly answeredAt: number | null;
  readonly state: MessageState;
  readonly changedAt: number;
  readonly attempts: number;
  readonly dueAt: number;
  readonly windowClosed: boolean;
  readonly claimedAt: number | null;
  readonly deliveryMs: number | null;
  readonly code: ErrorCode | null;
  readonly platformCode: string | null;
  readonly platformMessageId: string | null;
  readonly caseId: string | null;
  readonly body: Buffer | null;
  /** How many parts it goes in; 0 for one piece. */
  readonly parts: number;
  /** The state before it was discarded. */
  readonly discardedFrom: MessageState | null;
}

/** To be read with `recordFrom`: the order is the same. */
export const recordColumns = [
  integer('message.seq'),
  bytes('id'),
  integer('channel_no'),
  integer('direction'),
  integer('kind'),
  integer('contact_no'),
  bytes('external_id'),
  integer('platform_at'),
  integer('received_at'),
  integer('stored_at'),
  integer('answered_at'),
  integer('state'),
  integer('changed_at'),
  integer('attempts'),
  integer('due_at'),
  integer('window_closed'),
  integer('claimed_at'),
  real('delivery_ms'),
  bytes('code'),
  bytes('platform_code'),
  bytes('platform_message_id'),
  bytes('case_id'),
  bytes('body'),
  integer('parts'),
  integer('discarded_from'),
].join(', ');

export function recordFrom(row: SqlRow): MessageRecord {
  const discardedFrom = numberOrNullAt(row, 24);
  return {
    seq: numberAt(row, 0),
    id: textAt(row, 1) as MessageId,
    channelNo: numberAt(row, 2),
    direction: directionName(numberAt(row, 3)),
    kind: kindName(numberAt(row, 4)),
    contactNo: numberOrNullAt(row, 5),
    externalId: textOrNullAt(row, 6),
    platformAt: numberOrNullAt(row, 7),
    receivedAt: numberAt(row, 8),
    storedAt: numberAt(row, 9),
    answeredAt: numberOrNullAt(row, 10),
    state: stateName(numberAt(row, 11)),
    changedAt: numberAt(row, 12),
    attempts: numberAt(row, 13),
    dueAt: numberAt(row, 14),
    windowClosed: numberAt(row, 15) !== 0,
    claimedAt: numberOrNullAt(row, 16),
    deliveryMs: numberOrNullAt(row, 17),
    code: errorCodeOf(textOrNullAt(row, 18)),
    platformCode: textOrNullAt(row, 19),
    platformMessageId: textOrNullAt(row, 20),
    caseId: textOrNullAt(row, 21),
    body: bytesOrNullAt(row, 22),
    parts: numberAt(row, 23),
    discardedFrom: discardedFrom === null ? null : stateName(discardedFrom),
  };
}

/** What of a message never changes. Authenticated with its content: a change to either shows. */
export interface MessageIdentity {
  readonly seq: number;
  readonly id: string;
  readonly channelId: string;
  readonly direction: Direction;
  readonly kind: MessageKind;
  readonly openId: string | null;
  readonly externalId: string | null;
  readonly platformAt: number | null;
  readonly receivedAt: number;
}

export function identityText(of: MessageIdentity): string {
  return JSON.stringify([
    'message_payload.body',
    of.seq,
    of.id,
    of.channelId,
    of.direction,
    of.kind,
    of.openId,
    of.externalId,
    of.platformAt,
    of.receivedAt,
  ]);
}
