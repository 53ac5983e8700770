import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { mayHaveArrivedReport } from '../core/agent-report.ts';
import type { WaitUntil } from '../core/lane-book.ts';
import type { LegRefusals } from './leg-refusals.ts';
import type { ExchangeRoom } from '../core/exchange-room.ts';
import { mayArriveTwice } from '../core/message-actions.ts';
import { ruleNames, type RelaysContent } from '../core/rule-names.ts';
import { settleAttempt, type AttemptDecision, type LegVerdict, type OutcomeRules } from '../core/settle-attempt.ts';
import type { SteadyTime } from '../core/steady-time.ts';
import type { DeliveryResult, DeliveryTarget } from '../ports/delivery-target.ts';
import type { AttemptExchange, PendingMessage, RelayStore, Settlement } from '../ports/relay-store.ts';
import { PartNotes, type PartNotesDeps } from './part-notes.ts';

/** Pause before the store is asked again after it failed. */
const storeRetryMs = 1_000;
/** Connectors end within limits of their own; one that does not must not keep a conversation for ever. */
const longestAttemptMs = 10 * 60_000;
/** Before a channel's rule has a reply sent once more. */
const sendAgainAfterMs = 4_000;
/** A settlement the store takes for wrong is written so often before it is given up. */
const settleTries = 5;

export interface DeliveryAttemptsDeps {
  readonly target: DeliveryTarget;
  readonly store: Pick<
    RelayStore,
    'claim' | 'settle' | 'partBegun' | 'partEnded' | 'decide' | 'message' | 'pendingOfConversation'
  >;
  readonly rules: OutcomeRules;
  /** Shared by all legs. */
  readonly room: Pick<ExchangeRoom, 'take'>;
  /** Inbound messages that this says no to are settled without a call. */
  readonly relays: RelaysContent;
  readonly clock: Clock;
  /** For waits and ages. */
  readonly time: SteadyTime;
  readonly chance: Chance;
  readonly log: Logger;
  readonly refusals: Pick<LegRefusals, 'isAboutMessage'>;
  readonly isStopped: () => boolean;
  readonly signal: AbortSignal;
  /** Every settlement is on disk. */
  readonly onWritten: () => void;
  /** What was seen of the leg. */
  readonly onSeen: (result: DeliveryResult, decision: AttemptDecision) => void;
  /** Told after every change of a message, with the settlement when an attempt ended. */
  readonly onChange: (message: PendingMessage, settlement: Settlement | null) => void;
}

/** The message is done with, or waits. */
export type AttemptEnd = { readonly message: PendingMessage; readonly until: WaitUntil } | null;

interface Outcome {
  readonly result: DeliveryResult;
  /** A mistake of ours: it says nothing of the leg. */
  readonly isOurs: boolean;
}

/**
 * One attempt after the other, each from its claim to its settlement. Whatever is thrown on the way, the attempt ends
 * settled, and its conversation goes on.
 */
export class DeliveryAttempts {
  readonly #deps: DeliveryAttemptsDeps;
  readonly #notesDeps: PartNotesDeps;
  /** When an operator sent an old message again: its 48 hours of trying begin anew. Forgotten when the relay stops. */
  readonly #renewed = new Map<number, number>();
  /** By seq, how many decisions on the message are on their way to the disk. */
  readonly #deciding = new Map<number, number>();
  #behind = 0;
  /** Settlements the store has refused and not taken yet. */
  #refused = 0;

  constructor(deps: DeliveryAttemptsDeps) {
    this.#deps = deps;
    const { store, clock, isStopped } = deps;
    this.#notesDeps = { store, clock, isStopped, onStoreFault: (step, thrown) => this.#logFault(step, thrown) };
  }

  /** Settlements of messages that are done with and not on disk yet. */
  get unwritten(): number {
    return this.#behind;
  }

  /** The message was sent again by decision. */
  renew(seq: number): void {
    this.#renewed.set(seq, this.#deps.time.now());
  }

