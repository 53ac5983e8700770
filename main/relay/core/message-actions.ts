import type { MessageAction, MessageContent, MessageEvent, MessagePart, TrafficRow } from '#shared/domain/message.ts';

export interface ActionFacts {
  readonly row: Pick<TrafficRow, 'state' | 'pendingReason' | 'direction' | 'code'>;
  readonly parts: readonly MessagePart[];
  readonly events: readonly Pick<MessageEvent, 'kind'>[];
  /** False when its sender could not be read. */
  readonly hasSender: boolean;
  /** False for an event that has nothing for an agent. */
  readonly isRelayed: boolean;
}

/** What an operator may do with a message now. */
export function possibleActions({ row, hasSender, isRelayed }: ActionFacts): MessageAction[] {
  switch (row.state) {
    case 'pending':
      return row.pendingReason === 'sending' ? [] : ['discard'];
    case 'delivered':
      return [];
    case 'unconfirmed':
      return ['send_again', 'confirm_arrived', 'give_up', 'discard'];
    case 'dead_letter':
    case 'expired':
      return ['send_again', 'discard'];
    case 'quarantined':
      // A record that cannot be read has nothing in it that could be sent.
      return hasSender && row.code !== 'RECORD_DAMAGED' ? ['send_again', 'discard'] : ['discard'];
    case 'discarded':
      return isRelayed ? ['restore'] : [];
  }
}

/**
 * Toward WeChat nothing makes a repeat harmless: what once went out without an answer, and was not seen since, may be read
 * twice. Counted, not looked up in order, as a clock may have been set between the lines.
 */
export function mayArriveTwice({ row, parts, events }: Pick<ActionFacts, 'row' | 'parts' | 'events'>): boolean {
  if (row.direction === 'inbound') return false;
  const times = (wanted: MessageEvent['kind']): number => events.filter(({ kind }) => kind === wanted).length;
  return times('unconfirmed') > times('confirmed_arrived') || parts.some((part) => part.state === 'unknown');
}

/** How many WeChat messages are still to be sent for it: an estimate where it was never tried. */
export function piecesNeeded(content: MessageContent, parts: readonly MessagePart[], longestTextBytes: number): number {
  const of = Math.max(0, ...parts.map((part) => part.of));
  if (of > 0) return of - parts.filter((part) => part.state === 'accepted').length;
  const text = 'text' in content ? content.text : '';
  const texts = Math.ceil(utf8Bytes(text) / longestTextBytes);
  const files = content.kind === 'rich' ? content.attachments.length : 0;
  return Math.max(texts + files, 1);
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
