import type { Direction, MessageEvent, TrafficRow } from '#shared/domain/message.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { Tone } from '../tone.ts';

/** Key under `story.event`. */
export type EventText =
  | 'receivedFromWechat'
  | 'receivedFromCxone'
  | 'stored'
  | 'acknowledgedToWechat'
  | 'acknowledgedToCxone'
  | 'duplicate_dropped'
  | 'attemptToWechat'
  | 'attemptToCxone'
  | 'acceptedByWechat'
  | 'acceptedByCxone'
  | 'retry_planned'
  | 'unconfirmed'
  | 'dead_letter'
  | 'expired'
  | 'quarantined'
  | 'status_reported'
  | 'status_not_reported'
  | 'recovered'
  | 'part_accepted'
  | 'part_failed'
  | 'media_stored'
  | 'media_failed'
  | 'platform_failed'
  | 'sent_again'
  | 'confirmed_arrived'
  | 'given_up'
  | 'discarded'
  | 'restored';

export interface EventView {
  readonly text: EventText;
  readonly tone: Tone;
}

/** One line of the time line. A failed attempt carries its code, and is told apart by colour and by its sentence. */
export function describeEvent(event: Pick<MessageEvent, 'kind' | 'code'>, direction: Direction): EventView {
  const inbound = direction === 'inbound';
  switch (event.kind) {
    case 'received':
      return { text: inbound ? 'receivedFromWechat' : 'receivedFromCxone', tone: 'ok' };
    case 'stored':
      return { text: 'stored', tone: 'ok' };
    case 'acknowledged':
      return { text: inbound ? 'acknowledgedToWechat' : 'acknowledgedToCxone', tone: 'ok' };
    case 'duplicate_dropped':
      return { text: 'duplicate_dropped', tone: 'idle' };
    case 'attempt':
      return { text: inbound ? 'attemptToCxone' : 'attemptToWechat', tone: event.code === null ? 'info' : 'warn' };
    case 'delivered':
      return { text: inbound ? 'acceptedByCxone' : 'acceptedByWechat', tone: 'ok' };
    case 'retry_planned':
      return { text: 'retry_planned', tone: 'warn' };
    case 'unconfirmed':
      return { text: 'unconfirmed', tone: 'unsure' };
    case 'dead_letter':
    case 'expired':
    case 'quarantined':
      return { text: event.kind, tone: 'bad' };
    case 'status_reported':
    case 'recovered':
    case 'media_stored':
    case 'sent_again':
    case 'restored':
      return { text: event.kind, tone: 'info' };
    case 'part_accepted':
    case 'confirmed_arrived':
      return { text: event.kind, tone: 'ok' };
    case 'part_failed':
    case 'media_failed':
    case 'status_not_reported':
      return { text: event.kind, tone: 'warn' };
    case 'platform_failed':
    case 'given_up':
      return { text: event.kind, tone: 'bad' };
    case 'discarded':
      return { text: event.kind, tone: 'idle' };
    default:
      return assertNever(event.kind);
  }
}

/** Key under `story.meaning`. */
export type MeaningText =
  | 'due'
  | 'sending'
  | 'retry'
  | 'paused'
  | 'legDownWechat'
  | 'legDownCxone'
  | 'window_closed'
  | 'behind_another'
  | 'deliveredWechat'
  | 'deliveredCxone'
  | 'unconfirmed'
  | 'dead_letter'
  | 'expired'
  | 'quarantined'
  | 'discarded';

/** The honest sentence for where a message stands. */
export function messageMeaning(row: Pick<TrafficRow, 'state' | 'pendingReason' | 'direction'>): MeaningText {
  const inbound = row.direction === 'inbound';
  if (row.state === 'delivered') return inbound ? 'deliveredCxone' : 'deliveredWechat';
  if (row.state !== 'pending') return row.state;
  if (row.pendingReason === 'leg_down') return inbound ? 'legDownCxone' : 'legDownWechat';
  return row.pendingReason ?? 'due';
}

/** Key under `story.rule` when no person decided but a rule; null for a person's name, which has no colon. */
export function ruleTextOf(by: string): 'send_again' | 'give_up' | 'not_relayed' | 'not_acknowledged' | 'other' | null {
  switch (by) {
    case 'rule:send_again':
      return 'send_again';
    case 'rule:give_up':
      return 'give_up';
    case 'rule:not_relayed':
      return 'not_relayed';
    case 'rule:not_acknowledged':
      return 'not_acknowledged';
    default:
      return by.startsWith('rule:') ? 'other' : null;
  }
}
