import type { Clock } from '#shared/lib/clock.ts';
import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { OutboundIntake, OutboundRequest } from '../ports/intake.ts';
import type { PendingMessage, RelayStore } from '../ports/relay-store.ts';
import { pendingOf } from './inbound-service.ts';

/**
 * CXone sends no idempotency key. A repeat of a call whose answer was never read is recognised for this long; the same
 * text sent again after its answer was read is a new message, because an agent may say "ok" twice.
 */
const repeatWindowMs = 60_000;
/** How often calls older than that are looked for. */
const forgetEveryMs = 1_000;

interface Accepted {
  readonly id: MessageId;
  readonly seq: number;
  readonly duplicate: boolean;
}

interface Unanswered {
  readonly id: MessageId;
  readonly acceptedAt: number;
  readonly accepted: Promise<Accepted>;
}

export interface OutboundServiceDeps {
  readonly store: Pick<RelayStore, 'accept' | 'markAnswered' | 'contact' | 'contactByThread'>;
  readonly clock: Clock;
  readonly makeId: (direction: Direction) => MessageId;
  /** The reply is on disk and waits for WeChat. */
  readonly onStored: (message: PendingMessage) => void;
  /** Asks WeChat whether the openid follows the account: null when it does, else why it cannot be written to. */
  readonly askFollowing: (channelId: ChannelId, openId: OpenId) => Promise<ErrorCode | null>;
  /** May the channel write outside the reply window, with a template message? */
  readonly hasTemplates: (channelId: ChannelId) => boolean;
  /** The agent types. Best effort. */
  readonly onTyping: (channelId: ChannelId, openId: OpenId, on: boolean) => void;
}

export class OutboundService implements OutboundIntake {
  readonly #deps: OutboundServiceDeps;
  readonly #unanswered = new Map<string, Unanswered>();
  readonly #fingerprints = new Map<MessageId, string>();
  readonly #startedAtMonotonic: number;
  #forgotAt: number;

  constructor(deps: OutboundServiceDeps) {
    this.#deps = deps;
    this.#startedAtMonotonic = deps.clock.monotonic();
    this.#forgotAt = this.#startedAtMonotonic;
  }

  async accept(request: OutboundRequest): Promise<{ id: MessageId; acceptedAt: number; duplicate: boolean }> {
    const now = this.#deps.clock.now();
    this.#forgetOld(now);
    const earlier = this.#recent(request.fingerprint, now);
    if (earlier !== null) {
      // Answered only when the first one is on disk, and refused with it when it could not be stored.
      const { id } = await earlier.accepted;
      return { id, acceptedAt: earlier.acceptedAt, duplicate: true };
    }
    const id = this.#deps.makeId('outbound');
    const accepted = this.#store(request, id, now);
    this.#unanswered.set(request.fingerprint, { id, acceptedAt: now, accepted });
    this.#fingerprints.set(id, request.fingerprint);
    try {
      const result = await accepted;
      if (result.duplicate) this.#isOf(request.fingerprint, { id: result.id, acceptedAt: now, accepted });
      return { id: result.id, acceptedAt: now, duplicate: result.duplicate };
    } catch (thrown) {
      this.#forget(id);
      throw thrown;
    }
  }

  answered(id: MessageId): void {
    const fingerprint = this.#fingerprints.get(id);
    const entry = fingerprint === undefined ? undefined : this.#unanswered.get(fingerprint);
    this.#forget(id);
    if (entry === undefined) return;
    const at = this.#deps.clock.now();
    void entry.accepted.then(({ seq }) => this.#deps.store.markAnswered(seq, at)).catch(() => undefined);
  }

  async recipient(channelId: ChannelId, openId: OpenId) {
    const contact = await this.#deps.store.contact(channelId, openId);
    if (contact === null) return { known: false, windowOpen: false, repliesLeft: null };
    const windowOpen = contact.windowUntil !== null && contact.windowUntil > this.#deps.clock.now();
    return { known: true, windowOpen, repliesLeft: contact.repliesLeft };
  }

  async openIdByThread(channelId: ChannelId, threadId: string): Promise<OpenId | null> {
    return (await this.#deps.store.contactByThread(channelId, threadId))?.openId ?? null;
  }

  async reachable(channelId: ChannelId, openId: OpenId): Promise<{ why: ErrorCode | null }> {
    const contact = await this.#deps.store.contact(channelId, openId);
    if (contact === null) {
      const why = await this.#deps.askFollowing(channelId, openId);
      if (why !== null) return { why };
    }
    if (this.#deps.hasTemplates(channelId)) return { why: null };
    const until = contact?.windowUntil ?? null;
    if (until === null || until <= this.#deps.clock.now()) return { why: 'WECHAT_REPLY_WINDOW_CLOSED' };
    return { why: contact?.repliesLeft === 0 ? 'WECHAT_REPLY_COUNT_USED' : null };
  }

  typing(channelId: ChannelId, openId: OpenId, on: boolean): void {
    this.#deps.onTyping(channelId, openId, on);
  }

  async #store(request: OutboundRequest, id: MessageId, now: number): Promise<Accepted> {
    const { clock, store, onStored } = this.#deps;
    // In the first minute after a start the memory of unanswered calls is on disk, not here.
    const isEarly = clock.monotonic() - this.#startedAtMonotonic <= repeatWindowMs;
    const message = {
      id,
      channelId: request.channelId,
      direction: 'outbound',
      kind: request.content.kind,
      openId: request.openId,
      externalId: null,
      dedupeKey: request.fingerprint,
      platformAt: null,
      receivedAt: now,
      state: 'pending',
      code: null,
      payload: { content: request.content, raw: request.raw },
      opensWindow: null,
    } as const;
    const result = await store.accept(message, isEarly ? now - repeatWindowMs : null);
    if (result.kind === 'duplicate') return { id: result.id, seq: result.seq, duplicate: true };
    onStored(pendingOf(message, result));
    return { id, seq: result.seq, duplicate: false };
  }

  /** The call was one of before the start: its answer, once it is read, is the answer to that. */
  #isOf(fingerprint: string, before: Unanswered): void {
    this.#forget(this.#unanswered.get(fingerprint)?.id ?? before.id);
    this.#unanswered.set(fingerprint, before);
    this.#fingerprints.set(before.id, fingerprint);
  }

  #forget(id: MessageId): void {
    const fingerprint = this.#fingerprints.get(id);
    this.#fingerprints.delete(id);
    if (fingerprint !== undefined && this.#unanswered.get(fingerprint)?.id === id) this.#unanswered.delete(fingerprint);
  }

  /** The same call, when it came within the time in which it counts as a repeat. */
  #recent(fingerprint: string, now: number): Unanswered | null {
    const entry = this.#unanswered.get(fingerprint);
    if (entry === undefined) return null;
    if (now - entry.acceptedAt <= repeatWindowMs) return entry;
    this.#forget(entry.id);
    return null;
  }

  /**
   * Entries stand in order of time: the first that is young enough ends the search. Not at each call: whoever looks at the
   * first entry of a map passes the places of all that were taken out lately.
   */
  #forgetOld(now: number): void {
    const { clock } = this.#deps;
    if (clock.monotonic() - this.#forgotAt < forgetEveryMs) return;
    this.#forgotAt = clock.monotonic();
    for (const [fingerprint, entry] of this.#unanswered) {
      if (now - entry.acceptedAt <= repeatWindowMs) return;
      this.#unanswered.delete(fingerprint);
      this.#fingerprints.delete(entry.id);
    }
  }
}