  /** Somebody decides on the message; to be called back when that is on disk or refused. */
  deciding(seq: number): () => void {
    this.#deciding.set(seq, (this.#deciding.get(seq) ?? 0) + 1);
    return () => {
      const left = (this.#deciding.get(seq) ?? 1) - 1;
      if (left > 0) this.#deciding.set(seq, left);
      else this.#deciding.delete(seq);
    };
  }

  /** Never rejects. */
  async run(message: PendingMessage): Promise<AttemptEnd> {
    const { time, relays } = this.#deps;
    // The disk refuses what came of earlier attempts: no more is sent than can be written down.
    if (this.#refused > 0) return { message, until: { waitsFor: 'time', dueAt: time.now() + storeRetryMs } };
    try {
      if (message.direction === 'inbound' && !relays(message.content)) return await this.#setAside(message);
      return await this.#attempt(message);
    } catch (thrown) {
      // A mistake of ours outside of every guard below: the conversation must not stand still for it.
      this.#logFault('attempt', thrown);
      return { message, until: { waitsFor: 'time', dueAt: time.now() + longestAttemptMs } };
    }
  }

  async #attempt(message: PendingMessage): Promise<AttemptEnd> {
    const { store, clock, target } = this.#deps;
    const attempt = message.attempts + 1;
    const claim = store.claim(message.seq, attempt, clock.now());
    if (target.repeatable && !this.#deciding.has(message.seq)) {
      // A repeat does no harm there, so that the note of the attempt need not be on disk before the first byte leaves.
      claim.catch(() => undefined);
    } else {
      try {
        if (!(await claim)) return await this.#stillWaiting(message);
      } catch (thrown) {
        this.#logFault('claim', thrown);
        return this.#stillWaiting(message);
      }
    }
    this.#changed(message, null);
    const startedAt = clock.monotonic();
    const notes = new PartNotes(this.#notesDeps, message);
    const outcome = await this.#deliver(message, notes);
    const rules = this.#mayBeRepeated(outcome.result) ? await this.#rulesFor(message) : this.#deps.rules;
    let decision = this.#decide(message, outcome, notes, rules);
    if (decision.report?.status === 'failed' && (await this.#mayHaveArrived(message)))
      decision = this.#decide(message, outcome, notes, rules, true);
    const settlement: Settlement = {
      seq: message.seq,
      at: clock.now(),
      attempt,
      durationMs: Math.round((clock.monotonic() - startedAt) * 10) / 10,
      outcome: this.#onDisk(decision.outcome),
      report: decision.report,
      ...this.#kept(decision, notes),
    };
    const recorded = this.#record(settlement, claim);
    this.#guarded('seen', () => {
      this.#deps.onSeen(outcome.result, { outcome: settlement.outcome, leg: decision.leg, report: decision.report });
    });
    if (decision.outcome.kind === 'delivered') {
      // The other side has it: the next of its conversation may go while this is written, and shares its commit.
      this.#writeBehind(message, settlement, recorded);
      return null;
    }
    const isOurs = await recorded;
    this.#log(message, settlement);
    this.#changed(message, settlement);
    if (!isOurs) return this.#stillWaiting(message);
    if (decision.outcome.kind === 'unconfirmed') return this.#applyRule(message, rules);
    if (decision.outcome.kind !== 'retry') {
      this.#renewed.delete(message.seq);
      return null;
    }
    const { counts, dueAt, windowClosed } = decision.outcome;
    const attempts = counts ? attempt : message.attempts;
    return {
      message: { ...message, attempts, dueAt, windowClosed, parts: notes.parts },
      until: waitUntil(decision.outcome, decision.leg),
    };
  }

  /** Waits are reckoned in steady time and written as wall time. */
  #onDisk(outcome: Settlement['outcome']): Settlement['outcome'] {
    return outcome.kind === 'retry' ? { ...outcome, dueAt: this.#deps.time.toWall(outcome.dueAt) } : outcome;
  }

  /** What passed over the wire, while there is room for it. */
  #kept({ outcome }: AttemptDecision, notes: PartNotes): { readonly exchanges?: readonly AttemptExchange[] } {
    if (!this.#deps.room.take(outcome.kind === 'delivered' ? 'accepted' : 'failed', notes.calls)) return {};
    try {
      return { exchanges: notes.exchanges() };
    } catch (thrown) {
      this.#logFault('exchanges', thrown);
      return {};
    }
  }

  #writeBehind(message: PendingMessage, settlement: Settlement, recorded: Promise<boolean>): void {
    this.#behind += 1;
    if (this.#renewed.size > 0) this.#renewed.delete(message.seq);
    void recorded.then((isOurs) => {
      this.#behind -= 1;
      // Settled by a decision meanwhile: whoever counts what was delivered must not count it.
      this.#changed(message, isOurs ? settlement : null);
      if (this.#behind === 0) this.#deps.onWritten();
    });
  }

  async #deliver(message: PendingMessage, notes: PartNotes): Promise<Outcome> {
    const { target, clock, signal } = this.#deps;
    let cancel: () => void = () => undefined;
    try {
      const result = await new Promise<DeliveryResult>((resolve, reject) => {
        cancel = clock.after(longestAttemptMs, () => {
          resolve(broken);
        });
        target.deliver(message, signal, notes).then(resolve, reject);
      });
      // A part that could not be noted never left: nothing is unknown.
      if (result.kind === 'unknown' && notes.nothingOpen) return { result: unwritten, isOurs: true };
      return { result, isOurs: result === broken };
    } catch (thrown) {
      this.#logFault('deliver', thrown);
      return { result: notes.nothingOpen ? unwritten : broken, isOurs: true };
    } finally {
      cancel();
      notes.close();
    }
  }

  #decide(
    message: PendingMessage,
    { result, isOurs }: Outcome,
    notes: PartNotes,
    rules: OutcomeRules,
    mayHaveArrived = false,
  ): AttemptDecision {
    const { target, time, chance, refusals } = this.#deps;
    const now = time.now();
    const isOfLeg = result.kind === 'refused' && result.scope === 'leg';
    try {
      const decision = settleAttempt({
        message,
        result,
        repeatable: target.repeatable,
        isRefusedAlone: isOfLeg && refusals.isAboutMessage(message.seq),
        rules,
        parts: notes.parts,
        mayHaveArrived,
        tryingSince: Math.max(message.tryingSince ?? message.receivedAt, this.#renewed.get(message.seq) ?? 0),
        now,
        chance,
      });
      return isOurs ? { ...decision, leg: 'says_nothing' } : decision;
    } catch (thrown) {
      this.#logFault('decide', thrown);
      const codes = { code: 'INTERNAL', platformCode: null } as const;
      const outcome: Settlement['outcome'] = target.repeatable
        ? { ...codes, kind: 'retry', dueAt: now + longestAttemptMs, windowClosed: false, counts: true }
        : { ...codes, kind: 'unconfirmed' };
      return { outcome, leg: 'says_nothing', report: null };
    }
  }

  /** The channel's rule sends again what came to such an end. */
  #mayBeRepeated(result: DeliveryResult): boolean {
    const { rules, target } = this.#deps;
    return result.kind === 'unknown' && !target.repeatable && rules.unconfirmed.rule === 'send_again';
  }

  /** The rule that sends again does so once: after that a person is asked. */
  async #rulesFor(message: PendingMessage): Promise<OutcomeRules> {
    const { rules, store } = this.#deps;
    const ask = { ...rules, unconfirmed: { ...rules.unconfirmed, rule: 'ask' } } as const;
    try {
      const { events } = await store.message(message.id);
      return events.some((event) => event.kind === 'sent_again' && event.by === ruleNames.sendAgain) ? ask : rules;
    } catch (thrown) {
      this.#logFault('rule', thrown);
      return ask;
    }
  }

