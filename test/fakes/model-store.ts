import { RelayError } from '#shared/errors/relay-error.ts';
import type { MessageAction, MessageEvent, MessagePart, MessageState } from '#shared/domain/message.ts';
import type {
  MessageDecision,
  PendingMessage,
  RelayStore,
  Settlement,
  StatusReportDraft,
  StoredMessage,
} from '#relay/ports/relay-store.ts';
import { aPendingMessage } from './pending-message.ts';

export interface ModelRecord {
  message: PendingMessage;
  state: MessageState;
  claimed: boolean;
  parts: Map<number, MessagePart>;
  before: MessageState | null;
  readonly events: Pick<MessageEvent, 'kind' | 'by'>[];
  report: StatusReportDraft | null;
}

type Delivery = Pick<
  RelayStore,
  'claim' | 'settle' | 'pendingPage' | 'pendingOfConversation' | 'partBegun' | 'partEnded' | 'decide' | 'message'
>;

const mayFollow: Readonly<Record<MessageAction, readonly MessageState[]>> = {
  send_again: ['unconfirmed', 'dead_letter', 'expired', 'quarantined'],
  confirm_arrived: ['unconfirmed'],
  give_up: ['unconfirmed'],
  discard: ['pending', 'unconfirmed', 'dead_letter', 'expired', 'quarantined'],
  restore: ['discarded'],
};

/**
 * What the store's port says of deliveries and decisions, in memory. It can be told to fail, and `restart` does with
 * claims what a start does.
 */
export class ModelStore implements Delivery {
  readonly held = new Map<number, ModelRecord>();
  readonly settlements: Settlement[] = [];
  failNextClaims = 0;
  failNextSettles = 0;
  /** Asked before every write: throws to make it fail. */
  beforeWrite: (step: string) => void = () => undefined;
  reads = 0;

  add(overrides: Partial<PendingMessage> & { readonly seq: number }): PendingMessage {
    const message = aPendingMessage(overrides);
    const parts = new Map(message.parts.map((part) => [part.no, part]));
    this.held.set(message.seq, {
      message,
      state: 'pending',
      claimed: false,
      parts,
      before: null,
      events: [],
      report: null,
    });
    return message;
  }

  states(): Record<number, string> {
    return Object.fromEntries([...this.held].map(([seq, held]) => [seq, held.state]));
  }

  /** What a start does with what was being sent when the last run ended. */
  restart(): void {
    for (const held of this.held.values()) {
      if (!held.claimed) continue;
      held.claimed = false;
      if (held.message.direction === 'inbound') continue;
      const parts = [...held.parts.values()];
      const wasBetweenParts = parts.length > 0 && parts.every((part) => part.state !== 'sending');
      if (wasBetweenParts) continue;
      for (const part of parts.filter(({ state }) => state === 'sending')) {
        held.parts.set(part.no, { ...part, state: 'unknown' });
      }
      this.#move(held, 'unconfirmed');
      held.events.push({ kind: 'unconfirmed', by: null });
    }
  }

  async claim(seq: number, attempt: number): Promise<boolean> {
    await Promise.resolve();
    if (this.failNextClaims > 0) {
      this.failNextClaims -= 1;
      throw new RelayError('STORE_WRITE_FAILED', 'told to fail');
    }
    this.beforeWrite('claim');
    const held = this.held.get(seq);
    if (held?.state !== 'pending' || held.claimed || attempt <= held.message.attempts) return false;
    held.claimed = true;
    held.message = { ...held.message, attempts: attempt };
    return true;
  }

  async settle(settlement: Settlement): Promise<void> {
    await Promise.resolve();
    if (this.failNextSettles > 0) {
      this.failNextSettles -= 1;
      throw new RelayError('STORE_FULL', 'told to fail');
    }
    this.beforeWrite('settle');
    const held = this.held.get(settlement.seq);
    if (held === undefined) throw new RelayError('MESSAGE_NOT_FOUND', 'no such message');
    if (!held.claimed) return;
    const { outcome } = settlement;
    this.settlements.push(settlement);
    held.claimed = false;
    if (settlement.report !== null) held.report = settlement.report;
    if (outcome.kind !== 'retry') {
      held.events.push({ kind: outcome.kind, by: null });
      this.#move(held, outcome.kind);
      return;
    }
    const attempts = outcome.counts ? settlement.attempt : settlement.attempt - 1;
    held.message = { ...held.message, attempts, dueAt: outcome.dueAt, windowClosed: outcome.windowClosed };
  }

  async partBegun(seq: number, part: Pick<MessagePart, 'no' | 'of' | 'kind'>, at: number): Promise<void> {
    await Promise.resolve();
    this.beforeWrite('part_begun');
    this.#claimed(seq).parts.set(part.no, { ...part, state: 'sending', at, code: null, platformCode: null });
  }

