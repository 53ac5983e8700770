import type { Direction, MessageEvent } from '#shared/domain/message.ts';

/** Who takes part in a message's way: the two platforms, and the relay between them. */
export type Party = 'wechat' | 'relay' | 'cxone';

export interface Lanes {
  /** Who did it. */
  readonly from: Party;
  /** Who it went to; null for what stayed in one place. */
  readonly to: Party | null;
}

/**
 * Between whom a step took place. Only what the relay saw itself counts: whether the customer or an agent read a message,
 * neither platform says.
 */
export function lanesOf(kind: MessageEvent['kind'], direction: Direction): Lanes {
  const source: Party = direction === 'inbound' ? 'wechat' : 'cxone';
  const target: Party = direction === 'inbound' ? 'cxone' : 'wechat';
  switch (kind) {
    case 'received':
    case 'duplicate_dropped':
    case 'media_stored':
      return { from: source, to: 'relay' };
    case 'acknowledged':
      return { from: 'relay', to: source };
    case 'attempt':
      return { from: 'relay', to: target };
    case 'delivered':
    case 'part_accepted':
    case 'part_failed':
      return { from: target, to: 'relay' };
    case 'status_reported':
    case 'status_not_reported':
      return { from: 'relay', to: 'cxone' };
    case 'platform_failed':
      return { from: 'wechat', to: 'relay' };
    case 'stored':
    case 'retry_planned':
    case 'unconfirmed':
    case 'dead_letter':
    case 'expired':
    case 'quarantined':
    case 'recovered':
    case 'media_failed':
    case 'sent_again':
    case 'confirmed_arrived':
    case 'given_up':
    case 'discarded':
    case 'restored':
      return { from: 'relay', to: null };
  }
}