  /** An earlier attempt was not answered. Where nobody can say, an agent had better ask. */
  async #mayHaveArrived({ id }: PendingMessage): Promise<boolean> {
    try {
      return mayArriveTwice(await this.#deps.store.message(id));
    } catch (thrown) {
      this.#logFault('earlier', thrown);
      return true;
    }
  }

  /** What the channel does with a reply that went out and whose outcome is not known. */
  async #applyRule(message: PendingMessage, { unconfirmed, agentLanguage }: OutcomeRules): Promise<AttemptEnd> {
    const { store, clock, time } = this.#deps;
    this.#renewed.delete(message.seq);
    if (unconfirmed.rule === 'ask') return null;
    const sendsAgain = unconfirmed.rule === 'send_again';
    try {
      const { pending } = await store.decide({
        id: message.id,
        action: sendsAgain ? 'send_again' : 'give_up',
        by: sendsAgain ? ruleNames.sendAgain : ruleNames.giveUp,
        at: clock.now(),
        report: sendsAgain ? null : mayHaveArrivedReport(agentLanguage),
      });
      this.#changed(message, null);
      if (pending === null) return null;
      this.renew(message.seq);
      const until: WaitUntil = { waitsFor: 'leg', dueAt: time.now() + sendAgainAfterMs };
      return { message: time.entered(pending), until };
    } catch (thrown) {
      // It stays unconfirmed, and a person decides.
      this.#logFault('rule', thrown);
      return null;
    }
  }

  /** An event that says nothing to an agent ends here, by a rule that its time line names. */
  async #setAside(message: PendingMessage): Promise<AttemptEnd> {
    const { store, clock } = this.#deps;
    const at = clock.now();
    try {
      await store.decide({ id: message.id, action: 'discard', by: ruleNames.notRelayed, at, report: null });
    } catch (thrown) {
      const { code } = toRelayError(thrown);
      if (code === 'MESSAGE_ACTION_NOT_POSSIBLE' || code === 'MESSAGE_NOT_FOUND') return null;
      this.#logFault('set_aside', thrown);
      return this.#stillWaiting(message);
    }
    this.#changed(message, null);
    return null;
  }

  /**
   * The message could not be begun. Most often it does not wait any more, or its record cannot be read and was set aside;
   * should it wait, it must not be forgotten.
   */
  async #stillWaiting(message: PendingMessage): Promise<AttemptEnd> {
    const { store, time } = this.#deps;
    const until: WaitUntil = { waitsFor: 'time', dueAt: time.now() + storeRetryMs };
    try {
      const { contactNo, direction, seq } = message;
      const [first] = await store.pendingOfConversation(contactNo, direction, seq - 1, 1);
      return first?.seq === seq ? { message: time.entered(first), until } : null;
    } catch (thrown) {
      this.#logFault('claim', thrown);
      return { message, until };
    }
  }

  /**
   * Writes the settlement until it is written: a message that went out must never be sent again for want of a note. When
   * the claim was not written either, it is written with it. False when the message was not ours to send. Never rejects.
   */
  async #record(settlement: Settlement, claim: Promise<boolean>): Promise<boolean> {
    const { store, clock } = this.#deps;
    const { seq, attempt } = settlement;
    let claiming: Promise<boolean> = claim;
    let isClaimed: boolean | null = null;
    for (let tries = 1; ; tries += 1) {
      // Should the store stumble over what the other side named things, it gets the outcome without it.
      let thrown: unknown = null;
      let isSettled = false;
      try {
        await store.settle(tries === 1 ? settlement : lean(settlement, tries % 3 === 0));
        isSettled = true;
      } catch (refusal) {
        thrown = refusal;
      }
      try {
        const claimed = await claiming;
        isClaimed ??= claimed;
      } catch (refusal) {
        thrown ??= refusal;
      }
      const isWritten = isSettled && isClaimed !== null;
      if (tries === 1 && !isWritten) this.#refused += 1;
      if (!isWritten) this.#logFault('settle', thrown);
      const isHopeless = tries >= settleTries && !diskFaults.has(toRelayError(thrown).code);
      if (isWritten || this.#deps.isStopped() || isHopeless) {
        if (tries > 1 || !isWritten) this.#refused -= 1;
        return isClaimed ?? true;
      }
      await this.#pause(storeRetryMs);
      if (isClaimed === null) {
        claiming = store.claim(seq, attempt, clock.now());
        // Looked at only after the settlement.
        claiming.catch(() => undefined);
      }
    }
  }

  #changed(message: PendingMessage, settlement: Settlement | null): void {
    this.#guarded('changed', () => {
      this.#deps.onChange(message, settlement);
    });
  }

  /** Who is told of a message must not be able to hold it up. */
  #guarded(step: string, tell: () => void): void {
    try {
      tell();
    } catch (thrown) {
      this.#logFault(step, thrown);
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(delayMs, resolve);
    });
  }

  #log(message: PendingMessage, settlement: Settlement): void {
    const { outcome } = settlement;
    if (outcome.kind === 'delivered') return;
    this.#deps.log.warn('delivery.not_accepted', {
      messageId: message.id,
      channelId: message.channelId,
      attempt: settlement.attempt,
      outcome: outcome.kind,
      code: outcome.code,
      platformCode: outcome.platformCode,
      durationMs: settlement.durationMs,
    });
  }

  #logFault(step: string, thrown: unknown): void {
    const error = toRelayError(thrown);
    this.#deps.log.error('delivery.failed', { step, code: error.code, detail: error.message });
  }
}

