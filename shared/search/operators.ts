import { Direction, MessageKind, MessageState } from '../domain/message.ts';

/** What may stand before a colon. */
export const searchOperatorNames = [
  'channel',
  'is',
  'dir',
  'type',
  'code',
  'id',
  'case',
  'openid',
  'customer',
  'after',
  'before',
  'on',
] as const;
export type SearchOperatorName = (typeof searchOperatorNames)[number];

/** What may be written after `is:`. The first name of a state is the one that is offered. */
export const stateWords: Readonly<Record<MessageState, readonly string[]>> = {
  pending: ['pending', 'waiting'],
  delivered: ['delivered'],
  unconfirmed: ['unconfirmed'],
  dead_letter: ['failed', 'dead_letter', 'dead-letter'],
  expired: ['expired'],
  quarantined: ['quarantined'],
  discarded: ['discarded'],
};

export const directionWords: Readonly<Record<Direction, readonly string[]>> = {
  inbound: ['in', 'inbound'],
  outbound: ['out', 'outbound'],
};

export function operatorOf(word: string): SearchOperatorName | null {
  const name = word.toLowerCase();
  return searchOperatorNames.find((one) => one === name) ?? null;
}

export function stateOf(word: string): MessageState | null {
  return MessageState.options.find((state) => stateWords[state].includes(word.toLowerCase())) ?? null;
}

export function directionOf(word: string): Direction | null {
  return Direction.options.find((direction) => directionWords[direction].includes(word.toLowerCase())) ?? null;
}

export function kindOf(word: string): MessageKind | null {
  return MessageKind.options.find((kind) => kind === word.toLowerCase()) ?? null;
}