  async partEnded(seq: number, part: MessagePart): Promise<void> {
    await Promise.resolve();
    this.beforeWrite('part_ended');
    this.#claimed(seq).parts.set(part.no, part);
  }

  async decide(decision: MessageDecision) {
    await Promise.resolve();
    this.beforeWrite('decide');
    const held = [...this.held.values()].find(({ message }) => message.id === decision.id);
    if (held === undefined) throw new RelayError('MESSAGE_NOT_FOUND', 'no such message');
    const { action, by, at, report } = decision;
    if (!mayFollow[action].includes(held.state) || held.claimed) {
      throw new RelayError('MESSAGE_ACTION_NOT_POSSIBLE', `${action} of ${held.state}`);
    }
    this.#act(held, action, at);
    held.events.push({ kind: lineOf[action], by });
    if (report !== null && held.state !== 'pending') held.report = report;
    const { seq, channelId, direction, contactNo } = held.message;
    return {
      seq,
      channelId,
      direction,
      contactNo,
      pending: held.state === 'pending' ? this.#waiting(held) : null,
    };
  }

  #act(held: ModelRecord, action: MessageAction, at: number): void {
    switch (action) {
      case 'send_again':
        return this.#again(held, at);
      case 'confirm_arrived':
        return this.#arrived(held, at);
      case 'give_up':
        return this.#move(held, 'dead_letter');
      case 'discard':
        held.before = held.state;
        return this.#move(held, 'discarded');
      case 'restore':
        return this.#move(held, held.before ?? 'pending');
    }
  }

  #again(held: ModelRecord, at: number): void {
    for (const part of held.parts.values()) {
      if (part.state !== 'accepted') held.parts.set(part.no, { ...part, state: 'waiting' });
    }
    held.message = { ...held.message, dueAt: at, windowClosed: false };
    this.#move(held, 'pending');
  }

  /** What never left of a reply whose parts in doubt were seen is sent now. */
  #arrived(held: ModelRecord, at: number): void {
    const seen = [...held.parts.values()].filter(({ state }) => state === 'unknown' || state === 'sending');
    for (const part of seen) held.parts.set(part.no, { ...part, state: 'accepted' });
    const known = [...held.parts.values()];
    const isWhole = known.every(({ of, state }) => of <= known.length && state === 'accepted');
    if (seen.length === 0 || isWhole) this.#move(held, 'delivered');
    else this.#again(held, at);
  }

  async message(id: StoredMessage['row']['id']): Promise<StoredMessage> {
    await Promise.resolve();
    const held = [...this.held.values()].find(({ message }) => message.id === id);
    if (held === undefined) throw new RelayError('MESSAGE_NOT_FOUND', 'no such message');
    const { message, state, events, parts } = held;
    return {
      row: {
        seq: message.seq,
        id: message.id,
        channelId: message.channelId,
        direction: message.direction,
        kind: message.kind,
        endUser: '…test',
        preview: '',
        state,
        pendingReason: state === 'pending' ? (held.claimed ? 'sending' : 'due') : null,
        code: null,
        platformCode: null,
        attempts: message.attempts,
        receivedAt: message.receivedAt,
        changedAt: message.receivedAt,
        dueAt: message.dueAt,
      },
      content: message.content,
      platformMessageId: null,
      caseId: null,
      platformAt: null,
      events: events.map((event) => ({ ...emptyLine, ...event })),
      parts: [...parts.values()],
      media: [],
      statusReport: null,
      openId: message.openId,
      contactNo: message.contactNo,
    };
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

  #move(held: ModelRecord, state: MessageState): void {
    held.state = state;
  }

  #claimed(seq: number): ModelRecord {
    const held = this.held.get(seq);
    if (held === undefined || !held.claimed) throw new RelayError('MESSAGE_NOT_FOUND', 'no attempt under way');
    return held;
  }

  #pending(wanted: (message: PendingMessage) => boolean): PendingMessage[] {
    return [...this.held.values()]
      .filter((held) => held.state === 'pending' && !held.claimed && wanted(held.message))
      .map((held) => this.#waiting(held))
      .sort((first, second) => first.seq - second.seq);
  }

  #waiting(held: ModelRecord): PendingMessage {
    return { ...held.message, parts: [...held.parts.values()].sort((first, second) => first.no - second.no) };
  }
}

const lineOf = {
  send_again: 'sent_again',
  confirm_arrived: 'confirmed_arrived',
  give_up: 'given_up',
  discard: 'discarded',
  restore: 'restored',
} as const;

const emptyLine: MessageEvent = {
  at: 0,
  kind: 'stored',
  attempt: null,
  part: null,
  by: null,
  code: null,
  platformCode: null,
  durationMs: null,
  dueAt: null,
};