const diskFaults: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['STORE_FULL', 'STORE_WRITE_FAILED']);

/** A mistake of ours, at an unknown moment: never assume that nothing was sent. */
const broken: DeliveryResult = { kind: 'unknown', code: 'INTERNAL', platformCode: null };

/** The disk did not take the note that a part is about to leave. */
const unwritten: DeliveryResult = {
  kind: 'try_later',
  scope: 'message',
  code: 'STORE_WRITE_FAILED',
  platformCode: null,
  retryAfterMs: null,
  value: null,
};

/** For another try: what is only for looking at is left out. `isBare`: what the other side named things, too. */
function lean({ exchanges: _, ...settlement }: Settlement, isBare: boolean): Settlement {
  if (!isBare) return settlement;
  const { outcome } = settlement;
  if (outcome.kind === 'delivered') {
    return { ...settlement, outcome: { kind: 'delivered', platformMessageId: null, caseId: null, threadIds: [] } };
  }
  return { ...settlement, outcome: { ...outcome, platformCode: null } };
}

function waitUntil(outcome: Extract<Settlement['outcome'], { kind: 'retry' }>, leg: LegVerdict): WaitUntil {
  if (leg === 'refused') return { waitsFor: 'leg', dueAt: null };
  if (leg === 'struggles') return { waitsFor: 'leg', dueAt: outcome.dueAt };
  return { waitsFor: outcome.windowClosed ? 'window' : 'time', dueAt: outcome.dueAt };
}
