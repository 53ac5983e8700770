import { RelayError } from '#shared/errors/relay-error.ts';
import type { PendingMessage, RelayStore, Settlement } from '#relay/ports/relay-store.ts';
import { aPendingMessage } from './pending-message.ts';

interface Held {
  message: PendingMessage;
  state: string;
  claimed: boolean;
}

/** The delivery part of the store in memory: the same answers as the real one, and it can be told to fail. */
export class MemoryLanes implements Pick<RelayStore, 'claim' | 'settle' | 'pendingPage' | 'pendingOfConversation'> {
  readonly held = new Map<number, Held>();
  readonly settlements: Settlement[] = [];
  failNextClaims = 0;
  failNextSettles = 0;
  reads = 0;

  add(overrides: Partial<PendingMessage> & { readonly seq: number }): PendingMessage {
    const message = aPendingMessage(overrides);
    this.held.set(message.seq, { message, state: 'pending', claimed: false });
    return message;
  }

  states(): Record<number, string> {
    return Object.fromEntries([...this.held].map(([seq, held]) => [seq, held.state]));
  }

  claim(seq: number, attempt: number): Promise<boolean> {
    if (this.failNextClaims > 0) {
      this.failNextClaims -= 1;
      return Promise.reject(new RelayError('STORE_WRITE_FAILED', 'told to fail'));
    }
    const held = this.held.get(seq);
    if (held?.state !== 'pending' || held.claimed || attempt !== held.message.attempts + 1)
      return Promise.resolve(false);
    held.claimed = true;
    return Promise.resolve(true);
  }

  settle(settlement: Settlement): Promise<void> {
    if (this.failNextSettles > 0) {
      this.failNextSettles -= 1;
      return Promise.reject(new RelayError('STORE_FULL', 'told to fail'));
    }
    const held = this.held.get(settlement.seq);
    if (held === undefined) return Promise.reject(new RelayError('MESSAGE_NOT_FOUND', 'no such message'));
    const { outcome } = settlement;
    this.settlements.push(settlement);
    held.claimed = false;
    if (outcome.kind !== 'retry') held.state = outcome.kind;
    else {
      const attempts = outcome.counts ? settlement.attempt : held.message.attempts;
      held.message = { ...held.message, attempts, dueAt: outcome.dueAt, windowClosed: outcome.windowClosed };
    }
    return Promise.resolve();
  }

  pendingPage(_channelId: string, _direction: string, afterSeq: number, limit: number) {
    this.reads += 1;
    const messages = this.#pending((message) => message.seq > afterSeq).slice(0, limit);
    const lastSeq = messages.at(-1)?.seq ?? afterSeq;
    return Promise.resolve({ messages, lastSeq, end: messages.length < limit });
  }

  pendingOfConversation(contactNo: number, _direction: string, afterSeq: number, limit: number) {
    this.reads += 1;
    return Promise.resolve(
      this.#pending((message) => message.contactNo === contactNo && message.seq > afterSeq).slice(0, limit),
    );
  }

  #pending(wanted: (message: PendingMessage) => boolean): PendingMessage[] {
    return [...this.held.values()]
      .filter((held) => held.state === 'pending' && !held.claimed && wanted(held.message))
      .map((held) => held.message)
      .sort((first, second) => first.seq - second.seq);
  }
}
