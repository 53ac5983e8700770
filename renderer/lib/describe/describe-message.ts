import type { TrafficRow } from '#shared/domain/message.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { Sign, Tone } from '../tone.ts';

/** Key under `messageBadge` or `messageState` for the word on the badge. */
export type BadgeText =
  | 'messageBadge.acceptedByWechat'
  | 'messageBadge.acceptedByCxone'
  | `messageBadge.${NonNullable<TrafficRow['pendingReason']>}`
  | `messageState.${Exclude<TrafficRow['state'], 'delivered'>}`;

export interface MessageView {
  readonly tone: Tone;
  readonly sign: Sign;
  readonly text: BadgeText;
}

type RowState = Pick<TrafficRow, 'state' | 'pendingReason' | 'direction'>;

function describePending(reason: TrafficRow['pendingReason']): MessageView {
  switch (reason) {
    case null:
      return { tone: 'info', sign: 'ring', text: 'messageState.pending' };
    case 'due':
      return { tone: 'info', sign: 'ring', text: 'messageBadge.due' };
    case 'sending':
      return { tone: 'info', sign: 'cycle', text: 'messageBadge.sending' };
    case 'retry':
      return { tone: 'info', sign: 'cycle', text: 'messageBadge.retry' };
    case 'paused':
      return { tone: 'idle', sign: 'bars', text: 'messageBadge.paused' };
    case 'leg_down':
      return { tone: 'warn', sign: 'bars', text: 'messageBadge.leg_down' };
    case 'window_closed':
      return { tone: 'warn', sign: 'bars', text: 'messageBadge.window_closed' };
    case 'behind_another':
      return { tone: 'idle', sign: 'bars', text: 'messageBadge.behind_another' };
    default:
      return assertNever(reason);
  }
}

/** Icon, word and colour of a message's state. */
export function describeMessage(row: RowState): MessageView {
  switch (row.state) {
    case 'pending':
      return describePending(row.pendingReason);
    case 'delivered':
      return {
        tone: 'ok',
        sign: 'check',
        text: row.direction === 'inbound' ? 'messageBadge.acceptedByCxone' : 'messageBadge.acceptedByWechat',
      };
    case 'unconfirmed':
      return { tone: 'unsure', sign: 'question', text: 'messageState.unconfirmed' };
    case 'dead_letter':
      return { tone: 'bad', sign: 'cross', text: 'messageState.dead_letter' };
    case 'expired':
      return { tone: 'bad', sign: 'cross', text: 'messageState.expired' };
    case 'quarantined':
      return { tone: 'bad', sign: 'square', text: 'messageState.quarantined' };
    case 'discarded':
      return { tone: 'idle', sign: 'ring', text: 'messageState.discarded' };
    default:
      return assertNever(row.state);
  }
}

export type StepMark = 'done' | 'now' | 'open' | 'unsure' | 'failed';

export interface ProgressView {
  /** Received, stored, sent, accepted: in this order. */
  readonly marks: readonly [StepMark, StepMark, StepMark, StepMark];
  /** The last step that is certain, 1 to 4. */
  readonly reached: 1 | 2 | 3 | 4;
  readonly outcome: 'moving' | 'accepted' | 'unsure' | 'stopped';
}

/** How far a message got. A row exists only once it is on disk, so the first two steps are always done. */
export function messageProgress(row: Pick<TrafficRow, 'state' | 'pendingReason' | 'attempts'>): ProgressView {
  switch (row.state) {
    case 'delivered':
      return { marks: ['done', 'done', 'done', 'done'], reached: 4, outcome: 'accepted' };
    case 'unconfirmed':
      return { marks: ['done', 'done', 'done', 'unsure'], reached: 3, outcome: 'unsure' };
    case 'pending':
      return row.pendingReason === 'sending'
        ? { marks: ['done', 'done', 'now', 'open'], reached: 2, outcome: 'moving' }
        : { marks: ['done', 'done', 'open', 'open'], reached: 2, outcome: 'moving' };
    case 'dead_letter':
    case 'expired':
      return row.attempts > 0
        ? { marks: ['done', 'done', 'done', 'failed'], reached: 3, outcome: 'stopped' }
        : { marks: ['done', 'done', 'failed', 'open'], reached: 2, outcome: 'stopped' };
    case 'quarantined':
    case 'discarded':
      return { marks: ['done', 'done', 'failed', 'open'], reached: 2, outcome: 'stopped' };
    default:
      return assertNever(row.state);
  }
}
