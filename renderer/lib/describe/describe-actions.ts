import type { MessageAction, MessageOutlook, MessagePart, MessageMedia } from '#shared/domain/message.ts';
import { assertNever } from '#shared/lib/assert-never.ts';
import type { Sign, Tone } from '../tone.ts';

const inOrder: readonly MessageAction[] = ['send_again', 'confirm_arrived', 'give_up', 'restore', 'discard'];

/** The same order everywhere: what helps the customer first, what ends the matter last. */
export function offeredActions(actions: readonly MessageAction[]): readonly MessageAction[] {
  return inOrder.filter((action) => actions.includes(action));
}

/** Does this need a second look before it happens? What can be taken back, or only notes what a person saw, does not. */
export function actionNeedsAnswer(action: MessageAction, outlook: MessageOutlook): boolean {
  switch (action) {
    case 'send_again':
      return outlook.mayArriveTwice || outlook.code !== null || outlook.laterDelivered > 0;
    case 'confirm_arrived':
    case 'give_up':
    case 'discard':
      return true;
    case 'restore':
      return false;
    default:
      return assertNever(action);
  }
}

export interface PieceView {
  readonly tone: Tone;
  readonly sign: Sign;
}

export function describePart(state: MessagePart['state']): PieceView {
  switch (state) {
    case 'waiting':
      return { tone: 'idle', sign: 'ring' };
    case 'sending':
      return { tone: 'info', sign: 'cycle' };
    case 'accepted':
      return { tone: 'ok', sign: 'check' };
    case 'unknown':
      return { tone: 'unsure', sign: 'question' };
    case 'refused':
      return { tone: 'bad', sign: 'cross' };
    default:
      return assertNever(state);
  }
}

export function describeMedia(state: MessageMedia['state']): PieceView {
  switch (state) {
    case 'waiting':
      return { tone: 'idle', sign: 'ring' };
    case 'stored':
      return { tone: 'ok', sign: 'check' };
    case 'refused':
      return { tone: 'bad', sign: 'cross' };
    case 'removed':
      return { tone: 'idle', sign: 'bars' };
    default:
      return assertNever(state);
  }
}
